"""botbuilder makes a client for each activity: it is made at once, and retries what it would have retried."""

from __future__ import annotations

from msrest.universal_http.requests import ClientRetryPolicy

import adapters.teams.gate  # noqa: F401 - which makes them quick

NEVER = {*range(500), 501, 505} - {408}


def test_a_client_retries_what_botbuilders_own_would() -> None:
    assert ClientRetryPolicy().policy.status_forcelist == [each for each in range(999) if each not in NEVER]


def test_what_is_looked_up_a_thousand_times_is_found_at_once() -> None:
    assert isinstance(ClientRetryPolicy.safe_codes, frozenset)

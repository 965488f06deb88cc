"""How Slack says no: to the app (`Refused`) and to a person whose app failed (`SlackSaw`)."""

from collections.abc import Sequence
from typing import Any


class Refused(Exception):
    """A call Slack refuses, with its own error code; HTTP 200 unless it is a rate limit."""

    def __init__(self, error: str, *, status: int = 200, retry_after: int | None = None, **more: Any) -> None:
        super().__init__(error)
        self.error = error
        self.status = status
        self.retry_after = retry_after
        self.more = more

    @property
    def body(self) -> dict[str, Any]:
        """The answer as the app reads it."""
        return {"ok": False, "error": self.error, **self.more}

    @property
    def headers(self) -> dict[str, str]:
        """Retry-After, in whole seconds, when there is one."""
        return {} if self.retry_after is None else {"Retry-After": str(self.retry_after)}


def refused_with(error: str, problems: Sequence[str], *, errors_too: bool = False) -> Refused:
    """A refusal that lists what is wrong, as `response_metadata.messages` does."""
    more: dict[str, Any] = {"response_metadata": {"messages": [f"[ERROR] {one}" for one in problems]}}
    if errors_too:
        more["errors"] = list(problems)
    return Refused(error, **more)


class SlackSaw(Exception):
    """What a person saw because the app did not answer as Slack requires."""

    def __init__(self, code: str, shown: str) -> None:
        super().__init__(f"{code}: {shown}")
        self.code = code
        self.shown = shown

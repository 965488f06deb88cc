"""Bolt and the SDK log whole bodies, children's names included: they get a logger that says nothing."""

import logging

QUIET = logging.getLogger("quorate.slack.sdk")
QUIET.setLevel(logging.CRITICAL + 1)
QUIET.propagate = False
QUIET.disabled = True

"""Who types: the login that the system knows, and behind sudo whoever became somebody else."""

from __future__ import annotations

import getpass
import os


def login() -> str:
    """The account's name; "unknown" where the system has none."""
    behind = os.environ.get("SUDO_USER", "")
    if behind:
        return behind
    try:
        import pwd
    except ImportError:
        return getpass.getuser()
    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:
        return f"uid {os.getuid()}"

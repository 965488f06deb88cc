"""What can go wrong, in words a person can act on."""

from __future__ import annotations


def came_from(error: BaseException) -> str:
    """The innermost place an error came from, without its message, which may hold a row's values."""
    trace, place = error.__traceback__, ""
    while trace is not None:
        place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}"
        trace = trace.tb_next
    return place


class QuorateError(Exception):
    """Something went wrong that Quorate foresaw; the message is plain English and holds nothing private."""


class Refusal(QuorateError):
    """Not done, and nothing was saved. `code` is for logs and tests; the message says what to do next."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Invalid(QuorateError):
    """A form's values cannot be taken. `fields` says, per field, what is wrong and what to write instead."""

    def __init__(self, fields: dict[str, str]) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


class Outdated(QuorateError):
    """This process is of an older release than may still work here: it must not touch anything."""


class TryAgain(QuorateError):
    """Not saved because something else was in the way at that instant: the very same may well succeed now."""

"""The council a policy belongs to, and the rooms its meetings are held in."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import AfterValidator

from bot.policy.patterns import check_pattern
from bot.policy.shape import Code, Section, Words, matching

LONGEST_REFERENCE = 64
CouncilCode = Annotated[str, matching(r"[A-Z]{2,8}", "write two to eight capital letters")]
Phone = Annotated[str, matching(r"(\+?[0-9][0-9 ()-]{5,24})?", "write a telephone number, such as 01632 960100")]


class Council(Section):
    """Who it is, whom to ring, and what one of its case references looks like."""

    code: CouncilCode
    name: Words
    case_reference_pattern: Annotated[str, AfterValidator(check_pattern)]
    case_reference_example: Words
    contact_name: str
    contact_phone: Phone
    out_of_hours_name: str
    out_of_hours_phone: Phone

    def reference_ok(self, text: str) -> bool:
        """True when the whole text is a case reference: refuses names, and anything over 64 characters."""
        if len(text) > LONGEST_REFERENCE:
            return False
        return re.fullmatch(self.case_reference_pattern, text) is not None


class Room(Section):
    """One place to meet: a link to join by and a number to dial. No two meetings share it at a time."""

    id: Code
    name: Words
    join_url: str
    dial_in: Phone
    pin: Annotated[str, matching(r"[0-9# ]{0,20}", "write digits, spaces and # only")] = ""

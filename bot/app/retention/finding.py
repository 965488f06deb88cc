"""A case by what people call it: one of its meetings, or the child's reference in social care."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.app.staying_out import reference_of
from bot.app.work import Work
from bot.domain.errors import Refusal
from bot.domain.retention import CaseMeeting

_MEETING = re.compile(r"([A-Z][A-Z0-9]{1,7})-SM-(\d{1,9})")
NO_CASE = (
    "No meeting about that case is here. Nothing was saved. Look the reference up, or write a meeting's own, "
    "such as {example}-SM-12."
)
WHICH_COUNCIL = "Several councils are served here. Nothing was saved. Say which with --council: {codes}."


@dataclass(frozen=True, slots=True)
class FoundCase:
    """The meetings about a case, by number. `marks` are what was asked for, or the id of a meeting that has none;
    `reference` is the one child's, "" where several were meant.
    """

    council: str
    marks: tuple[str, ...]
    meetings: tuple[CaseMeeting, ...]
    reference: str = ""


async def find_case(
    work: Work, reference: str, council: str, *, may_be_gone: bool = False, one_child: bool = False
) -> FoundCase:
    """The case; refuses when no meeting about it is here, or nobody can say of which council.

    `may_be_gone`: one of which only receipts are left is found too. `one_child`: of a meeting about siblings only
    the case of the child whom it is about.
    """
    written = reference.strip().upper()
    found = _MEETING.fullmatch(written)
    if found is not None and found[1] in work.policies.councils:
        marks, meeting_id = await _marks_of(work, found[1], int(found[2]))
        own = await _subject(work, meeting_id) if one_child else ""
        if own:
            mark = await work.uow.case_mark(found[1], own)
            own, marks = (own, (mark,)) if mark else ("", ())
        meetings = await _about(work, found[1], marks, (meeting_id,))
        return FoundCase(found[1], marks or (meeting_id,), meetings, own)
    code = _council(work, council)
    mark = await work.uow.case_mark(code, written)
    meetings = await _about(work, code, (mark,), ()) if mark else ()
    if not meetings and not (may_be_gone and await _is_gone(work, code, mark)):
        raise Refusal("no_case", NO_CASE.format(example=code))
    return FoundCase(code, (mark,), meetings, written)


async def _is_gone(work: Work, council: str, mark: str) -> bool:
    receipts = await work.uow.purge_receipts.where(council=council)
    return bool(mark) and any(mark in each.marks for each in receipts)


async def _subject(work: Work, meeting_id: str) -> str:
    """The reference of the one child whom the meeting is about; "" for several."""
    meeting = await work.uow.meetings.get(meeting_id)
    subjects = [each for each in meeting.facts.children if each.part == "subject"] if meeting else []
    return reference_of(subjects[0].reference) if len(subjects) == 1 else ""


async def _marks_of(work: Work, council: str, number: int) -> tuple[tuple[str, ...], str]:
    rows = await work.uow.meetings.where(council=council, number=number)
    if not rows:
        raise Refusal("no_case", NO_CASE.format(example=council))
    alike = await work.uow.meetings_alike(council, (), [rows[0].id])
    return next(each.marks for each in alike if each.id == rows[0].id), rows[0].id


async def _about(work: Work, council: str, marks: tuple[str, ...], ids: tuple[str, ...]) -> tuple[CaseMeeting, ...]:
    """The meetings about these children and those that follow them; not those about their siblings alone."""
    about = await work.uow.meetings_alike(council, marks, ids)
    chain = {each.follows_id for each in about if each.follows_id}.union(each.id for each in about)
    follow = await work.uow.meetings_alike(council, marks, chain)
    return tuple(sorted(follow, key=lambda each: (each.number, each.id)))


def _council(work: Work, council: str) -> str:
    codes = work.policies.councils
    if council:
        return work.policy(council).council.code
    if len(codes) != 1:
        raise Refusal("which_council", WHICH_COUNCIL.format(codes=", ".join(codes)))
    return codes[0]

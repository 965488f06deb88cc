"""This officer comes: asked at once in their own tool; one with only a number is for the convenor to ring."""

from __future__ import annotations

from bot.app.commands import Command, NameOfficer, TakeRequest
from bot.app.directory_entry import EMAIL, PHONE
from bot.app.excluding import keep_out_newcomers
from bot.app.inviting import invite, withdraw_all
from bot.app.police.acting import take
from bot.app.police.asked import asked, let_off
from bot.app.work import Handler, Work, there
from bot.domain.errors import Invalid, Refusal
from bot.domain.invitation import Answer
from bot.domain.meeting import Meeting
from bot.domain.names import same_name, searched
from bot.domain.obligation import Awaited
from bot.domain.people import Address, Desk, Person

CANNOT = "That officer cannot be asked. Nothing was changed. Name somebody else of your agency."
NAMED = "named by the police desk"


async def name_officer(command: NameOfficer, work: Work) -> str:
    """Ask the officer; it stays awaited until they accept. Whoever names themselves takes it."""
    meeting, seat, request = await asked(command, work)
    desk = there(await work.uow.desks.get(request.desk_id))
    officer = await _officer(command, work, meeting, desk)
    if officer.id == work.actor.person_id:
        return await take(TakeRequest(command.request_id, command.revision, command.named), work)
    if officer.id == request.assigned_to_id:
        return request.id
    await let_off(work, request)
    request.assign(officer.id, work.actor.person_id, work.now)
    await work.uow.police_requests.save(request)
    colleagues = await work.uow.invitations.where(seat_id=seat.id, desk_id=desk.id)
    await withdraw_all(work, [each for each in colleagues if each.live], Answer.TAKEN)
    seat.person_id, seat.person_why = officer.id, NAMED
    await work.uow.seats.save(seat)
    await work.settle(Awaited.SEAT, seat.id)
    await invite(work, meeting, seat, officer.id)
    await work.refresh(meeting_id=meeting.id)
    await work.note("officer_named", request.id, meeting.council, meeting.id, seat=seat.name, to=officer.id)
    return request.id


async def _officer(command: NameOfficer, work: Work, meeting: Meeting, desk: Desk) -> Person:
    if command.person_id:
        return _may_be_asked(await work.person(command.person_id), meeting, desk)
    name, phone, email = command.name.strip(), command.phone.strip(), command.email.strip().lower()
    wrong = _not_written_well(name, phone, email)
    if wrong:
        raise Invalid(wrong)
    out = await work.uow.people.where(id=meeting.excluded) if meeting.excluded else []
    if any(same_name(name, each) for each in (*meeting.excluded_names, *(person.name for person in out))):
        raise Refusal("not_found", CANNOT)
    found = await work.uow.people_named(searched(name), councils=(meeting.council,), agency=desk.agency)
    same = [each for each in found if each.here and same_name(each.name, name)]
    if same:
        return _may_be_asked(same[0], meeting, desk) if len(same) == 1 else _which()
    return await _newcomer(work, meeting, desk, name, phone, email)


def _may_be_asked(person: Person | None, meeting: Meeting, desk: Desk) -> Person:
    if (
        person is None
        or person.agency != desk.agency
        or meeting.council not in person.councils
        or person.id in meeting.excluded
    ):
        raise Refusal("not_found", CANNOT)
    return person


def _which() -> Person:
    raise Invalid({"person": "Several officers have that name. Find the right one here."})


def _not_written_well(name: str, phone: str, email: str) -> dict[str, str]:
    wrong = {}
    if len(name) < 3 or any(letter.isdigit() for letter in name):
        wrong["name"] = "Find the officer above, or write a name."
    if not PHONE.fullmatch(phone):
        wrong["phone"] = "Write the number with its leading 0, such as 01632 960123."
    if email and not EMAIL.fullmatch(email):
        wrong["email"] = "Write one work address, such as a.khan@police.example, or leave it empty."
    return wrong


async def _newcomer(work: Work, meeting: Meeting, desk: Desk, name: str, phone: str, email: str) -> Person:
    """Known from now on by name and number, as of the desk; the next import of the directory keeps them or not."""
    by = await work.acting_person()
    officer = Person(
        work.new_id(), name, desk.agency, (meeting.council,), team=desk.name, manager_id=by.manager_id, phone=phone
    )
    officer.email = email
    await work.uow.people.add(officer)
    if email:
        await work.uow.addresses.add(Address(work.new_id(), officer.id, "email", "", email=email))
    await keep_out_newcomers(work, [officer])
    await work.note("person_written", officer.id, meeting.council, meeting.id, by_desk=desk.id)
    return officer


HANDLERS: dict[type[Command], Handler] = {NameOfficer: name_officer}

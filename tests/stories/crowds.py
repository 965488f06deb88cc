"""Many people of one agency, and one meeting to which all of them are asked."""

from __future__ import annotations

from tests.kit.world import Somebody, World

CROWD = 64


async def crowd(world: World, agency: str, seat: str = "", desk: str = "") -> list[Somebody]:
    return [
        await world.joins(
            f"c{number:02}",
            f"Crowd Member {number}",
            agency,
            (seat,) if seat else (),
            "slack" if number % 2 else "teams",
            desk=desk,
            works="always",
        )
        for number in range(CROWD)
    ]


async def everybody_is_asked(world: World) -> list[Somebody]:
    """A called meeting to which 64 more people are asked, each for a seat that is not required."""
    await world.called(concerns=("physical_injury",))
    people = await crowd(world, "health", "named_nurse")
    (found,) = await world.rows("meetings")
    (seat,) = await world.rows("seats", meeting_id=found.id, name="health_visitor", closed=False)
    async with world.storage.units.write() as uow:
        (pattern,) = await uow.invitations.where(seat_id=seat.id, person_id="hv1")
        for each in people:
            own = f"i-{each.person.id}"
            seat.id, seat.name, seat.required, seat.person_id = f"s-{own}", "named_nurse", False, each.person.id
            await uow.seats.add(seat)
            pattern.id, pattern.seat_id, pattern.person_id = own, seat.id, each.person.id
            await uow.invitations.add(pattern)
        await uow.commit()
    return people

"""Some sixty invented people, where they can be reached, and how readily each of them answers."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from bot.domain.people import Address
from tests.kit.world import COUNCIL, Somebody, World

GIVEN = (
    "Ada",
    "Bela",
    "Cleo",
    "Dora",
    "Edna",
    "Fay",
    "Gwen",
    "Hope",
    "Iris",
    "June",
    "Kit",
    "Lena",
    "Mona",
    "Nell",
    "Abel",
    "Bert",
    "Cain",
    "Dean",
    "Earl",
    "Finn",
    "Glen",
    "Hugh",
    "Ivan",
    "Jude",
)
FAMILY = ("Alder", "Birch", "Cedar", "Dogwood", "Elder", "Fir", "Gorse", "Hazel", "Ivyson", "Juniper")
OTHER = {"slack": "teams", "teams": "slack"}
TENANTS = {"slack": "T-SECOND", "teams": "TENANT-SECOND"}


@dataclass(frozen=True, slots=True)
class Part:
    """So many people of one job; the first of `manager` leads them, in turn."""

    job: str
    many: int
    agency: str
    seats: tuple[str, ...] = ()
    managers: tuple[str, ...] = ()
    channel: str = "teams"
    team: str = ""
    desk: str = ""
    works: str = ""


CARE, HEALTH, POLICE = "social_care", "health", "police"
PARTS = (
    Part("head", 1, CARE, ("chair_senior_manager",), (), "slack"),
    Part("tm", 3, CARE, ("chair_team_manager",), ("head1",), "slack"),
    Part("sw", 14, CARE, ("social_worker",), ("tm1", "tm2", "tm3"), "slack", "Duty"),
    Part("super", 1, POLICE, (), (), works="always"),
    Part("insp", 2, POLICE, (), ("super1",), works="always"),
    Part("pc", 7, POLICE, (), ("insp1", "insp2"), desk="pdesk", team="Child abuse", works="always"),
    Part("lead", 1, HEALTH),
    Part("hvm", 2, HEALTH, (), ("lead1",)),
    Part("hv", 14, HEALTH, ("health_visitor",), ("hvm1", "hvm2"), team="0-19 East"),
    Part("paed", 3, HEALTH, ("paediatrician_on_call",), ("lead1",), works="always"),
    Part("nurse", 6, HEALTH, ("school_nurse",), ("hvm1",), team="0-19 West"),
    Part("edm", 1, "education"),
    Part("dsl", 5, "education", (), ("edm1",), "slack"),
)
TEMPERS = (0.9,) * 3 + (0.45,) * 4 + (0.15,) * 2 + (0.0,)


@dataclass(slots=True)
class Character:
    """One person, and how likely they are to see to a line when they look."""

    id: str
    job: str
    who: Somebody
    readiness: float
    gone: bool = False


async def gather_cast(world: World, lots: Random) -> dict[str, Character]:
    """Everybody joins, with the app in one tool, and their work address known in the other."""
    await world.opens_desk("pdesk", "Police referral desk", POLICE, ("police_child_abuse",))
    cast: dict[str, Character] = {}
    names = [f"{given} {family}" for family in FAMILY for given in GIVEN]
    lots.shuffle(names)
    for part in PARTS:
        for number in range(1, part.many + 1):
            person_id = f"{part.job}{number}"
            cast[person_id] = Character(
                person_id, part.job, await _join(world, part, number, names.pop()), lots.choice(TEMPERS)
            )
    return cast


async def _join(world: World, part: Part, number: int, name: str) -> Somebody:
    person_id, manager = f"{part.job}{number}", part.managers[number % len(part.managers)] if part.managers else None
    cases = tuple(f"CSC-2{number:02}{n:03}" for n in range(8)) if part.job == "hv" else ()
    somebody = await world.joins(
        person_id,
        name,
        part.agency,
        part.seats,
        part.channel,
        manager=manager,
        desk=part.desk,
        cases=cases,
        team=part.team,
        works=part.works,
        email=email_of(person_id),
    )
    other = OTHER[part.channel]
    async with world.storage.units.write() as uow:
        address = Address(f"b-{person_id}", person_id, other, TENANTS[other], email=email_of(person_id), rank=1)
        await uow.addresses.add(address)
        await uow.commit()
    return somebody


def email_of(person_id: str) -> str:
    """The work address by which a tool knows them."""
    return f"{person_id}@{COUNCIL.lower()}.example.org"

"""A chat account becomes somebody's when the platform vouches for it, and stops when the app is removed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app.commands import BindAddress, LoseAddress, PersonLeaves
from bot.app.work import OPERATOR, Actor
from bot.domain.people import Address, Identity, Person
from tests.kit.world import World

UNKNOWN = Actor("")
ANN = Identity("slack", "T-COUNCIL", "U-ANN", "Ann@exmp.example", {"channel": "D1"})


@pytest.fixture
async def ann(world: World) -> World:
    """Ann is in the directory by her work address only."""
    await adds(world, "ann", "ann@exmp.example")
    return world


async def adds(world: World, person_id: str, email: str, account: str = "") -> None:
    person = Person(person_id, "Ann Other", "social_care", ("EXMP",), ("social_worker",), email=email)
    async with world.storage.units.write() as uow:
        await uow.people.add(person)
        await uow.addresses.add(Address(f"x-{person_id}", person_id, "slack", "T-COUNCIL", account, email))
        await uow.commit()


async def test_the_verified_address_in_the_right_workspace_binds_once(ann: World) -> None:
    assert await ann.bus.do(BindAddress(ANN), UNKNOWN) == "ann"
    (address,) = await ann.rows("addresses", id="x-ann")
    assert (address.account, address.state, address.conversation) == ("U-ANN", "live", {"channel": "D1"})
    again = replace(ANN, email="", conversation={"channel": "D2"})
    assert await ann.bus.do(BindAddress(again), UNKNOWN) == "ann", "now known by the account alone"
    (address,) = await ann.rows("addresses", id="x-ann")
    assert address.conversation == {"channel": "D2"}
    assert len(await ann.rows("audit", verb="account_bound")) == 1


@pytest.mark.parametrize(
    "stranger",
    [
        replace(ANN, email=""),
        replace(ANN, email="bo@exmp.example"),
        replace(ANN, tenant="T-OTHER"),
        replace(ANN, channel="teams"),
        replace(ANN, account=""),
    ],
    ids=["no address", "another address", "another workspace", "another tool", "no account"],
)
async def test_anybody_else_is_not_bound(ann: World, stranger: Identity) -> None:
    assert await ann.bus.do(BindAddress(stranger), UNKNOWN) is None
    (address,) = await ann.rows("addresses", id="x-ann")
    assert (address.account, address.state) == ("", "unbound")


async def test_a_second_account_with_the_same_address_is_not_bound(ann: World) -> None:
    await ann.bus.do(BindAddress(ANN), UNKNOWN)
    assert await ann.bus.do(BindAddress(replace(ANN, account="U-EVIL")), UNKNOWN) is None
    (address,) = await ann.rows("addresses", id="x-ann")
    assert address.account == "U-ANN"


async def test_an_address_that_two_people_share_binds_neither(ann: World) -> None:
    await adds(ann, "ann2", "ann@exmp.example")
    assert await ann.bus.do(BindAddress(ANN), UNKNOWN) is None


async def test_somebody_who_has_left_is_not_bound(ann: World) -> None:
    await ann.bus.do(PersonLeaves("ann"), OPERATOR)
    assert await ann.bus.do(BindAddress(ANN), UNKNOWN) is None


async def test_what_could_not_be_delivered_arrives_when_the_account_is_bound(world: World) -> None:
    await world.joins("ola2", "Ola Third", "health", ("health_visitor",), "teams", cases=("CSC-104999",))
    async with world.storage.units.write() as uow:
        (address,) = await uow.addresses.where(person_id="ola2")
        address.state, address.reason = "dead", "not_installed"
        await uow.addresses.save(address)
        await uow.commit()
    await world.called(reference="CSC-104999")
    ola = world.people["ola2"]
    assert not ola.posts
    await world.bus.do(BindAddress(ola.identity), UNKNOWN)
    await world.settle()
    assert "You are asked" in ola.sees()


async def test_when_the_app_is_removed_the_card_goes_to_the_next_address(world: World) -> None:
    priya = world.people["hv1"]
    async with world.storage.units.write() as uow:
        await uow.addresses.add(Address("second", "hv1", "slack", "T-COUNCIL", "U-PRIYA", rank=1, state="live"))
        await uow.commit()
    await world.called()
    assert "You are asked" in priya.sees()
    assert await world.bus.do(LoseAddress(priya.identity), UNKNOWN) == "hv1"
    await world.settle()
    (dead,) = await world.rows("addresses", id="a-hv1")
    assert (dead.state, dead.reason) == ("dead", "uninstalled")
    moved = [post for post in world.tools["slack"].posts.values() if post.account == "U-PRIYA"]
    assert len(moved) == 1
    await world.bus.do(LoseAddress(priya.identity), UNKNOWN)
    assert len(await world.rows("audit", verb="account_lost")) == 1


async def test_an_unknown_account_that_goes_is_nobodys_loss(world: World) -> None:
    assert await world.bus.do(LoseAddress(Identity("slack", "T-COUNCIL", "U-NOBODY")), UNKNOWN) is None

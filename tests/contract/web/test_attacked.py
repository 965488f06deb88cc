"""Pages under attack: whoever is out meanwhile, who has left, forged hosts, planted cookies, revoked feeds."""

from __future__ import annotations

import pytest

from bot.app.commands import EndFeed, MakeFeed
from bot.app.work import Actor
from bot.domain.invitation import Answer
from tests.contract.web.ground import GRACE, browsing, code_in, comes
from tests.contract.web.paper_browser import PaperBrowser
from tests.contract.web.test_pressing import answers, form_of
from tests.kit.world import World


async def leaves(world: World, person_id: str = "hv1") -> None:
    async with world.storage.units.write() as uow:
        person = await uow.people.get(person_id)
        assert person
        person.left_at = world.clock
        await uow.people.save(person)
        await uow.commit()


async def taken_out(world: World, person_id: str = "hv1") -> None:
    """They say in another tool that they are connected to the family."""
    (row,) = await world.rows("invitations", person_id=person_id)
    who = world.people[person_id]
    await world.front.pressed(who.identity, "accept", f"{row.id}:1", {}, world.key())
    async with world.storage.units.write() as uow:
        meeting = await uow.meetings.get(row.meeting_id)
        assert meeting
        meeting.excluded = (person_id,)
        await uow.meetings.save(meeting)
        await uow.commit()


async def test_whoever_is_taken_out_with_a_form_open_sends_it_in_vain(
    world: World, link: str, browser: PaperBrowser
) -> None:
    await comes(browser, world, link)
    accept = form_of(browser, "I'll come")
    await browser.presses("I can't come")
    await browser.presses("Send a colleague")
    form = browser.page.forms[0]
    await taken_out(world)
    for action, fields in ((accept.action, accept.fields), (form.action, [*form.fields, ("f.person", "Grace Obi")])):
        page = await browser.posts(action, [*fields, ("do", "on")] if action.endswith("answer") else fields)
        assert "10:50" not in page.words, page.words
        assert "Join" not in page.words, page.words
    page = await browser.goes("/q/message")
    assert "10:50" not in page.words
    assert "I'll come" not in page.words
    assert Answer.ACCEPTED not in await answers(world)
    assert not await world.rows("invitations", person_id="hv2")


async def test_whoever_has_left_has_no_visit_no_code_and_no_feed(
    world: World, link: str, address: str, browser: PaperBrowser
) -> None:
    feed = await world.bus.do(MakeFeed(), Actor("hv1", "web"))
    place = feed.removeprefix("https://quorate.example")
    await comes(browser, world, link)
    async with browsing(address) as second:
        await second.goes(link)
        await second.presses("Send me a code")
        await world.settle()
        typed = code_in(world.letters(GRACE)[-1])
        await leaves(world)
        page = await second.presses("Go on", code=typed)
        assert page.heading == "There is nothing to do here"
    for path in ("/q/message", "/q/home"):
        assert (await browser.goes(path)).heading == "Your visit has ended"
    assert (await browser.client.get(place)).status_code == 404


async def test_a_feed_whose_address_got_out_is_ended_and_leaks_nothing_on_the_way(
    world: World, address: str, capfd: pytest.CaptureFixture[str]
) -> None:
    feed = await world.bus.do(MakeFeed(), Actor("hv1", "web"))
    place = feed.removeprefix("https://quorate.example")
    async with browsing(address) as browser:
        there = await browser.client.get(place)
        assert there.status_code == 200
        assert there.headers["referrer-policy"] == "no-referrer"
        assert "no-store" in there.headers["cache-control"] or "private" in there.headers["cache-control"]
        await world.bus.do(EndFeed(), Actor("hv1", "web"))
        gone = await browser.client.get(place)
        never = await browser.client.get("/calendar/" + "x" * 43 + ".ics")
        assert (gone.status_code, gone.content, dict(gone.headers)["cache-control"]) == (
            never.status_code, never.content, dict(never.headers)["cache-control"],
        )  # fmt: skip
        # A calendar that kept what it had is not told that it is still so.
        again = await browser.client.get(place, headers={"if-none-match": there.headers["etag"]})
        assert again.status_code == 404
    secret = place.removeprefix("/calendar/").removesuffix(".ics")
    assert secret not in "".join(capfd.readouterr())


@pytest.mark.parametrize("path", ["//evil.example", "//evil.example/..", "/\\evil.example", "/%2f%2fevil.example",
                                  "/open?next=https://evil.example", "/code?link=//evil.example"])  # fmt: skip
async def test_no_address_of_ours_leads_elsewhere(browser: PaperBrowser, path: str) -> None:
    answer = await browser.client.get(
        f"/q{path}", headers={"host": "evil.example", "x-forwarded-host": "evil.example"}
    )
    assert "evil" not in answer.headers.get("location", "")
    assert "evil" not in answer.text


@pytest.mark.parametrize("path", ["a.b%0d%0aset-cookie:x=1", "a.b%00", "a.b\u202e", "a.b;c=d", 'a."b', "a.b%0a"])
async def test_what_is_no_token_reaches_no_header(browser: PaperBrowser, path: str) -> None:
    answer = await browser.client.get(f"/q/{path}")
    assert answer.status_code == 404
    assert "set-cookie" not in answer.headers


async def test_a_planted_link_gets_no_code_anywhere_but_to_its_own_address(
    world: World, link: str, browser: PaperBrowser
) -> None:
    """Somebody is made to open a stranger's link in the middle of their visit: their visit is over, no more."""
    await comes(browser, world, link)
    before = len(world.letters(GRACE))
    await browser.goes("/q/c3RyYW5nZXI.abcdefgh")
    assert browser.status == 403
    assert (await browser.goes("/q/message")).heading == "Your visit has ended"
    assert len(world.letters(GRACE)) == before


async def test_the_number_of_codes_is_the_addresss_own_whatever_browsers_ask(
    world: World, link: str, address: str
) -> None:
    for _ in range(9):
        async with browsing(address) as robot:
            await robot.goes(link)
            page = await robot.presses("Send me a code")
            await world.settle()
    assert "several codes" in page.words
    assert len(world.letters(GRACE)) == 1 + 6


async def test_a_kept_copy_of_the_cookies_opens_nothing_after_finish(
    world: World, link: str, address: str, browser: PaperBrowser
) -> None:
    await comes(browser, world, link)
    kept = dict(browser.client.cookies)
    code = code_in(world.letters(GRACE)[-1])
    await browser.presses("Finish")
    async with browsing(address) as thief:
        for name, value in kept.items():
            thief.client.cookies.set(name, value)
        assert (await thief.goes("/q/message")).heading == "Your visit has ended"
        await thief.goes(link)
        await thief.goes("/q/code")
        page = await thief.presses("Go on", code=code)
        assert "Nothing was changed" in page.words

"""The invented case, scene by scene, each played by people's hands in their own tool."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta

from bot.demo.stage import NotPlayed, Stage
from bot.demo.stand_ins import slack
from bot.demo.stand_ins.mail import Browser
from scheduling.london import LONDON

STARTS_AT = datetime(2026, 3, 10, 10, 20, tzinfo=LONDON)
NEXT_DAY = datetime(2026, 3, 11, 9, 31, tzinfo=LONDON)
OVERDUE = datetime(2026, 3, 12, 9, 31, tzinfo=LONDON)

Say = Callable[[str, str, str], None]
Scene = Callable[[Stage, Say], Awaitable[None]]


async def installs(stage: Stage, say: Say) -> None:
    """Police and health add the app in their own Teams."""
    for person in ("ines", "pat", "pip", "hana", "priya", "grace", "ade"):
        await stage.in_teams(person).install()
        await stage.sees(person, "Quorate asks people to strategy meetings")
    say("", "", "Police and NHS staff have added Quorate in their own Teams; the council uses Slack.")


async def convenes(stage: Stage, say: Say) -> None:
    """A social worker calls a meeting: two answers, two clicks."""
    sam = stage.in_slack("sam")
    say("sam", "convene", "types /strategy-meeting")
    await fills_the_form(sam)
    wrong = await sam.submit()
    if wrong:
        raise NotPlayed(f"The form was not taken: {wrong}.")
    say("sam", "plan", "sees the plan:\n" + _indented(_shown(stage)))
    await sam.submit()
    await sam.close_view(everything=True)
    say("sam", "send", "sends the invitations")


async def fills_the_form(sam: slack.Hand) -> None:
    """The command, and its form filled in."""
    await sam.type_command("/strategy-meeting")
    await sam.until(lambda: sam.modals)
    await sam.fill("Case reference", "CSC-104233")
    await sam.choose("How soon", "Same day: meet today")
    await sam.fill("Ages", "3 years")
    await sam.choose("Concerns", "Physical injury")
    await sam.choose("Services that work with the child or family", "School or nursery", "GP")


async def invited(stage: Stage, say: Say) -> None:
    """Everybody is asked in their own tool."""
    for person in ("tess", "pat", "pip", "priya", "ade"):
        await stage.sees(person, "You are asked to come")
        say(person, "invited", "sees the invitation")
    say("priya", "reads", "reads:\n" + _indented(stage.chat("priya")[-1]))


async def claims(stage: Stage, say: Say) -> None:
    """The first of the police desk to claim has it; the other sees who."""
    await stage.in_teams("pat").press("I'll take it")
    say("pat", "accept", "claims it for the police desk")
    await stage.sees("pip", "Pat Lindqvist has taken this")
    say("pip", "told", "sees that Pat Lindqvist has taken it")


async def declines(stage: Stage, say: Say) -> None:
    """The health visitor can't come and sends a colleague of her own team."""
    priya = stage.in_teams("priya")
    await priya.press("I can't come")
    say("priya", "decline", "can't come")
    await priya.press("Send a colleague")
    priya.fill("Colleague of your agency", "Grace Obi")
    await priya.press("Ask them")
    say("priya", "deputy", "sends Grace Obi in her place")
    await stage.sees("grace", "You are asked to come")
    say("grace", "invited", "sees the invitation")


async def quorum(stage: Stage, say: Say) -> None:
    """Answers from Slack, Teams, a page behind a link and a telephone make one quorum."""
    await stage.in_teams("grace").press("I'll come")
    say("grace", "accept", "accepts")
    await stage.in_teams("ade").press("I'll come")
    say("ade", "accept", "accepts")
    await stage.in_slack("tess").press("I'll come")
    say("tess", "accept", "accepts")
    await follows_the_link(stage, say)
    await is_rung(stage, say)
    await stage.sees("sam", "Quorate: social care, police and health are coming")
    say("sam", "quorate", "sees: " + _line(stage, "sam", "Quorate:"))


async def follows_the_link(stage: Stage, say: Say) -> None:
    """The school has no tool of ours: a letter, a link, a code to the same address."""
    await stage.sees("dana", "Please answer")
    letter = stage.letters("dana")[0]
    say("dana", "invited", f"has a letter: {letter.subject}")
    browser = Browser()
    try:
        await browser.goes(letter.link("/q/"))
        await browser.presses("Send me a code")
        await stage.sees("dana", "Your code is")
        code = _found(stage.letters("dana")[-1].text, "Your code is")
        browser.fills("Type the code", "".join(each for each in code.split("works")[0] if each.isdigit()))
        await browser.presses("Go on")
        say("dana", "code", "opens the link, and types the code that was mailed")
        await browser.presses("I'll come")
        if "You said you will come" not in browser.page:
            raise NotPlayed(f"The page did not take the answer: {browser.page}")
        say("dana", "accept", "accepts, on the page")
        await browser.presses("Finish")
    finally:
        await browser.close()


async def is_rung(stage: Stage, say: Say) -> None:
    """The GP has a telephone and nothing else: the convenor rings, and writes the answer down with one click."""
    await stage.sees("sam", "Ring Dr Gale Roth")
    say("sam", "ring", "is asked: " + _line(stage, "sam", "Ring Dr Gale Roth"))
    await stage.in_slack("sam").press("Will come")
    say("gale", "accept", "says by phone that she will come; Sam Carter writes it down")


async def records(stage: Stage, say: Say) -> None:
    """After the meeting its actions are written down, one of them “ASAP”."""
    (meeting,) = await stage.rows("meetings")
    await stage.leap(meeting.ends_at)
    sam = stage.in_slack("sam")
    await sam.press("Write the actions")
    await sam.until(lambda: sam.modals)
    for words, owner, timescale in (
        ("Police to check the address before the visit", "Pat Lindqvist", "within 24 hours"),
        ("Health visitor to visit the family", "Grace Obi", "ASAP"),
        ("Share the chronology with all agencies", "Sam Carter", "5 working days"),
    ):
        await sam.fill("Action", words)
        await sam.choose("Who", owner)
        await sam.fill("Or in your words", timescale)
        await sam.submit()
        say("sam", "action", f"writes down an action for {owner}, “{timescale}”")
    await sam.press("Finish")
    await sam.until(lambda: "No time for action 2" in _shown(stage))
    say("sam", "read_back", "is told: " + _found(_shown(stage), "No time for action 2"))
    await sam.submit()
    say("sam", "close", "closes the record")


async def chased(stage: Stage, say: Say) -> None:
    """“ASAP” is no time that can be checked: its owner is asked until there is one."""
    await stage.sees("grace", "no time yet")
    await stage.leap(NEXT_DAY)
    await stage.sees("grace", "Your actions today")
    say("grace", "chased", "is chased: " + _line(stage, "grace", "no time yet"))
    await stage.in_teams("grace").press("3 working days", in_card="Your actions today")
    await stage.sees("grace", "due Mon 16 March")
    say("grace", "timescale", "gives a time with one click: 3 working days, Mon 16 March")


async def overdue(stage: Stage, say: Say) -> None:
    """The police action is not done in time: its owner, then the owner's manager, hear of it."""
    await stage.leap(OVERDUE)
    await stage.sees("pat", "was due")
    say("pat", "overdue", "is told: " + _line(stage, "pat", "was due"))
    await stage.sees("ines", "Pat Lindqvist")
    say("ines", "manager", "is told as Pat's manager: " + _line(stage, "ines", "Pat Lindqvist"))
    pat = stage.in_teams("pat")
    await pat.press("Done", in_card="Your actions from")
    pat.fill("What changed for the child", "Safer")
    await pat.press("Done", in_card="What changed")
    # The answer to a click and the live card come by two ways: either may be what stands there in the end.
    await stage.until(
        lambda: any("All done." in each or "Done." in each for each in stage.chat("pat")), "pat sees that all is done"
    )
    say("pat", "done", "marks it as done: the child is safer")
    await stage.leap(stage.clock() + timedelta(minutes=5))


SCENES: tuple[Scene, ...] = (installs, convenes, invited, claims, declines, quorum, records, chased, overdue)


def _shown(stage: Stage) -> str:
    return slack.read_view(stage.in_slack("sam").view)


def _indented(text: str) -> str:
    return "\n".join(f"      │ {line}" for line in text.splitlines())


def _line(stage: Stage, person: str, text: str) -> str:
    return next(_found(each, text) for each in reversed(stage.chat(person)) if text in each)


def _found(shown: str, text: str) -> str:
    return next(line.strip() for line in shown.splitlines() if text in line)

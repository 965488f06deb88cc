"""Plays the story, prints who saw and did what in which tool, and counts what was promised against what was done."""

from __future__ import annotations

import asyncio
import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bot.app.view import view_by_id
from bot.demo.stage import PATIENCE, Stage, stage
from bot.demo.story import SCENES, STARTS_AT
from bot.domain.errors import QuorateError
from bot.logs import set_up_logs
from scheduling.london import LONDON

WAITING = ("pending", "retry", "claimed")
ASSERTED = ("quorate", "invited", "accepted", "actions", "chased_without_timescale", "manager_nudges")


def play(*, as_json: bool = False, keep: Path | None = None) -> bool:
    """Play it; True only if everything happened. With `keep`, the database and every card stay there."""
    set_up_logs("ERROR", as_json=as_json)
    folder = keep or Path(tempfile.mkdtemp(prefix="quorate-demo-"))
    folder.mkdir(parents=True, exist_ok=True)
    if any(folder.iterdir()):
        print(f"{folder.name} is not empty. Nothing was played. Name a new folder.", file=sys.stderr)
        return False
    try:
        return asyncio.run(_play(folder, as_json=as_json, keep=keep is not None))
    except QuorateError as wrong:
        print(f"The demonstration stopped. {wrong}", file=sys.stderr)
        return False
    finally:
        if keep is None:
            shutil.rmtree(folder, ignore_errors=True)


async def _play(folder: Path, *, as_json: bool, keep: bool) -> bool:
    began = time.monotonic()
    async with stage(folder, STARTS_AT) as played:
        teller = Teller(played, as_json=as_json)
        for scene in SCENES:
            teller.title((scene.__doc__ or "").strip())
            await scene(played, teller.say)
        await _settled(played)
        result = await _counted(played)
        result["seconds"] = round(time.monotonic() - began, 1)
        teller.end(result)
        if keep:
            _keep_cards(folder / "cards", played)
    return bool(all(result[each] for each in ASSERTED)) and result["lost"] == 0


class Teller:
    """Prints as a person would follow it, or one JSON object a line."""

    def __init__(self, played: Stage, *, as_json: bool) -> None:
        self._played, self._as_json = played, as_json
        self._people = played.cast.people

    def title(self, words: str) -> None:
        """The scene."""
        if not self._as_json:
            print(f"\n{words}")

    def say(self, person_id: str, event: str, words: str) -> None:
        """Who did or saw what, in which tool, when in the story."""
        at = self._played.clock().astimezone(LONDON)
        row = self._people.get(person_id)
        tool, organisation = self._played.cast.where(person_id) if row else ("", "")
        if self._as_json:
            line = {
                "at": at.isoformat(timespec="seconds"),
                "event": event or "scene",
                "who": row["name"] if row else "",
            }
            print(json.dumps({**line, "tool": tool.lower(), "organisation": organisation, "what": words}), flush=True)
            return
        who = f"{row['name']} ({tool}, {organisation}) " if row else ""
        print(f"  {at:%a %H:%M}  {who}{words}", flush=True)

    def end(self, result: dict[str, Any]) -> None:
        """The count."""
        if self._as_json:
            print(json.dumps(result), flush=True)
            return
        print(
            f"\n{result['meeting']}: quorate. {result['invited']} people asked in {len(result['channels'])} tools "
            f"and by telephone, {result['accepted']} accepted ({', '.join(result['answered_through'])}), "
            f"{result['actions']} actions. "
            f"Messages chasing a missing time: {result['chased_without_timescale']}; messages to managers: "
            f"{result['manager_nudges']}; lost: {result['lost']}. {result['seconds']} seconds."
        )


async def _settled(played: Stage) -> None:
    """Wait until every message that is owed has been sent, or has been given up."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and await played.rows("notices", state=WAITING):  # noqa: ASYNC110 - rows, no event
        await asyncio.sleep(0.1)


async def _counted(played: Stage) -> dict[str, Any]:
    """What the database and the tools say happened, not what the story meant to happen."""
    (meeting,) = await played.rows("meetings")
    invitations = await played.rows("invitations")
    notices = await played.rows("notices")
    addresses = {each.id: each for each in await played.rows("addresses")}
    nudges = await played.rows("audit", verb="nudged")
    people_rows = {each.id: each for each in await played.rows("people")}
    owners = {each.id: each.owner_id for each in await played.rows("actions")}
    sent = [each for each in notices if each.post_id]
    # Whom no message reaches is rung: that was made up for.
    rung = {each.subject_id for each in await played.rows("obligations", kind="ring", state="met")}
    return {
        "meeting": meeting.reference,
        "quorate": await _quorate(played, meeting.id),
        "channels": sorted({each.channel for each in sent}),
        "answered_through": sorted({each.via for each in invitations if each.answer == "accepted"}),
        "tenants": len({found for each in sent if (found := addresses[each.address_id].tenant)}),
        "invited": len({each.person_id for each in invitations}),
        "accepted": sum(each.answer == "accepted" for each in invitations),
        "actions": len(owners),
        "chased_without_timescale": sum(each.detail["step"] == "ask_time" for each in nudges),
        "manager_nudges": sum(_to_manager(each, owners, people_rows) for each in nudges),
        "lost": sum(each.state in (*WAITING, "failed") and each.subject_id not in rung for each in notices),
    }


async def _quorate(played: Stage, meeting_id: str) -> bool:
    async with played.runtime.storage.units.read() as uow:
        view = await view_by_id(uow, played.runtime.bus.policies, meeting_id, played.clock())
    return view.quorum.met


def _to_manager(nudge: Any, owners: dict[str, str | None], people_rows: dict[str, Any]) -> bool:
    owner = people_rows.get(owners.get(nudge.subject_id) or "")
    return owner is not None and nudge.detail["to"] == owner.manager_id


def _keep_cards(folder: Path, played: Stage) -> None:
    """Every card as it went over the wire, one file each, in the order sent."""
    folder.mkdir(parents=True, exist_ok=True)
    payloads = {
        "slack": [each.payload for each in played.their_slack.sent],
        "teams": [each.payload for each in played.their_teams.sent],
        "email": [{"to": each.to, "subject": each.subject, "text": each.text} for each in played.their_mail.received],
    }
    for name, sent in payloads.items():
        for place, payload in enumerate(sent, start=1):
            file = folder / f"{name}-{place:04d}.json"
            file.write_text(json.dumps(payload, indent=1, ensure_ascii=False, default=str), encoding="utf-8")

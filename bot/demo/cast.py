"""Who plays: three organisations, each with its own tool. Every person and number is invented."""

from __future__ import annotations

import csv
from importlib.resources import files

from bot.demo.stand_ins import microsoft, slack

COUNCIL_WORKSPACE = "T0COUNCIL"
HOME_TENANT = "a0a0a0a0-0000-4000-8000-00000000000a"
POLICE = "b1b1b1b1-1111-4111-8111-111111111111"
NHS = "c2c2c2c2-2222-4222-8222-222222222222"
APP_ID = "d3d3d3d3-3333-4333-8333-333333333333"
PEOPLE_FILE = files("bot.demo") / "people.csv"


def people() -> list[dict[str, str]]:
    """The rows of the demonstration's directory that are people."""
    rows = csv.DictReader(PEOPLE_FILE.read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["kind"] == "person"]


def slack_id(person_id: str) -> str:
    """A person's id in the council's workspace."""
    return f"U0{person_id.upper()}"


def teams_id(place: int) -> str:
    """A person's Entra object id, by their place in the file."""
    return f"e4e4e4e4-4444-4444-8444-{place:012d}"


def workspace() -> slack.Workspace:
    """The council's Slack."""
    members = [slack.Person(slack_id(row["id"]), row["name"], row["email"]) for row in people() if row["slack"]]
    return slack.Workspace(COUNCIL_WORKSPACE, "Exampleshire", members)


def tenants() -> list[microsoft.Tenant]:
    """The police's and the NHS's Teams; the app is installed by each person at the start of the story."""
    found = []
    for tenant, name in ((POLICE, "Exampleshire Police"), (NHS, "Exampleshire NHS")):
        members = [
            microsoft.Person(teams_id(place), f"29:{row['id']}", row["name"], row["email"])
            for place, row in enumerate(people())
            if row["teams"] == tenant
        ]
        found.append(microsoft.Tenant(tenant, name, members))
    return found


def places() -> dict[str, tuple[str, str]]:
    """Person id to (tool, account)."""
    return {
        row["id"]: ("slack", slack_id(row["id"])) if row["slack"] else ("teams", teams_id(place))
        for place, row in enumerate(people())
    }

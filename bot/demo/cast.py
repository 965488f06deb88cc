"""Who plays: three organisations with a tool each, a school with e-mail, a surgery with a telephone. All invented."""

from __future__ import annotations

import csv
from importlib.resources import files

from bot.demo.stand_ins import microsoft, slack

COUNCIL_WORKSPACE = "T0COUNCIL"
HOME_TENANT = "a0a0a0a0-0000-4000-8000-00000000000a"
POLICE = "b1b1b1b1-1111-4111-8111-111111111111"
NHS = "c2c2c2c2-2222-4222-8222-222222222222"
APP_ID = "d3d3d3d3-3333-4333-8333-333333333333"
TENANTS = {HOME_TENANT: "Exampleshire", POLICE: "Exampleshire Police", NHS: "Exampleshire NHS"}
PEOPLE = (files("bot.demo") / "people.csv").read_text(encoding="utf-8")


class Cast:
    """Everybody in a directory file, each with an account in the tool that the file names for them."""

    def __init__(self, directory: str = PEOPLE) -> None:
        self.directory = directory
        rows = csv.DictReader(directory.splitlines())
        self.people = {row["id"]: row for row in rows if row["kind"] == "person"}
        self.accounts = {person_id: self._account(place, row) for place, (person_id, row) in enumerate(self._rows())}

    def _rows(self) -> list[tuple[str, dict[str, str]]]:
        return list(self.people.items())

    @staticmethod
    def _account(place: int, row: dict[str, str]) -> str:
        return f"U0{row['id'].upper()}" if row["slack"] else f"e4e4e4e4-4444-4444-8444-{place:012d}"

    def in_slack(self, person_id: str) -> bool:
        """True for those whose tool is Slack."""
        return bool(self.people[person_id]["slack"])

    def where(self, person_id: str) -> tuple[str, str]:
        """By what somebody is reached, and where they work."""
        row = self.people[person_id]
        if row["slack"]:
            return "Slack", "council"
        if row["teams"]:
            return "Teams", "police" if row["teams"] == POLICE else "NHS"
        return ("E-mail" if row["email"] else "Telephone"), row["team"]

    def mailboxes(self) -> list[str]:
        """Every work address."""
        return [row["email"] for row in self.people.values() if row["email"]]

    def workspace(self) -> slack.Workspace:
        """The council's Slack."""
        members = [
            slack.Person(self.accounts[key], row["name"], row["email"]) for key, row in self._rows() if row["slack"]
        ]
        return slack.Workspace(COUNCIL_WORKSPACE, "Exampleshire", members)

    def tenants(self) -> list[microsoft.Tenant]:
        """The Teams tenants; the app is installed by each person at the start of the story."""
        found = []
        for tenant, name in TENANTS.items():
            members = [
                microsoft.Person(self.accounts[key], f"29:{key}", row["name"], row["email"])
                for key, row in self._rows()
                if row["teams"] == tenant
            ]
            found.append(microsoft.Tenant(tenant, name, members))
        return found

"""Whom most stories are about. Everybody is invented."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.kit.world import World

REFERENCE = "CSC-104233"


async def usual_people(world: World) -> None:
    """Social care in Slack, police and health in two Teams tenants."""
    await world.joins("head", "Hal Head", "social_care", ("chair_senior_manager",))
    await world.joins("tm", "Tess Manager", "social_care", ("chair_team_manager",), manager="head")
    await world.joins("sam", "Sam Carter", "social_care", ("social_worker",), manager="tm", team="Duty")
    await world.joins("ola", "Ola Second", "social_care", ("social_worker",), manager="tm", team="Duty")
    await world.opens_desk("pdesk", "Police referral desk", "police", ("police_child_abuse",))
    await world.joins("insp", "Ines Inspector", "police", (), "teams", works="always")
    for key, name in (("pc1", "Pat Constable"), ("pc2", "Pip Constable")):
        await world.joins(key, name, "police", (), "teams", manager="insp", desk="pdesk", works="always")
    await world.joins("hvm", "Hana Lead", "health", (), "teams")
    hv = ("health_visitor",)
    mine = (REFERENCE,)
    await world.joins("hv1", "Priya Nair", "health", hv, "teams", manager="hvm", cases=mine, team="0-19 East")
    await world.joins("hv2", "Grace Obi", "health", hv, "teams", manager="hvm", team="0-19 East")
    await world.joins("hv3", "Rota Nurse", "health", hv, "teams", manager="hvm", team="0-19 West")
    on_call = ("paediatrician_on_call",)
    await world.joins("paed", "Dr Ade Bello", "health", on_call, "teams", manager="hvm", works="always")

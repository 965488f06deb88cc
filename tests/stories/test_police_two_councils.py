"""Two councils' requests in one queue, and a desk's member who must stay out of one of them."""

from __future__ import annotations

from pathlib import Path

from bot.storage import Storage
from tests.kit.world import read
from tests.stories.two_councils import two_councils


async def test_whoever_must_stay_out_of_one_councils_case_sees_only_the_others(
    storage: Storage, tmp_path: Path
) -> None:
    world = await two_councils(storage, tmp_path)
    sam = world.people["sam"]
    for council, number, out in (("EXMP", 1, ""), ("OTHR", 2, "Pat Constable")):
        await sam.types("")
        about = {"council": council, "references": f"CSC-30000{number}", "urgency": "planned", "ages": "3 years"}
        await sam.fills(**about, not_told=out)
        await sam.fills()
    pat, pip = world.people["pc1"], world.people["pc2"]
    for each, seen in ((pat, "1 open request"), (pip, "2 open requests")):
        await each.types("desk")
        assert each.shown is not None
        assert seen in read(each.shown)
        assert seen in read(await world.front.home(each.identity))
    assert "OTHR-SM-1" not in pat.sees() + read(await world.front.home(pat.identity))

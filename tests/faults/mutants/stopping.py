"""What a process that stops or dies leaves behind, and whoever comes after it."""

from tests.faults.mutants.mutant import Mutant

_KILLED = "tests/faults/test_F_sweeps.py::test_F6_a_sweep_that_is_killed_again_and_again_chases_everybody_once"
_F9 = "tests/faults/test_F9_told_to_stop.py::test_F9_"
_HALF_WAY = _F9 + "whoever_is_half_way_through_a_click_when_it_is_told_to_stop_is_answered"
_TOLD = _F9 + "told_to_stop_in_a_burst_it_keeps_all_that_it_answered_and_nothing_by_half"

MUTANTS = (
    Mutant(
        "F6",
        "bot/app/daily.py",
        "        await uow.commit()\n",
        "",
        _KILLED,
        "A sweep that dies has done nothing, and the next begins anew: in the end nobody is chased.",
    ),
    Mutant(
        "F6",
        "bot/app/daily_lists.py",
        'f"digest:{each.person_id}:{day}"',
        'f"digest:{i}:{day}"',
        _KILLED,
        "Whoever was put on a list before it died gets a second list for the same day.",
    ),
    Mutant(
        "F9",
        "bot/main.py",
        "            loop.add_signal_handler(each, told)\n",
        "            pass\n",
        _TOLD,
        "An update cuts off whoever clicks at that moment, and what is being sent.",
    ),
    Mutant(
        "F9",
        "bot/running.py",
        "        if self._sending is not None:\n            await asyncio.wait({self._sending})\n",
        "",
        _TOLD,
        "Messages that were on their way stay claimed, and come late or twice.",
    ),
    Mutant(
        "F9",
        "bot/main.py",
        "        await asyncio.wait({serving, hurry}, return_when=asyncio.FIRST_COMPLETED)\n"
        "        server.force_exit = hurry.done()\n",
        "        server.force_exit = True\n",
        _HALF_WAY,
        "Whoever is in the middle of a click when an update comes is cut off.",
    ),
)

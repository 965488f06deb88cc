"""What keeps a meeting, an answer or a message from being lost, or made twice."""

from tests.faults.mutants.mutant import Mutant

_CRASHES = "tests/faults/test_F_crashes.py::test_"

MUTANTS = (
    Mutant(
        "F1",
        "bot/app/drafting.py",
        "    meeting = meeting or await _lately(work, council, facts)\n",
        "",
        _CRASHES + "F1_a_person_who_gets_no_answer_tries_again_and_there_is_one_meeting",
        "A form sent again, because no answer came, makes a second meeting about the same child.",
    ),
    Mutant(
        "F4",
        "bot/app/deliver.py",
        "            await _mark_attempt(this.desk, parcel, address)\n",
        "            pass\n",
        _CRASHES + "F4_an_invitation_in_doubt_is_sent_once_more_says_so_and_either_card_works",
        "An invitation that was sent when the process died comes again, and nothing says that it is the same.",
    ),
)

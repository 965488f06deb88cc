"""What an app answers to a form in the stand-in of Slack: shown, followed, or refused as Slack would."""

from collections.abc import Callable
from typing import Any

import pytest

from bot.demo.stand_ins.slack import SlackSaw, read_view
from tests.unit.stand_ins.slack_app import (
    Desk,
    modal,
    section,
)
from tests.unit.stand_ins.test_slack_hand import Json, menu, opens_a_form


def saying(answer: Json) -> Callable[[Json], Json]:
    return lambda _: answer


async def test_errors_are_shown_on_their_fields_and_must_name_inputs(slack_desk: Desk) -> None:
    await opens_a_form(slack_desk, menu("plain_text_input", "Case"), section("x", block_id="words"))
    ada = slack_desk.slack.person("U0ADA")
    slack_desk.app.answer = lambda _: {"response_action": "errors", "errors": {"case": "No names, please"}}
    assert await ada.submit() == {"Case": "No names, please"}
    assert "! No names, please" in read_view(ada.view)
    for stray in ("words", "nowhere"):
        slack_desk.app.answer = saying({"response_action": "errors", "errors": {stray: "x"}})
        with pytest.raises(SlackSaw, match="not input blocks"):
            await ada.submit()


async def test_an_answer_can_replace_push_or_clear_the_modals(slack_desk: Desk) -> None:
    await opens_a_form(slack_desk, menu("plain_text_input", "Case"))
    ada = slack_desk.slack.person("U0ADA")
    slack_desk.app.answer = lambda _: {"response_action": "update", "view": modal(title="Plan")}
    await ada.submit()
    assert [read_view(one) for one in ada.modals] == ["Plan\n[Send]"]
    slack_desk.app.answer = lambda _: {"response_action": "push", "view": modal(title="Swap")}
    await ada.submit()
    assert len(ada.modals) == 2
    slack_desk.app.answer = lambda _: None
    await ada.submit()
    assert read_view(ada.view) == "Plan\n[Send]"
    slack_desk.app.answer = lambda _: {"response_action": "clear"}
    await ada.submit()
    assert ada.modals == []


@pytest.mark.parametrize(
    "answer",
    [
        {"response_action": "dance"},
        {"response_action": "update", "view": modal(title="x" * 25)},
        {"response_action": "errors", "errors": {}},
        "thanks",
    ],
)
async def test_an_answer_slack_cannot_follow(slack_desk: Desk, answer: Any) -> None:
    await opens_a_form(slack_desk, menu("plain_text_input", "Case"))
    slack_desk.app.answer = lambda _: answer
    with pytest.raises(SlackSaw, match="trouble connecting"):
        await slack_desk.slack.person("U0ADA").submit()


async def test_closing_is_told_only_when_the_view_asks_for_it(slack_desk: Desk) -> None:
    ada = slack_desk.slack.person("U0ADA")
    await opens_a_form(slack_desk)
    before = len(slack_desk.app.got)
    await ada.close_view()
    assert len(slack_desk.app.got) == before
    await opens_a_form(slack_desk, notify_on_close=True)
    await ada.close_view()
    assert (slack_desk.app.last["type"], slack_desk.app.last["is_cleared"]) == ("view_closed", False)
    with pytest.raises(AssertionError, match="no modal open"):
        await ada.submit()

"""What happens to a modal when the app has answered its submission."""

from typing import Any

from bot.demo.stand_ins.slack.content import view_content
from bot.demo.stand_ins.slack.records import Json, Sent, View
from bot.demo.stand_ins.slack.refusals import Refused, SlackSaw
from bot.demo.stand_ins.slack.state import SlackState, Who
from bot.demo.stand_ins.slack.surfaces import close, push_modal, replace


def _trouble(why: str) -> SlackSaw:
    return SlackSaw("trouble_connecting", f"We had some trouble connecting. Try again? ({why})")


def _show_errors(view: View, errors: Any) -> None:
    inputs = {block["block_id"] for block in view.blocks if block["type"] == "input"}
    if not isinstance(errors, dict) or not errors:
        raise _trouble("errors must be an object of block ids")
    stray = sorted(set(errors) - inputs)
    if stray:
        raise _trouble(f"errors name {stray}, which are not input blocks")
    if not all(isinstance(one, str) and one for one in errors.values()):
        raise _trouble("an error must be a text")
    view.errors = dict(errors)


def take_answer(state: SlackState, who: Who, view: View, answer: Any) -> None:
    """Close, replace, push or complain, as the acknowledgement says; SlackSaw when it says nonsense."""
    if answer is None or answer == {}:
        close(state, who)
        return
    if not isinstance(answer, dict):
        raise _trouble("the acknowledgement is not JSON")
    state.sent.append(Sent(state.wall(), who[0], "view_submission.answer", answer, {}))
    try:
        _act(state, who, view, answer)
    except Refused as refusal:
        raise _trouble(str(refusal.body)) from None


def _act(state: SlackState, who: Who, view: View, answer: Json) -> None:
    match answer.get("response_action"):
        case "errors":
            _show_errors(view, answer.get("errors"))
            state.changed()
        case "update":
            replace(state, view, view_content(answer.get("view"), "modal"))
        case "push":
            push_modal(state, who, view_content(answer.get("view"), "modal"))
        case "clear":
            close(state, who, all_of_them=True)
        case other:
            raise _trouble(f"unknown response_action {other!r}")

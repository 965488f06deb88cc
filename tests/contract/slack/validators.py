"""Four judges of a payload: two independent block libraries, Slack's own models, and the stand-in's rules."""

from __future__ import annotations

import json
from typing import Any

import blockkit
import slackblocks
from slack_sdk.models.blocks import Block as SdkBlock
from slack_sdk.models.blocks import InputBlock
from slack_sdk.models.views import View as SdkView

from bot.demo.stand_ins.slack.content import MOST_TEXT_IN_BLOCKS
from bot.demo.stand_ins.slack.rules.blocks import elements_of, text_in, wrong_in_message
from bot.demo.stand_ins.slack.rules.views import LARGEST_BYTES, wrong_in_view

Json = dict[str, Any]


class _Library:
    """Makes a payload again from a library's own parts, which refuse what Slack would refuse."""

    def __init__(self, types: dict[str, Any], option: Any, group: Any, confirm: Any) -> None:
        self._types, self._option, self._group, self._confirm = types, option, group, confirm

    def rebuilt(self, value: Any) -> Any:
        if isinstance(value, list):
            return [self.rebuilt(one) for one in value]
        if not isinstance(value, dict):
            return value
        kind = value.get("type")
        if kind in ("text", "link"):
            return self._types[kind](value)
        fields = {name: self.rebuilt(one) for name, one in value.items() if name != "type"}
        if kind is not None:
            return self._types[kind](**fields)
        if "deny" in value:
            return self._confirm(**fields)
        return self._group(**fields) if "options" in value else self._option(**fields)


def _styled(value: Json) -> Any:
    return blockkit.RichStyle(**value["style"]) if "style" in value else None


BLOCKKIT = _Library(
    {
        "plain_text": lambda text, emoji: blockkit.Text(text, emoji, type="plain_text"),
        "section": blockkit.Section, "header": blockkit.Header, "context": blockkit.Context,
        "actions": blockkit.Actions, "divider": blockkit.Divider, "rich_text": blockkit.RichText,
        "rich_text_section": blockkit.RichTextSection, "input": blockkit.Input, "button": blockkit.Button,
        "text": lambda value: blockkit.RichTextEl(value["text"], _styled(value)),
        "link": lambda value: blockkit.RichLinkEl(value["url"], value.get("text")),
        "plain_text_input": blockkit.PlainTextInput, "static_select": blockkit.StaticSelect,
        "external_select": blockkit.ExternalSelect, "multi_external_select": blockkit.MultiExternalSelect,
        "multi_static_select": blockkit.MultiStaticSelect, "checkboxes": blockkit.Checkboxes,
        "radio_buttons": blockkit.RadioButtons, "datepicker": blockkit.DatePicker,
        "timepicker": blockkit.TimePicker, "modal": blockkit.Modal, "home": blockkit.Home,
    },
    blockkit.Option, blockkit.OptionGroup, blockkit.Confirm,
)  # fmt: skip

SLACKBLOCKS = _Library(
    {
        "plain_text": slackblocks.PlainText,
        "section": slackblocks.SectionBlock, "header": slackblocks.HeaderBlock, "context": slackblocks.ContextBlock,
        "actions": slackblocks.ActionsBlock, "divider": slackblocks.DividerBlock,
        "rich_text": slackblocks.RichTextBlock, "rich_text_section": slackblocks.RichTextSection,
        "input": slackblocks.InputBlock, "button": slackblocks.Button,
        "text": lambda value: slackblocks.RichText(value["text"], **value.get("style", {})),
        "link": lambda value: slackblocks.RichTextLink(value["url"], value.get("text")),
        "plain_text_input": slackblocks.PlainTextInput, "static_select": slackblocks.StaticSelectMenu,
        "external_select": slackblocks.ExternalSelectMenu,
        "multi_external_select": slackblocks.ExternalMultiSelectMenu,
        "multi_static_select": lambda **given: slackblocks.StaticMultiSelectMenu(**{"options": None, **given}),
        "checkboxes": slackblocks.CheckboxGroup,
        "radio_buttons": slackblocks.RadioButtonGroup, "datepicker": slackblocks.DatePicker,
        "timepicker": slackblocks.TimePicker, "modal": slackblocks.ModalView, "home": slackblocks.HomeTabView,
    },
    slackblocks.Option, slackblocks.OptionGroup, slackblocks.ConfirmationDialogue,
)  # fmt: skip


def _judge_blocks(blocks: list[Json]) -> None:
    for block in blocks:
        SLACKBLOCKS.rebuilt(_without_initials_of_groups(block))._resolve()
        parsed = SdkBlock.parse(block)
        assert parsed is not None
        assert not isinstance(parsed, InputBlock) or parsed.element is not None
        parsed.validate_json()
    ids = [one["action_id"] for block in blocks for _, one in elements_of(block)]
    assert len(ids) == len(set(ids)), "an action id is there twice"


def judge_message(payload: Json) -> None:
    """AssertionError or the library's own error when Slack would refuse it."""
    assert wrong_in_message(payload["blocks"]) == []
    assert text_in(payload["blocks"]) <= MOST_TEXT_IN_BLOCKS
    assert 0 < len(payload["text"]) <= 4000
    blockkit.Message(text=payload["text"], blocks=BLOCKKIT.rebuilt(payload["blocks"])).build()
    _judge_blocks(payload["blocks"])


def judge_view(view: Json) -> None:
    """The same for a modal or a Home tab."""
    assert wrong_in_view(view, view["type"]) == []
    assert len(json.dumps(view).encode()) <= LARGEST_BYTES
    BLOCKKIT.rebuilt(_without_initials_of_groups(view)).build()
    SLACKBLOCKS.rebuilt(_without_initials_of_groups(view))
    SdkView(**view).validate_json()
    _judge_blocks(view["blocks"])


def buttons_of(blocks: list[Json]) -> list[tuple[str, str]]:
    """Action id and value of every button."""
    return [
        (one["action_id"], one.get("value", ""))
        for block in blocks
        for _, one in elements_of(block)
        if one["type"] == "button"
    ]


def words_of(value: Any) -> str:
    """Everything a person reads."""
    if isinstance(value, dict):
        own = value["text"] if isinstance(value.get("text"), str) else ""
        return own + " ".join(words_of(one) for one in value.values() if isinstance(one, dict | list))
    return " ".join(words_of(one) for one in value) if isinstance(value, list) else ""


def _without_initials_of_groups(value: Any) -> Any:
    """Both libraries look for the first choice among the groups themselves, Slack among their options."""
    if isinstance(value, list):
        return [_without_initials_of_groups(one) for one in value]
    if not isinstance(value, dict):
        return value
    left_out = ("initial_option", "initial_options") if "option_groups" in value else ()
    return {name: _without_initials_of_groups(one) for name, one in value.items() if name not in left_out}

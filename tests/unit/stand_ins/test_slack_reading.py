"""Messages and views as plain text, as a person sees them."""

from typing import Any

import pytest

from bot.demo.stand_ins.slack import preview, read
from bot.demo.stand_ins.slack.client.reading import shown
from tests.unit.stand_ins.slack_app import Desk, actions, button, options, plain, section


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("*RBWM-SM-12* at _14:00_", "RBWM-SM-12 at 14:00"),
        ("<https://meet.example/x|Join>", "Join"),
        ("<https://meet.example/x>", "https://meet.example/x"),
        ("<tel:+441632960000|01632 960000>", "01632 960000"),
        ("<@U0ADA> <#C1|general> <!channel>", "@U0ADA #general @channel"),
        ("<!date^1773237600^{time}|14:00>", "14:00"),
        ("a &lt;b&gt; &amp; c", "a <b> & c"),
        ("&lt;!channel&gt;", "<!channel>"),
        ("2*3*4 and snake_case_name", "2*3*4 and snake_case_name"),
    ],
)
def test_markup_is_seen_not_read(written: str, seen: str) -> None:
    assert shown({"type": "mrkdwn", "text": written}) == seen


def test_plain_text_is_shown_as_it_is() -> None:
    assert shown(plain("*a* &amp; <b>")) == "*a* &amp; <b>"


async def test_a_whole_message_reads_from_top_to_bottom(slack_desk: Desk) -> None:
    answers = options("Yes", "No")
    blocks: list[dict[str, Any]] = [
        {"type": "header", "text": plain("Strategy meeting")},
        section("When: *14:00*", fields=[plain("Role: police")], accessory=button("Detail")),
        {"type": "divider"},
        {"type": "context", "elements": [plain("RBWM"), {"type": "mrkdwn", "text": "_24h_"}]},
        {"type": "image", "image_url": "https://example.org/p.png", "alt_text": "A plan"},
        actions(
            button("Accept"),
            {"type": "static_select", "action_id": "s", "placeholder": plain("Can't come"), "options": options("A")},
            {"type": "overflow", "action_id": "o", "options": options("Move", "Cancel")},
            {"type": "radio_buttons", "action_id": "r", "options": answers, "initial_option": answers[1]},
        ),
        {"type": "markdown", "text": "In danger? Call 999."},
    ]
    await slack_desk.post(text="A meeting needs you", blocks=blocks)
    message = slack_desk.slack.person("U0ADA").newest
    assert read(message).splitlines() == [
        "Strategy meeting",
        "When: 14:00",
        "Role: police",
        "[Detail]",
        "———",
        "RBWM · 24h",
        "A plan",
        "[Accept] [Can't come ▾] [… Move | Cancel] ( ) Yes  (x) No",
        "In danger? Call 999.",
    ]
    assert preview(message).desktop.startswith("Strategy meeting When: 14:00 Role: police RBWM")
    assert preview(message).mobile == "A meeting needs you"

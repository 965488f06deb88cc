"""Cards and messages are read as a person sees them."""

from bot.demo.stand_ins.microsoft import links, preview, read

from .microsoft_echo import card, message, text


def test_a_card_reads_line_by_line() -> None:
    content = card(
        text("**RBWM** _soon_"),
        {"type": "FactSet", "facts": [{"title": "When", "value": "14:00"}]},
        {"type": "ColumnSet", "columns": [{"items": [text("left")]}, {"items": [text("right")]}]},
        {"type": "Container", "isVisible": False, "items": [text("hidden")]},
        {"type": "RichTextBlock", "inlines": ["rich ", {"type": "TextRun", "text": "text"}]},
        {"type": "Image", "url": "https://a.invalid/a.png", "altText": "a map"},
        {"type": "Input.Text", "id": "a", "label": "Why", "isRequired": True},
        {"type": "Input.Toggle", "id": "b", "title": "Told", "value": "true"},
        {"type": "ActionSet", "actions": [{"type": "Action.Submit", "title": "In"}]},
        actions=[{"type": "Action.Submit", "title": "A"}, {"type": "Action.Submit", "title": "B"}],
    )
    assert read(message(content)).splitlines() == [
        "RBWM soon",
        "When: 14:00",
        "left",
        "right",
        "rich text",
        "[picture: a map]",
        "Why *: ____",
        "[x] Told",
        "[In]",
        "[A] [B]",
    ]
    assert read(content) == read(message(content))


def test_links_show_their_label_and_escapes_are_drawn_literally() -> None:
    activity = message(
        card(
            text("see [the bank](https://evil.invalid)"),
            text(r"\[not\](https://b.invalid) 2 \* 3 snake_case_name"),
            actions=[{"type": "Action.OpenUrl", "title": "Join", "url": "https://meet.invalid"}],
        )
    )
    assert read(activity).splitlines()[:2] == [
        "see the bank",
        "[not](https://b.invalid) 2 * 3 snake_case_name",
    ]
    assert links(activity) == ["https://evil.invalid", "https://meet.invalid"]
    assert links({"type": "message", "text": "[a](https://c.invalid)"}) == ["https://c.invalid"]


def test_the_notification_shows_the_summary_else_the_first_text() -> None:
    assert preview(message(card(text("first")), summary="sum")) == "sum"
    assert preview({"type": "message", "text": "words"}) == "words"
    assert preview(message(card())) == "Sent a card"

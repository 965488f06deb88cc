"""The two plain pages that an app store's manifest must link to. They say what this installation keeps, for whom."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><h1>{title}</h1>{body}</html>"""

_PRIVACY = """<p>Quorate is run by a council's children's social care to arrange child-protection strategy meetings.
The council is the controller of what it keeps.</p>
<p>It keeps: your work name, agency, work address and telephone number; the tool you are reached in; which meetings
you were asked to, what you answered and when; and the actions agreed, encrypted. Messages never hold a child's name,
date of birth or address, or what is alleged.</p>
<p>To see or correct what is kept about you, ask the council's data protection officer.</p>"""

_TERMS = """<p>Quorate may be used only by people whom the council has registered, for their work in child protection.
What you are shown is confidential. Do not forward it.</p>
<p>If a child is in immediate danger call 999.</p>"""


def plain_pages() -> list[Route]:
    """`/privacy` and `/terms`."""
    return [_page("/privacy", "Privacy", _PRIVACY), _page("/terms", "Terms of use", _TERMS)]


def _page(path: str, title: str, body: str) -> Route:
    text = _PAGE.format(title=f"Quorate: {title}", body=body)

    async def page(_: Request) -> HTMLResponse:
        return HTMLResponse(text)

    return Route(path, page, methods=["GET"])

"""Looks at the mail servers and says in plain words what is wrong and how to mend it."""

from __future__ import annotations

from adapters.email.post import Answer, PostOffice
from adapters.email.settings import EmailSettings
from bot.app.ports import Finding

_SMTP = "E-mail out"


async def examine_post(office: PostOffice, settings: EmailSettings) -> list[Finding]:
    """Whether our messages would be taken."""
    return [_server(await office.greet(), settings), _senders(settings)]


def _server(given: Answer, settings: EmailSettings) -> Finding:
    if given.stage == "login" and given.code == 235:
        return Finding(_SMTP, True, f"{settings.smtp_host} takes mail from us.")
    if given.stage == "login":
        mend = "Check QUORATE_EMAIL_SMTP_USER and QUORATE_EMAIL_SMTP_PASSWORD, and that the account may send by SMTP."
        return Finding(_SMTP, False, f"{settings.smtp_host} does not let us log in ({given.code}).", mend)
    if given.code:
        mend = "Ask whoever runs the mail server to let this machine send."
        return Finding(_SMTP, False, f"{settings.smtp_host} turns us away ({given.code}).", mend)
    mend = "Check the network, QUORATE_EMAIL_SMTP_HOST, _PORT and _SECURITY, and its certificate."
    return Finding(_SMTP, False, f"{settings.smtp_host} does not answer as it should.", mend)


def _senders(settings: EmailSettings) -> Finding:
    councils = ", ".join(sorted(settings.senders))
    words = f"Own senders: {councils}." if councils else "One sender for every council."
    return Finding("E-mail senders", True, f"{words} SPF, DKIM and DMARC must fit them (docs/email.md).")

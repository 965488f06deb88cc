"""Looks at the mail servers and says in plain words what is wrong and how to mend it."""

from __future__ import annotations

from adapters.email.mailbox import Box, BoxTrouble
from adapters.email.post import Answer, PostOffice
from adapters.email.settings import EmailSettings
from adapters.email.tokens import Tokens
from bot.app.ports import Finding

_SMTP, _IMAP = "E-mail out", "E-mail in"
_TROUBLES = {
    "no_answer": "it does not answer as it should.",
    "login": "it does not let us log in.",
    "folder": "a folder cannot be opened or made.",
}
_MENDS = {
    "no_answer": "Check the network, QUORATE_EMAIL_IMAP_HOST, _PORT and _SECURITY, and its certificate.",
    "login": "Check QUORATE_EMAIL_IMAP_USER and QUORATE_EMAIL_IMAP_PASSWORD, and that IMAP is on for the account.",
    "folder": "Check QUORATE_EMAIL_IMAP_FOLDER, and make the folders Handled and NotUnderstood.",
}


async def examine_post(office: PostOffice, settings: EmailSettings) -> list[Finding]:
    """Whether our messages would be taken."""
    return [_server(await office.greet(), settings), _senders(settings)]


def _server(given: Answer, settings: EmailSettings) -> Finding:
    if given.stage == "login" and given.code == 235:
        return Finding(_SMTP, True, f"{settings.smtp_host} takes mail from us.")
    if given.stage == "login":
        mend = (
            "Check QUORATE_EMAIL_SMTP_USER and its password (or QUORATE_EMAIL_CLIENT_SECRET), and that it may send."
        )
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


async def examine_mailbox(settings: EmailSettings, tokens: Tokens) -> list[Finding]:
    """Whether what comes back is read."""
    if not settings.imap_host:
        words = "No mailbox is read: letters that come back are not seen, and invitations have no calendar entry."
        return [Finding(_IMAP, True, f"{words} Set QUORATE_EMAIL_IMAP_HOST to have them read.")]
    box = Box(settings, tokens)
    try:
        await box.open()
        waiting = len(await box.uids())
    except BoxTrouble as trouble:
        return [Finding(_IMAP, False, f"{settings.imap_host}: {_TROUBLES[str(trouble)]}", _MENDS[str(trouble)])]
    finally:
        await box.close()
    return [Finding(_IMAP, True, f"The mailbox is read; {waiting} messages wait."), _vouching(settings)]


def _vouching(settings: EmailSettings) -> Finding:
    if settings.trusted_authserv:
        return Finding(
            "E-mail senders' names", True, "Answers count only when our mail server vouches for the sender."
        )
    words = "Nobody vouches for senders, so invitations have no calendar entry: an answer could be anybody's."
    mend = "Set QUORATE_EMAIL_TRUSTED_AUTHSERV to the name that your mail server writes (docs/email.md)."
    return Finding("E-mail senders' names", False, words, mend)

"""The one short answer that somebody gets who wrote to a mailbox that nobody reads."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable
from hashlib import sha256

from adapters.email.composing import Envelope, compose_words
from adapters.email.mailbox.incoming import Incoming
from adapters.email.marks import Seal, new_id
from adapters.email.post import PostOffice
from adapters.email.post.office import Parcel
from adapters.email.settings import EmailSettings

A_DAY, AN_HOUR = 86_400.0, 3_600.0
_MOST_AN_HOUR, _REMEMBERED = 30, 10_000
_ID = re.compile(r"<([!-;=?-~]{3,250})>")


class Answers:
    """Few enough that no loop can come of it. `clock` counts seconds and never goes back."""

    def __init__(self, settings: EmailSettings, office: PostOffice, clock: Callable[[], float]) -> None:
        self._settings, self._office, self._clock = settings, office, clock
        self._told: dict[str, float] = {}
        self._lately: deque[float] = deque()

    async def answer(self, came: Incoming, seal: Seal, subject: str, words: str, about: str = "") -> bool:
        """Tell the sender, once a day for each thing that is to be said about each entry; whether it was sent."""
        if not self._turn(f"{came.sender} {about} {words}"):
            return False
        sender = self._settings.from_whom("")
        message_id = new_id(seal, "", came.sender, sender.domain)
        found = _ID.search(came.header("Message-ID"))
        envelope = Envelope(
            sender, self._settings.reply_to or sender.address, came.sender, message_id, found[1] if found else ""
        )
        # With no address for reports: nothing can come back of it (RFC 3834, section 3.3).
        given = await self._office.post(Parcel("", came.sender, compose_words(envelope, subject, words), message_id))
        return given.taken

    def _turn(self, what: str) -> bool:
        now = self._clock()
        key = sha256(what.encode()).hexdigest()
        while self._lately and self._lately[0] <= now - AN_HOUR:
            self._lately.popleft()
        if now - self._told.get(key, -A_DAY) < A_DAY or len(self._lately) >= _MOST_AN_HOUR:
            return False
        if len(self._told) >= _REMEMBERED:
            self._told = {each: at for each, at in self._told.items() if now - at < A_DAY}
        self._told[key] = now
        self._lately.append(now)
        return True

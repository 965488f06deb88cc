"""E-mail as one adapter: letters out, and the mailbox that is read for what comes back."""

from __future__ import annotations

import time
from collections.abc import Sequence

from starlette.routing import BaseRoute

from adapters.email.channel import EmailChannel
from adapters.email.examination import examine_mailbox, examine_post
from adapters.email.mailbox import Clerk, Listener
from adapters.email.post import PostOffice
from adapters.email.settings import EmailSettings
from adapters.email.tokens import Tokens
from bot.app.ports import Finding, Front


class EmailAdapter:
    """Made from settings that are safe."""

    def __init__(self, settings: EmailSettings) -> None:
        self._settings = settings
        self._tokens = Tokens(settings)
        self._office = PostOffice(settings, self._tokens)
        self._listener: Listener | None = None
        self.channel = EmailChannel(settings, self._office)

    def routes(self, front: Front) -> Sequence[BaseRoute]:  # noqa: ARG002  the port's own shape
        """None: mail does not come in over the web."""
        return []

    async def start(self, front: Front) -> None:
        """From now on letters carry our seal, and the mailbox is read."""
        self.channel.seal = front.seal
        if self._settings.imap_host:
            clerk = Clerk(self._settings, self._office, front, time.monotonic)
            self._listener = Listener(self._settings, self._tokens, clerk)
            self._listener.start()

    async def stop(self) -> None:
        """Finish what is being read, and take leave of the servers."""
        if self._listener is not None:
            await self._listener.stop()
            self._listener = None
        await self._office.close()

    async def check(self) -> list[Finding]:
        """Both servers, for `quorate doctor`."""
        try:
            return [
                *await examine_post(self._office, self._settings),
                *await examine_mailbox(self._settings, self._tokens),
            ]
        finally:
            await self._office.close()

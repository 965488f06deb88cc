"""The baselines, each a process of its own behind the same web server: an answer, and a bot that says it again.

`python -m benchmarks.bare PORT [APP_ID METADATA_URL]`. Without the last two there is no bot, and every POST is
answered with a conversation's id, as the Bot Connector answers.
"""

from __future__ import annotations

import asyncio
import json
import sys

import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

ISSUER = "https://api.botframework.com"


async def answered(request: Request) -> Response:
    """Read it all and say that it came."""
    await request.body()
    return JSONResponse({"id": "1"})


async def ready(_: Request) -> Response:
    """It answers."""
    return Response()


def echo(app_id: str, metadata_url: str) -> Route:
    """botbuilder as its own examples use it: the token checked, the activity read, one reply posted."""
    from botbuilder.core import TurnContext
    from botbuilder.core.cloud_adapter_base import CloudAdapterBase
    from botbuilder.schema import Activity
    from botframework.connector.auth import (
        BotFrameworkAuthenticationFactory,
        MicrosoftAppCredentials,
        PasswordServiceClientCredentialFactory,
    )

    class Credentials(MicrosoftAppCredentials):  # type: ignore[misc]  # botbuilder carries no types
        def get_access_token(self, _force_refresh: bool = False) -> str:
            return "invented"

    class Factory(PasswordServiceClientCredentialFactory):  # type: ignore[misc]  # botbuilder carries no types
        async def create_credentials(self, *_: object, **__: object) -> Credentials:
            return Credentials(app_id, "invented")

    authentication = BotFrameworkAuthenticationFactory.create(
        validate_authority=True,
        to_channel_from_bot_login_url="https://login.microsoftonline.com/botframework.com",
        to_channel_from_bot_oauth_scope=ISSUER,
        to_bot_from_channel_token_issuer=ISSUER,
        to_bot_from_channel_open_id_metadata_url=metadata_url,
        credential_factory=Factory(app_id, "invented"),
    )
    bot = CloudAdapterBase(authentication)

    async def said_again(turn: TurnContext) -> None:
        await turn.send_activity(f"You said {turn.activity.text}")

    async def messages(request: Request) -> Response:
        activity = Activity().deserialize(json.loads(await request.body()))
        result = await authentication.authenticate_request(activity, request.headers["authorization"])
        await bot.process_activity(result, activity, said_again)
        return Response()

    return Route("/teams/messages", messages, methods=["POST"])


def main(port: int, bot: list[str]) -> None:
    """Serve until stopped."""
    routes = [Route("/readyz", ready), *([echo(*bot)] if bot else [])]
    routes.append(Route("/{rest:path}", answered, methods=["POST"]))
    config = uvicorn.Config(
        Starlette(routes=routes), port=port, http="httptools", log_config=None, access_log=False, lifespan="off"
    )
    with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
        runner.run(uvicorn.Server(config).serve())


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])

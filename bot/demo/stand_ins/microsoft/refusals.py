"""What Microsoft's services answer when they refuse, in the bodies they really use."""

import json

from aiohttp import web

from .people import Json

MESSAGES = {
    "BadArgument": "The request is not valid.",
    "BotNotRegistered": "No registration found for this bot.",
    "BotDisabledByAdmin": "The tenant admin disabled this bot",
    "BotNotInConversationRoster": "The bot is not part of the conversation roster.",
    "ConversationBlockedByUser": "User blocked the conversation with the bot.",
    "ForbiddenOperationException": "Bot is not installed in user's personal scope",
    "ActivityNotFoundInConversation": "Conversation not found.",
    "ConversationNotFound": "Conversation not found.",
    "MemberNotFoundInConversation": "The member was not found in the conversation.",
    "PreconditionFailed": "Precondition failed, please try again.",
    "MessageSizeTooBig": "Message size too large.",
    "Throttled": "Too many requests.",
    "ServiceError": "Internal server error.",
}
CODES = {
    400: "BadArgument",
    404: "ConversationNotFound",
    412: "PreconditionFailed",
    413: "MessageSizeTooBig",
    429: "Throttled",
    500: "ServiceError",
    502: "ServiceError",
}


class Refusal(Exception):
    """An answer other than success; `body` overrides the Bot Connector's usual error object."""

    def __init__(
        self,
        status: int,
        code: str = "",
        message: str = "",
        *,
        body: Json | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.status = status
        self.code = code or CODES.get(status, "")
        self.message = message or MESSAGES.get(self.code, self.code)
        self.body = body
        self.retry_after = retry_after
        super().__init__(f"{status} {self.code}")

    def response(self) -> web.Response:
        """The HTTP answer; gateway errors (503, 504) have no body, as from a proxy in between."""
        headers = {} if self.retry_after is None else {"Retry-After": f"{self.retry_after:g}"}
        body = self.body if self.body is not None else self._usual_body()
        if body is None:
            return web.Response(status=self.status, headers=headers)
        return web.json_response(body, status=self.status, headers=headers)

    def _usual_body(self) -> Json | None:
        if self.code == "MessageWritesBlocked":
            details = {"subCode": self.code, "details": None, "errorCode": None, "errorSubCode": None}
            return {"errorCode": 209, "message": json.dumps(details, indent=2).replace("\n", "\r\n")}
        if not self.code:
            return None
        return {"error": {"code": self.code, "message": self.message}}


def unauthorised(reason: str) -> Refusal:
    """The Bot Connector's 401; it never says more than this."""
    return Refusal(401, reason, body={"message": "Authorization has been denied for this request."})


def entra(status: int, error: str, number: int, text: str) -> Refusal:
    """An OAuth error as Entra words it: an AADSTS number in the description and in `error_codes`."""
    return Refusal(
        status,
        f"AADSTS{number}",
        body={
            "error": error,
            "error_description": f"AADSTS{number}: {text}",
            "error_codes": [number],
            "error_uri": f"https://login.microsoftonline.com/error?code={number}",
        },
    )

"""A police desk's answers to a request: we have it, I take it, this officer comes, we can't."""

from bot.app.police import acting, naming, refusing
from bot.app.work import Handler

HANDLERS: dict[type, Handler] = {**acting.HANDLERS, **naming.HANDLERS, **refusing.HANDLERS}

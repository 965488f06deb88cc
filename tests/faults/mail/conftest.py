"""A mail server and a mail store for each test, and a partnership on each database."""

from tests.contract.email.conftest import adapter, kept_store, sink, store
from tests.stories.conftest import link, world

__all__ = ["adapter", "kept_store", "link", "sink", "store", "world"]

"""The pages of a small partnership, served; what a page does is the same on each database."""

from tests.contract.web.conftest import address, browser, database_url, link, world

__all__ = ["address", "browser", "database_url", "link", "world"]

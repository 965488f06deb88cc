"""England's bank holidays, and a warning when the package that computes them has grown old."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

_PACKAGE = "holidays"
_KNOWN_RELEASE = (64, date(2025, 1, 6))
_DAYS_A_RELEASE = 15.2
_TOO_OLD = timedelta(days=548)  # Eighteen months [A].


def england_bank_holiday(day: date) -> bool:
    """Whether `day` is a bank holiday in England, substitute days included."""
    return day in _england(day.year)


def bank_holiday_data_age_warning(today: date) -> str | None:
    """A plain warning when the calendar package that is installed has grown old."""
    return age_warning(_released(), today)


def age_warning(released: date | None, today: date) -> str | None:
    """The warning for a calendar that came out on `released`: after 18 months it may lack a holiday proclaimed since.

    The package computes any year, so a missing year never shows; only its age does. None when it is young enough, or
    when nobody knows how old it is.
    """
    if released is None or today - released <= _TOO_OLD:
        return None
    return (
        f"The bank holiday calendar is from about {released:%B %Y}. Newer holidays may be missing, "
        "so deadlines may be wrong. Ask your administrator to update the 'holidays' package."
    )


def release_date(version: str) -> date | None:
    """About when a version of the calendar package came out (0.64 in January 2025, then one a fortnight)."""
    major, _, rest = version.partition(".")
    minor = rest.partition(".")[0]
    if major != "0" or not minor.isdigit():
        return None
    known_minor, known_day = _KNOWN_RELEASE
    return known_day + timedelta(days=round((int(minor) - known_minor) * _DAYS_A_RELEASE))


@lru_cache(maxsize=1)
def _released() -> date | None:
    try:
        installed = distribution(_PACKAGE)
    except PackageNotFoundError:
        return None
    by_version = release_date(installed.version)
    if by_version is not None:
        return by_version
    # A release is never newer than the day on which it was installed.
    installed_at = Path(str(installed.locate_file(_PACKAGE))).stat().st_mtime
    return datetime.fromtimestamp(installed_at, UTC).date()


@lru_cache(maxsize=64)
def _england(year: int) -> frozenset[date]:
    # Imported late: the package costs a fifth of a second, and a process that plans nothing needs none of it.
    from holidays import country_holidays

    return frozenset(country_holidays("GB", subdiv="ENG", years=year))

"""Where in a policy file a key stands, so that a mistake can be found by its line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

_SECTION = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.-]+)\s*\]")
_KEY = re.compile(r"\s*([A-Za-z0-9_.-]+)\s*=")


def line_of(text: str, key: str) -> int | None:
    """The line, from 1, of this dotted key or of the nearest section around it; None when the file names neither."""
    lines = dict(reversed(list(_paths(text))))
    while key:
        if key in lines:
            return lines[key]
        key = key[: max(key.rfind("."), key.rfind("["), 0)]
    return None


def quoted(text: str, number: int) -> str:
    """A line as it stands below its section, with the section's source when the line gives none of its own."""
    lines = text.splitlines()
    line = lines[number - 1].strip()
    if _SECTION.match(line):
        return line
    heading = next((each for each in reversed(lines[: number - 1]) if _SECTION.match(each)), "")
    found = _SECTION.match(heading)
    section = f"[{found[2]}] " if found else ""
    source = heading.partition("#")[2].strip()
    return f"{section}{line}" + (f"    # {source}" if source and "#" not in line else "")


def _paths(text: str) -> Iterator[tuple[str, int]]:
    section, seen = "", Counter[str]()
    for number, line in enumerate(text.splitlines(), start=1):
        if (heading := _SECTION.match(line)) is not None:
            section = heading[2]
            if heading[1] == "[[":
                section = f"{section}[{seen[section]}]"
                seen[heading[2]] += 1
            yield section, number
        elif (pair := _KEY.match(line)) is not None:
            yield (f"{section}.{pair[1]}" if section else pair[1]), number

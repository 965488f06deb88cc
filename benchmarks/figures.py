"""A measured figure beside its baseline of the same run and its goal; as JSON and as a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from benchmarks.stopwatch import significant

Json = str | int | float | bool | None | Mapping[str, "Json"]


@dataclass(frozen=True, slots=True)
class Figure:
    """`measured` against `baseline`, which is `ratio` times as much; `times` says exactly what was timed."""

    times: str
    unit: str
    measured: float
    baseline: float
    goal: str
    met: bool
    further: Mapping[str, Json] = field(default_factory=dict)

    def as_json(self) -> dict[str, Json]:
        """The form of one key of the output; numbers to three significant figures."""
        plain: dict[str, Json] = {
            "measured": self.measured,
            "baseline": self.baseline,
            "ratio": self.baseline / self.measured,
            "goal": self.goal,
            "met": self.met,
            "unit": self.unit,
            "times": self.times,
        }
        return {key: _rounded(value) for key, value in (plain | dict(self.further)).items()}


Figures = Mapping[str, Figure]
"""By the goal's number, as "P1"."""


def table(figures: Figures) -> str:
    """The same for people: a paragraph a figure, a line a key."""
    return "\n\n".join(f"{name}\n" + "\n".join(_lines(figure.as_json(), "  ")) for name, figure in figures.items())


def _lines(values: Mapping[str, Json], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}"
            yield from _lines(value, indent + "  ")
        else:
            shown = {True: "yes", False: "no"}[value] if isinstance(value, bool) else value
            yield f"{indent}{key:<{40 - len(indent)}} {shown}"


def _rounded(value: Json) -> Json:
    if isinstance(value, Mapping):
        return {key: _rounded(inner) for key, inner in value.items()}
    return significant(value) if isinstance(value, float) else value

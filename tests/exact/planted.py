"""python -m tests.exact.planted: each planted fault must be caught, or a test is missing."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_loader
from pathlib import Path
from time import monotonic
from types import ModuleType

import scheduling
from tests.exact.families import case_of
from tests.exact.faults import FAULTS, Fault
from tests.exact.oracle import answers
from tests.exact.subject import Subject
from tests.exact.verdict import check

_FOLDER = Path(scheduling.__path__[0])
_CASES = 120


class PatternGone(LookupError):
    """The source that a fault changes is not there once: write the fault anew for what the source has become."""


@dataclass(frozen=True)
class Caught:
    """Which family of cases showed a fault first, what it said, after how many cases and how long."""

    family: str
    said: str
    cases: int
    seconds: float


def catch(fault: Fault | None, families: tuple[str, ...], cases: int = _CASES) -> Caught | None:
    """Try a fault (None: the planner as it is) on cases of these families; None when it survives them all."""
    began, tried, first = monotonic(), 0, fault.first if fault else 0
    with planted(fault) as subject:
        for family in families:
            for number in range(first, first + cases):
                case, tried = case_of(number, family=family), tried + 1
                try:
                    check(case, subject, answers(case), also=False)
                except Exception as error:  # noqa: BLE001 - a fault may show itself in any way
                    said = str(error) if isinstance(error, AssertionError) else repr(error)
                    return Caught(family, said, tried, monotonic() - began)
    return None


@contextmanager
def planted(fault: Fault | None) -> Iterator[Subject]:
    """A copy of `scheduling`, with the fault in it, under a name of its own."""
    finder = _Copy(fault)
    sys.meta_path.insert(0, finder)
    try:
        yield Subject(finder.package)
    finally:
        sys.meta_path.remove(finder)
        for name in [name for name in sys.modules if name.partition(".")[0] == finder.package]:
            del sys.modules[name]


class _Copy(MetaPathFinder, Loader):
    def __init__(self, fault: Fault | None) -> None:
        self.package = f"planted_{fault.name if fault else 'nothing'}"
        self._fault = fault
        if fault is not None:
            faulty(fault, _source(fault.module))

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        top, _, module = fullname.partition(".")
        return spec_from_loader(fullname, self, is_package=not module) if top == self.package else None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__.partition(".")[2]
        if not name:
            return
        source = _source(name)
        if self._fault is not None and self._fault.module == name:
            source = faulty(self._fault, source)
        source = source.replace("from scheduling.", f"from {self.package}.")
        exec(compile(source, f"{self.package}/{name}", "exec"), module.__dict__)


def faulty(fault: Fault, source: str) -> str:
    """The source with the fault in it. Raises PatternGone."""
    if source.count(fault.old) != 1:
        raise PatternGone(
            f"{fault.name}: {source.count(fault.old)} times in scheduling/{fault.module}.py: {fault.old}"
        )
    return source.replace(fault.old, fault.new)


def _source(module: str) -> str:
    return (_FOLDER / f"{module}.py").read_text(encoding="utf-8")


def main() -> int:
    """Print the table of faults: what, caught by which cases and by what they said, and how quickly."""
    survived = 0
    for fault in FAULTS:
        caught = catch(fault, fault.families)
        survived += caught is None
        by = (
            f"{caught.family}: {caught.said} | {caught.cases} cases | {caught.seconds:.2f} s"
            if caught
            else "SURVIVED"
        )
        print(f"{fault.name} | {fault.what} | {by}", flush=True)
    print(f"{len(FAULTS)} faults, {survived} survived")
    return 1 if survived else 0


if __name__ == "__main__":
    sys.exit(main())

"""Writes docs/breakage.md: which check tells each fault that the tests plant in a finished file, and which do not.

python tests/tools/breakage_matrix.py

It runs the tests of tests/checks/built/, the slow ones too: every fault is planted, and every check of
the file's kind is asked.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
FILE = ROOT / "docs/breakage.md"
HEAD = """# Faults and the checks that tell them

Made by `python tests/tools/breakage_matrix.py`: each row is a good file that is broken in one way; each column a
check that was asked of it. ● tells the fault, · was asked and said nothing. No fault is told by two checks, and no
check is without a fault.
"""


class Planted:
    """Plugin: notes what was told during each test."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, ...], dict[str, str]] = {}  # checks that were asked -> fault -> the one that told
        self.failed = 0

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Iterator[None]:
        """Around each test: what `judged` has seen."""
        from judged import SEEN  # noqa: PLC0415 - found beside the tests

        SEEN.clear()
        yield
        name = item.name.partition("[")[2].rstrip("]") or item.name.removeprefix("test_").replace("_", " ")
        for told in SEEN:
            self.rows.setdefault(told.asked, {})[name] = told.check

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """A matrix of tests that fail says nothing."""
        self.failed += report.failed


def table(asked: Sequence[str], rows: dict[str, str]) -> Iterator[str]:
    """A row a fault, a column a check."""
    yield f"| fault | {' | '.join(asked)} |"
    yield "|---|" + ":-:|" * len(asked)
    order = {name: n for n, name in enumerate(asked)}
    for fault, check in sorted(rows.items(), key=lambda row: order[row[1]]):
        yield f"| {fault} | {' | '.join('●' if name == check else '·' for name in asked)} |"
    yield ""


def main() -> int:
    """Runs the tests and writes the table."""
    seen = Planted()
    tests = ROOT / "tests/checks/built"
    aside = f"--ignore={tests / 'test_breakage.py'}"  # it reads the table that is made here
    pytest.main(["-q", "-p", "no:randomly", "-p", "no:xdist", aside, *sys.argv[1:], str(tests)], plugins=[seen])
    if seen.failed:
        return 1
    lines = [HEAD]
    for asked, rows in sorted(seen.rows.items()):
        lines += [f"## {', '.join(dict.fromkeys(name.partition('_')[0] for name in asked))}", "", *table(asked, rows)]
    FILE.write_text("\n".join(lines), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

"""Hostile files of every class: each comes to a clean result or a clear error, in 5 s of the processor and 500 MB.

A class is opened in one process, without a network; nothing is written beside the files. docs/hostile.md has the table.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from attack import PEAK, SECONDS
from hostile_files import CLASSES

TESTS = Path(__file__).parents[1]
DOC = TESTS.parent / "docs/hostile.md"
LEAST = 200  # files
LONGEST = 2000  # characters of a finding with its hints
# What nobody should read: a library's own words, an object's address.
NOT_FOR_PEOPLE = re.compile(r"Traceback|Errno|codec can't|object at 0x|[a-z]Error\b|NoneType|NETWORK ASKED")
QUICK = ("YAML", "CSV", "PDF", "SRT", "manifest")


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [QUICK, pytest.param([one for one in CLASSES if one not in QUICK], marks=pytest.mark.slow)],
    ids=["", "all"],
)
def test_every_file_comes_to_an_end(names: Sequence[str], tmp_path: Path) -> None:
    """No traceback, no library's words, not long, not large; of each class as many errors as the manual says."""
    found, printed = _opened(names, tmp_path)
    assert not NOT_FOR_PEOPLE.search(printed), printed
    for name in names:
        *ended, last = (one for one in found if one["class"] == name)
        assert last.get("peak", PEAK + 1) <= PEAK, f"{name}: {last}"
        faults = {one["case"]: fault for one in ended if (fault := _fault(one))}
        assert faults == {}, name
        told = sum(bool(one["said"]) for one in ended)
        row = (len(ended), told, len(ended) - told)
        assert row == _rows().get(name), f"in docs/hostile.md: | {name} | {' | '.join(map(str, row))} |"


def _fault(one: dict[str, Any]) -> str:
    """What is wrong with an end, whatever the file was; "" for nothing."""
    words = NOT_FOR_PEOPLE.search("\n".join(one["said"]))
    longest = max(map(len, one["said"]), default=0)
    if longest > LONGEST:
        return f"a finding of {longest} characters"
    slow = f"{one['seconds']:.1f} s" if one["seconds"] > SECONDS else ""
    return one["fault"] or slow or (f"`{words[0]}` is not for people" if words else "")


def _opened(names: Sequence[str], base: Path) -> tuple[list[dict[str, Any]], str]:
    """How each file of some classes ended, the most memory that each class took, and what was printed beside it."""
    folder, scratch = base / "files", base / "scratch"
    folder.mkdir()
    scratch.mkdir()
    places = {"PYTHONPATH": f"{TESTS.parent}{os.pathsep}{TESTS}", "TMPDIR": str(scratch), "HOME": str(scratch)}
    command = [sys.executable, str(TESTS / "hostile/opening.py"), str(folder), *names]
    done = subprocess.run(command, env={**os.environ, **places}, cwd=base, capture_output=True, text=True, check=True)
    files = {Path(name).name for _, name, _ in CLASSES.values()}
    beside = [path for path in base.rglob("*") if path.is_file() and path.name not in files]
    assert beside == [], "written beside the files"
    return [json.loads(line) for line in done.stdout.splitlines()], done.stderr


def _rows() -> dict[str, tuple[int, int, int]]:
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in DOC.read_text("utf-8").splitlines()]
    found = {row[0]: row[1:] for row in rows if len(row) == 4 and row[1].isdigit()}
    return {name: (int(a), int(b), int(c)) for name, (a, b, c) in found.items() if name != "all"}


def test_the_table_has_every_class_and_enough_files() -> None:
    """Of docs/hostile.md."""
    rows = _rows()
    assert set(rows) == set(CLASSES)
    assert sum(files for files, *_ in rows.values()) >= LEAST

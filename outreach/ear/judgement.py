"""Compares what was heard with what was wanted: errors by unit, and every number digit by digit."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.ear.units import Unit, units


@dataclass(frozen=True, slots=True)
class Hearing:
    """One line: its units, how many were missed, added or taken for others, and the numbers that were not heard."""

    wanted: str
    heard: str
    units: int
    errors: int
    numbers: int
    wrong: tuple[str, ...] = ()  # numbers as they were wanted, digit by digit

    @property
    def rate(self) -> float:
        """Errors by wanted unit; more than 1 when more was added than was there."""
        return self.errors / self.units if self.units else float(self.errors)


def judge(wanted: str, heard: str, lang: str) -> Hearing:
    """`wanted`: the spoken form; `heard`: the recogniser's words."""
    ours, theirs = units(wanted, lang), units(heard, lang)
    errors, right = _aligned(ours, theirs)
    numbers = sorted({unit.number for unit in ours} - {0})
    wrong = [n for n in numbers if not _whole(n, ours, right)]
    return Hearing(wanted, heard, len(ours), errors, len(numbers), tuple(_written(n, ours) for n in wrong))


def _whole(number: int, ours: list[Unit], right: list[int]) -> bool:
    """Every digit was heard, in order, and nothing between two of them."""
    places = [right[n] for n, unit in enumerate(ours) if unit.number == number]
    return -1 not in places and places[-1] - places[0] == len(places) - 1


def _written(number: int, ours: list[Unit]) -> str:
    return "".join(unit.digit for unit in ours if unit.number == number)


def _aligned(ours: list[Unit], theirs: list[Unit]) -> tuple[int, list[int]]:
    """The least number of edits (Levenshtein), and for each of ours the place of its like in theirs, or -1."""
    table = [[*range(len(theirs) + 1)]]
    for n, unit in enumerate(ours, 1):
        row = [n]
        for k, other in enumerate(theirs, 1):
            row.append(min(table[-1][k] + 1, row[-1] + 1, table[-1][k - 1] + (not unit.like(other))))
        table.append(row)
    right, n, k = [-1] * len(ours), len(ours), len(theirs)
    while n and k:
        same = ours[n - 1].like(theirs[k - 1])
        if table[n][k] == table[n - 1][k - 1] + (not same):
            n, k = n - 1, k - 1
            right[n] = k if same else -1
        elif table[n][k] == table[n - 1][k] + 1:
            n -= 1
        else:
            k -= 1
    return table[-1][-1], right

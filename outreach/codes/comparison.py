"""Two variants compared: scans of a branch, scans of a hundred copies, right answers, each with its 95 % interval.

The lot was drawn among branches, so a branch is what counts as one: readers of one branch are alike, and an interval
over single scans would be too narrow. (Donner & Klar 2000, Design and Analysis of Cluster Randomization Trials, ch. 6.)
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import NormalDist

from outreach.codes.access_log import SMALL, Scans
from outreach.codes.link_registry import Row
from outreach.codes.variants import Lot
from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import msg, shorten
from outreach.spreadsheet import read_table, safe_cell
from outreach.views import View

LEAST = 30  # branches of a variant: with fewer, the normal distribution says too little of an interval
Z = NormalDist().inv_cdf(0.975)
DIFFERENCE = "difference"
SCORES = ("branch", "right", "asked")
Answers = Mapping[str, tuple[int, int]]  # branch -> right answers, questions asked


@dataclass(frozen=True)
class Measure(View):
    """A number and how far its 95 % interval reaches to both sides; None where there are too few branches."""

    value: float
    margin: float | None = None

    @property
    def low(self) -> float | None:
        """The lower end."""
        return None if self.margin is None else self.value - self.margin

    @property
    def high(self) -> float | None:
        """The upper end."""
        return None if self.margin is None else self.value + self.margin


@dataclass(frozen=True)
class Arm(View):
    """What one variant did, or, as the last line, the first less the second. `scans` is None when too few to show."""

    key: str
    branches: int | None
    scans: int | None
    per_branch: Measure | None
    per_hundred: Measure | None  # scans of 100 copies
    right: Measure | None  # of 100 answers


def compared(
    lot: Lot, scans: Scans, registry: Mapping[str, Row], copies: Mapping[str, int], answers: Answers
) -> tuple[Arm, ...]:
    """A line for each variant and one for their difference. Only codes of a branch's own variant count."""
    whole: Counter[str] = Counter()
    scanned: Counter[str] = Counter()
    printed: Counter[str] = Counter()
    for (token, _), count in scans.by_token.items():
        whole[registry[token].scam] += count
        scanned[_place(registry[token], lot)] += count
    for token, count in copies.items():
        printed[_place(registry[token], lot)] += count
    arms = []
    for variant in lot.variants:
        branches = [branch for branch, one in lot.of.items() if one == variant]
        arms.append(_arm(variant, branches, scanned, printed, answers))
    if not all(_many(arm.scans or 0) and _many(whole[arm.key] - (arm.scans or 0)) for arm in arms):
        arms = [replace(arm, scans=None, per_branch=None, per_hundred=None) for arm in arms]
    return (*arms, _difference(*arms)) if len(arms) == 2 else tuple(arms)


def _place(row: Row, lot: Lot) -> str:
    """The branch when this is a code of its variant, else ""."""
    return row.branch if row.branch and lot.of.get(row.branch) == row.scam else ""


def _many(count: int) -> bool:
    return count == 0 or count >= SMALL


def _arm(
    variant: str, branches: Sequence[str], scanned: Mapping[str, int], printed: Mapping[str, int], answers: Answers
) -> Arm:
    counts = [(scanned.get(branch, 0), printed.get(branch, 0)) for branch in branches]
    return Arm(
        variant,
        len(branches),
        sum(n for n, _ in counts),
        ratio([(n, 1) for n, _ in counts]),
        ratio([(100 * n, of) for n, of in counts if of]),
        ratio([(100 * right, asked) for right, asked in (answers[b] for b in branches if b in answers) if asked]),
    )


def ratio(parts: Sequence[tuple[float, float]]) -> Measure | None:
    """Sum by sum over branches, with the interval of a ratio of what differs from branch to branch.

    Cochran 1977, Sampling Techniques, (6.4); where each has 1 to divide by it is that of a mean.
    """
    whole = sum(of for _, of in parts)
    if not whole:
        return None
    value = sum(n for n, _ in parts) / whole
    if len(parts) < LEAST:
        return Measure(value)
    spread = sum((n - value * of) ** 2 for n, of in parts) * len(parts) / (len(parts) - 1)
    return Measure(value, Z * math.sqrt(spread) / whole)


def _difference(one: Arm, other: Arm) -> Arm:
    measures = (_less(getattr(one, n), getattr(other, n)) for n in ("per_branch", "per_hundred", "right"))
    return Arm(DIFFERENCE, None, None, *measures)


def _less(one: Measure | None, other: Measure | None) -> Measure | None:
    if one is None or other is None:
        return None
    known = one.margin is not None and other.margin is not None
    return Measure(one.value - other.value, math.hypot(one.margin or 0, other.margin or 0) if known else None)


def compared_csv(arms: Iterable[Arm]) -> str:
    """The lines as CSV with a byte order mark; empty where nothing is known or may be shown."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    names = ("scans_per_branch", "scans_per_100_copies", "right_per_100_answers")
    writer.writerow(("variant", "branches", "scans", *(f"{n}{end}" for n in names for end in ("", "_low", "_high"))))
    for arm in arms:
        cells = [safe_cell(arm.key), arm.branches, arm.scans]
        for one in (arm.per_branch, arm.per_hundred, arm.right):
            cells += [
                f"{x:.2f}" if x is not None else None for x in (one and one.value, one and one.low, one and one.high)
            ]
        writer.writerow("" if cell is None else cell for cell in cells)
    return "\ufeff" + out.getvalue()


def read_answers(text: str, lot: Lot, file: str) -> tuple[dict[str, tuple[int, int]], list[Diagnostic]]:
    """Right answers and questions by branch, from a CSV with `branch,right,asked`; rows of one branch add up.

    A bad row is reported with its line; the others count.
    """
    table = read_table(text, file, lambda cell: cell.strip().lower() in SCORES)
    columns = [cell.strip().lower() for cell in table.header]
    if not {*columns} >= {*SCORES}:
        titles = {"wanted": ",".join(SCORES), "found": shorten(",".join(columns))}
        message = msg("expected the columns {wanted}, found `{found}`", **titles)
        return {}, [error("scores", Where(file, table.line, 1), message)]
    found: dict[str, tuple[int, int]] = {}
    problems = list(table.problems)
    for line, row in table.records:
        cells = dict(zip(columns, (cell.strip().removeprefix("'") for cell in row), strict=False))
        if not any(cells.values()):
            continue
        branch, where = cells.get("branch", ""), Where(file, line, 1)
        right, asked = (_number(cells.get(name, "")) for name in ("right", "asked"))
        if branch not in lot.of:
            message = msg("`{branch}` is no branch of the lot", branch=shorten(branch))
            problems.append(error("scores", where, message))
        elif right is None or asked is None or right > asked:
            message = msg("expected right answers of all asked, found `{found}`", found=shorten(",".join(row)))
            problems.append(error("scores", where, message))
        else:
            before = found.get(branch, (0, 0))
            found[branch] = (before[0] + right, before[1] + asked)
    return found, problems


def _number(words: str) -> int | None:
    return int(words) if re.fullmatch(r"[0-9]{1,9}", words) else None

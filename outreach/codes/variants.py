"""Two variants of a scam, each sent to half of the branches: which branch has which, drawn by lot.

A variant is a scam of its own, so its codes have tokens of their own and scans tell which it was. The lot follows from
a seed: whoever doubts it draws it again. What was drawn once stays, for by then it is on paper.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from outreach.diagnostics import Diagnostic, OutreachError, Where, error, fail
from outreach.messages import msg, shorten
from outreach.spreadsheet import read_table, safe_cell

NAME = "variants.csv"
COLUMNS = ("branch", "variant", "seed")


@dataclass(frozen=True)
class Lot:
    """The variant of every branch, and the seed it was drawn with."""

    seed: str
    of: Mapping[str, str] = field(default_factory=dict)

    @property
    def variants(self) -> list[str]:
        """Those that are compared: two."""
        return sorted(set(self.of.values()))


def draw(pair: tuple[str, str], seed: str, regions: Mapping[str, str], before: Lot | None = None) -> Lot:
    """A variant for every branch of `regions` (branch -> its region, "" for none), beside what was drawn before.

    In each region and in all there are as many of one as of the other, or one more. Raises OutreachError when the lot
    before was another one.
    """
    if before and (before.seed != seed or not {*before.of.values()} <= {*pair}):
        both = ", ".join(before.variants)
        message = msg("a lot was drawn before, of `{variants}` with the seed `{seed}`", variants=both, seed=before.seed)
        raise fail("variants", Where(NAME), message, msg("another comparison needs another folder"))
    found = dict(before.of) if before else {}
    whole = Counter(found.values())
    near = Counter((regions.get(branch, ""), variant) for branch, variant in found.items())
    for branch in sorted(regions.keys() - found.keys(), key=lambda one: (regions[one], _number(seed, one))):
        region = regions[branch]
        coin = pair[:: 1 if _number(seed, branch) & 1 else -1]
        found[branch] = min(coin, key=lambda variant: (near[region, variant], whole[variant]))
        whole[found[branch]] += 1
        near[region, found[branch]] += 1
    return Lot(seed, found)


def _number(seed: str, branch: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}\0{branch}".encode()).digest())


def write_csv(lot: Lot) -> str:
    """variants.csv, with a byte order mark so that spreadsheets read it as UTF-8."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((safe_cell(branch), safe_cell(one), safe_cell(lot.seed)) for branch, one in sorted(lot.of.items()))
    return "\ufeff" + out.getvalue()


def read_csv(text: str, file: str) -> Lot:
    """The lot of a variants.csv. Raises OutreachError with every fault: half a lot compares nothing."""
    table = read_table(text, file, lambda cell: cell.strip().lower() in COLUMNS)
    columns = [cell.strip().lower() for cell in table.header]
    if not {*columns} >= {*COLUMNS}:
        titles = {"wanted": ",".join(COLUMNS), "found": shorten(",".join(columns))}
        message = msg("expected the columns {wanted}, found `{found}`", **titles)
        raise fail("variants", Where(file, table.line, 1), message)
    found: dict[str, str] = {}
    seeds: set[str] = set()
    problems: list[Diagnostic] = list(table.problems)
    for line, row in table.records:
        cells = dict(zip(columns, (cell.strip().removeprefix("'") for cell in row), strict=False))
        if any(cells.values()):
            branch, variant = cells.get("branch", ""), cells.get("variant", "")
            if not branch or not variant or found.setdefault(branch, variant) != variant:
                message = msg("expected one variant of one branch, found `{found}`", found=shorten(",".join(row)))
                problems.append(error("variants", Where(file, line, 1), message))
            seeds.add(cells.get("seed", ""))
    if not problems and (len(seeds) != 1 or len({*found.values()}) > 2):
        message = msg("expected two variants and one seed, found more or none")
        problems = [error("variants", Where(file), message)]
    if problems:
        raise OutreachError(problems)
    return Lot(seeds.pop(), found)

"""One archive a branch, of what was built for it: alone, or in a folder of its region.

An archive is written whole or not at all, its bytes follow from its files, and its comment says which they are: so one
that is there already is not written again, and a run that was stopped goes on where it was. Only one is in memory.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from outreach import archives
from outreach.codes.variants import Lot
from outreach.diagnostics import Diagnostic, OutreachError, Where, error, unusable
from outreach.gallery import flat_name
from outreach.manifest import Row
from outreach.messages import msg
from outreach.outputs import Outputs

LEFT_OUT = msg("not as it was built: left out; `outreach build` makes it again")


@dataclass
class Sent:
    """What became of the branches: archives written, archives that were there, what is wrong."""

    written: int = 0
    kept: int = 0
    problems: list[Diagnostic] = field(default_factory=list)


def parcels(rows: Iterable[Row], out: Outputs, target: Outputs, regions: Mapping[str, str]) -> Sent:
    """Writes `<region>/<branch>.zip`, or `<branch>.zip` for a branch that `regions` does not name.

    A branch with a file that is gone, or not as it was built, gets none and is told; the others go on.
    """
    sent = Sent()
    by_branch = sorted(rows, key=lambda row: (row["branch"], row["path"]))
    for branch, own in groupby(by_branch, key=lambda row: str(row["branch"])):
        name = "/".join(filter(None, (regions.get(branch), f"{branch}.zip")))
        try:
            _one(name, list(own), out, target, sent)
        except OutreachError as problem:
            sent.problems += problem.diagnostics
        except OSError as problem:
            sent.problems.append(unusable(problem))
    return sent


def of_own_variant(rows: Iterable[Row], lot: Lot) -> list[Row]:
    """The files without those of the variant that another branch was drawn for."""
    variants = lot.variants
    return [row for row in rows if row["scam"] not in variants or lot.of.get(row["branch"]) == row["scam"]]


def _one(name: str, rows: list[Row], out: Outputs, target: Outputs, sent: Sent) -> None:
    mark = _mark(rows)
    if _is_there(target, name, mark):
        sent.kept += 1
        return
    bad = list(_changed(rows, out))
    if bad:
        sent.problems += bad
        return
    target.write(name, _archive(rows, out, mark))
    sent.written += 1


def _changed(rows: list[Row], out: Outputs) -> Iterator[Diagnostic]:
    for row in rows:
        if not out.holds(row["path"], row["sha256"]):
            yield error("changed", Where(str(out.root / row["path"])), LEFT_OUT)


def _mark(rows: list[Row]) -> bytes:
    lines = "".join(f"{flat_name(row['path'])} {row['sha256']}\n" for row in rows)
    return f"outreach {hashlib.sha256(lines.encode()).hexdigest()}".encode()


def _is_there(target: Outputs, name: str, mark: bytes) -> bool:
    """The comment stands at the very end of a zip: a file that was cut off has none."""
    try:
        with zipfile.ZipFile(target.path_for(name)) as file:
            return file.comment == mark
    except (OSError, zipfile.BadZipFile):
        return False


def _archive(rows: list[Row], out: Outputs, mark: bytes) -> bytes:
    data = io.BytesIO()
    archives.write(data, [(flat_name(row["path"]), out.root / row["path"]) for row in rows], mark)
    return data.getvalue()

"""What a run leaves of earlier ones: the manifest says what is current, and nothing else of ours stays in the folder.

A file of an earlier run that this one did not make again
- leaves, when the project cannot make it any more, or when this run made its format without it (a removed scene);
- is marked `stale`, when this run should have made it and could not, or when its words have changed since;
- stays as it is, when this run was not asked about it.
A release leaves nothing in the folder that is a draft or stale. A file that somebody changed is not ours any more.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from outreach import manifest
from outreach.diagnostics import Diagnostic, OutreachError, Where, info, unusable
from outreach.formats import FOR_BRANCHES
from outreach.gallery import gallery
from outreach.inventory import Inventory
from outreach.manifest import PICTURE, Manifest, Row
from outreach.manifest_parts import unnamed
from outreach.messages import msg
from outreach.news import dated, gone
from outreach.outputs import Outputs
from outreach.plan import Wish
from outreach.project import Project

PackName = tuple[str, str, str]  # scam, audience, language


@dataclass(frozen=True)
class Made:
    """What a run made: its rows by path, the formats that are complete, and the digests of what its packs say now."""

    rows: Mapping[str, Row]
    complete: frozenset[tuple[str, str, str]]  # pack, branch, format
    digests: Mapping[PackName, str]


@dataclass
class Settled:
    """The rows that the manifest keeps, what left, and what a person should know."""

    rows: list[Row]
    withdrawn: list[str] = field(default_factory=list)
    diagnostics: list[Diagnostic] = field(default_factory=list)


def settle(out: Outputs, former: Sequence[Row], made: Made, wish: Wish, now: Inventory) -> Settled:
    """Withdraws what is not current and says which rows stay."""
    done = Settled(list(made.rows.values()))
    for row in former:
        if row["path"] in made.rows:
            continue
        stays = None if now.gone(row) else _judged(row, made, wish, now)
        if stays is None or (wish.release and (stays["state"] == "draft" or "stale" in stays)):
            _withdraw(out, row, done)
        elif out.there(row["path"], row["bytes"]):
            done.rows.append(stays)
        elif (out.root / row["path"]).exists():
            done.diagnostics.append(_foreign(out, row["path"]))
    return done


def _judged(row: Row, made: Made, wish: Wish, now: Inventory) -> Row | None:
    """The row as it stays, marked when it is stale; None when it goes."""
    pack = (row["scam"], row["audience"], row["lang"])
    if covers(wish, row, now):
        if ("/".join(pack), row["branch"], row["format"]) in made.complete:
            return None
        return {**row, "stale": "it could not be made again"}
    digest = made.digests.get(pack)
    if digest is None or not row.get("words"):
        return dict(row)
    if digest != row["words"]:
        return {**row, "stale": _OTHER_WORDS}
    return {name: value for name, value in row.items() if (name, value) != ("stale", _OTHER_WORDS)}


_OTHER_WORDS = "its words have changed since"


def covers(wish: Wish, row: Row, now: Inventory) -> bool:
    """Was this run asked to make this output?"""
    audience = now.profiles.audiences[row["audience"]]
    asked = (
        (wish.scams or now.scams, row["scam"]),
        (wish.audiences or now.scams[row["scam"]] or now.profiles.audiences, row["audience"]),
        (wish.languages or audience.languages, row["lang"]),
        (wish.formats or (FOR_BRANCHES if row["branch"] else audience.formats), row["format"]),
        ((row["branch"],) if "all" in wish.branches and row["branch"] else wish.branches or ("",), row["branch"]),
    )
    return all(name in names for names, name in asked)


def _withdraw(out: Outputs, row: Row, done: Settled, dry: bool = False) -> None:
    if out.holds(row["path"], row["sha256"]):
        done.withdrawn.append(row["path"])
        if not dry:
            out.remove(row["path"])
    elif (out.root / row["path"]).exists():
        done.diagnostics.append(_foreign(out, row["path"]))


def _foreign(out: Outputs, name: str) -> Diagnostic:
    message = msg("changed since it was built: it stays, but is not listed any more")
    return info("changed", Where(str(out.root / name)), message)


def show(out: Outputs, rows: Sequence[Row], former: Manifest, project: Project) -> list[Diagnostic]:
    """Writes the gallery and the manifest of `rows`, and removes what the gallery does not show any more."""
    rows = sorted(dated(rows, former.rows, project.date), key=lambda row: row["path"])
    left = gone(rows, former.rows, former.gone, project.date)
    files = gallery(rows, out.root, project, left)
    problems = place_all(out, files)
    own = {n: hashlib.sha256(data).hexdigest() for n, data in files.items() if not PICTURE.fullmatch(n)}
    facts = {"date": project.date.isoformat(), "gallery": own, **({"gone": left} if left else {})}
    parts = manifest.write(out.root, rows, facts)
    for name in [n for n, sha256 in former.gallery.items() if n not in files and out.holds(n, sha256)]:
        out.remove(name)
    for name in leavings(out, rows, [*files, *parts]):
        out.remove(name)
    return problems


def place_all(out: Outputs, files: Mapping[str, bytes]) -> list[Diagnostic]:
    """Writes files of the gallery; says where one cannot be written."""
    problems: list[Diagnostic] = []
    for name, data in files.items():
        try:
            out.write(name, data)
        except OutreachError as problem:
            problems += [d for d in problem.diagnostics if d not in problems]
        except OSError as problem:
            problems.append(unusable(problem))
    return problems


def leavings(out: Outputs, rows: Iterable[Row], keep: Iterable[str]) -> list[str]:
    """What killed runs left half-written, pictures that the gallery shows no more, parts of former manifests."""
    kept = set(keep)
    left = [*(n for n in out.pictures() if n not in kept), *unnamed(out.root, kept)]
    return [*left, *out.parts((row["path"] for row in rows), time.time())]


def clean(out: Outputs, now: Inventory, project: Project, *, everything: bool, dry: bool) -> Settled:
    """Removes what is ours and not current (or all that is ours); names what stays though it was once listed."""
    found = manifest.read(out.root)
    done = Settled([], diagnostics=list(found.problems))
    for row in found.rows:
        if everything or "stale" in row or now.gone(row):
            _withdraw(out, row, done, dry)
        elif out.there(row["path"], row["bytes"]):
            done.rows.append(row)
    shown = {row["sha256"][:16] for row in done.rows}
    old = leavings(out, found.rows, [*(name for name, of in out.pictures().items() if of in shown), *found.parts])
    if everything:
        old += [name for name, sha256 in found.gallery.items() if out.holds(name, sha256)]
        old += [manifest.NAME, *found.parts] if (found.rows or found.gallery) and not found.problems else []
    done.withdrawn += old
    if not dry:
        for name in old:
            out.remove(name)
        if done.rows or not everything:
            done.diagnostics += show(out, done.rows, found, project)
    return done

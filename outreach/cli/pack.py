"""`outreach pack`: copies outputs into one folder under names that say what they are, for a USB stick or a mail."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from outreach import manifest
from outreach.cli import known, report, tell
from outreach.cli.built_rows import rows_of
from outreach.cli.opened import opened
from outreach.cli.places import format_option, out_option, to_folder
from outreach.diagnostics import Diagnostic, OutreachError, Where, error, unusable
from outreach.gallery import flat_name
from outreach.manifest import Row
from outreach.messages import msg
from outreach.outputs import Outputs
from outreach.parcels import LEFT_OUT, parcels

NOTHING = msg("nothing that was built fits; `outreach build` first")


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path), callback=to_folder)
@click.argument("scams", nargs=-1, metavar="[SCAM]...")
@click.option("-a", "--audience", "audiences", multiple=True, help="Only this audience (repeatable).")
@click.option("-l", "--lang", "languages", multiple=True, help="Only this language (repeatable).")
@format_option
@click.option("-b", "--branch", "branches", multiple=True, help="A branch of content/branches.csv, or `all`.")
@click.option(
    "--by",
    type=click.Choice(["branch", "region"]),
    help="One zip a branch; `region`: in a folder a region, as the column `region` of content/branches.csv says.",
)
@out_option
def pack(
    folder: Path,
    scams: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    branches: tuple[str, ...],
    by: str | None,
    out: Path,
) -> None:
    """Copy what was built into DIR, every file under a name of its own: `nfc-skimming-seniors-zh-CN-video.mp4`.

    Takes what the last builds wrote and nothing that is stale; a page comes as a folder. With --by, every branch gets a
    zip of what was made for it; one that is there already and holds the same is not written again.
    """
    if by and not branches:
        branches = ("all",)
    found = manifest.read(out)
    rows = [row for row in found.rows if "stale" not in row]
    rows = rows_of(rows, scams=scams, audiences=audiences, languages=languages, formats=formats)
    known(msg("branch"), [b for b in branches if b != "all"], sorted({row["branch"] for row in rows if row["branch"]}))
    rows = [row for row in rows if row["branch"] in branches or (row["branch"] and "all" in branches) or not branches]
    rows = [row for row in rows if branches or not row["branch"]]
    if by:
        regions, more = _regions() if by == "region" else ({}, [])
        sys.exit(_sent([*found.problems, *more], rows, out, folder, regions))
    problems = [*found.problems, *_copied(Outputs(out), rows, Outputs(folder))]
    report(problems)
    tell(_said(rows, folder, problems), err=True)
    sys.exit(1 if any(d.severity == "error" for d in problems) or not rows else 0)


def _regions() -> tuple[dict[str, str], list[Diagnostic]]:
    """The region of every branch that has one, and what is wrong with the list. Raises OutreachError without a row."""
    rows, problems = opened().branches()
    if not rows and problems:
        raise OutreachError(problems)
    return {row.id: row.region for row in rows if row.region}, problems


def _sent(found: list[Diagnostic], rows: list[Row], out: Path, folder: Path, regions: dict[str, str]) -> int:
    """The exit code."""
    if not rows:
        report(found)
        tell(NOTHING, err=True)
        return 1
    target = Outputs(folder)
    target.prepare()
    sent = parcels(rows, Outputs(out), target, regions)
    report([*found, *sent.problems])
    drafts = len({row["branch"] for row in rows if row["state"] == "draft"})
    said = msg(
        "{n} zips in `{folder}`, {kept} of them as before", n=sent.written + sent.kept, folder=folder, kept=sent.kept
    )
    tell(said, err=True)
    if drafts:
        tell(msg("{n} branches have drafts: not for the public", n=drafts), err=True)
    return 1 if any(d.severity == "error" for d in (*found, *sent.problems)) else 0


def _copied(out: Outputs, rows: list[Row], target: Outputs) -> list[Diagnostic]:
    problems: list[Diagnostic] = []
    if rows:
        target.prepare()
    for row in rows:
        if not out.holds(row["path"], row["sha256"]):
            problems.append(error("changed", Where(str(out.root / row["path"])), LEFT_OUT))
            continue
        try:
            target.write(flat_name(row["path"]), (out.root / row["path"]).read_bytes())
        except OutreachError as problem:
            problems += problem.diagnostics
        except OSError as problem:
            problems.append(unusable(problem))
    return problems


def _said(rows: list[Row], folder: Path, problems: list[Diagnostic]) -> str:
    if not rows:
        return NOTHING
    drafts = sum(row["state"] == "draft" for row in rows)
    n = len(rows) - sum(d.severity == "error" for d in problems)
    if drafts:
        return msg(
            "{n} files in `{folder}`, {drafts} of them drafts: not for the public", n=n, folder=folder, drafts=drafts
        )
    return msg("{n} files in `{folder}`", n=n, folder=folder)

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
from outreach.codes.variants import NAME, draw, read_csv, write_csv
from outreach.diagnostics import Diagnostic, OutreachError, Where, error, unusable
from outreach.gallery import flat_name
from outreach.manifest import Row
from outreach.messages import msg
from outreach.outputs import Outputs
from outreach.parcels import LEFT_OUT, of_own_variant, parcels
from outreach.project import read_regular
from outreach.spreadsheet import decoded

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
@click.option(
    "--variants",
    nargs=2,
    metavar="SCAM OTHER",
    help="With --by: two scams that tell one story in two ways. Each branch is sent one of them, by lot.",
)
@click.option("--seed", default="1", show_default=True, help="Of the lot; the same seed gives the same lot.")
@out_option
def pack(
    folder: Path,
    scams: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    branches: tuple[str, ...],
    by: str | None,
    variants: tuple[str, str] | None,
    seed: str,
    out: Path,
) -> None:
    """Copy what was built into DIR, every file under a name of its own: `nfc-skimming-seniors-zh-CN-video.mp4`.

    Takes what the last builds wrote and nothing that is stale; a page comes as a folder. With --by, every branch gets a
    zip of what was made for it; one that is there already and holds the same is not written again. With --variants,
    DIR/variants.csv says which branch has which: `outreach links report` compares them.
    """
    if variants and not by:
        raise click.UsageError(msg("`--variants` goes with `--by`: a lot is drawn among branches"))
    if variants and variants[0] == variants[1]:
        raise click.UsageError(msg("expected two scams for `--variants`, found one twice"))
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
        target = Outputs(folder)
        mine, unready = _one_variant_each(rows, variants, seed.strip(), target) if variants and rows else (rows, [])
        sys.exit(_sent([*found.problems, *more, *unready], mine, out, target, regions))
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


def _one_variant_each(
    rows: list[Row], pair: tuple[str, str], seed: str, target: Outputs
) -> tuple[list[Row], list[Diagnostic]]:
    """The files that go out when every branch gets one variant; the lot is in variants.csv, first of all.

    A branch for which both were not built takes no part and gets nothing: it is told.
    """
    known(msg("scam"), pair, sorted({row["scam"] for row in rows}))
    has = {(row["branch"], row["scam"]) for row in rows}
    unready = {b for b, scam in has if scam in pair and not all((b, one) in has for one in pair)}
    regions = {row.id: row.region for row in opened().branches()[0]}
    taking = {b: regions.get(b, "") for b, scam in has if scam in pair and b not in unready}
    target.prepare()
    file = target.path_for(NAME)
    before = read_csv(decoded(read_regular(file, str(file))) or "", str(file)) if file.exists() else None
    lot = draw(pair, seed, taking, before)
    target.write(NAME, write_csv(lot).encode())
    told = msg("expected files of `{one}` and of `{other}`, found those of one: left out", one=pair[0], other=pair[1])
    problems = [error("variants", Where(branch), told) for branch in sorted(unready)]
    return of_own_variant([row for row in rows if row["branch"] not in unready], lot), problems


def _sent(found: list[Diagnostic], rows: list[Row], out: Path, target: Outputs, regions: dict[str, str]) -> int:
    """The exit code."""
    if not rows:
        report(found)
        tell(NOTHING, err=True)
        return 1
    target.prepare()
    sent = parcels(rows, Outputs(out), target, regions)
    report([*found, *sent.problems])
    drafts = len({row["branch"] for row in rows if row["state"] == "draft"})
    n = sent.written + sent.kept
    tell(msg("{n} zips in `{folder}`, {kept} of them as before", n=n, folder=target.root, kept=sent.kept), err=True)
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

"""`outreach check`: what is wrong with the content."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from outreach.cache import Cache
from outreach.cli import known, report, tell, wrong
from outreach.cli.ending import say_json
from outreach.cli.opened import at_work, opened
from outreach.cli.places import cache_option
from outreach.diagnostics import OutreachError, Where, fail
from outreach.files import write_atomically
from outreach.messages import msg
from outreach.report import Report

if TYPE_CHECKING:
    from outreach.check_folder import Checked
    from outreach.limits import PreflightFile
    from outreach.project import Project


@click.command()
@click.argument("scams", nargs=-1, metavar="[SCAM]...")
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON on stdout.")
@click.option("-j", "--jobs", type=click.IntRange(1, 256), default=None, help="Worker processes; default: one a core.")
@click.option(
    "--built",
    metavar="DIR",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Check the finished files of a folder instead.",
)
@click.option(
    "--drawn",
    is_flag=True,
    help="With --built: read the numbers in pictures and films, too (needs Tesseract; a second a picture).",
)
@click.option(
    "--report",
    "report_dir",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="With --built: write preflight.html, with pictures, and preflight.json here.",
)
@cache_option
def check(
    scams: tuple[str, ...],
    strict: bool,
    as_json: bool,
    jobs: int | None,
    built: Path | None,
    drawn: bool,
    report_dir: Path | None,
    cache_dir: Cache,
) -> None:
    """Lint the content: every file, and every SCAM (all when none is named) for each audience and language.

    What was not laid out before is laid out now, to see whether it fits; the answers are kept in the cache.

    Exit code 0: fine, 1: problems found, 2: wrong usage.
    """
    if (report_dir or drawn) and not built:
        name = "--report" if report_dir else "--drawn"
        raise wrong(msg("`{name}` tells of finished files: say which, with `--built DIR`", name=name))
    if built:
        _finished(built, scams, strict, as_json, report_dir, drawn)
    session = opened(cache_dir)
    known(msg("scam"), scams, session.scams())
    found = session.report(scams, partial(at_work, jobs))
    failed = found.count("error") > 0 or (strict and found.count("warning") > 0)
    if as_json:
        counts = {"scams": list(found.scams), "storyboards": found.boards, "branches": found.branches}
        say_json(found.problems, not failed, **counts)
    else:
        report(found.problems)
        tell(_summary(found), err=failed)
    sys.exit(1 if failed else 0)


def _finished(
    folder: Path, scams: tuple[str, ...], strict: bool, as_json: bool, report_dir: Path | None, drawn: bool
) -> NoReturn:
    """The finished files of a folder; of a project only what they are held to and the looks of the report."""
    from outreach.check_folder import check_folder  # noqa: PLC0415 - readers of all formats, only when they are wanted
    from outreach.content_numbers import content_numbers  # noqa: PLC0415
    from outreach.limits import limits, load_preflight  # noqa: PLC0415
    from outreach.ocr import INSTALL, ready  # noqa: PLC0415

    if scams:
        raise click.UsageError(msg("`--built` checks a whole folder: leave out {names}", names=", ".join(scams)))
    if drawn and not ready():
        raise fail("drawn", Where("--drawn"), msg("no Tesseract here that can read numbers"), INSTALL)
    project = opened().project
    held, problems = load_preflight(project)
    if held is None:
        raise OutreachError(problems)
    found = check_folder(folder, limits(held), content_numbers(project), drawn=drawn)
    if report_dir:
        _written(report_dir, folder, found, project, held)
    counts = {name: sum(one.severity == name for one in found.problems) for name in ("error", "warning")}
    failed = counts["error"] > 0 or (strict and counts["warning"] > 0)
    if as_json:
        say_json(found.problems, not failed, files=found.files)
    else:
        report(found.problems)
        words = {"errors": _count("errors", counts["error"]), "warnings": _count("warnings", counts["warning"])}
        tell(msg("checked {files}: {errors}, {warnings}", files=_count("files", found.files), **words), err=failed)
    sys.exit(1 if failed else 0)


def _written(report_dir: Path, folder: Path, found: Checked, project: Project, held: PreflightFile) -> None:
    from outreach.preflight import written  # noqa: PLC0415 - draws pages and frames

    for name, data in written(found.problems, found.files, folder, project, held).items():
        report_dir.mkdir(parents=True, exist_ok=True)
        write_atomically(report_dir / name, data)
        tell(msg("wrote `{path}`", path=report_dir / name), err=True)
    if report_dir.resolve() == folder.resolve():
        tell(msg("the next `outreach build` links it from the gallery"), err=True)


_ONE = {
    "files": msg("{n} file"),
    "scams": msg("{n} scam"),
    "boards": msg("{n} storyboard"),
    "branches": msg("{n} branch"),
    "errors": msg("{n} error"),
    "warnings": msg("{n} warning"),
}
_MORE = {
    "files": msg("{n} files"),
    "scams": msg("{n} scams"),
    "boards": msg("{n} storyboards"),
    "branches": msg("{n} branches"),
    "errors": msg("{n} errors"),
    "warnings": msg("{n} warnings"),
}


def _summary(found: Report) -> str:
    counts = {"scams": len(found.scams), "boards": found.boards, "branches": found.branches}
    counts |= {"errors": found.count("error"), "warnings": found.count("warning")}
    words = {name: _count(name, n) for name, n in counts.items()}
    return msg("checked {scams}, {boards}, {branches}: {errors}, {warnings}", **words)


def _count(what: str, n: int) -> str:
    return msg((_ONE if n == 1 else _MORE)[what].template, n=n)

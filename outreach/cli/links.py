"""`outreach links`: the registry of QR codes with its redirects, and the report of scans."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from outreach.cli import report as show
from outreach.cli import tell
from outreach.cli.codes_folder import (
    make_inside,
    open_folder,
    put,
    read_register,
    text_of,
    write_lines,
    write_register,
)
from outreach.cli.log_lines import log_lines
from outreach.cli.opened import opened
from outreach.cli.places import to_folder
from outreach.codes import comparison, link_registry, scan_report
from outreach.codes.access_log import Scans, read_log
from outreach.codes.link_registry import NAME, Row
from outreach.codes.play_log import plays_csv, read_plays
from outreach.codes.variants import read_csv as read_lot
from outreach.diagnostics import Diagnostic, OutreachError, Where, fail
from outreach.files import write_atomically
from outreach.messages import msg
from outreach.project import read_regular
from outreach.spreadsheet import decoded

STATIC_UP_TO = 20_000  # more codes than this are more rules and folders than hosts without a server of one's own take


@click.group()
def links() -> None:
    """Where the printed codes lead, and how often they are scanned."""


@links.command()
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    callback=to_folder,
    default=Path("out/links"),
    show_default=True,
    help="The folder to write to.",
)
@click.option(
    "--static/--no-static",
    default=None,
    help=f"Write `_redirects` and a folder for each code, for plain web hosts. Default: up to {STATIC_UP_TO} codes.",
)
def build(out: Path, static: bool | None) -> None:
    """Write the registry of codes and the redirects for nginx, for `_redirects` hosts and for bare folders."""
    session = opened()
    profiles, (scripts, problems) = session.profiles(), session.scripts()
    branches, faults = session.branches()
    open_folder(out)
    try:
        earlier = read_register(out / NAME, profiles.brand.domains)
    except OutreachError as damage:
        show(damage.diagnostics)
        sys.exit(1)  # going on from what is left would lose codes that are on paper
    planned = list(link_registry.rows(scripts, profiles, branches))
    registry, clashes = link_registry.merged(planned, earlier.rows)
    problems += [*faults, *clashes]
    show(problems)
    if clashes or not registry:
        sys.exit(1)  # writing now would lose codes that are on paper
    found = list(registry.values())
    write_register(out / NAME, found, earlier)
    _write_rules(out, found, profiles.brand.link.path)
    if static or (static is None and len(found) <= STATIC_UP_TO):
        _write_static(out, found, profiles.brand.link.path)
    tell(
        msg(
            "wrote {n} codes to `{folder}` ({kept} kept from earlier)",
            n=len(found),
            folder=out,
            kept=len(found) - len(planned),
        )
    )
    sys.exit(1 if any(p.severity == "error" for p in problems) else 0)


@links.command()
@click.option(
    "--access-log",
    "logs",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A log of nginx or Apache in the combined format, plain or .gz (repeatable).",
)
@click.option(
    "--plays",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="A play log that a branch screen saved (key L), plain or .gz (repeatable).",
)
@click.option(
    "--printed",
    type=click.Path(dir_okay=False, path_type=Path),
    help="CSV of printed copies: `token,copies` or `scam,audience,lang,format,branch,copies`.",
)
@click.option(
    "--variants",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The variants.csv that `outreach pack --variants` wrote: the two are compared.",
)
@click.option(
    "--scores",
    type=click.Path(dir_okay=False, path_type=Path),
    help="With --variants, CSV of answers that branches counted: `branch,right,asked`.",
)
@click.option(
    "--registry",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("out/links/registry.csv"),
    show_default=True,
    help="The registry that `outreach links build` wrote.",
)
@click.option(
    "-o",
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    callback=to_folder,
    default=Path("out/scans"),
    show_default=True,
    help="The folder to write to.",
)
def report(
    logs: tuple[Path, ...],
    plays: tuple[Path, ...],
    printed: Path | None,
    variants: Path | None,
    scores: Path | None,
    registry: Path,
    out: Path,
) -> None:
    """Count scans by branch, audience, language, format, scam and week, and what screens played by item and day.

    IP addresses are dropped while reading. With --variants, two scams that were sent to branches by lot are compared,
    with the 95 % intervals of what differs from branch to branch.
    """
    if scores and not variants:
        raise click.UsageError(msg("`--scores` goes with `--variants`"))
    if variants and not logs:
        raise click.UsageError(msg("name a log of a server with `--access-log`: variants are compared by their scans"))
    if not logs and not plays:
        raise click.UsageError(msg("name a log: `--access-log` of a server or `--plays` of a screen"))
    if plays:
        _write_plays(out, plays)
    if logs:
        _report_scans(logs, printed, registry, out, (variants, scores))


def _write_plays(out: Path, files: tuple[Path, ...]) -> None:
    found = read_plays(log_lines(files))
    out.mkdir(parents=True, exist_ok=True)
    write_atomically(out / "plays.csv", plays_csv(found).encode())
    tell(
        msg(
            "{n} plays on {screens} screens ({again} lines found twice, {unreadable} not understood); wrote `{path}`",
            n=found.total,
            screens=len({screen for screen, _, _ in found.counted}),
            again=found.again,
            unreadable=found.unreadable,
            path=out / "plays.csv",
        )
    )


def _report_scans(
    logs: tuple[Path, ...], printed: Path | None, registry: Path, out: Path, lot: tuple[Path | None, Path | None]
) -> None:
    session = opened()
    profiles = session.profiles()
    text = text_of(_bytes(registry), registry)
    rows, problems = link_registry.read_csv(text, str(registry), profiles.brand.domains)
    by_token = {row.token: row for row in rows}
    scans = read_log(log_lines(logs), frozenset(by_token), profiles.brand.link.path)
    copies: dict[str, int] = {}
    if printed:
        copies, faults = scan_report.read_copies(_text(printed), by_token, str(printed))
        problems += faults
    made = scan_report.tables(scans, by_token, copies)
    arms, faults = _arms(*lot, scans, by_token, copies)
    problems += faults
    names = {
        "branch": {branch.id: branch.name for branch in session.branches()[0]},
        "scam": {script.slug: script.model.title.text for script in session.scripts()[0]},
    }
    out.mkdir(parents=True, exist_ok=True)
    for table in made:
        write_atomically(out / f"{table.field}.csv", scan_report.table_csv(table).encode())
    if arms:
        write_atomically(out / "variant.csv", comparison.compared_csv(arms).encode())
    page = scan_report.report_html(made, scans, copies, profiles, session.project, names, arms)
    write_atomically(out / "report.html", page.encode())
    show(problems)
    counts = {"n": scans.total, "lines": scans.lines, "bots": scans.bots}
    counts |= {"unknown": scans.unknown, "unreadable": scans.unreadable}
    tell(
        msg(
            "{n} scans in {lines} lines ({bots} by programs, {unknown} of unknown codes, "
            "{unreadable} lines not understood); wrote `{path}`",
            path=out / "report.html",
            **counts,
        )
    )
    sys.exit(1 if problems else 0)


def _arms(
    variants: Path | None, scores: Path | None, scans: Scans, registry: dict[str, Row], copies: dict[str, int]
) -> tuple[tuple[comparison.Arm, ...], list[Diagnostic]]:
    """The two variants compared; nothing where none were drawn."""
    if not variants:
        return (), []
    lot = read_lot(_text(variants), str(variants))
    answers, problems = comparison.read_answers(_text(scores), lot, str(scores)) if scores else ({}, [])
    return comparison.compared(lot, scans, registry, copies, answers), problems


def _bytes(path: Path) -> bytes:
    if not os.path.lexists(path):
        hint = msg("`outreach links build` writes it") if path.name == NAME else msg("is the path right?")
        raise fail("read", Where(str(path)), msg("expected a file, found none"), hint)
    return read_regular(path, str(path))


def _text(path: Path) -> str:
    text = decoded(_bytes(path))
    if text is None:
        raise fail("encoding", Where(str(path), 1, 1), msg("expected UTF-8 or GBK text, found other bytes"))
    return text


def _write_rules(out: Path, rows: list[Row], path: str) -> None:
    write_lines(out / "nginx-map.conf", link_registry.nginx_map(rows))
    write_lines(out / "nginx-location.conf", [link_registry.nginx_location(path)])


def _write_static(out: Path, rows: list[Row], path: str) -> None:
    write_lines(out / "_redirects", link_registry.netlify(rows, path))
    for row in rows:
        for name, page in link_registry.bare(row, path).items():
            file = out / "site" / name
            make_inside(file.parent, out)
            put(file, page.encode())

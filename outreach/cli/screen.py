"""`outreach screen`: the pack of a branch's screen is written, checked, brought to a box, shown here."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outreach import manifest
from outreach.cache import Cache
from outreach.cli import known, report, tell, wrong
from outreach.cli.built_rows import rows_of
from outreach.cli.ending import say_json
from outreach.cli.opened import at_work, opened
from outreach.cli.places import cache_option, out_option, to_folder
from outreach.messages import msg
from outreach.outputs import Outputs

if TYPE_CHECKING:
    from outreach.screen.films import Film
    from outreach.storyboard import Shape

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
NEW_FOLDER = click.Path(file_okay=False, path_type=Path)
DAY = click.DateTime(["%Y-%m-%d"])
SHAPE = click.option(
    "--shape",
    type=click.Choice(["landscape", "portrait"]),
    default="landscape",
    show_default=True,
    help="How the screen hangs.",
)


@click.group()
def screen() -> None:
    """The films for a branch's screen: a folder with a player, which is renewed while it plays."""


@screen.command()
@click.argument("folder", metavar="DIR", type=NEW_FOLDER, callback=to_folder)
@click.argument("scams", nargs=-1, metavar="[SCAM]...")
@click.option("-a", "--audience", "audiences", multiple=True, help="Only this audience (repeatable).")
@click.option("-l", "--lang", "languages", multiple=True, help="Only this language (repeatable).")
@click.option("--cut", default="loop", show_default=True, help="Which film of a script, as content/cuts.yaml says.")
@SHAPE
@click.option("-b", "--branch", help="A branch of content/branches.csv, whose name and code are shown.")
@click.option("--from", "first", type=DAY, help="The first day on which it is shown.")
@click.option("--to", "last", type=DAY, help="The last day on which it is shown.")
@click.option("--bake", type=click.IntRange(1, 240), help="Also one film of so many minutes, for players with a gap.")
@click.option("--stills", type=click.IntRange(3, 120), help="Pictures in place of films, so many seconds each.")
@out_option
def pack(
    folder: Path,
    scams: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    cut: str,
    shape: str,
    branch: str | None,
    first: dt.datetime | None,
    last: dt.datetime | None,
    bake: int | None,
    stills: int | None,
    out: Path,
) -> None:
    """Pack the films that were built for a screen into DIR, with the player and lists for players of others.

    Takes what the last builds wrote and nothing that is stale. Films that are shown already are not written again.
    """
    from outreach.screen import films, packing, playlist  # noqa: PLC0415 - half a second that other commands need not spend

    if first and last and last < first:
        raise wrong(msg("expected a last day after the first, found {day}", day=last.date()))
    session, found = opened(), manifest.read(out)
    report(found.problems)
    rows = [row for row in found.rows if "stale" not in row]
    wanted = films.chosen(rows_of(rows, scams=scams, audiences=audiences, languages=languages), cut, shape, scams)
    if not wanted:
        tell(msg("nothing that was built fits; `outreach build` first"), err=True)
        sys.exit(1)
    taken = films.read(Outputs(out), wanted, rows, session.project.date)
    profiles = session.profiles()
    asked = playlist.Asked(
        profiles.brand.campaign,
        session.project.date,
        first.date() if first else None,
        last.date() if last else None,
        stills or 0,
        bake or 0,
    )
    Outputs(folder).prepare()
    rev = packing.pack(folder, taken, asked, session.project, _branch(branch, taken[0]) if branch else {})
    tell(msg("{n} films in `{folder}`, revision {rev}", n=len(taken), folder=folder, rev=rev))
    drafts = sum(row["state"] == "draft" for row in wanted)
    if drafts:
        tell(msg("{n} of these files are drafts: not for the public", n=drafts), err=True)


def _branch(name: str, film: Film) -> dict[str, bytes]:
    from outreach.screen.branch import branch_files  # noqa: PLC0415

    session = opened()
    branches, problems = session.branches()
    found = {one.id: one for one in branches}
    if name not in found:
        report(problems)
    known(msg("branch"), [name], found)
    return branch_files(found[name], film, session.profiles())


@screen.command()
@click.argument("folder", metavar="DIR", type=NEW_FOLDER, callback=to_folder)
@SHAPE
@cache_option
def test(folder: Path, shape: Shape, cache_dir: Cache) -> None:
    """Pack a test film of ten minutes into DIR: a new screen plays it before the loop goes live.

    A clock, bars, edges, lettering and a code, with what to look for, coded like every film; for the screen alone, so
    DIR is a folder of its own. docs/guide/screen.md says what each failure means.
    """
    from outreach.build import acceptance  # noqa: PLC0415

    Outputs(folder).prepare()
    with at_work() as (pool, watch):
        rev = acceptance.write(folder, shape, opened(cache_dir).bench(pool, watch))
    tell(msg("test film in `{folder}`, revision {rev}", folder=folder, rev=rev))


@screen.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON on stdout.")
def verify(folder: Path, as_json: bool) -> None:
    """Tell whether the pack in DIR is whole: every digest is taken anew, every list and every film is looked at.

    Exit code 0: it is, 1: it is not.
    """
    from outreach.screen.verifying import verify as found_in  # noqa: PLC0415

    found = found_in(folder)
    failed = any(one.severity == "error" for one in found)
    report(found)
    if as_json:
        say_json(found, not failed)
    elif not failed:
        tell(msg("`{folder}` is whole", folder=folder))
    sys.exit(1 if failed else 0)


@screen.command()
@click.argument("source", metavar="SRC", type=FOLDER)
@click.argument("target", metavar="DST", type=NEW_FOLDER, callback=to_folder)
def sync(source: Path, target: Path) -> None:
    """Bring the pack in SRC to DST, a box, a stick or a share; then show it there.

    It may be stopped at any moment, also by a power cut: DST goes on showing what it showed, and the next run goes on.
    """
    from outreach.screen.syncing import sync as brought  # noqa: PLC0415

    tell(msg("`{folder}` shows revision {rev}", folder=target, rev=brought(source, target)))


@screen.command()
@click.argument("folder", metavar="DIR", type=FOLDER)
@click.option("--port", type=click.IntRange(1, 65535), default=8642, show_default=True, help="Of this machine.")
def serve(folder: Path, port: int) -> None:
    """Play the pack in DIR in a browser of this machine, until Ctrl-C."""
    from outreach.screen.serving import serve as served  # noqa: PLC0415

    served(folder, port, tell)

"""`outreach review`: pages to read, mark up and mail back, and the comments that come back."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outreach.cache import Cache
from outreach.cli import author_says, known, report, tell, wrong
from outreach.cli.opened import opened, own
from outreach.cli.places import cache_option, format_option, straight
from outreach.cli.workers import Workers, workers_options
from outreach.diagnostics import Diagnostic
from outreach.files import write_atomically
from outreach.messages import msg
from outreach.session import Session
from outreach.wish import Wish

if TYPE_CHECKING:
    from outreach.session import AnyAtWork

LARGE = 15_000_000  # bytes: many mail servers take no larger letter


def _to_write(ctx: click.Context, parameter: click.Parameter, value: Path) -> Path:
    """A folder, or the file itself."""
    straight(value.parent if value.suffix.lower() in (".html", ".htm") else value)
    return value


@click.command()
@click.argument("scams", nargs=-1, metavar="[SCAM]...")
@click.option("-a", "--audience", "audiences", multiple=True, help="Only this audience (repeatable).")
@click.option("-l", "--lang", "languages", multiple=True, help="Only this language (repeatable).")
@format_option
@click.option("--voice", default="", help="The voice engine, as in `outreach build`.")
@click.option("--no-sound", is_flag=True, help="Leave out the sound: a smaller file.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path),
    default=Path("review"),
    show_default=True,
    callback=_to_write,
    help="The folder for the pages, or the file of one page: NAME.html.",
)
@click.option(
    "--import",
    "came",
    metavar="FILE",
    multiple=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="Take in the comments that a reviewer saved (repeatable), and show them.",
)
@workers_options
@cache_option
def review(
    scams: tuple[str, ...],
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    voice: str,
    no_sound: bool,
    out: Path,
    came: tuple[Path, ...],
    workers: Workers,
    cache_dir: Cache,
) -> None:
    """Write one page a SCAM (all when none is named) with every shot, slide and sheet, to be read, marked up, mailed.

    What differs from the last approved words is marked. Comments are saved from the page and taken in with --import.
    """
    if came:
        if scams or audiences or languages or formats:
            raise wrong(msg("`--import` takes in comments: the file says of which scam"))
        _taken_in(own(), came)
        return
    session = opened(cache_dir)
    known(msg("scam"), scams, session.scams())
    wanted = scams or tuple(session.scams())
    if out.suffix.lower() in (".html", ".htm") and len(wanted) != 1:
        raise wrong(msg("one file holds one scam: name it, or name a folder with `-o`"))
    wish = Wish(wanted, audiences, languages, formats, voice=voice)
    with workers.of(session) as at_work:
        problems = [found for scam in wanted for found in _written(session, wish, scam, out, not no_sound, at_work)]
    sys.exit(1 if any(one.severity == "error" for one in problems) else 0)


def _written(
    session: Session, wish: Wish, scam: str, out: Path, heard: bool, at_work: AnyAtWork
) -> Iterator[Diagnostic]:
    """Writes a scam's page and tells what is wrong with it."""
    from outreach.proof.review import review_page  # noqa: PLC0415 - a second that a usage error does not need

    file = out if out.suffix.lower() in (".html", ".htm") else out / f"review-{scam}.html"
    page, problems = review_page(session, wish, scam, at_work, heard)
    report(problems)
    yield from problems
    if page:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(file, page)
        tell(msg("wrote `{path}`, {mb} MB", path=file, mb=f"{len(page) / 1e6:.1f}"), err=True)
        if len(page) > LARGE:
            tell(msg("too large for many mails: `--no-sound`, `-a` and `-l` make it smaller"), err=True)


def _taken_in(session: Session, came: tuple[Path, ...]) -> None:
    """Keeps what the files bring, and shows it by place. All files are judged before anything is kept."""
    from outreach.proof.comments import saved  # noqa: PLC0415
    from outreach.proof.review import take_in  # noqa: PLC0415

    files = [saved(path) for path in came]
    for file in files:
        session.named(file.scam)
    say = author_says()
    for file in files:
        for line in take_in(session, file):
            click.echo(say(line))

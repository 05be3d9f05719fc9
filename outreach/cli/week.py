"""`outreach week`: what is due in a week and why, built and written as one zip to hand over."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from outreach.cache import Cache
from outreach.cli import author_says, report, tell
from outreach.cli.build import named_voice, names_of
from outreach.cli.ending import say_json
from outreach.cli.language import language
from outreach.cli.opened import opened
from outreach.cli.places import cache_option, format_option, out_option, to_folder
from outreach.cli.workers import Workers, workers_options
from outreach.diagnostics import NOWHERE, errors, fail
from outreach.messages import msg
from outreach.week.dates import monday, name_of, week_of
from outreach.week.plan import Due, due, first_week
from outreach.week.texts import Handed, named
from outreach.wish import Wish

if TYPE_CHECKING:
    from outreach.week.making import Foreseen, Week


@click.command()
@click.argument("week", required=False, metavar="[YYYY-Www]")
@click.option("-a", "--audience", "audiences", multiple=True, help="Only this audience (repeatable).")
@click.option("-l", "--lang", "languages", multiple=True, help="Only this language (repeatable).")
@format_option
@click.option("--voice", default="", callback=named_voice, help="The voice engine, as in `outreach build`.")
@out_option
@click.option(
    "--to",
    type=click.Path(file_okay=False, path_type=Path),
    callback=lambda ctx, parameter, value: value and to_folder(ctx, parameter, value),
    help="The folder for the zip; default: the one that `--out` lies in.",
)
@workers_options
@click.option(
    "--draft/--release", "draft", default=True, help="Release: only approved texts, no draft voice, no warning."
)
@click.option("--dry-run", is_flag=True, help="Say what is due, what is cached, how long and how large it will be.")
@click.option("--strict", is_flag=True, help="Warnings count as errors.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON on stdout.")
@cache_option
def week(
    week: str | None,
    audiences: tuple[str, ...],
    languages: tuple[str, ...],
    formats: tuple[str, ...],
    voice: str,
    out: Path,
    to: Path | None,
    workers: Workers,
    draft: bool,
    dry_run: bool,
    strict: bool,
    as_json: bool,
    cache_dir: Cache,
) -> None:
    """Build what is due in a week by content/calendar.yaml (this week unless one is named), and write `pack-WEEK.zip`.

    In it: a gallery, files by use, the sheet that lists them, texts of posts and of the letter, pages for reviewers.
    """
    session = opened(cache_dir)
    profiles = session.profiles()
    this = name_of(monday(session.project.date))
    when = week_of(this if week is None else week, first_week(profiles))
    handed = Handed(when, due(when, profiles, session.scams()), ())
    if not handed.due:
        raise fail("week", NOWHERE, msg("there is no scam to show"), msg("`outreach new SLUG` begins one"))
    if not as_json:
        _tell_due(handed)
    from outreach.week.making import foresee, make  # noqa: PLC0415 - half a second that a usage error does not need

    asked = Wish((), audiences, languages, formats, voice=voice, release=not draft)
    if dry_run:
        foreseen = foresee(handed, asked, session, out)
        with workers.of(session) as at_work, at_work() as (hands, _):
            count = hands.workers
        sys.exit(_tell_forecast(handed, foreseen, count, as_json))
    zip_ = (to or out.parent) / f"pack-{handed.name}.zip"
    with workers.of(session) as at_work:
        found = make(handed, asked, session, out, zip_, at_work, strict or not draft)
    report(found.problems)
    if as_json:
        say_json(found.problems, bool(found.files), **_summary(handed, found))
    else:
        _tell(found)
    sys.exit(0 if found.files else 1)


def _tell_forecast(handed: Handed, found: Foreseen, workers: int, as_json: bool) -> int:
    """What a run would take; the exit code."""
    cast, failed = found.forecast, bool(errors(found.problems))
    seconds = round(sum(cast.seconds.values()) + sum(cast.films.values()), 1)
    guessed = sorted(cast.guessed)
    report(found.problems)
    if as_json:
        facts = {"cached": len(cast.cached), "make": len(cast.seconds), "films": len(cast.films), "seconds": seconds}
        more = {"bytes": found.bytes, "guessed_films": guessed, "unknown_sizes": found.unknown}
        say_json(found.problems, not failed, **_due(handed), **facts, **more)
        return int(failed)
    tell(msg("{cached} steps are cached, {make} are to be made", cached=len(cast.cached), make=len(cast.seconds)))
    if cast.films:
        tell(msg("and the films of {n} packs, when their lines are spoken", n=len(cast.films)))
    minutes = f"{seconds / 60 / workers:.1f}"
    tell(
        msg(
            "about {minutes} minutes with {workers} workers, and the reviewers' pages", minutes=minutes, workers=workers
        )
    )
    if guessed:
        tell(msg("films that were never made here are guessed by their length: {names}", names=", ".join(guessed)))
    if not found.bytes:
        tell(msg("how large it will be is unknown: nothing of it was built here before"))
        return int(failed)
    tell(msg("about {mb} MB, by what was built before", mb=f"{found.bytes / 1e6:.1f}"))
    if found.unknown:
        tell(msg("{n} formats of packs come on top, how large is unknown", n=len(found.unknown)))
    return int(failed)


def _tell_due(handed: Handed) -> None:
    say = author_says()
    click.echo(handed.name)
    for one in handed.due:
        click.echo(f"  {', '.join(one.scams)}: {say(_why(one))}")


def _why(one: Due) -> str:
    """Why it is due, for whoever runs the command."""
    if one.reminder and one.shown:
        facts = {"name": _in_our_words(one.reminder.name), "week": name_of(one.shown)}
        return msg("{name}: shown in {week}; as {formats}", formats=", ".join(one.formats), **facts)
    if one.occasion:
        return msg("{name}, {day}", name=_in_our_words(one.occasion.name), day=one.day)
    return msg("no occasion falls in this week: it is its turn")


def _in_our_words(names: dict[str, str]) -> str:
    """A name in the language of whoever runs the command, else in the first it has."""
    return named(names, next((lang for lang in names if lang[:2] == language()[:2]), ""))


def _due(handed: Handed) -> dict[str, Any]:
    """The week and what is due in it, as data."""
    told = [
        {
            "why": one.why,
            "scams": one.scams,
            "audiences": one.audiences,
            "formats": one.formats,
            "occasion": one.occasion.id if one.occasion else "",
            "day": str(one.day or ""),
            "shown": name_of(one.shown) if one.shown else "",
        }
        for one in handed.due
    ]
    return {"week": handed.name, "due": told}


def _summary(handed: Handed, found: Week) -> dict[str, Any]:
    shown = ("made", "reused", "files", "bytes", "drafts", "new", "changed", "gone")
    return {**_due(handed), "zip": str(found.zip), **{name: getattr(found, name) for name in shown}}


def _tell(found: Week) -> None:
    if not found.files:
        tell(msg("nothing was handed over: `{zip}` is not written", zip=found.zip), err=True)
        return
    if not found.first:
        for what, names in ((msg("new"), found.new), (msg("changed"), found.changed), (msg("withdrawn"), found.gone)):
            names_of(what, [name for name in names if not name.startswith("gallery/")])  # pictures of the others
    counts = {"files": found.files, "made": found.made, "reused": found.reused, "mb": f"{found.bytes / 1e6:.1f}"}
    if found.written:
        tell(
            msg("`{zip}`: {files} files, {mb} MB ({made} steps made, {reused} reused)", zip=found.zip, **counts),
            err=True,
        )
    else:
        tell(msg("`{zip}` is there as it should be: nothing has changed", zip=found.zip), err=True)
    if found.drafts:
        tell(msg("{n} of the files are drafts: not for the public", n=found.drafts), err=True)

"""`outreach list`: what there is to choose from."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from outreach.cli import author_says, tell, wrong
from outreach.cli.opened import opened
from outreach.cli.places import to_file
from outreach.lang import SOURCE
from outreach.messages import msg
from outreach.profiles.calendar import OccasionModel, ReminderModel
from outreach.session import Session
from outreach.week.dates import day_of

Row = tuple[str, str]


@click.command(name="list")
@click.argument("what", required=False)
@click.option(
    "--sheet",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=to_file,
    help="With `art`: write a picture of all drawings.",
)
def list_(what: str | None, sheet: Path | None) -> None:
    """List WHAT: scams, audiences, languages, formats, voices, hotlines, branches, calendar, art (or all)."""
    if what is not None and what not in SECTIONS:
        raise wrong(msg("expected one of {wanted}, found {found}", wanted=", ".join(SECTIONS), found=f"`{what}`"))
    session = opened()
    session.profiles()  # with errors in them, nothing is listed
    say = author_says()
    for name in [what] if what else SECTIONS:
        rows = list(SECTIONS[name](session))
        if what is None:
            click.secho(name, bold=True)
        width = max((len(key) for key, _ in rows), default=0)
        for key, text in rows:
            click.echo(f"  {key:<{width}}  {say(text)}".rstrip())
    if sheet:
        _write_sheet(sheet, session)


def _write_sheet(path: Path, session: Session) -> None:
    from outreach.contact_sheet import contact_sheet  # noqa: PLC0415
    from outreach.files import write_atomically  # noqa: PLC0415 - Typst only when a sheet is wanted
    from outreach.layout import Layout  # noqa: PLC0415

    write_atomically(
        path, contact_sheet(session.project, Layout(session.project), dict(session.profiles().theme.base.colors))
    )
    tell(msg("wrote `{path}`", path=path))


def _scams(session: Session) -> Iterator[Row]:
    for slug in session.scams():
        script, state = session.script(slug)[0], session.review(slug)
        title = script.model.title.text if script else msg("has errors: `outreach check` shows them")
        languages = ", ".join([script.language, *script.translations]) if script else ""
        how = msg("approved by {name}", name=state.by) if state.approved else msg("draft: {why}", why=state.why_not)
        yield slug, msg("{title}  [{languages}]  {state}", title=title, languages=languages, state=how)


def _audiences(session: Session) -> Iterator[Row]:
    for one in session.profiles().audiences.values():
        facts = {"name": one.name.get(SOURCE, ""), "leaflet": one.leaflet}
        facts |= {k: ", ".join(getattr(one, k)) for k in ("languages", "formats", "shapes")}
        yield (
            one.id,
            msg("{name}  languages {languages}; formats {formats}; leaflet {leaflet}; films {shapes}", **facts),
        )


def _languages(session: Session) -> Iterator[Row]:
    for one in session.profiles().languages.values():
        yield one.id, one.name


def _formats(session: Session) -> Iterator[Row]:
    from outreach.formats import FORMATS  # noqa: PLC0415

    for one in FORMATS.values():
        yield one.name, one.title


def _voices(session: Session) -> Iterator[Row]:
    from outreach.voices import ENGINES  # noqa: PLC0415

    for name in ENGINES:
        yield name, ", ".join(tag for tag, one in session.profiles().languages.items() if name in one.voices)


def _hotlines(session: Session) -> Iterator[Row]:
    for one in session.profiles().hotlines.values():
        yield one.number, msg("{purpose}  (checked {date})", purpose=one.purpose.get(SOURCE, ""), date=one.checked)


def _branches(session: Session) -> Iterator[Row]:
    for row in session.branches()[0]:
        yield row.id, f"{row.name}  {row.address}  {row.phone}"


def _calendar(session: Session) -> Iterator[Row]:
    """The occasions and their reminders, in the order of a year."""
    profiles = session.profiles()
    year = session.project.date.year
    rows = [_occasion(one, year) for one in profiles.occasions]
    rows += [_reminder(one, again, year) for one in profiles.occasions for again in profiles.reminders]
    yield from sorted(rows, key=lambda row: row[0])


def _occasion(one: OccasionModel, year: int) -> Row:
    """Its day; one of the lunar calendar as it falls this year."""
    scams, audiences = ", ".join(one.scams), ", ".join(one.audiences)
    facts = {"name": one.name.get(SOURCE, ""), "scams": scams or msg("all"), "audiences": audiences or msg("all")}
    day = f"{day_of(one, year):%m-%d}" if one.lunar else f"{one.month:02}-{one.day:02}"
    return day, msg("{name}  scams {scams}; audiences {audiences}", **facts)


def _reminder(one: OccasionModel, again: ReminderModel, year: int) -> Row:
    """The day of a reminder; in a leap year, one that falls after February comes a day earlier."""
    day = day_of(one, year if one.lunar else 2025) + dt.timedelta(weeks=again.weeks)
    facts = {"name": again.name.get(SOURCE, ""), "of": one.name.get(SOURCE, ""), "formats": ", ".join(again.formats)}
    return f"{day:%m-%d}", msg("{of}, {name}: the same scams as {formats}", **facts)


def _art(session: Session) -> Iterator[Row]:
    for name, one in session.profiles().art.art.items():
        yield name, f"{one.alt.get(SOURCE, '')}  [{', '.join(one.states)}]"


SECTIONS: dict[str, Callable[[Session], Iterator[Row]]] = {
    "scams": _scams,
    "audiences": _audiences,
    "languages": _languages,
    "formats": _formats,
    "voices": _voices,
    "hotlines": _hotlines,
    "branches": _branches,
    "calendar": _calendar,
    "art": _art,
}

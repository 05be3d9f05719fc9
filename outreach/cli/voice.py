"""`outreach voice`: which voices can speak now, how one says a sentence, and what a person is to read."""

from __future__ import annotations

import csv
import dataclasses
import io
from collections.abc import Iterable
from pathlib import Path

import click

from outreach import voices
from outreach.cli import author_says, known, tell, wrong
from outreach.cli.listen import listen
from outreach.cli.opened import opened
from outreach.cli.places import to_file
from outreach.codes.link_registry import safe_cell
from outreach.files import write_atomically
from outreach.lang import SOURCE, spoken_form, tongue
from outreach.messages import msg
from outreach.profiles import Profiles
from outreach.profiles.settings import Language
from outreach.project import Project
from outreach.sound import wav
from outreach.sound.pace import rate_of
from outreach.storyboard import Storyboard
from outreach.voices import Line, sheet


@click.group()
def voice() -> None:
    """List the voices, let one say a sentence, or print what a person is to record."""


voice.add_command(listen)


@voice.command("list")
@click.option("-l", "--lang", "langs", multiple=True, metavar="LANG", help="Languages; all when left out.")
def list_(langs: tuple[str, ...]) -> None:
    """Which engine can speak which language now, and why another cannot."""
    session = opened()
    project, profiles = session.project, session.profiles()
    for lang in langs or tuple(profiles.languages):
        language = _language(profiles, lang)
        tell(msg("{lang}  {name}", lang=lang, name=language.name))
        for name, make in voices.ENGINES.items():
            engine = make("", lang, project, "")
            tell(msg("  {engine}  {state}", engine=f"{name:9}", state=_state(project, name, engine, lang)))


def _state(project: Project, name: str, engine: voices.Engine, lang: str) -> str:
    """Can it speak now? An online voice is not asked: that would tell another machine that we are here."""
    if name in voices.ONLINE:
        return msg("over the internet, not asked: `outreach voice try --voice {name}` does", name=name)
    why_not = _recordings(project, lang) if name == "recorded" else engine.ready(lang)
    return why_not or (msg("ready, draft quality") if engine.draft else msg("ready"))


def _recordings(project: Project, lang: str) -> str:
    """What has been recorded, by scam: recordings belong to one."""
    folder = f"media/voice/{lang}"
    counts = {scam: len(project.files(f"{folder}/{scam}")) for scam in project.names(folder)}
    if not any(counts.values()):
        return msg("nothing in {folder}/ yet", folder=folder)
    return ", ".join(f"{scam}: {n}" for scam, n in counts.items() if n)


@voice.command("sheet")
@click.argument("scam")
@click.option("-a", "--audience", "audiences", multiple=True, metavar="AUDIENCE", help="For whom; all when left out.")
@click.option("-l", "--lang", default=SOURCE, show_default=True, metavar="LANG", help="The language to read.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, for a spreadsheet.")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=to_file,
    help="Write a page to print (HTML), or `.csv`.",
)
def sheet_(scam: str, audiences: tuple[str, ...], lang: str, as_csv: bool, out: Path | None) -> None:
    """List what a person is to read of SCAM: each line, who says it, what is hard to say, and the file to record it as.

    The files lie in media/voice/LANG/SCAM/ and keep their names when a scene splits or a line moves.
    """
    boards = opened().storyboards(scam, lang)
    known(msg("audience"), audiences, sorted({board.audience for board in boards}))
    table = sheet.rows(boards, audiences or [board.audience for board in boards])
    if as_csv or out:
        suffix = out.suffix.lower() if out else ".csv"
        data = _csv(table) if suffix == ".csv" else _page(boards[0], table)
        _put(data, out)
        return
    for row in table:
        tell(
            f"{row.number}  {row.file}  {row.who}  {row.seconds} s\n   {row.text}"
            + (f"\n   {row.hard}" if row.hard else "")
        )
    tell(msg("{n} lines, to be put in {folder}", n=len(table), folder=_folder(boards[0])), err=True)


def _folder(board: Storyboard) -> str:
    return f"media/voice/{board.lang}/{board.scam}/"


HEADS = (
    msg("number"), msg("scene"), msg("who"), msg("what to read"), msg("hard to say"), msg("seconds"), msg("file")
)  # fmt: skip


def _csv(table: Iterable[sheet.Row]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([author_says()(head) for head in HEADS])
    writer.writerows([safe_cell(str(value)) for value in dataclasses.astuple(row)] for row in table)
    return text.getvalue()


def _page(board: Storyboard, table: Iterable[sheet.Row]) -> str:
    return sheet.page(board.title.shown, board.lang, [author_says()(head) for head in HEADS], table, _folder(board))


def _put(text: str, out: Path | None) -> None:
    if out is None:
        click.echo(text, nl=False)
        return
    mark = "\ufeff" if out.suffix.lower() == ".csv" else ""  # or Excel reads UTF-8 as the local code page
    write_atomically(out, (mark + text).encode())
    click.echo(out)


@voice.command("try")
@click.argument("text", required=False)
@click.option("-l", "--lang", default=SOURCE, show_default=True, metavar="LANG", help="The language to speak.")
@click.option("-a", "--audience", metavar="AUDIENCE", help="Whose pace to keep; the first audience when left out.")
@click.option("--voice", "name", default="auto", show_default=True, metavar="NAME", help="An engine, or engine:option.")
@click.option("--role", default="host", show_default=True, help="Who speaks: host, caller, victim …")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=to_file,
    default=Path("try.wav"),
    show_default=True,
    help="The sound file to write.",
)
def try_(text: str | None, lang: str, audience: str | None, name: str, role: str, out: Path) -> None:
    """Speak TEXT (the advice line when left out) and write it as WAV; show how it is read and how fast."""
    session = opened()
    project, profiles = session.project, session.profiles()
    language = _language(profiles, lang)
    known(msg("audience"), (audience,) if audience is not None else (), sorted(profiles.audiences))
    who = profiles.audiences[audience or next(iter(profiles.audiences))]
    said = spoken_form(_readable(text) or _advice(profiles, lang), lang, language.pronounce)
    engine, why = voices.pick(name, lang, "", project, without=voices.ONLINE)  # an online voice is asked for by name
    by_role = language.voices.get(engine.name, {})
    rate = who.pace.hanzi_per_minute if tongue(lang).wide else who.pace.words_per_minute
    clip = voices.speak(engine, Line("try", said, lang, by_role.get(role) or by_role.get("host", ""), rate))
    write_atomically(out, wav(clip.samples))
    found = rate_of(said, lang, clip.samples)
    tell(msg("voice: {why}", why=why), err=True)
    tell(msg("said as: {text}", text=said))
    facts = {"s": f"{clip.seconds:.1f}", "rate": f"{found:.0f}", "least": f"{rate[0]:.0f}", "most": f"{rate[1]:.0f}"}
    tell(msg("{s} s, {rate} a minute (wanted {least} to {most}); wrote `{path}`", **facts, path=out))


def _readable(text: str | None) -> str:
    """The text that was given, unless it has bytes that are no letters in this terminal's encoding."""
    try:
        return (text or "").encode().decode()
    except UnicodeEncodeError as problem:
        raise wrong(msg("expected UTF-8 text, found other bytes")) from problem


def _advice(profiles: Profiles, lang: str) -> str:
    """The advice line of the language file, with its numbers."""
    text = profiles.languages[lang].labels.get("hotline_advice", "{hotline.fraud} {hotline.police}")
    for hotline in profiles.hotlines.values():
        text = text.replace(f"{{hotline.{hotline.id}}}", hotline.number)
    return text


def _language(profiles: Profiles, lang: str) -> Language:
    known(msg("language"), (lang,), sorted(profiles.languages))
    return profiles.languages[lang]

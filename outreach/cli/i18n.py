"""`outreach i18n`: how the translations stand, to-dos for the translator, and PO files out and in."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import click

from outreach.cli import author_says, known, report, tell, wrong
from outreach.cli.opened import opened, own
from outreach.cli.places import to_file
from outreach.diagnostics import OutreachError, Where, errors, fail
from outreach.files import write_atomically
from outreach.messages import msg
from outreach.project import read_regular
from outreach.script import Script
from outreach.session import Session
from outreach.upkeep import UNFINISHED, State, needed, states

_STATUS = {
    "fresh": msg("fresh"),
    "unreviewed": msg("unreviewed"),
    "stale": msg("stale"),
    "missing": msg("missing"),
    "orphan": msg("orphan"),
}
_NOTHING = msg("nothing to translate")
_URGENT = msg("advice: stops the build")


@click.group()
def i18n() -> None:
    """Translations: what is stale or missing, and files for translators."""


@i18n.command()
@click.argument("scams", nargs=-1, metavar="[SCAM]...")
@click.option(
    "-l", "--language", "languages", multiple=True, help="A BCP 47 tag; all that audiences need when left out."
)
def status(scams: tuple[str, ...], languages: tuple[str, ...]) -> None:
    """Say how many texts are fresh, stale, missing, orphaned or unreviewed, and name those that need work.

    Exit code 1 when a language that an audience needs has stale or missing texts.
    """
    session = opened()
    profiles = session.profiles()
    known(msg("language"), languages, sorted(profiles.languages))
    open_texts = 0
    for slug in scams or session.scams():
        script, wanted = _script(session, slug)
        for lang in languages or tuple(dict.fromkeys((*wanted, *script.translations))):
            found = states(script, lang, wanted.get(lang, ()))
            open_texts += sum(one.status in UNFINISHED for one in found)
            _print(slug, lang, found)
    sys.exit(1 if open_texts else 0)


def _print(slug: str, lang: str, found: list[State]) -> None:
    say = author_says()
    counts = Counter(one.status for one in found)
    told = ", ".join(say(msg("{n} {status}", n=n, status=_STATUS[name])) for name, n in counts.items())
    click.echo(f"{slug} {lang}: {told or say(_NOTHING)}")
    for one in found:
        if one.status in (*UNFINISHED, "orphan"):
            urgent = f" ({say(_URGENT)})" if one.safety and one.status == "stale" else ""
            click.echo(f"  {one.where}: {say(_STATUS[one.status])} `{one.key}`{urgent} {one.source}".rstrip())


@i18n.command()
@click.argument("scam")
@click.argument("language")
def sync(scam: str, language: str) -> None:
    """Write what is missing into SCAM's file for LANGUAGE as commented to-dos. Nothing that stands there is changed."""
    from outreach.script.translation_file import synced  # noqa: PLC0415 - only when it is used

    session = own()
    script, wanted = _script(session, scam)
    _known_language(language, script, session)
    file = _file(scam, language)
    before = _sound(session, file, script, language)
    after = synced(before, script, language, wanted.get(language, tuple(_all(script))))
    if after != before:
        write_atomically(session.project.path(file), after.encode())
    tell(msg("{file}: written", file=file) if after != before else msg("{file}: nothing to do", file=file))


@i18n.command()
@click.argument("scam")
@click.argument("language")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=to_file,
    help="The file; stdout when left out.",
)
def export(scam: str, language: str, output: Path | None) -> None:
    """Write SCAM's texts for LANGUAGE as a PO file for a translator's tool."""
    from outreach.script.po import to_po  # noqa: PLC0415 - only when it is used

    session = opened()
    script, wanted = _script(session, scam)
    _known_language(language, script, session)
    data = to_po(script, language, wanted.get(language, tuple(_all(script))), session.project.date)
    if output is None:
        click.echo(data.decode(), nl=False)
    else:
        write_atomically(output, data)
        tell(msg("{file}: written", file=output))


@i18n.command("import")
@click.argument("scam")
@click.argument("language")
@click.argument("po", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_(scam: str, language: str, po: Path) -> None:
    """Take the finished messages of a PO file into SCAM's file for LANGUAGE. Fuzzy and empty ones are left out.

    Every text passes the checks of that file first; with an error in one of them nothing is written.
    """
    from outreach.incoming import faults  # noqa: PLC0415 - only when it is used
    from outreach.script.po import MAX_PO, from_po, spoilt  # noqa: PLC0415 - only when it is used
    from outreach.script.translation_file import with_texts  # noqa: PLC0415 - only when it is used

    session = own()
    script, _ = _script(session, scam)
    _known_language(language, script, session)
    found, problems = from_po(read_regular(po, str(po), MAX_PO), str(po), script)
    if errors(problems):
        raise OutreachError(problems)
    file = _file(scam, language)
    before = _sound(session, file, script, language)
    problems += spoilt(found, str(po))
    after = with_texts(before, script, language, found.words) if not errors(problems) else before
    problems += faults(session.project, session.profiles(), script, language, after, found.places, found.words)
    if errors(problems):
        raise OutreachError(problems)
    report(problems)
    if after != before:
        write_atomically(session.project.path(file), after.encode())
    counts = {"n": len(found.words), "empty": found.empty, "fuzzy": found.fuzzy}
    tell(msg("{file}: {n} texts taken, {empty} empty and {fuzzy} fuzzy left out", file=file, **counts))


@i18n.command()
@click.argument("scams", nargs=-1, metavar="[SCAM]...")
@click.option("-l", "--language", "languages", multiple=True, help="A BCP 47 tag; all there are when left out.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
def prune(scams: tuple[str, ...], languages: tuple[str, ...], dry_run: bool) -> None:
    """Remove translations of texts that are no longer in a script, also those that `sync` has put aside."""
    from outreach.script.translation_file import pruned  # noqa: PLC0415 - only when it is used

    session = own()
    profiles = session.profiles()
    known(msg("language"), languages, sorted(profiles.languages))
    removed = 0
    for slug in scams or session.scams():
        script, _ = _script(session, slug)
        for lang in (x for x in script.translations if not languages or x in languages):
            file = _file(slug, lang)
            after, gone = pruned(_sound(session, file, script, lang), script, lang)
            said = msg("{file}: would remove `{key}`") if dry_run else msg("{file}: removed `{key}`")
            for key in gone:
                tell(msg(said.template, file=file, key=key))
            if gone and not dry_run:
                write_atomically(session.project.path(file), after.encode())
            removed += len(gone)
    if not removed:
        tell(msg("nothing to remove"))


def _script(session: Session, scam: str) -> tuple[Script, dict[str, tuple[str, ...]]]:
    """A scam's script, whose faults are told, and what each language needs of it."""
    profiles, script = session.profiles(), session.readable_script(scam)
    report(errors(session.script(scam)[1]))
    return script, needed(script, profiles)


def _known_language(lang: str, script: Script, session: Session) -> None:
    session.named(lang=lang)
    if lang == script.language:
        raise wrong(msg("`{lang}` is the language that `{scam}` is written in", lang=lang, scam=script.slug))


def _all(script: Script) -> list[str]:
    """Every text: what a language needs that no audience asks for yet."""
    return list(script.entries)


def _file(scam: str, lang: str) -> str:
    return f"content/scams/{scam}/{lang}.yaml"


def _sound(session: Session, file: str, script: Script, lang: str) -> str:
    """The file's text, "" when there is none. A file that does not read is mended by its author first."""
    if not session.project.exists(file):
        return ""
    if script.translations[lang].broken and not script.translations[lang].texts:
        raise fail("translation", Where(file), msg("expected a file that reads, see `outreach check`"))
    return session.project.read_text(file)

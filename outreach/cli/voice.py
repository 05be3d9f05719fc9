"""`outreach voice`: which voices can speak now, and how one says a sentence."""

from __future__ import annotations

from pathlib import Path

import click

from outreach import voices
from outreach.cli import known, tell
from outreach.files import write_atomically
from outreach.messages import msg
from outreach.profiles import Profiles, load_profiles, require
from outreach.profiles.settings import Language
from outreach.project import Project
from outreach.sound import wav
from outreach.sound.pace import rate_of
from outreach.spoken import spoken_form
from outreach.voices import Line


@click.group()
def voice() -> None:
    """List the voices, or let one say a sentence."""


@voice.command("list")
@click.option("-l", "--lang", "langs", multiple=True, metavar="LANG", help="Languages; all when left out.")
def list_(langs: tuple[str, ...]) -> None:
    """Which engine can speak which language now, and why another cannot."""
    project = Project.find()
    profiles = require(*load_profiles(project))
    for lang in langs or tuple(profiles.languages):
        language = _language(profiles, lang)
        tell(msg("{lang}  {name}", lang=lang, name=language.name))
        for name, make in voices.ENGINES.items():
            engine = make("", lang, project, "")
            why_not = _recordings(project, lang) if name == "recorded" else engine.ready(lang)
            state = why_not or (msg("ready, draft quality") if engine.draft else msg("ready"))
            tell(msg("  {engine}  {state}", engine=f"{name:9}", state=state))


def _recordings(project: Project, lang: str) -> str:
    """What has been recorded, by scam: recordings belong to one."""
    folder = f"media/voice/{lang}"
    counts = {scam: len(project.files(f"{folder}/{scam}")) for scam in project.names(folder)}
    if not any(counts.values()):
        return msg("nothing in {folder}/ yet", folder=folder)
    return ", ".join(f"{scam}: {n}" for scam, n in counts.items() if n)


@voice.command("try")
@click.argument("text", required=False)
@click.option("-l", "--lang", default="zh-CN", show_default=True, metavar="LANG", help="The language to speak.")
@click.option("-a", "--audience", metavar="AUDIENCE", help="Whose pace to keep; the first audience when left out.")
@click.option("--voice", "name", default="auto", show_default=True, metavar="NAME", help="An engine, or engine:option.")
@click.option("--role", default="host", show_default=True, help="Who speaks: host, caller, victim …")
@click.option(
    "-o",
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("try.wav"),
    show_default=True,
    help="The sound file to write.",
)
def try_(text: str | None, lang: str, audience: str | None, name: str, role: str, out: Path) -> None:
    """Speak TEXT (the advice line when left out) and write it as WAV; show how it is read and how fast."""
    project = Project.find()
    profiles = require(*load_profiles(project))
    language = _language(profiles, lang)
    known(msg("audience"), (audience,) if audience is not None else (), sorted(profiles.audiences))
    who = profiles.audiences[audience or next(iter(profiles.audiences))]
    said = spoken_form(text or _advice(profiles, lang), lang, language.pronounce)
    engine, why = voices.pick(name, lang, "", project)
    by_role = language.voices.get(engine.name, {})
    rate = who.pace.hanzi_per_minute if language.wide_chars else who.pace.words_per_minute
    clip = engine.speak(Line("try", said, lang, by_role.get(role) or by_role.get("host", ""), rate))
    write_atomically(out, wav(clip.samples))
    found = rate_of(said, lang, clip.samples)
    tell(msg("voice: {why}", why=why), err=True)
    tell(msg("said as: {text}", text=said))
    facts = {"s": f"{clip.seconds:.1f}", "rate": f"{found:.0f}", "least": f"{rate[0]:.0f}", "most": f"{rate[1]:.0f}"}
    tell(msg("{s} s, {rate} a minute (wanted {least} to {most}); wrote `{path}`", **facts, path=out))


def _advice(profiles: Profiles, lang: str) -> str:
    """The advice line of the language file, with its numbers."""
    text = profiles.languages[lang].labels.get("hotline_advice", "{hotline.fraud} {hotline.police}")
    for hotline in profiles.hotlines.values():
        text = text.replace(f"{{hotline.{hotline.id}}}", hotline.number)
    return text


def _language(profiles: Profiles, lang: str) -> Language:
    known(msg("language"), (lang,), sorted(profiles.languages))
    return profiles.languages[lang]

"""Which packs wait for a translation: an audience's language is wanted before every scam is translated into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outreach.diagnostics import Diagnostic, warning
from outreach.messages import msg
from outreach.profiles import Audience, Profiles
from outreach.script import Script

Waiting = tuple[str, str, str]  # language, audience, scam


def untranslated(script: Script, who: Audience, lang: str) -> str:
    """The language of this pack, or the one beside it, that the script has no text in; "" when it can be made.

    A translation with some of the texts is no such thing: what it lacks are errors, place by place.
    """
    for one in (lang, who.companion):
        found = script.translations.get(one)
        if one not in ("", script.language) and (found is None or not (found.texts or found.broken)):
            return one
    return ""


def left_out(waiting: Iterable[Waiting], profiles: Profiles) -> Iterator[Diagnostic]:
    """One warning a language, at the first audience that wants it."""
    scams: dict[str, dict[str, None]] = {}
    first: dict[str, str] = {}
    for lang, audience, scam in waiting:
        scams.setdefault(lang, {})[scam] = None
        first.setdefault(lang, audience)
    for lang, names in scams.items():
        who = profiles.audiences[first[lang]]
        places = profiles.sources[f"content/audiences/{who.id}.yaml"].places
        path = ("languages", who.languages.index(lang)) if lang in who.languages else ("companion",)
        message = msg(
            "no `{lang}` translation of {scams}: what needs it is left out",
            lang=lang,
            scams=", ".join(f"`{name}`" for name in names),
        )
        hint = msg(
            "`outreach i18n export {scam} {lang}` gives the texts to a translator", scam=next(iter(names)), lang=lang
        )
        yield warning("untranslated", places.at(path), message, hint)

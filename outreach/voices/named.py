"""The voices that the profile files name: engines, languages and roles that there are, each thing in one place.

Which engine speaks: brand and audience (`voice`). Who speaks with which of its voices: the language's file (`voices`),
and what differs for an audience in the audience's.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import msg
from outreach.profiles import Audience, Language, Profiles
from outreach.script import no_such
from outreach.voices import AUTOMATIC, ENGINES

_NTH = re.compile(r"-\d+$")  # `caller-2`: the second who plays the role
_FOR = "@"  # `host@students`: how a language's file once named an audience's voices


def faults(profiles: Profiles) -> list[Diagnostic]:
    """Every voice that cannot be meant as it is written, at its place."""
    found = [*_engine(profiles.brand.voice, profiles, "content/brand.yaml")]
    for language in profiles.languages.values():
        found += _of_language(language, profiles)
    for audience in profiles.audiences.values():
        file = f"content/audiences/{audience.id}.yaml"
        found += [*_engine(audience.voice, profiles, file), *_of_audience(audience, profiles, file)]
    return found


def _engine(name: str, profiles: Profiles, file: str) -> Iterator[Diagnostic]:
    known, base = (AUTOMATIC, *ENGINES), name.partition(":")[0]
    if name and base not in known:
        yield no_such(msg("voice"), base, profiles.sources[file].places.at(("voice",)), known)


def _of_language(language: Language, profiles: Profiles) -> Iterator[Diagnostic]:
    places = profiles.sources[f"content/languages/{language.id}.yaml"].places
    for engine, voices in language.voices.items():
        if engine not in ENGINES:
            yield no_such(msg("voice"), engine, places.at(("voices", engine)), ENGINES)
        for role, voice in voices.items():
            if _FOR in role:
                yield _moved(role, voice, engine, language.id, places.at(("voices", engine, role)))


def _moved(role: str, voice: str, engine: str, lang: str, where: Where) -> Diagnostic:
    """The voices of an audience stand with everything else that differs for it."""
    name, _, audience = role.partition(_FOR)
    entry = f"voices: {{{lang}: {{{engine}: {{{name}: {voice}}}}}}}"
    message = msg("expected a role, found `{role}`", role=role)
    hint = msg("write it in {file}: `{entry}`", file=f"content/audiences/{audience}.yaml", entry=entry)
    return error("voices", where, message, hint)


def _of_audience(audience: Audience, profiles: Profiles, file: str) -> Iterator[Diagnostic]:
    places = profiles.sources[file].places
    for lang, engines in audience.voices.items():
        language = profiles.languages.get(lang)
        if language is None:
            yield no_such(msg("language"), lang, places.at(("voices", lang)), profiles.languages)
            continue
        roles = _roles(language)
        for engine, voices in engines.items():
            if engine not in ENGINES:
                yield no_such(msg("voice"), engine, places.at(("voices", lang, engine)), ENGINES)
            for role in (role for role in voices if not _known(role, roles)):
                yield no_such(msg("role"), role, places.at(("voices", lang, engine, role)), roles)


def _roles(language: Language) -> set[str]:
    """Roles, and the names of voices that a script may choose."""
    return {*language.roles, *(role for voices in language.voices.values() for role in voices)}


def _known(role: str, roles: Collection[str]) -> bool:
    return role in roles or _NTH.sub("", role) in roles

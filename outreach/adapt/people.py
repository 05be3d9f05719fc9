"""Who speaks in a storyboard: their names, drawings and voices, on which side they stand, and who is no scammer."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from outreach.adapt.drawings import channels, on_video, pictures, seen
from outreach.adapt.wording import Wording
from outreach.channels import CHANNELS
from outreach.diagnostics import Diagnostic, error
from outreach.messages import msg
from outreach.script import Script, no_such
from outreach.script.cast import HONEST, plays, speaker
from outreach.script.grammar import CastSpec, LineSpec
from outreach.storyboard import Item, Person, Picture, Text

_MASK = "caller:smile-hidden"  # a scammer who shows another face
_FACES = ("police", "clerk", "family", "friend")  # poses that have a drawing of the real one
# A scammer's name that says he is no scammer: a person's "real", and the roles of real helpers (see `_honest`).
_REAL = re.compile(r"\b(?:real(?! estate)|genuine)\b|^真正|^真的|^真(?=[民警客银家])|本物|진짜", re.I)


def people(script: Script, wording: Wording) -> tuple[Person, ...]:
    """Everyone who says a line, and the host, by key."""
    cast = script.model.cast
    spoken = {speaker(line) for s in script.model.scenes for line in getattr(s, "lines", ())}
    keys = ["host", *(key for key in cast if key in spoken), *sorted(spoken - {*cast})]
    keys = list(dict.fromkeys(keys))
    drawn = _drawn(keys, script, wording)
    found, counts = [], dict[str, int]()
    for key in keys:
        role, spec = plays(script.model, key), cast.get(key)
        counts[role] = counts.get(role, 0) + 1
        name = _name(key, role, spec, wording)
        if role == "caller" and spec:
            wording.problems += _honest(name, spec, wording)
        seen = on_video(_face(drawn[key], spec, wording), wording) if role == "caller" else None
        found.append(Person(key, name, drawn[key], _voices(role, counts[role], spec, wording), role, seen))
    return tuple(sorted(found, key=lambda p: p.role))


# --- names and voices ------------------------------------------------------------------------------------------------


def _name(key: str, role: str, spec: CastSpec | None, wording: Wording) -> Text:
    if spec and spec.name is not None:
        return wording.text(f"cast.{key}")
    languages = wording.profiles.languages
    # Somebody is called by what they do: nobody picks up a phone where only messages come.
    ways = (role,) if any(CHANNELS[c].rings for c in channels(wording)) else (f"{role}-written", role)
    words = {tag: next((one.roles[w] for w in ways if w in one.roles), role) for tag, one in languages.items()}
    pose = spec.poses_as if spec else None
    if pose:
        words = {tag: languages[tag].impostors.get(pose, usual) for tag, usual in words.items()}
    return wording.plain(words)


def _honest(name: Text, spec: CastSpec, wording: Wording) -> Iterator[Diagnostic]:
    """A scammer who is called what the real one is called: people would trust the caption."""
    language = wording.language(name.lang)
    helpers = [language.roles[role] for role in HONEST if role in language.roles]
    if _REAL.search(name.shown) or name.shown in helpers:
        message = msg("expected a name that says he is a scammer, found `{name}`", name=name.shown)
        fake = language.impostors.get(spec.poses_as or "service") or language.roles.get("caller", "caller")
        yield error("cast", name.where, message, msg("such as `{name}`; the film shows it beside him", name=fake))


def _voices(role: str, nth: int, spec: CastSpec | None, wording: Wording) -> dict[str, str]:
    """By engine: the voice the script names, else the nth voice of the role, else the role's, else the host's.

    Of each the audience's own comes first.
    """
    wanted = [spec.voice if spec else "", f"{role}-{nth}" if nth > 1 else "", role, "host"]
    usual, own = wording.language(wording.lang).voices, wording.audience.voices.get(wording.lang, {})
    named = {engine: {**usual.get(engine, {}), **own.get(engine, {})} for engine in {**usual, **own}}
    found = {engine: [voices[one] for one in wanted if one in voices] for engine, voices in named.items()}
    return {engine: names[0] for engine, names in found.items() if names}


# --- drawings --------------------------------------------------------------------------------------------------------


def _drawn(keys: Sequence[str], script: Script, wording: Wording) -> dict[str, Picture]:
    """The drawing of everyone. No two who are honest get the same one, unless the script names it."""
    found: dict[str, Picture] = {}
    named = {key: _named(script.model.cast.get(key), wording) for key in keys}
    taken = {picture.name for picture in named.values() if picture}
    scammers = [key for key in keys if plays(script.model, key) == "caller"]
    for key in sorted(keys, key=lambda key: (key != "host", key != "victim")):
        role, spec = plays(script.model, key), script.model.cast.get(key)
        # The second, fourth … scammer and every impostor shows a face that is not his.
        masked = key in scammers and (bool(spec and spec.poses_as) or scammers.index(key) % 2 == 1)
        usual = named[key] or _usual(_MASK if masked else role, role, wording)
        if named[key] is None and role not in ("caller", "host"):
            usual = _other(usual, taken, wording)
        found[key] = usual
        taken.add(usual.name)
    return found


def _named(spec: CastSpec | None, wording: Wording) -> Picture | None:
    art = (spec.by.get(wording.audience.id) or spec.art) if spec else ""
    return next(iter(pictures((art,), wording)), None) if art else None


def _usual(name: str, role: str, wording: Wording) -> Picture:
    """A drawing by name, else the role's, else the host stands in."""
    return next(picture for one in (name, role, "host") for picture in pictures((one,), wording))


def _other(picture: Picture, taken: set[str], wording: Wording) -> Picture:
    """The drawing, or when it is taken its double; where that is taken too, anybody's who has one."""
    doubles = wording.profiles.art.doubles
    names = (doubles.get(picture.name, ""), *doubles)
    tried = (picture, *pictures(names, wording))
    return next((one for one in tried if one.name not in taken), picture)


def _face(own: Picture, spec: CastSpec | None, wording: Wording) -> Picture:
    """What a scammer shows a camera: the drawing the script gives him, or of whom he poses as; else a smiling mask."""
    if _named(spec, wording):
        return own
    pose = spec.poses_as if spec and spec.poses_as in _FACES else ""
    return next(iter(pictures((pose or _MASK,), wording)), own)


# --- who stands where ------------------------------------------------------------------------------------------------


def sides(lines: Sequence[LineSpec], cast: Sequence[Person]) -> dict[str, Literal["", "left", "right"]]:
    """The bubbles' side of everyone in a scene: the person called and who stands by them right, all others left."""
    roles = {person.role: person.plays for person in cast}
    there = {speaker(line): roles[speaker(line)] for line in lines}
    apart = "victim" in there.values() and "caller" not in there.values()  # then the family is whom they talk to
    right = ("victim",) if apart else ("victim", "family")
    return {key: "" if role == "host" else "right" if role in right else "left" for key, role in there.items()}


def with_speakers(items: tuple[Item, ...], spec: Any, cast: Sequence[Person]) -> tuple[Item, ...]:
    """Lines with the face of who says them, and with the name where several talk on the other side, as in a group."""
    speakers = {person.role: person for person in cast}
    several = getattr(spec, "members", None) or len({item.role for item in items if item.side == "left"}) > 1
    channel, found = getattr(spec, "channel", ""), []
    for item in items:
        who = speakers.get(item.role)
        name = who.name if who and several and item.side == "left" else None
        found.append(replace(item, face=seen(who, channel) if who else None, named=name))
    return tuple(found)


def unknown_voices(script: Script, wording: Wording) -> Iterator[Diagnostic]:
    """Voices that the script names and no engine of any language has."""
    known = {role for one in wording.profiles.languages.values() for voices in one.voices.values() for role in voices}
    for key, spec in script.model.cast.items():
        if spec.voice and spec.voice not in known:
            yield no_such(msg("voice"), spec.voice, script.where[f"voice:{key}"], known)

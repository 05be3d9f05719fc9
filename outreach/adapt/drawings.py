"""Which drawings an audience sees: those that are named, and what fits a scene that names none."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from outreach.adapt.wording import Wording
from outreach.channels import CHANNELS, ON_VIDEO, WINDOW, ChannelName
from outreach.kinds import KINDS
from outreach.lang import tongue
from outreach.profiles import Audience
from outreach.script.cast import speaker
from outreach.storyboard import Person, Picture

CATALOGUE = "media/art/art.yaml"


def pictures(names: Iterable[str], wording: Wording, *, written: bool = False) -> tuple[Picture, ...]:
    """The drawings of these names as this audience sees them, `written` without a call; names that nothing has are left
    out.

    Who plays a role may have fewer states than another: then the first one is shown.
    """
    found = []
    for name in names:
        base, _, state = _fitting(name, wording, written=written).partition(":")
        base = wording.audience.people.get(base, base)
        if base in wording.profiles.art.art:
            states = wording.profiles.art.art[base].states
            found.append(Picture(base, state if state in states else states[0], _alt(base, wording)))
    return tuple(found)


def _alt(name: str, wording: Wording) -> str:
    return wording.plain(wording.profiles.art.art[name].alt, CATALOGUE, ("art", name, "alt")).shown


def _fitting(name: str, wording: Wording, *, written: bool) -> str:
    """What stands in for a drawing of hearing, for an audience that hears nothing; for one of a call, where all is
    written."""
    base, _, state = name.partition(":")
    art = wording.profiles.art
    instead = (art.written if written else {}) | ({} if wording.audience.hears else art.unheard)
    if name in instead or base in instead:
        return instead.get(name) or instead[base]
    return base + instead[f":{state}"] if f":{state}" in instead else name


def on_video(picture: Picture, wording: Wording) -> Picture:
    """A drawing as it is seen in the window of a video call; where the project has no such window, as it is."""
    if WINDOW not in wording.profiles.art.art:
        return picture
    colon = tongue(wording.lang).colon
    return replace(picture, state=picture.state + ON_VIDEO, alt=_alt(WINDOW, wording) + colon + picture.alt)


def of_scene(spec: Any, cast: Sequence[Person], wording: Wording) -> tuple[Picture, ...]:
    """The drawings a scene names, or those its kind gets: a conversation's by its channel and by who speaks."""
    named = spec.by.get(wording.audience.id, spec.art)
    if named:
        return pictures(named, wording, written=in_writing(spec, wording))
    art = wording.profiles.art
    channel: ChannelName | None = getattr(spec, "channel", None) or next(iter(channels(wording)), None)
    names: Sequence[str] = art.kinds.get(spec.kind) or KINDS[spec.kind].pictures
    if channel:
        names = art.channels.get(channel, {}).get(spec.kind, names)
    if not KINDS[spec.kind].talk:
        return _as_cast(names, cast, wording)
    other = across(spec, cast, wording.audience)
    others = [name.partition(":")[0] == "caller" for name in names]
    shown = [name for name, one in zip(names, others, strict=True) if not one]
    return _as_cast(shown, cast, wording) + ((seen(other, channel),) if other and any(others) else ())


def channels(wording: Wording) -> list[ChannelName]:
    """The channels of the story as this audience gets it, in order."""
    scenes = [s for s in wording.script.model.scenes if not s.only or wording.audience.id in s.only]
    return [scene.channel for scene in scenes if KINDS[scene.kind].talk]


def answers_in_writing(wording: Wording) -> bool:
    """Does the person called first answer a message? Then there is no call to hang up on."""
    scenes = [s for s in wording.script.model.scenes if not s.only or wording.audience.id in s.only]
    talks = [scene for scene in scenes if scene.kind == "dialogue"]
    answered = [scene for scene in talks if any(speaker(line) == "victim" for line in scene.lines)]
    first = next(iter((*answered, *talks)), None)
    return first is not None and CHANNELS[first.channel].written


def in_writing(spec: Any, wording: Wording) -> bool:
    """Is there no call in this scene? A conversation is as its channel is, any other scene as the story begins."""
    own: ChannelName | None = getattr(spec, "channel", None)
    return CHANNELS[own].written if own else answers_in_writing(wording)


def _as_cast(names: Sequence[str], cast: Sequence[Person], wording: Wording) -> tuple[Picture, ...]:
    """Drawings by name; the person called is whoever the script casts."""
    drawn = {p.role: p.picture.name for p in cast if p.role == "victim"}
    states = wording.profiles.art.art
    own = []
    for name in names:
        base, colon, state = name.partition(":")
        played = drawn.get(base, "")
        own.append(played + colon + state if played and (not state or state in states[played].states) else name)
    return pictures(own, wording)


def across(spec: Any, cast: Sequence[Person], audience: Audience) -> Person | None:
    """Who talks to the person called: the scammer, or where none speaks, whoever does."""
    keys = [speaker(line) for line in spec.lines if not line.only or audience.id in line.only]
    people = {p.role: p for p in cast}
    there = [people[key] for key in keys if people[key].plays not in ("host", "victim")]
    return next((p for p in there if p.plays == "caller"), there[0] if there else None)


def seen(person: Person, channel: str | None) -> Picture:
    """How a person looks on a channel: a scammer shows a camera a face that is not his."""
    return person.seen if person.seen and channel and CHANNELS[channel].face else person.picture

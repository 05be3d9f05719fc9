"""Says which texts of a script need a translator: what every audience's languages need, and how each text stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from outreach.diagnostics import Where
from outreach.profiles import Profiles
from outreach.script import Script
from outreach.script.entries import Entry, parts
from outreach.script.grammar import ScriptModel, exercises
from outreach.source.reading import Path

Status = Literal["fresh", "unreviewed", "stale", "missing", "orphan"]
UNFINISHED: tuple[Status, ...] = ("stale", "missing")


@dataclass(frozen=True)
class State:
    """How one text of a translation stands. `where` is the translated text, or the source text when it is missing."""

    key: str
    status: Status
    where: Where
    source: str  # the words to translate; "" for an orphan
    safety: bool  # advice: stale words of it stop the build of their language


def needed(script: Script, profiles: Profiles) -> dict[str, tuple[str, ...]]:
    """Language -> the keys that its audiences are shown, in the script's order; not the script's own language."""
    found: dict[str, dict[str, None]] = {}
    for audience in profiles.audiences.values():
        if script.model.audiences and audience.id not in script.model.audiences:
            continue
        for lang in {*audience.languages, audience.companion} - {"", script.language}:
            found.setdefault(lang, {}).update(dict.fromkeys(_keys(script.model, audience.id)))
    order = {key: n for n, key in enumerate(script.entries)}
    return {lang: tuple(sorted(keys, key=order.__getitem__)) for lang, keys in sorted(found.items())}


def _keys(model: ScriptModel, audience: str) -> Iterator[str]:
    """The keys that an audience is shown: its own variant where there is one."""
    for key, spec, path in parts(model):
        if _shown(model, path, audience):
            yield f"{key}@{audience}" if audience in spec.by else key


def _shown(model: ScriptModel, path: Path, audience: str) -> bool:
    if path[0] != "scenes":
        one = next((one for one, own in exercises(model) if path[: len(own)] == own), None)
        return one is None or not one.only or audience in one.only
    scene = model.scenes[int(path[1])]
    only = [scene.only]
    if len(path) > 3 and isinstance(path[3], int):
        only.append(getattr(scene, str(path[2]))[path[3]].only)
    return all(not names or audience in names for names in only)


def states(script: Script, lang: str, wanted: tuple[str, ...]) -> list[State]:
    """How every text stands that `lang` needs or has, in the script's order, orphans last."""
    translation = script.translations.get(lang)
    texts = translation.texts if translation else {}
    places: Mapping[str, Where] = translation.where if translation else {}
    fresh: Status = "fresh" if translation and translation.reviewed else "unreviewed"
    found = []
    for key, entry in script.entries.items():
        if key in texts:
            status: Status = fresh if texts[key].of == entry.digest else "stale"
            found.append(_state(entry, status, places[key]))
        elif key in wanted:
            found.append(_state(entry, "missing", entry.where))
    orphans = [State(key, "orphan", places[key], "", False) for key in texts if key not in script.entries]
    return [*found, *orphans]


def _state(entry: Entry, status: Status, where: Where) -> State:
    return State(entry.key, status, where, entry.text, entry.safety)

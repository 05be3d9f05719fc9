"""The texts of a script by key: every translatable text, its audience's variants, and where it stands."""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from outreach.diagnostics import Where
from outreach.kinds import KINDS
from outreach.script.grammar import ScriptModel, TextSpec, Variant, listed
from outreach.source.reading import Path, Source


@dataclass(frozen=True)
class Entry:
    """One translatable text of a script: its key, its words and its place."""

    key: str  # "call.lines.l1", "call.lines.l1@students", "call.lines.l1.flags.rush.phrase"
    text: str
    say: str | None
    where: Where
    safety: bool = False  # wrong advice when it is out of date: a stale translation of it stops its language
    heard: str = ""  # why the ear may mishear it

    @property
    def digest(self) -> str:
        """12 hex digits of the source's words; a translation made from other words is stale."""
        return text_digest(self.text, self.say)


def text_digest(text: str, say: str | None) -> str:
    """SHA-256 over NFC text with white space collapsed, first 12 hex digits."""
    plain = " ".join(unicodedata.normalize("NFC", text + "\n" + (say or "")).split())
    return hashlib.sha256(plain.encode()).hexdigest()[:12]


def parts(model: ScriptModel) -> Iterator[tuple[str, TextSpec, Path]]:
    """Every text of a script: its key, its words, and its path in the file."""
    yield "title", model.title, ("title",)
    yield "summary", model.summary, ("summary",)
    for name in SAYINGS:
        if getattr(model, name) is not None:
            yield name, getattr(model, name), (name,)
    for i, one in enumerate(model.sources):
        yield f"sources.{i + 1}", one.text, ("sources", i, "text")
    for name, fact in model.facts.items():
        yield f"facts.{name}", fact, ("facts", name)
    for key, person in model.cast.items():
        if person.name is not None:
            yield f"cast.{key}", person.name, ("cast", key, "name")
    yield from _exercises(model)
    for i, scene in enumerate(model.scenes):
        yield from _scene_parts(scene, ("scenes", i))


SAYINGS = ("refusal", "ask")  # sentences to learn, which the lesson's texts quote as {refusal} and {ask}


def _exercises(model: ScriptModel) -> Iterator[tuple[str, TextSpec, Path]]:
    """What stands beside the scenes: talk, quiz, the practice as the helper, boxes to tick."""
    for part, spec in model.talk.items():
        yield f"talk.{part}", spec, ("talk", part)
    for i, question in enumerate(model.quiz):
        yield from _asked(f"quiz.{question.id}", question, ("quiz", i))
    if model.helper:
        for name in ("role", "whom"):
            yield f"helper.{name}", getattr(model.helper, name), ("helper", name)
        for i, turn in enumerate(model.helper.turns):
            yield from _asked(f"helper.turns.{turn.id}", turn, ("helper", "turns", i))
    for i, tick in enumerate(model.tick):
        yield f"tick.{tick.id}", tick, ("tick", i)


def _asked(key: str, spec: Any, path: Path) -> Iterator[tuple[str, TextSpec, Path]]:
    for name in ("message", "question"):
        if getattr(spec, name, None):
            yield f"{key}.{name}", getattr(spec, name), (*path, name)
    for k, option in enumerate(spec.options):
        yield f"{key}.options.{option.id}", option, (*path, "options", k)
        yield f"{key}.options.{option.id}.why", option.why, (*path, "options", k, "why")


_SINGLES = ("title", "lead", "contact", "question", "answer")


def _scene_parts(scene: Any, path: Path) -> Iterator[tuple[str, TextSpec, Path]]:
    for name in _SINGLES:
        spec = getattr(scene, name, None)
        if spec is not None:
            yield f"{scene.id}.{name}", spec, (*path, name)
    for name, i, item in listed(scene):
        yield from _item_parts(f"{scene.id}.{name}.{item.id}", item, (*path, name, i))


def _item_parts(key: str, item: Any, path: Path) -> Iterator[tuple[str, TextSpec, Path]]:
    yield key, item, path
    if getattr(item, "detail", None):
        yield f"{key}.detail", item.detail, (*path, "detail")
    for i, flag in enumerate(getattr(item, "flags", ())):
        for name in ("phrase", "trick", "note"):
            yield f"{key}.flags.{flag.id}.{name}", getattr(flag, name), (*path, "flags", i, name)


def entries(model: ScriptModel, source: Source) -> dict[str, Entry]:
    """Every text and variant of a script by key; a variant's key ends in `@audience`."""
    advice = {scene.id for scene in model.scenes if KINDS[scene.kind].advice}
    found: dict[str, Entry] = {}
    for key, spec, path in parts(model):
        first, _, rest = key.partition(".")
        told = (first in ("quiz", "helper") and rest.endswith(".why")) or key in ("talk.actions", "talk.rescue")
        safety = first == "facts" or first in advice or rest == "answer" or told
        found[key] = _entry(key, spec, source, (*path, "text"), safety)
        for audience, other in spec.by.items():
            own = (*path, "by", audience, "text")
            found[f"{key}@{audience}"] = _entry(f"{key}@{audience}", other, source, own, safety)
    return found


def _entry(key: str, spec: Variant, source: Source, path: Path, safety: bool) -> Entry:
    advice = safety or "{hotline." in spec.text
    return Entry(key, spec.text, spec.say, source.places.at(path), advice, spec.heard or "")

"""Turns content/scams/<slug>/ into a Script: the source text with its structure, and its translations."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from outreach.diagnostics import Diagnostic, Where, error
from outreach.kinds import KINDS, LISTS
from outreach.messages import msg
from outreach.project import Project, reading
from outreach.script.cast import cast_problems
from outreach.script.entries import SAYINGS as SAYINGS
from outreach.script.entries import Entry as Entry
from outreach.script.entries import entries as all_entries
from outreach.script.entries import parts as parts
from outreach.script.entries import text_digest as text_digest
from outreach.script.grammar import TOKEN as TOKEN
from outreach.script.grammar import FlagSpec, LineSpec, ScriptModel, exercises, listed
from outreach.script.grammar import Slug as Slug
from outreach.script.translations import Translation as Translation
from outreach.script.translations import load_translations
from outreach.source import Source, load
from outreach.source.reading import Path


@dataclass(frozen=True)
class Script:
    """A scam script: validated structure, its texts by key, its translations."""

    slug: str
    file: str
    model: ScriptModel
    entries: dict[str, Entry]
    translations: dict[str, Translation]
    where: dict[str, Where]  # scenes, texts and drawings by key -> place
    older: bool = False  # written for an earlier version: what it could not know yet is asked for, not insisted on

    @property
    def language(self) -> str:
        """The source language."""
        return self.model.language


def script_file(slug: str) -> str:
    """Where a scam's source text lives."""
    return f"content/scams/{slug}/script.yaml"


@reading
def load_script(project: Project, slug: str) -> tuple[Script | None, list[Diagnostic]]:
    """Reads a scam and its translations. Never raises on bad content.

    None when the source text has errors. A translation with errors only stops its own language.
    """
    file = script_file(slug)
    model, source = load(project, file, ScriptModel)
    problems = list(source.problems)
    if model is None:
        return None, problems
    problems += _structure(model, source, slug, project)
    entries = all_entries(model, source)
    broken = any(p.severity == "error" for p in problems)
    translations, more = load_translations(project, slug, model.language, entries)
    problems = [*sorted(problems, key=lambda d: d.where), *more]
    script = Script(slug, file, model, entries, translations, _places(model, source, entries), source.older)
    return (None if broken else script), problems


def _places(model: ScriptModel, source: Source, entries: dict[str, Entry]) -> dict[str, Where]:
    places = {key: entry.where for key, entry in entries.items()}
    for i, scene in enumerate(model.scenes):
        places[scene.id] = source.places.at(("scenes", i))
    for name, path in _drawings(model):
        places[f"art:{name}"] = source.places.at(path)
    places |= {f"voice:{key}": source.places.at(("cast", key, "voice")) for key in model.cast}
    return places


def _drawings(model: ScriptModel) -> Iterator[tuple[str, Path]]:
    """Every drawing that is named, and the path of the name."""
    yield from [(model.visual, ("visual",))] if model.visual else []
    yield from ((art, ("visuals", audience)) for audience, art in model.visuals.items())
    for role, person in model.cast.items():
        yield from [(person.art, ("cast", role, "art"))] if person.art else []
        yield from ((art, ("cast", role, "by", audience)) for audience, art in person.by.items())
    for i, scene in enumerate(model.scenes):
        for k, art in enumerate(scene.art):
            yield art, ("scenes", i, "art", k)
        for audience, arts in scene.by.items():
            yield from ((art, ("scenes", i, "by", audience, k)) for k, art in enumerate(arts))
        for name, k, item in listed(scene):
            if getattr(item, "art", ""):
                yield item.art, ("scenes", i, name, k, "art")
            others = getattr(item, "arts", {})
            yield from ((art, ("scenes", i, name, k, "arts", audience)) for audience, art in others.items())


# --- what a schema cannot say ----------------------------------------------------------------------------------------


def _structure(model: ScriptModel, source: Source, slug: str, project: Project) -> list[Diagnostic]:
    audiences = [name.removesuffix(".yaml") for name in project.names("content/audiences", ".yaml")]
    languages = [name.removesuffix(".yaml") for name in project.names("content/languages", ".yaml")]
    return [
        *_own_name(model, source, slug),
        *_known(msg("language"), languages, [(model.language, ("language",))], source),
        *_known(msg("audience"), audiences, _audiences(model), source),
        *_same_ids(model, source),
        *_part_ids(model, source),
        *cast_problems(model, source),
        *_flag_phrases(model, source),
        *_last_scene(model, source),
    ]


def _own_name(model: ScriptModel, source: Source, slug: str) -> Iterator[Diagnostic]:
    if model.id != slug:
        message = msg("expected `{slug}`, the name of the folder, found `{found}`", slug=slug, found=model.id)
        yield error("id", source.places.at(("id",)), message)


def _known(what: str, known: list[str], named: Iterable[tuple[str, Path]], source: Source) -> Iterator[Diagnostic]:
    for name, path in named:
        if name not in known:
            place = source.places.key(path) if path[-1] == name else source.places.at(path)
            yield no_such(what, name, place, known)


def no_such(what: str, name: str, place: Where, known: Iterable[str]) -> Diagnostic:
    """A name that nothing has, with what was probably meant."""
    names = sorted(known)
    close = difflib.get_close_matches(name, names, n=1)
    hint = msg("there are: {names}", names=", ".join(names))
    if close:
        hint = msg("did you mean `{close}`?", close=close[0])
    return error("reference", place, msg("no {what} is called `{name}`", what=what, name=name), hint)


def _audiences(model: ScriptModel) -> Iterator[tuple[str, Path]]:
    """Every audience that is named, and the path of the name."""
    for i, name in enumerate(model.audiences):
        yield name, ("audiences", i)
    yield from ((name, ("visuals", name)) for name in model.visuals)
    for role, person in model.cast.items():
        for name in person.by:
            yield name, ("cast", role, "by", name)
    for i, scene in enumerate(model.scenes):
        for name in scene.by:
            yield name, ("scenes", i, "by", name)
    for _, spec, path in parts(model):
        for name in spec.by:
            yield name, (*path, "by", name)
    for one, path in _selective(model):
        for k, name in enumerate(one.only):
            yield name, (*path, "only", k)
        yield from ((name, (*path, "arts", name)) for name in getattr(one, "arts", {}))


def _selective(model: ScriptModel) -> Iterator[tuple[Any, Path]]:
    """Every scene and item: what can be for some audiences only."""
    for i, scene in enumerate(model.scenes):
        yield scene, ("scenes", i)
        yield from ((item, ("scenes", i, name, k)) for name, k, item in listed(scene))
    yield from exercises(model)


def _same_ids(model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    seen: dict[str, Where] = {}
    for i, scene in enumerate(model.scenes):
        yield from _once(scene.id, scene.id, source.places.at(("scenes", i, "id")), seen)
        for name, k, item in listed(scene):
            path = ("scenes", i, name, k)
            yield from _once(f"{scene.id}/{item.id}", item.id, source.places.at((*path, "id")), seen)
            for f, flag in enumerate(getattr(item, "flags", ())):
                place = source.places.at((*path, "flags", f, "id"))
                yield from _once(f"{scene.id}/{item.id}/{flag.id}", flag.id, place, seen)
    for one, own in exercises(model):
        yield from _once(f"{own[0]}:{one.id}", one.id, source.places.at((*own, "id")), seen)
        for k, option in enumerate(getattr(one, "options", ())):
            place = source.places.at((*own, "options", k, "id"))
            yield from _once(f"{own[0]}:{one.id}/{option.id}", option.id, place, seen)


def _part_ids(model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    """A long scene or item becomes `a`, `a-2`, `a-3`: those names are taken."""
    for ids, path in _id_lists(model):
        for i, one in enumerate(ids):
            stem = re.sub(r"-[0-9]+$", "", one)
            if stem != one and stem in ids:
                hint = msg("when `{stem}` is split, its second part gets that name; choose another", stem=stem)
                message = msg("found the ids `{stem}` and `{id}` side by side", stem=stem, id=one)
                yield error("id", source.places.at((*path, i, "id")), message, hint)


def _id_lists(model: ScriptModel) -> Iterator[tuple[list[str], Path]]:
    yield [scene.id for scene in model.scenes], ("scenes",)
    for i, scene in enumerate(model.scenes):
        for name in LISTS:
            yield [item.id for item in getattr(scene, name, ())], ("scenes", i, name)


def _once(key: str, shown: str, place: Where, seen: dict[str, Where]) -> Iterator[Diagnostic]:
    if key in seen:
        hint = msg("it stands first on line {line}", line=seen[key].line)
        yield error("id", place, msg("found the id `{id}` a second time", id=shown), hint)
    seen.setdefault(key, place)


def _flag_phrases(model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    for i, scene in enumerate(model.scenes):
        for k, line in enumerate(getattr(scene, "lines", ())):
            for f, flag in enumerate(line.flags):
                path = ("scenes", i, "lines", k, "flags", f, "phrase")
                yield from phrase_in_line(line, flag, source, path)


def phrase_in_line(line: LineSpec, flag: FlagSpec, source: Source, path: Path) -> Iterator[Diagnostic]:
    """A flagged phrase that is no part of its line, for any of the audiences that have their own words."""
    for audience in dict.fromkeys(("", *line.by, *flag.phrase.by)):
        words = line.by[audience].text if audience in line.by else line.text
        phrase = flag.phrase.by[audience].text if audience in flag.phrase.by else flag.phrase.text
        if phrase not in words:
            own = (*path, "by", audience) if audience in flag.phrase.by else path
            message = msg("expected words of the line `{words}`, found `{phrase}`", words=words, phrase=phrase)
            if audience:
                message = msg(
                    "expected words of the line for {audience} `{words}`, found `{phrase}`",
                    audience=audience,
                    words=words,
                    phrase=phrase,
                )
            yield error(
                "phrase", source.places.at(own), message, msg("copy the phrase from the line, letter by letter")
            )


def _last_scene(model: ScriptModel, source: Source) -> Iterator[Diagnostic]:
    last = len(model.scenes) - 1
    if not KINDS[model.scenes[last].kind].last:
        place = source.places.at(("scenes", last, "kind"))
        message = msg("expected the last scene to be an `endcard`, found `{kind}`", kind=model.scenes[last].kind)
        yield error("endcard", place, message, msg("the hotlines and the QR code stand on it"))
    for i, scene in enumerate(model.scenes[:last]):
        if KINDS[scene.kind].last:
            place = source.places.at(("scenes", i, "kind"))
            yield error("endcard", place, msg("found an `endcard` before the last scene"), msg("move it to the end"))
    if model.scenes[last].only:
        place = source.places.at(("scenes", last, "only"))
        yield error("endcard", place, msg("expected the `endcard` for every audience, found `only`"), msg("delete it"))

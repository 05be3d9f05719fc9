"""Texts that come in from outside, judged as `check` judges the file they go into, before anything is written."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import replace

from outreach.adapt import adapt
from outreach.adapt.wording import Wording
from outreach.checks import content
from outreach.diagnostics import Diagnostic, Where
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import Script
from outreach.script.cast import plays, speaker
from outreach.script.translations import Translation, read_translation
from outreach.source.reading import read_text


def faults(
    project: Project,
    profiles: Profiles,
    script: Script,
    lang: str,
    text: str,
    places: Mapping[str, Where],
    keys: Mapping[str, object],
) -> list[Diagnostic]:
    """What is wrong with the texts `keys` of a translation file's `text`, each at its place among `places`."""
    file = f"content/scams/{script.slug}/{lang}.yaml"
    found, problems = read_translation(text, file, script.slug, script.language, script.entries)
    with_it = replace(script, translations={**script.translations, lang: replace(found, broken=False)})
    problems += _of_texts(project, profiles, with_it, found, keys)
    rows = sorted((where.line, key) for (_, key, *rest), where in _keys(file, text) if not rest)
    lines = [line for line, _ in rows]
    moved = []
    for one in problems:
        at = bisect_right(lines, one.where.line) - 1
        if one.where.file == file and at >= 0 and rows[at][1] in keys:
            moved.append(replace(one, where=places[rows[at][1]]))
    return list(dict.fromkeys(moved))


def _keys(file: str, text: str) -> list[tuple[tuple[str, ...], Where]]:
    places = read_text(file, text).places.keys
    return [
        (tuple(map(str, path)), where) for path, where in places.items() if path[:1] == ("texts",) and len(path) > 1
    ]


def _of_texts(
    project: Project, profiles: Profiles, script: Script, found: Translation, keys: Mapping[str, object]
) -> Iterator[Diagnostic]:
    """Each text by itself, and the storyboards that it is a part of."""
    context = content.Context(project, profiles)
    quoted = set(_scammers_keys(script))
    for key in keys:
        base, _, audience = key.partition("@")
        who = profiles.audiences.get(audience) or next(iter(profiles.audiences.values()))
        wording = Wording(script, profiles, who, found.lang, None)
        text = wording.text(base)
        yield from wording.problems
        yield from content.check_texts([replace(text, beside=None, quoted=base in quoted)], context)
    for who in profiles.audiences.values():
        if found.lang in (*who.languages, who.companion) and who.id in (script.model.audiences or profiles.audiences):
            lang = found.lang if found.lang in who.languages else who.languages[0]
            board, problems = adapt(script, profiles, who.id, lang)
            yield from problems if board is None else content.check_board(board, context)


def _scammers_keys(script: Script) -> Iterator[str]:
    """The keys of what scammers say, also in the quiz, and of the names they show."""
    for scene in script.model.scenes:
        his = [x for x in getattr(scene, "lines", ()) if plays(script.model, speaker(x)) == "caller"]
        yield from (f"{scene.id}.lines.{line.id}" for line in his)
        if his:
            yield f"{scene.id}.contact"
    yield from (f"quiz.{one.id}.message" for one in script.model.quiz if not one.genuine)

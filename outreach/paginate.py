"""What a frame or a slide shows of a scene at once: a long line in bubbles or sentences, a long scene in parts."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from outreach.kinds import KINDS
from outreach.lang import phrases
from outreach.storyboard import Beat, Item, Run, Scene, Storyboard, Text


@dataclass(frozen=True, slots=True)
class Part:
    """A scene, or as much of it as the audience takes in at once."""

    scene: Scene  # the first part has the scene's id, the others `id-2`, `id-3` …
    number: int = 1
    of: int = 1


def parts(scene: Scene, board: Storyboard) -> list[Part]:
    """A scene with more items than the audience takes in becomes parts of nearly equal length with the same title."""
    scene = bubbles(scene)
    at_once = KINDS[scene.kind].at_once
    limit = board.style.limits[at_once] if at_once else len(scene.items)
    if len(scene.items) <= limit:
        return [Part(scene)]
    found = []
    chunks = _even(scene.items, limit)
    for n, items in enumerate(chunks, 1):
        ids = {item.id for item in items} | ({""} if n == 1 else set())
        beats = [beat for beat in scene.beats if beat.item in ids]
        if beats and beats[-1].kind == "say":
            beats[-1] = replace(beats[-1], pause=board.pace.scene_pause)
        one = replace(scene, id=scene.id if n == 1 else f"{scene.id}-{n}", items=items, beats=tuple(beats))
        found.append(Part(one, n, len(chunks)))
    return found


def _even(items: Sequence[Item], limit: int) -> list[tuple[Item, ...]]:
    """Items in runs of nearly equal length; do and don't keep to runs of their own."""
    groups = [tuple(i for i in items if i.kind == kind) for kind in dict.fromkeys(i.kind for i in items)]
    runs = []
    for group in groups:
        count = -(-len(group) // limit)
        size, extra = divmod(len(group), count)
        ends = [n * size + min(n, extra) for n in range(count + 1)]
        runs += [group[start:end] for start, end in pairwise(ends)]
    return runs


def bubbles(scene: Scene) -> Scene:
    """The scene with a bubble for each piece that a long line is said in; steps and advice stay whole."""
    pieces = {item.id: _pieces(item, scene) for item in scene.items if item.kind == "line"}
    if not any(len(own) > 1 for own in pieces.values()):
        return scene
    items = tuple(one for item in scene.items for one in pieces.get(item.id) or [item])
    return replace(scene, items=items, beats=tuple(_of_bubbles(scene, pieces)))


def _pieces(item: Item, scene: Scene) -> list[Item]:
    said = [beat for beat in scene.beats if beat.item == item.id and beat.text and not beat.flag]
    if len(said) < 2:
        return [item]
    found, at = [], 0
    for n, beat in enumerate(said):
        assert beat.text is not None
        start = item.text.shown.index(beat.text.shown, at)
        at = start + len(beat.text.shown)
        runs = tuple(_slice(item.runs, start, at))
        flags = tuple(flag for flag in item.flags if flag.id in {run.flag for run in runs})
        detail = item.detail if n == 0 else None
        found.append(
            replace(item, id=_name(beat, scene), text=beat.text, flags=flags, runs=runs if flags else (), detail=detail)
        )
    return found


def _slice(own: Sequence[Run], start: int, end: int) -> Iterator[Run]:
    at = 0
    for run in own:
        words = run.words[max(0, start - at) : max(0, end - at)]
        if words:
            yield replace(run, words=words)
        at += len(run.words)


def _of_bubbles(scene: Scene, pieces: dict[str, list[Item]]) -> Iterator[Beat]:
    """The beats, each pointing at its bubble: what is said of a flag at the one that holds its phrase."""
    now = ""
    for beat in scene.beats:
        if len(pieces.get(beat.item, ())) < 2:
            yield beat
            continue
        now = now if beat.flag else _name(beat, scene)
        yield replace(beat, item=now)


def _name(beat: Beat, scene: Scene) -> str:
    return beat.id.removeprefix(f"{scene.id}.")


def sentences(text: Text) -> list[Text]:
    """Each sentence of a text, as a text of its own."""
    return [_sentence(text, one.strip()) for one in re.findall(r".+?(?:[。！？]|[.!?](?=\s|$)|$)\s*", text.shown)]


def _sentence(text: Text, shown: str) -> Text:
    return replace(text, shown=shown, said=shown, phrases=phrases(shown, text.lang), said_phrases=(shown,), beside=None)

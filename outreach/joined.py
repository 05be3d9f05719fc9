"""Scenes as they were written: what was split for slides and frames is one again, for sheets and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outreach.lang import tongue
from outreach.storyboard import Item, Scene, Storyboard


def whole(board: Storyboard, *kinds: str) -> list[Scene]:
    """Scenes of these kinds (all when none is named), the parts of a long scene in one, its items as written."""
    found: list[Scene] = []
    for scene in board.scenes:
        if kinds and scene.kind not in kinds:
            continue
        if scene.part > 1 and found:
            found[-1] = replace(found[-1], items=found[-1].items + scene.items, parts=1)
        else:
            found.append(scene)
    return [replace(scene, items=tuple(_joined(scene.items))) for scene in found]


def _joined(items: tuple[Item, ...]) -> Iterator[Item]:
    """Steps and advice as they were written: what a slide shows in pieces (`id`, `id-2` …) is one."""
    waiting: Item | None = None
    pieces = 1
    for item in items:
        if waiting and item.kind != "line" and item.id == f"{waiting.id}-{pieces + 1}":
            gap = (" ",) if tongue(item.text.lang).spaced else ()
            phrases = (*waiting.text.phrases, *gap, *item.text.phrases)
            text = replace(waiting.text, phrases=phrases, shown="".join(phrases))
            waiting, pieces = replace(waiting, text=text), pieces + 1
            continue
        if waiting:
            yield waiting
        waiting, pieces = item, 1
    if waiting:
        yield waiting

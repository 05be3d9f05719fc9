"""What is said on the screen: bubbles that pop in and scroll, and the marker that sweeps over the flagged words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from outreach.channels import CHANNELS
from outreach.film.geometry import even
from outreach.film.layers import Layer, cropped, difference, rows_of
from outreach.film.motion import Entrance, Motion, Path, Sprite, ease
from outreach.film.overlays.screen import EDGE, FOOT, GAP, Areas, flag_moment, most
from outreach.film.pieces import Bubble, Typing
from outreach.film.stage import OVER, PIECE, Layers, Piece, Stage
from outreach.storyboard import Item, runs

WRITES, UP, DOTS = 22, 5, 3  # frames that somebody is seen to write, that a dot is up; how many dots


def bubbles(stage: Stage, areas: Areas) -> dict[str, Piece]:
    """Every bubble, plain and with one, two … passages marked, and the dots of one that is still written."""
    taps = CHANNELS[stage.segment.scene.channel].taps
    dots: dict[str, Piece] = {f"typing-{n}": Typing(up=n, size=areas.size) for n in range(DOTS)} if taps else {}
    return dots | {
        f"bubble-{n}-{done}": _bubble(stage, item, done, areas)
        for n, item in enumerate(stage.segment.scene.items)
        for done in range(len(item.flags) + 1)
    }


def _bubble(stage: Stage, item: Item, marked: int, areas: Areas) -> Bubble:
    return Bubble(
        side=item.side,
        words=fragments(item, marked),
        most=most(areas.view),
        tall=areas.view.h - 2 * GAP,
        size=areas.size,
        edge=EDGE,
        who=item.named.phrases if item.named else None,
    )


def fragments(item: Item, count: int) -> tuple[tuple[tuple[str, bool], ...], ...]:
    """The phrases of an item, each in its runs; true in the passages of its first `count` flags.

    The cuts are the same for every `count`, so that the words stand at the same places however many are marked.
    """
    marked = {flag.id for flag in item.flags[:count]}
    found: list[list[tuple[str, bool]]] = [[]]
    for run in runs(item):
        found[-1].append((run.words, run.flag in marked))
        found += [[]] if run.ends else []
    return tuple(tuple(phrase) for phrase in found if phrase)


def talk(stage: Stage, layers: Layers, areas: Areas) -> Iterator[Sprite]:
    """The bubbles as they are spoken, scrolling up, with the marker's strokes over them."""
    items = stage.segment.scene.items
    tops, total = [], GAP
    for n in range(len(items)):
        tops.append(total)
        total += layers[f"bubble-{n}-0"].height + GAP
    scroll = _scroll(stage, [t + layers[f"bubble-{n}-0"].height + GAP for n, t in enumerate(tops)], areas)
    for n, item in enumerate(items):
        plain = layers[f"bubble-{n}-0"]
        x = areas.view.right - plain.width - 16 if item.side == "right" else areas.view.x + 16
        y = areas.view.y + tops[n]
        yield from _writing(stage, layers, item, (x, y), areas, scroll)
        yield stage.sprite("bubble", plain, x, y, stage.first(item.id), crop=areas.view, path=scroll)
        for k, flag in enumerate(item.flags):
            start = flag_moment(stage, item, flag).start
            stroke = difference(layers[f"bubble-{n}-{k + 1}"], layers[f"bubble-{n}-{k}"])
            yield from _sweep(stage.motion, stroke, (x, y), start, crop=areas.view, path=scroll)


def _writing(
    stage: Stage, layers: Layers, item: Item, at: tuple[int, int], areas: Areas, path: Path
) -> Iterator[Sprite]:
    """The dots while the other side writes: in the pause before its message comes."""
    start = stage.first(item.id)
    free = max((m.start + m.speech for m in stage.segment.moments if m.start < start), default=0)
    first = max(free + 2, start - WRITES)
    if item.side == "right" or "typing-0" not in layers or start - first < 6:
        return

    def looks(frame: int) -> Layer:
        return layers[f"typing-{(frame - first) // UP % DOTS}"]

    dots = layers["typing-0"]
    x, y = even(at[0]), even(at[1])
    come = Entrance("pop", 5)
    yield Sprite("typing", dots, x, y, PIECE, first, start, come, crop=areas.view, path=path, looks=looks)


def _sweep(motion: Motion, stroke: Any, at: tuple[int, int], start: int, **more: Any) -> Iterator[Sprite]:
    """The marker runs over each line in turn."""
    enter = motion.entrance("mark")
    for x, y, w, h in rows_of(stroke):
        line = cropped(stroke, x, y, w, h)
        yield Sprite("mark", line, even(at[0] + x), even(at[1] + y), OVER, start, enter=enter, **more)
        start += enter.frames


def _scroll(stage: Stage, bottoms: list[int], areas: Areas) -> Path:
    """How far the talk has moved up at a frame: the newest bubble's foot is in view, clear of an overlaid card.

    Older bubbles leave whole: half a line at the edge cannot be read.
    """
    tops = [0, *(bottom - GAP for bottom in bottoms)]

    def target(n: int, high: int) -> int:
        needed = max(0, bottoms[n] - high)
        return next((top for top in tops[: n + 1] if top >= needed), tops[n])

    view = areas.view.h - (FOOT if areas.foot else 0)
    noted = min(view, areas.view.h - areas.clear)
    steps: list[tuple[int, int]] = []
    for n, item in enumerate(stage.segment.scene.items):
        steps.append((stage.first(item.id), target(n, view)))
        steps += [(flag_moment(stage, item, flag).start, target(n, noted)) for flag in item.flags]
    frames = stage.motion.frames("pop")

    def shift(frame: int) -> tuple[int, int]:
        height = 0.0
        for start, target in steps:
            if frame >= start:
                height += (target - height) * ease((frame - start + 1) / frames)
        return 0, -even(height)

    return shift

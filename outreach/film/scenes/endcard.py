"""The end card: the slogan is in the title band; whom to call and what to scan fill the content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from outreach.codes import qr
from outreach.film.geometry import Box, even
from outreach.film.motion import Sprite
from outreach.film.pieces import Call, Code, Promise, Tile
from outreach.film.scenes.estimate import ems, narrowest
from outreach.film.scenes.split import GAP, NARROW
from outreach.film.stage import Layers, Piece, Stage
from outreach.lang import LATIN
from outreach.lang import phrases as phrases_of
from outreach.storyboard import Hotline

PX_A_MODULE = 8  # at least, so that a phone reads it across a room
EDGE = 20
LEAST = 360  # px: a card with a code that a phone reads across a room
MOST = 420  # px: a larger code reads no better and takes the words' room
PADDING = 70  # px beside the words of a tile: 50 are drawn, the rest is for what `ems` may be short of


@dataclass(frozen=True)
class _Areas:
    calls: list[Box]
    code: Box
    wide: bool  # the code's words stand beside it, with the promise; else below it, with the address alone


def _areas(stage: Stage) -> _Areas:
    content = stage.boxes["content"]
    if "host" in stage.boxes:  # portrait: the numbers above, the code beside the slot or below
        side = stage.boxes["host"]
        return _Areas(_down(stage, content), side, side.w > NARROW)
    if content.w < NARROW:  # square with a slot: the strip and the captions say the numbers
        return _Areas([], content, False)
    if content.w < 2 * NARROW and stage.boxes.width == stage.boxes.height:  # square: the code left, the numbers right
        code = Box(content.x, content.y, even(content.w * 0.42), content.h)
        return _Areas(_down(stage, content.inset(left=code.w + 24)), code, False)
    high = even(content.h * 0.43)
    across = _across(stage, content, high)
    if across:
        return _Areas(across, content.inset(top=high + 24), True)
    wide = even(max(content.w * 0.3, LEAST))  # more or longer numbers: below one another, the code beside them
    numbers = content.inset(right=wide + 24)
    return _Areas(_down(stage, numbers), Box(numbers.right + 24, content.y, wide, content.h), False)


def _across(stage: Stage, content: Box, high: int) -> list[Box]:
    """Tiles side by side, each as wide as its number and its words need; what is left is shared out.

    None when they need more than there is.
    """
    lines = stage.segment.hotlines
    room = content.w - GAP * (len(lines) - 1)
    needs = [_need(stage, line, 2) for line in lines]
    if sum(needs) > room:
        needs = [_need(stage, line, 3) for line in lines]
    if sum(needs) > room:
        return []
    free = (room - sum(needs)) / len(needs)
    x, tiles = content.x, []
    for need in needs:
        wide = even(need + free)
        tiles.append(Box(x, content.y, wide, high))
        x += wide + GAP
    return tiles


def _need(stage: Stage, line: Hotline, lines: int) -> float:
    """px: how wide a tile with the number above its words on so many lines must be."""
    return PADDING + max(_number(stage, line), _narrowest(stage, line, lines))


def _number(stage: Stage, line: Hotline) -> float:
    return ems(line.number, False) * stage.segment.style.video_type["floor"]


def _narrowest(stage: Stage, line: Hotline, lines: int) -> float:
    """px: about the least width at which the words stand on so many lines."""
    style = stage.segment.style
    return narrowest(line.purpose, lines, style.wide_chars) * style.video_type["floor"]


def _down(stage: Stage, box: Box) -> list[Box]:
    """Tiles below one another, each as high as its words need beside or below the number; the rest is shared out."""
    floor, lines = stage.segment.style.video_type["floor"], stage.segment.hotlines
    inner = box.w - PADDING

    def need(line: Hotline) -> float:
        beside = _number(stage, line) + 30 + _narrowest(stage, line, 2) <= inner
        rows = 1 if _narrowest(stage, line, 1) <= inner - (_number(stage, line) + 30 if beside else 0) else 2
        return 16 + rows * 1.28 * floor + (0 if beside else 1.2 * floor)

    needs = [need(line) for line in lines]
    room = box.h - 14 * (len(lines) - 1)
    if sum(needs) > 1.1 * room:  # then all are alike, and long words are set smaller: a short number stays large
        needs = [0.0] * len(lines)
    free = (room - sum(needs)) / max(1, len(lines))
    y, tiles = box.y, []
    for wanted in needs:
        high = even(wanted + free)
        tiles.append(Box(box.x, y, box.w, high))
        y += high + 14
    return tiles


def _sides(areas: _Areas, modules: int) -> list[int]:
    """How large the code may be, from its card's height down to the least a phone reads: whole pixels a module."""
    most = min(areas.code.h - 2 * EDGE, areas.code.w - 2 * EDGE, MOST)
    return [n * modules for n in range(max(PX_A_MODULE, most // modules), PX_A_MODULE - 1, -1)]


def pieces(stage: Stage) -> dict[str, Piece]:
    """A tile for each number, and the code."""
    segment, areas = stage.segment, _areas(stage)
    lines = [*zip(segment.hotlines, areas.calls, strict=False)]
    group = tuple(Tile(**_tile(*one)) for one in lines)
    made: dict[str, Piece] = {f"call-{n}": Call(**_tile(*one), group=group) for n, one in enumerate(lines)}
    band = _band(stage, areas)
    if band:
        below = stage.boxes["caption"]
        made["promise"] = Promise(lines=tuple(band), w=below.w, h=below.h)
    modules = qr.modules(segment.code)
    made["code"] = Code(
        svg=qr.svg(segment.code),
        sides=tuple(_sides(areas, modules)),
        beside=areas.wide and "host" not in stage.boxes,
        scan=segment.labels["scan"].phrases,
        promise=segment.labels["scan_promise"].phrases if areas.wide else None,
        address=tuple(_address(segment.brand.domain)),
        w=areas.code.w,
        h=areas.code.h,
    )
    return made


def _address(domain: str) -> Iterator[str]:
    """A host in parts: a line may end before a dot, and inside a label that is too long for a line."""
    for n, label in enumerate(domain.split(".")):
        yield from phrases_of(f".{label}" if n else label, LATIN)


class _Said(TypedDict):
    number: str
    purpose: tuple[str, ...]
    urgent: bool
    w: int
    h: int


def _tile(line: Hotline, box: Box) -> _Said:
    return {"number": line.number, "purpose": line.purpose.phrases, "urgent": line.urgent, "w": box.w, "h": box.h}


def _band(stage: Stage, areas: _Areas) -> list[tuple[str, ...]]:
    """What stands where the captions were: the branch, or the sentence to say; before that, what the code above never
    asks for where its card has no room.
    """
    segment, labels = stage.segment, stage.segment.labels
    if not segment.calls:
        said = [labels["say_refusal"].phrases] if "say_refusal" in labels else []
        promise = labels["scan_never" if said else "scan_address"].phrases
        return said if areas.wide else [promise, *said]
    return [tuple(segment.calls), *([] if areas.wide else [labels["scan_never"].phrases])]


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The numbers rise one after another, the code follows."""
    areas = _areas(stage)
    step = stage.motion.frames("fade") // 2
    sprites = [stage.sprite("call", layers[f"call-{n}"], box.x, box.y, n * step) for n, box in enumerate(areas.calls)]
    sprites.append(stage.sprite("code", layers["code"], areas.code.x, areas.code.y, len(sprites) * step))
    if "promise" in layers:
        said, below = max(m.end for m in stage.segment.moments), stage.boxes["caption"]
        sprites.append(stage.sprite("promise", layers["promise"], below.x, below.y, said))
    return sprites

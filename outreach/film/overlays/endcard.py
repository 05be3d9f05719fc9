"""The end card: the sentence to say, whom to call, what to scan."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.codes import qr
from outreach.film.geometry import even
from outreach.film.motion import Sprite
from outreach.film.pieces import Call, Calls, Code, Refusal, Series
from outreach.film.stage import OVER, Layers, Piece, Stage
from outreach.lang import LATIN
from outreach.lang import phrases as phrases_of

PX_A_MODULE = 6  # at least; where there is room a code is far larger
EDGE = 20
LINE = 1.3  # of the type's floor: a box lower than a line of it shows no numbers, the captions say them


def _calls(stage: Stage) -> tuple[Call, ...]:
    """The numbers, the first that is not for emergencies large; a branch's own comes last."""
    segment = stage.segment
    main = next((n for n, one in enumerate(segment.hotlines) if not one.urgent), 0)
    found = [
        Call(one.number, one.purpose.phrases, one.short.phrases if one.short else None, n == main)
        for n, one in enumerate(segment.hotlines)
    ]
    if segment.calls:
        *name, number = segment.calls
        found.append(Call(number, tuple(name), None, False))
    return tuple(found)


def pieces(stage: Stage) -> dict[str, Piece]:
    """The sentence, the numbers, the code."""
    segment, boxes = stage.segment, stage.boxes
    made: dict[str, Piece] = {}
    said, box = segment.labels.get("say_refusal"), boxes["refusal"]
    if said:
        made["refusal"] = Refusal(phrases=said.phrases, w=box.w, h=box.h)
    calls, box = _calls(stage), boxes["calls"]
    if calls and box.h >= LINE * segment.style.video_type["floor"]:
        made["calls"] = Calls(calls=calls, w=box.w, h=box.h)
    box = boxes["code"]
    most, modules = min(box.w - 2 * EDGE, box.h - 2 * EDGE), qr.modules(segment.code)
    made["code"] = Code(
        svg=qr.svg(segment.code),
        sides=tuple(n * modules for n in range(max(PX_A_MODULE, most // modules), PX_A_MODULE - 1, -1)),
        scan=segment.labels["scan"].phrases,
        address=tuple(_address(segment.brand.domain)),
        never=segment.labels["scan_never"].phrases,
        w=box.w,
        h=box.h,
    )
    box = boxes["end_caption"]
    if "series" in segment.labels:
        made["series"] = Series(phrases=segment.labels["series"].phrases, w=box.w, h=box.h)
    return made


def _address(domain: str) -> Iterator[str]:
    """A host in parts: a line may end before a dot, and inside a label that is too long for a line."""
    for n, label in enumerate(domain.split(".")):
        yield from phrases_of(f".{label}" if n else label, LATIN)


def place(stage: Stage, layers: Layers) -> list[Sprite]:
    """The sentence is there, the numbers and the code come; last, the line that all films have."""
    boxes, step = stage.boxes, stage.motion.frames("fade") // 2
    sprites = []
    for n, name in enumerate(one for one in ("refusal", "calls", "code") if one in layers):
        box, layer = boxes[name], layers[name]
        x = even(box.x + (box.w - layer.width) / 2)
        y = even(box.y + (box.h - layer.height) / 2) if name == "code" else box.y
        sprites.append(stage.sprite(name, layer, x, y, n * step, z=OVER))
    if "series" in layers:  # where the captions were
        said, line, box = max(m.end for m in stage.segment.moments), layers["series"], boxes["end_caption"]
        x, y = even(box.x + (box.w - line.width) / 2), even(box.bottom - line.height)
        sprites.append(stage.sprite("series", line, x, y, said, z=OVER))
    return sprites

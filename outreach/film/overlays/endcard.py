"""The end card: the sentence to say, whom to call, what to scan; a number is lit as it is said."""

from __future__ import annotations

import re
from collections.abc import Iterator
from operator import itemgetter

from outreach.codes import qr
from outreach.film.geometry import even
from outreach.film.motion import Sprite
from outreach.film.pieces import Call, Calls, Code, Refusal, Series
from outreach.film.segments import Moment
from outreach.film.shots import shot, shots
from outreach.film.stage import OVER, Layers, Piece, Stage
from outreach.lang import LATIN, spoken_form, units
from outreach.lang import phrases as phrases_of
from outreach.timeline import FPS

PX_A_MODULE = 6  # at least; where there is room a code is far larger
EDGE = 26  # px of a phone round its glass and of the glass round the code
HAND = 0.18  # of a phone's width: what is seen of a hand beside it
LIT = 2.4  # seconds that each number is lit in turn when nobody speaks any more
_SENTENCE = re.compile(r"[。！？!?]|\.(?=\s|$)")
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
        made["refusal"] = Refusal(phrases=said.phrases, spoken=_beside(stage), w=box.w, h=box.h)
    calls, box = _calls(stage), boxes["calls"]
    if calls and box.h >= LINE * segment.style.video_type["floor"]:
        made["calls"] = Calls(calls=calls, lit=None, w=box.w, h=box.h)
        made |= {f"lit-{n}": Calls(calls=calls, lit=n, w=box.w, h=box.h) for n in range(len(calls))}
    made["code"] = _code(stage)
    box = boxes["end_caption"]
    if "series" in segment.labels:
        made["series"] = Series(phrases=segment.labels["series"].phrases, w=box.w, h=box.h)
    return made


def _code(stage: Stage) -> Code:
    """The code on the phone of whoever was called, which goes on below the frame, and the hand that holds it."""
    segment, boxes = stage.segment, stage.boxes
    box = boxes["code"]
    most, modules = min(box.w - 2 * EDGE, box.h - 2 * EDGE), qr.modules(segment.code)
    return Code(
        svg=qr.svg(segment.code),
        sides=tuple(n * modules for n in range(max(PX_A_MODULE, most // modules), PX_A_MODULE - 1, -1)),
        scan=segment.labels["scan"].phrases,
        address=tuple(_address(segment.brand.domain)),
        never=segment.labels["scan_never"].phrases,
        low=boxes.height - box.bottom,
        reach=_reach(stage),
        grip=max(0, boxes["calls"].bottom - box.y),
        hand=(stage.in_hand("use/hand-holding", "back"), stage.in_hand("use/hand-holding", "front")),
        w=box.w,
        h=box.h,
    )


def _reach(stage: Stage) -> tuple[int, int]:
    """px beside the phone, left and right, in which a hand is seen: nothing of it lies over the interpreter."""
    boxes, box = stage.boxes, stage.boxes["code"]
    signs = stage.segment.interpreted and boxes["slot"].bottom > box.y
    free = (boxes["slot"].x if signs else boxes.width) - box.right
    return min(even(box.w * HAND), box.x), min(even(box.w * HAND), free)


def _beside(stage: Stage) -> bool:
    """Does whoever was called stand on the left, below the sentence, to say it?"""
    for one in shot(shots(stage.project), "end", stage.boxes.shape).people:
        signed = one.signed if stage.segment.interpreted else ""
        at = signed[0] if isinstance(signed, tuple) else one.at
        if signed != "away" and at < 0.5:
            return True
    return False


def _address(domain: str) -> Iterator[str]:
    """A host in parts: a line may end before a dot, and inside a label that is too long for a line."""
    for n, label in enumerate(domain.split(".")):
        yield from phrases_of(f".{label}" if n else label, LATIN)


def lights(stage: Stage) -> list[tuple[int, int, int]]:
    """When each number is lit, from frame to frame: as it is said, until what is said is over; then one after the other
    for as long as it lasts."""
    calls, end = len(_calls(stage)), stage.segment.end
    said = max((m.end for m in stage.segment.moments), default=0)
    step = round(LIT * FPS * stage.motion.calm)
    turns = ((k % calls, at, end) for k, at in enumerate(range(said + step // 2, end, step)) if calls)
    found = [*sorted(_heard(stage), key=itemgetter(1)), *turns]
    nexts = [*(at for _, at, _ in found[1:]), end][: len(found)]  # a bumper may end before any is lit
    return [(n, at, min(stop, over, at + 2 * step)) for (n, at, over), stop in zip(found, nexts, strict=True)]


def _heard(stage: Stage) -> Iterator[tuple[int, int, int]]:
    """Each number that is said: which, the frame at which it is begun, and the one at which its sentence is over: the
    next one may be about another number."""
    for moment in stage.segment.moments:
        text = moment.beat.text
        for n, call in enumerate(_calls(stage)):
            for found in re.finditer(rf"(?<!\d){re.escape(call.number)}(?!\d)", text.said) if text else ():
                stop = _SENTENCE.search(found.string, found.end())
                starts, ends = (_frame(stage, moment, at) for at in (found.start(), stop.end() if stop else None))
                yield n, starts, ends


def _frame(stage: Stage, moment: Moment, at: int | None) -> int:
    """The frame in which so many signs of a line are said; None: all of it."""
    text = moment.beat.text
    if text is None or at is None:
        return moment.end
    pronounce = stage.segment.style.pronounce
    before, whole = (units(spoken_form(part, text.lang, pronounce), text.lang) for part in (text.said[:at], text.said))
    return moment.start + round(moment.speech * before / max(whole, 1))


def _lower(stage: Stage, layers: Layers) -> dict[str, int]:
    """px that the sentence stands lower, below a chapter of two lines, and the sheet, as far as it has room."""
    chapter, boxes = stage.boxes["chapter"], stage.boxes
    down = max(0, even(chapter.y + layers["chapter"].height) + 4 - boxes["refusal"].y)
    room = boxes["calls"].h - layers["calls"].height if "calls" in layers else 0
    return {"refusal": down, "calls": max(0, min(down, even(room)))}


def place(stage: Stage, layers: Layers, until: int) -> list[Sprite]:
    """The sentence is there, the numbers and the code come; last, the line that all films have.

    What stands on the wall is gone with it at the frame `until`.
    """
    boxes, step = stage.boxes, stage.motion.frames("fade") // 2
    low = _lower(stage, layers)
    sprites = []
    for n, name in enumerate(one for one in ("refusal", "calls", "code") if one in layers):
        box, layer = boxes[name], layers[name]
        ways = {"refusal": box.right - layer.width, "calls": box.x, "code": box.x - _reach(stage)[0]}
        gone = {} if name == "code" else {"end": until}
        sprites.append(stage.sprite(name, layer, even(ways[name]), box.y + low.get(name, 0), n * step, z=OVER, **gone))
    lit = [one for one in lights(stage) if one[1] < until] if "calls" in layers else []
    for n, start, end in lit:
        layer, box = layers[f"lit-{n}"], boxes["calls"]
        y, leave = box.y + low["calls"], 0 if end >= until else 2 * step
        sprites.append(stage.sprite("lit", layer, box.x, y, start, z=OVER + 1, end=min(end, until), leave=leave))
    if "series" in layers:  # where the captions were
        said, line, box = max(m.end for m in stage.segment.moments), layers["series"], boxes["end_caption"]
        x, y = even(box.x + (box.w - line.width) / 2), even(box.bottom - line.height)
        sprites.append(stage.sprite("series", line, x, y, said, z=OVER))
    return sprites

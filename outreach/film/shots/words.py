"""Words that matter, large: they leave the caller's mouth as they are spoken, and stay while the trick is named."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from outreach.captions import width
from outreach.channels import CHANNELS
from outreach.film.geometry import Box
from outreach.film.motion import overshoot
from outreach.film.pieces import Naming, Phrases, Piece, Slab
from outreach.film.planes import Plane, Put
from outreach.film.segments import Moment
from outreach.film.shots.director import ShotCut, item_of
from outreach.film.stage import SLATE, Stage
from outreach.lang import phrases, tongue
from outreach.storyboard import Flag, Text
from outreach.timeline import FPS

if TYPE_CHECKING:
    from outreach.film.shots.take import Take

FLIGHT = 14  # frames from the mouth to its place
WAIT = 4  # frames after the picture froze: then the plate falls
MARKS = '，。、！？；：,.!?;:”"'
QUOTES = '”’"'
SHORT = 9  # signs
MOST = 4  # words that go with a number in a language with spaces
TILT = 3.0  # degrees: a slab that was thrown


def flags_of(stage: Stage, cut: ShotCut) -> list[tuple[Flag, int]]:
    """The flagged phrases of a shot and the frame at which each is heard."""
    found = []
    for moment in cut.moments:
        item = item_of(moment, stage.segment)
        for flag in item.flags if item and not moment.beat.flag else ():
            guess = _heard(moment, flag.phrase)
            found.append((flag, next((m.start for m in moment.marks if m.flag == flag.id), guess)))
    return found


def _heard(moment: Moment, words: str) -> int:
    """About when words of a line are heard, where no mark tells."""
    told = moment.beat.text.shown if moment.beat.text else words
    return moment.start + round(moment.speech * max(0, told.find(words)) / max(1, len(told)))


def loud(stage: Stage, cut: ShotCut) -> list[tuple[str, Phrases, int]]:
    """What of a shot is seen large: name, words, frame. Words that play a trick, else the sum that is named. Where they
    would lie on the label of the opening they wait until it goes.
    """
    lang = stage.segment.style.lang
    found = [(f"words-{flag.id}", phrases(flag.phrase, lang), at) for flag, at in flags_of(stage, cut)]
    for moment in cut.moments:
        item, text = item_of(moment, stage.segment), moment.beat.text
        if moment.beat.flag or (item and item.flags) or text is None:
            continue
        told = sum_of(text, spaced=not stage.segment.style.boxed)
        if told:
            found.append((f"words-{moment.beat.id}", told, _heard(moment, told[0])))
    first = stage.segment.first and stage.segment.ai_label and words_box(stage, cut).overlaps(stage.boxes["label"])
    free = round(SLATE * FPS) if first else 0
    return sorted(((name, told, max(at, free)) for name, told, at in found), key=lambda one: one[2])


def sum_of(text: Text, *, spaced: bool) -> Phrases:
    """The phrase of a text that names a sum, or else a number; between spaces, with the words that belong to it."""
    sums = [max(tongue(text.lang).sums(one), default=0.0) for one in text.phrases]
    numbers = [float(len(digits)) * (len(digits) > 1) for digits in (re.findall(r"\d", one) for one in text.phrases)]
    weights = sums if any(sums) else numbers
    if not any(weights):
        return ()
    first = weights.index(max(weights))
    if not spaced:
        return (*_clause(text.phrases, first), text.phrases[first].rstrip(MARKS))
    last = first + 1
    while last < min(len(text.phrases), first + MOST) and text.phrases[last - 1][-1:].isspace():
        if text.phrases[last - 1].rstrip().rstrip(QUOTES)[-1:] in ",.!?":
            break
        last += 1
    kept = text.phrases[first:last]
    return (*kept[:-1], kept[-1].rstrip().rstrip(MARKS))


def _clause(parts: Phrases, n: int) -> Phrases:
    """What stands before the number in its clause, when all of it is short."""
    first = n
    while first and parts[first - 1][-1:] not in MARKS:
        first -= 1
    return parts[first:n] if width("".join(parts[first : n + 1]), True) <= SHORT else ()


def named(stage: Stage, cut: ShotCut) -> Flag | None:
    """The trick that a shot names."""
    for moment in cut.moments:
        item = item_of(moment, stage.segment)
        for flag in item.flags if item else ():
            if flag.id == moment.beat.flag:
                return flag
    return None


def word_pieces(stage: Stage, cut: ShotCut) -> dict[str, Piece]:
    """The words of a shot."""
    made: dict[str, Piece] = {}
    box = words_box(stage, cut)
    shown = [(name, told) for name, told, _ in loud(stage, cut)] if "words" in cut.shot.shows else []
    trick = named(stage, cut) if {"trick", "tag"} & set(cut.shot.shows) else None
    if trick and "words" in cut.shot.shows:
        shown.append((f"words-{trick.id}", phrases(trick.phrase, stage.segment.style.lang)))
    for name, told in shown:
        made[sized(name, box)] = Slab(phrases=told, w=box.w, h=box.h)
    if trick:
        place, small = naming_box(stage, cut), "tag" in cut.shot.shows
        plate = Naming(number=trick.number, name=trick.trick.phrases, small=small, w=place.w, h=place.h)
        made[sized(f"naming-{trick.id}", place)] = plate
    return made


def words_box(stage: Stage, cut: ShotCut) -> Box:
    """Where large words stand: between two people, or clear of the one."""
    if "thing" in cut.shot.shows:
        return stage.boxes["trick"]
    return stage.boxes["words" if cut.shot.border or cut.shot.freeze else "shout"]


def sized(name: str, box: Box) -> str:
    """The name of a piece that is drawn for a box."""
    return f"{name}-{box.w}x{box.h}"


def naming_box(stage: Stage, cut: ShotCut) -> Box:
    """Where a trick's name stands: over the picture, or beside what the picture shows large."""
    if "tag" in cut.shot.shows:
        return stage.boxes["tag"]
    if "monitor" in cut.shot.shows or ("tap" in cut.shot.shows and not cut.shot.level):
        return stage.boxes["deed"]
    if "phone" in cut.shot.shows:  # where faces leave the talk little room, below the captions
        low = CHANNELS[stage.segment.scene.channel].face and stage.boxes.shape == "portrait"
        return stage.boxes["trick" if low else "note"]
    return stage.boxes["aside" if "thing" in cut.shot.shows else "trick"]


def flying(take: Take, frame: int) -> Iterator[Put]:
    """The words at a frame."""
    stage, cut = take.stage, take.cut
    if "words" in cut.shot.shows:
        yield from _words(take, frame)
    trick = named(stage, cut) if {"trick", "tag"} & set(cut.shot.shows) else None
    if trick is None:
        return
    place = naming_box(stage, cut)
    plate, since = take.plane(sized(f"naming-{trick.id}", place)), frame - cut.start
    if "tag" in cut.shot.shows:  # it was large and goes to its corner
        place = replace(place, w=plate.width)
        yield _at(plate, _middle(stage.boxes["trick"]), place, (since + 1) / FLIGHT, 0.0, grown=1.7)
    elif since >= WAIT:
        yield _at(plate, None, place, (since - WAIT) / 8, 0.0, drop=True)


def _words(take: Take, frame: int) -> Iterator[Put]:
    stage, cut = take.stage, take.cut
    box, trick = words_box(stage, cut), named(stage, cut)
    if trick:
        yield _at(take.plane(sized(f"words-{trick.id}", box)), None, box, 2.0, TILT)
        return
    for name, _, at in [one for one in loud(stage, cut) if frame >= one[2]][-1:]:
        mouth = _mouth(take)
        yield _at(take.plane(sized(name, box)), mouth, box, (frame - at) / FLIGHT, TILT, drop=mouth is None)


def _middle(box: Box) -> tuple[float, float]:
    return box.x + box.w / 2, box.y + box.h / 2


def _mouth(take: Take) -> tuple[float, float] | None:
    boxes = take.stage.boxes
    area = boxes["area"]
    for _, one in take.actors:
        if one.figure.who == "caller":
            return area.x + one.spot[0] * area.w, one.foot - 0.7 * one.high
    return None


def _at(
    piece: Plane,
    start: tuple[float, float] | None,
    box: Box,
    t: float,
    angle: float,
    *,
    drop: bool = False,
    grown: float = 0.25,
) -> Put:
    """A piece on its way from `start`, where it is `grown` times as large, to the middle of its box; or from above."""
    x, y = _middle(box)
    eased = overshoot(t)
    scale, clear = 1.0, 1.0
    if start and t < 1:
        x, y = start[0] + (x - start[0]) * eased, start[1] + (y - start[1]) * eased
        scale, clear = grown + (1 - grown) * eased, 1.0 if grown > 1 else min(1.0, 3 * t)
    elif drop and t < 1:
        scale, clear = 1.5 - 0.5 * eased, min(1.0, 2 * t)
    return Put(piece, x - piece.width * scale / 2, y - piece.height * scale / 2, scale, angle, clear)

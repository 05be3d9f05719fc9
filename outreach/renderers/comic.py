"""A comic strip on one page: six shots of the story with its ending, for notice boards, schools and group chats.

`comic.pdf` and its copier and press prints, one side, A4 portrait, A3 for readers of large print.
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.comic import NOBODY, ComicFile, Drawing, Frames, Shot, Sound, Told, frames, placed, table
from outreach.keyvisual.composer import Box
from outreach.paper.form import A3, A4, Sheet, large_print, three
from outreach.paper.hero import LOOKS
from outreach.paper.printing import of_sheets
from outreach.paper.views import Balloon, Flag, SheetView, SoundWord, Strip, StripFrame
from outreach.paper.words import maybe, words
from outreach.project import Project
from outreach.storyboard import Storyboard

FOOT = 50.0  # mm of an A4 under the frames: numbers and code
CARD = 12.0  # mm more with a branch's card beside the code
BLEED = 3.0


def strip(board: Storyboard, view: SheetView, project: Project) -> Strip:
    """The frames as they lie on a page."""
    file, unit = table(project), view.page.width / A4[0]
    high = view.page.height - (FOOT + (CARD if view.slot else 0)) * unit
    wide, out = view.page.width, BLEED if view.print == "press" else 0.0
    common = Frames(project, board, file, LOOKS[view.print], (wide, high, out))
    made = tuple(_frames(common, file))
    told = (one.scene.id for _, one in frames(board) if one.scene and one.said)
    motto = tuple(placed(corner, common.room) for corner in file.motto)
    return Strip(_in((0, 0, wide, high), file.title), motto, high, made, tuple(dict.fromkeys(told)))


def _frames(common: Frames, file: ComicFile) -> Iterator[StripFrame]:
    for part, told in frames(common.board):
        scene = told.scene
        things = tuple(one.name for one in scene.pictures) if scene else ()
        begins = told.said[0].who if told.said else ""
        shot = file.shot(part, told.tells, begins, scene.channel if scene else "", things)
        if shot:
            yield _frame(common, shot, told, common.drawn(file.frames[part], shot, told))


def _frame(common: Frames, shot: Shot, told: Told, drawn: Drawing) -> StripFrame:
    scene, sound = told.scene, shot.sound
    opens = told.tells == "opening"
    return StripFrame(
        svg=drawn.svg,
        alt=drawn.alt,
        box=drawn.box,
        caption=words(scene.title) if scene and told.first else None,
        corner=shot.caption,
        channel=scene.channel if scene and (opens or shot.phone) else "",
        contact=maybe(scene.contact) if scene and (opens or shot.phone) else None,
        balloons=tuple(_balloons(shot, told, drawn)),
        tricks=tuple(
            Flag(f.number, words(f.trick), words(f.note)) for one in told.said if one.item for f in one.item.flags
        ),
        plate=_at(drawn.box, shot.plate),
        phone=_in(drawn.box, shot.phone) if shot.phone else None,
        sound=_sound(common, sound, drawn.box) if sound else None,
    )


def _sound(common: Frames, sound: Sound, box: Box) -> SoundWord:
    word = words(common.board.labels[sound.word])
    return SoundWord(word, _at(box, sound.at), sound.tall * box[3], sound.wide * box[2], sound.turn)


def _balloons(shot: Shot, told: Told, drawn: Drawing) -> Iterator[Balloon]:
    for one in told.said:
        box = shot.says.get(one.who) or next(iter(shot.says.values()))  # type: ignore[call-overload]
        tip = None if shot.phone or one.who == NOBODY else drawn.mouths.get(one.who)
        who = maybe(one.item.named) if one.item else None
        yield Balloon(words(one.text, one.item), who, one.who, _in(drawn.box, box), tip)


def _in(box: Box, part: Box) -> Box:
    """A part of a box, in its units."""
    return box[0] + part[0] * box[2], box[1] + part[1] * box[3], part[2] * box[2], part[3] * box[3]


def _at(box: Box, at: tuple[float, float]) -> tuple[float, float]:
    return box[0] + at[0] * box[2], box[1] + at[1] * box[3]


def sheets(board: Storyboard) -> tuple[Sheet, ...]:
    """One sheet, larger for readers of large print."""
    large = large_print(board)
    size, slots = (A3, ((76.0, 40.0), (100.0, 56.0))) if large else (A4, ((48.0, 28.0), (62.0, 36.0)))
    return (Sheet("comic", "comic", three("comic", size), slots, strip=strip),)


render, overflow = of_sheets(sheets)

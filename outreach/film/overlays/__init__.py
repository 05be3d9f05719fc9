"""What lies flat over the picture, a question with its options, the end card; and what is seen on a phone's screen."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from outreach.film.motion import Entrance, Sprite
from outreach.film.overlays import balance, endcard, pause
from outreach.film.overlays.handset import handset_pieces
from outreach.film.shots import Show, passage, shots
from outreach.film.shots.director import ShotCut, windows
from outreach.film.shots.director import cuts as cuts_of
from outreach.film.shots.things import touched
from outreach.film.stage import Layers, Piece, Stage

Placed = Callable[[Stage, Layers, Sequence[ShotCut]], list[Sprite]]


def over_pieces(stage: Stage, cuts: Sequence[ShotCut]) -> dict[str, Piece]:
    """The pieces of all that lies over the shots of a scene."""
    shows = {show for cut in cuts for show in cut.shot.shows}
    made = phone_pieces(stage, cuts)
    if "question" in shows:
        made |= pause.pieces(stage)
    if "calls" in shows:
        made |= endcard.pieces(stage)
    if "balance" in shows:
        made |= balance.pieces(stage)
    return made


def phone_pieces(stage: Stage, cuts: Sequence[ShotCut]) -> dict[str, Piece]:
    """Those of the phone, where a shot shows it."""
    shown = any({"phone", "monitor"} & {*cut.shot.shows} for cut in cuts)
    return handset_pieces(stage) if shown else {}


def windowed(sprites: Sequence[Sprite], cuts: Sequence[ShotCut]) -> list[Sprite]:
    """The sprites while their shots last; one that was there before needs no entrance."""
    found, seen = [], windows(cuts)
    for sprite in sprites:
        for start, end in seen:
            first, last = max(sprite.start, start), min(sprite.end, end)
            if first < last:
                come = sprite.enter if first == sprite.start else Entrance()
                found.append(replace(sprite, start=first, end=last, enter=come))
    return found


def _question(stage: Stage, layers: Layers, cuts: Sequence[ShotCut]) -> list[Sprite]:
    return pause.place(stage, layers) if cuts else []


def _calls(stage: Stage, layers: Layers, cuts: Sequence[ShotCut]) -> list[Sprite]:
    if not cuts:
        return []
    after = next((one for one in cuts_of(stage.segment, shots(stage.project)) if one.start == cuts[-1].end), None)
    return endcard.place(stage, layers, cuts[-1].end + (passage.frames(after, stage) if after else 0))


def _balance(stage: Stage, layers: Layers, cuts: Sequence[ShotCut]) -> list[Sprite]:
    return windowed(balance.place(stage, layers, first_touch(stage, cuts)), cuts) if cuts else []


def first_touch(stage: Stage, cuts: Sequence[ShotCut]) -> int:
    """The frame at which the shots that show the balance show a touch; 0 when none does."""
    return next((n for cut in cuts if "balance" in cut.shot.shows and (n := touched(stage, cut)) is not None), 0)


OVERLAYS: Mapping[Show, Placed] = {"question": _question, "calls": _calls, "balance": _balance}

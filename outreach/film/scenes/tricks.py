"""The column beside the screen: who is talking, the tricks as they are named, and what stands below their cards."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.film.geometry import Box, even
from outreach.film.layers import Layer
from outreach.film.motion import Looks, Sprite
from outreach.film.pieces import Chip, Speaker, Trick, Voice
from outreach.film.scenes.screen import GAP, Areas, chip_step, column, flag_moment, flags
from outreach.film.stage import OVER, PERSON, Layers, Piece, Stage, host, host_pieces, loudness
from outreach.storyboard import Flag, Picture
from outreach.timeline import FPS

HOST = 170  # px: the least height below a trick's card in which the host is drawn
NARROWEST = 0.38  # height over width of that box; in a flatter one the host would be smaller than the other people
TALKS = 230  # px: the least height below the chips in which a person who talks is drawn
THING = 150  # px: the least height there for a drawing of a thing
VOICES = 3  # heights of the bars that move with a voice, beside none


def pieces(stage: Stage, areas: Areas) -> dict[str, Piece]:
    """Each trick as a card and as a chip, and whoever talks."""
    made: dict[str, Piece] = {}
    for order, (n, flag) in enumerate(flags(stage)):
        if areas.side:  # type is chosen for all chips to stay; where it cannot be that small, the oldest leave
            most = _below(stage, areas.side, order).h
            made[f"trick-{flag.id}-{n}"] = _trick(flag, areas.side.w, most, areas.side.h)
        made[f"chip-{flag.id}-{n}"] = _chip(stage, flag, column(areas))
    return made | (_speakers(stage, areas.side) if areas.side else {})


def _chip(stage: Stage, flag: Flag, wide: int) -> Chip:
    high = chip_step(stage, wide) - 14
    return Chip(number=flag.number, name=flag.trick.phrases, w=wide, h=high)


def _trick(flag: Flag, wide: int, most: int, limit: int, high: int = 0) -> Trick:
    name, note = flag.trick.phrases, flag.note.phrases
    return Trick(number=flag.number, name=name, note=note, w=wide, most=most, limit=limit, h=high)


def _speakers(stage: Stage, side: Box) -> dict[str, Piece]:
    made: dict[str, Piece] = {}
    for role, chips, _, _ in _turns(stage):
        person, box = stage.person(role), _below(stage, side, _kept(stage, side, chips, TALKS))
        if person:
            tone = "danger" if person.plays == "caller" else "primary"
            svg, name = stage.svg(person.picture.name, person.picture.state), person.name.phrases
            made[f"speaker-{role}-{chips}"] = Speaker(svg=svg, name=name, tone=tone, w=box.w, h=box.h)
            made |= {f"voice-{role}-{n}": Voice(level=n, tone=tone) for n in range(VOICES + 1)}
    return made


def _below(stage: Stage, side: Box, chips: int) -> Box:
    """The side below so many chips."""
    return side.inset(top=chips * chip_step(stage, side.w))


def _kept(stage: Stage, side: Box, named: int, need: int) -> int:
    """How many chips of the tricks that have been named stay, the newest, above something `need` px high."""
    return min(named, max(0, (side.h - need) // chip_step(stage, side.w)))


def _above(stage: Stage, layers: Layers, side: Box, order: int) -> int:
    """How many chips stay above the card of the trick that is named: as many as leave it room."""
    n, flag = flags(stage)[order]
    return _kept(stage, side, order, layers[f"trick-{flag.id}-{n}"].height)


def _turns(stage: Stage) -> Iterator[tuple[str, int, int, int]]:
    """Who talks from when to when, and how many tricks have been named by then."""
    named, before = 0, 0
    for moment in stage.segment.moments:
        if moment.beat.flag:
            named += 1
        elif moment.beat.role != "host":
            yield moment.beat.role, named, before, moment.end
        before = moment.end


def _thing(stage: Stage) -> Picture | None:
    """What the scene is about, when it has a drawing of a thing."""
    people = {p.picture.name for p in stage.segment.cast}
    return next((p for p in stage.segment.scene.pictures if p.name not in people), None)


def _things(stage: Stage, side: Box, layers: Layers) -> dict[int, Box]:
    """The drawing's box below each trick's card that leaves room for it, by the trick's place in the scene."""
    found = {}
    for order, (n, flag) in enumerate(flags(stage) if _thing(stage) else ()):
        used = layers[f"trick-{flag.id}-{n}"].height + GAP
        box = _below(stage, side, _above(stage, layers, side, order)).inset(top=even(used))
        if box.h >= THING:
            found[order] = box
    return found


def below(stage: Stage, layers: Layers, areas: Areas) -> dict[str, Piece]:
    """What stands below the cards where they leave room: what the scene is about, or the host explaining."""
    thing, made = _thing(stage), dict[str, Piece]()
    if areas.side is None:
        return made
    filled = {*_things(stage, areas.side, layers), *_host_box(stage, layers, areas)[1]}
    for order, (n, flag) in enumerate(flags(stage)):
        if order not in filled:  # nothing has room below it: the card has it all
            tall = _below(stage, areas.side, _above(stage, layers, areas.side, order)).h
            made[f"trick-{flag.id}-{n}-tall"] = _trick(flag, column(areas), tall, tall, tall)
    for order, box in _things(stage, areas.side, layers).items():
        assert thing is not None
        made |= {f"{name}-{order}": piece for name, piece in stage.drawing(thing, box).items()}
    host_box, _ = _host_box(stage, layers, areas)
    return made | (host_pieces(stage, host_box, "point") if host_box else {})


def _host_box(stage: Stage, layers: Layers, areas: Areas) -> tuple[Box | None, list[int]]:
    """The room that is left below the tricks' cards and the places of the tricks that leave it; none for a drawing."""
    if areas.side is None or _things(stage, areas.side, layers):
        return None, []
    left = {
        order: _below(stage, areas.side, _above(stage, layers, areas.side, order)).inset(
            top=even(layers[f"trick-{flag.id}-{n}"].height + GAP)
        )
        for order, (n, flag) in enumerate(flags(stage))
    }
    roomy = {order: box for order, box in left.items() if box.h >= max(HOST, box.w * NARROWEST)}
    return min(roomy.values(), key=lambda box: box.h, default=None), list(roomy)


def place(stage: Stage, layers: Layers, areas: Areas) -> Iterator[Sprite]:
    """The cards as the tricks are named, and the people."""
    yield from _tricks(stage, layers, areas)
    if areas.side is not None:
        yield from _people(stage, layers, areas.side)
        yield from _explaining(stage, layers, areas)


def _tricks(stage: Stage, layers: Layers, areas: Areas) -> Iterator[Sprite]:
    """Each trick's card while it is named; its chip from then on, for as long as there is room for it."""
    last = stage.segment.moments[-1]
    for order, (n, flag) in enumerate(flags(stage)):
        moment = flag_moment(stage, stage.segment.scene.items[n], flag)
        chip = layers[f"chip-{flag.id}-{n}"]
        end = stage.segment.end if moment is last else moment.end
        if areas.side is None:
            top = areas.view.bottom - chip.height - 8
            yield stage.sprite("trick", chip, areas.view.x + 12, top, moment.start, end=end, z=OVER + 5)
            continue
        top = _below(stage, areas.side, _above(stage, layers, areas.side, order)).y
        card = layers.get(f"trick-{flag.id}-{n}-tall") or layers[f"trick-{flag.id}-{n}"]
        yield stage.sprite("trick", card, areas.side.x, top, moment.start, end=end, z=OVER + 5)
        yield from _chips(stage, layers, areas.side, order, chip)
        box, thing = _things(stage, areas.side, layers).get(order), _thing(stage)
        if box and thing:
            yield stage.shown(thing, layers, box, moment.start, suffix=f"-{order}", end=end, z=PERSON)


def _chips(stage: Stage, layers: Layers, side: Box, order: int, chip: Layer) -> Iterator[Sprite]:
    """The chip of a trick wherever it stands, one sprite a place: it moves up when a later card needs the room."""
    start, place = 0, -1
    for at, row in [*_rows(stage, layers, side, order), (stage.segment.end, -1)]:
        if row == place:
            continue
        if place >= 0 and at > start:
            top = _below(stage, side, place).y
            end = {} if at == stage.segment.end else {"end": at}
            yield stage.sprite("chip", chip, side.x, top, start, **end)
        start, place = at, row


def _rows(stage: Stage, layers: Layers, side: Box, order: int) -> Iterator[tuple[int, int]]:
    """The frames at which the chips may move, and the row of the trick's own chip from then on; -1: it is not seen."""
    named = 0
    for moment in stage.segment.moments:
        if moment.beat.flag:
            kept = _above(stage, layers, side, named)
        elif moment.beat.role != "host":
            kept = _kept(stage, side, named, TALKS)
        else:
            kept = _kept(stage, side, named, 0)
        if order < named:
            yield moment.start, max(-1, order - (named - kept))
        named += bool(moment.beat.flag)
        if named == order + 1 and moment.beat.flag and moment is not stage.segment.moments[-1]:
            kept = _kept(stage, side, named, 0)
            yield moment.end, order - (named - kept)


def _explaining(stage: Stage, layers: Layers, areas: Areas) -> list[Sprite]:
    box, orders = _host_box(stage, layers, areas)
    named = [(m.start, m.end) for m in stage.segment.moments if m.beat.flag]
    return host(stage, layers, box, *(named[order] for order in orders)) if box else []


def _people(stage: Stage, layers: Layers, side: Box) -> Iterator[Sprite]:
    for role, chips, start, end in _turns(stage):
        name = f"speaker-{role}-{chips}"
        if name in layers:
            box, bars = _below(stage, side, _kept(stage, side, chips, TALKS)), layers[f"voice-{role}-0"]
            yield stage.sprite("speaker", layers[name], box.x, box.y, start, end=end, z=PERSON)
            x, y = box.right - bars.width - GAP, box.y + GAP
            looks = _voice(stage, layers, role)
            yield stage.sprite("voice", bars, x, y, start, end=end, z=PERSON + 1, looks=looks)


def _voice(stage: Stage, layers: Layers, role: str) -> Looks:
    """Bars as high as the voice is loud: without sound too, it is seen that somebody is speaking."""
    hold = max(1, round(stage.motion.loops.mouth.seconds * FPS))

    def bars(frame: int) -> Layer:
        return layers[f"voice-{role}-{round(VOICES * loudness(stage.segment, role, frame // hold * hold))}"]

    return bars

"""A cut of a storyboard: the scenes and lines that one film of a script takes, told as if they were all there is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from outreach.adapt import flagging
from outreach.adapt.exercises import without_exercises
from outreach.adapt.passes import add_pauses, lay_beats, number_tricks
from outreach.kinds import KINDS, LISTS
from outreach.profiles import Profiles
from outreach.profiles.cuts import Cut, Take
from outreach.storyboard import Item, Scene, Storyboard
from outreach.timeline import rehearsed_seconds

_LIST_OF = {kind: name for name, kind in LISTS.items()}
_ALL = Take.model_validate({})


def cut(board: Storyboard, name: str, spec: Cut) -> Storyboard:
    """The storyboard of this cut. Pure; of a cut that is too long, the kinds it can spare go first."""
    board = without_exercises(board)
    made = _told(replace(board, cut=name, style=replace(board.style, shapes=spec.shapes or board.style.shapes)), spec)
    for less in spec.spare:
        if seconds(made) <= spec.seconds[1]:
            break
        spec = _with(spec, less)
        made = _told(made, spec)
    return made


def films(board: Storyboard, profiles: Profiles) -> tuple[Storyboard, ...]:
    """Every cut that the storyboard's audience gets, as content/audiences has them."""
    names = profiles.audiences[board.audience].cuts
    return tuple(cut(board, name, profiles.cuts[name]) for name in names)


def seconds(board: Storyboard) -> float:
    """How long its film will be, at the middle of the audience's pace."""
    return rehearsed_seconds(board)


def _with(spec: Cut, less: Mapping[str, Take | None]) -> Cut:
    """The cut, with less of some kinds of scene, or none of them."""
    scenes = {kind: _less(take, less.get(kind)) for kind, take in spec.scenes.items() if less.get(kind, take)}
    return spec.model_copy(update={"scenes": scenes})


def _less(take: Take, less: Take | None) -> Take:
    return take.model_copy(update=less.model_dump(exclude_unset=True)) if less else take


def _told(board: Storyboard, spec: Cut) -> Storyboard:
    board = replace(board, scenes=tuple(_headed(scene, board, spec) for scene in _scenes(board, spec)))
    return add_pauses(lay_beats(number_tricks(board)))


def _scenes(board: Storyboard, spec: Cut) -> Iterator[Scene]:
    taken: dict[str, int] = {}
    for scene in board.scenes:
        take = spec.scenes.get(scene.kind)
        if not _wanted(scene, board.cut, take, taken.get(scene.kind, 0)):
            continue
        taken[scene.kind] = taken.get(scene.kind, 0) + 1
        made = _trimmed(scene, board.cut, take or _ALL)
        if made.items or made.beats or KINDS[made.kind].last:
            yield made


def _headed(scene: Scene, board: Storyboard, spec: Cut) -> Scene:
    """The scene under the cut's own headline: of a film that is seen for seconds, every picture says what to do."""
    line = board.labels.get(spec.headline or "")
    return scene if line is None or KINDS[scene.kind].last else replace(scene, title=line)


def _wanted(scene: Scene, name: str, take: Take | None, before: int) -> bool:
    """The end card always, what the script says of this cut, else so many scenes of a kind as the cut takes."""
    if KINDS[scene.kind].last or scene.cuts:
        return KINDS[scene.kind].last or name in scene.cuts
    return take is not None and (take.scenes is None or before < take.scenes)


def _trimmed(scene: Scene, name: str, take: Take) -> Scene:
    """The scene with the items that the cut takes, and nothing said but its lead: the rest follows from the items."""
    kept = {item.id for kind in _LIST_OF for item in _items(scene, kind, name, take)}
    items, left, places = [], take.tricks, dict.fromkeys(_LIST_OF, 0)
    for item in (item for item in scene.items if item.id in kept):
        places[item.kind] += 1
        flags = item.flags if left is None else item.flags[:left]
        left = None if left is None else left - len(flags)
        detail = item.detail if take.details else None
        runs = flagging.cut(item.text, flags)
        items.append(replace(item, flags=flags, runs=runs, detail=detail, number=places[item.kind]))
    lead = tuple(beat for beat in scene.beats if take.lead and beat.id == f"{scene.id}.lead")
    return replace(scene, items=tuple(items), beats=lead)


def _items(scene: Scene, kind: str, name: str, take: Take) -> list[Item]:
    """Those of a kind that the script gives this cut, then the right answer, what has a trick, and the rest in turn; of
    a scene whose point comes last, its last ones.
    """
    there = [item for item in scene.items if item.kind == kind and (not item.cuts or name in item.cuts)]
    most = getattr(take, _LIST_OF[item.kind]) if (item := next(iter(there), None)) else None
    given = [item for item in there if item.cuts]
    in_turn = there[::-1] if KINDS[scene.kind].ends else there
    others = sorted((item for item in in_turn if not item.cuts), key=lambda i: (not i.right, not i.flags))
    return there if most is None else [*given, *others[: max(0, most - len(given))]]

"""The passes of an adaptation: each takes a storyboard and returns a new one. Pure, in the order of PASSES."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from outreach.adapt.breaths import breaths
from outreach.kinds import KINDS
from outreach.storyboard import Beat, Scene, Storyboard, Text, is_scammer

Pass = Callable[[Storyboard], Storyboard]


def mark_quotes(board: Storyboard) -> Storyboard:
    """What a scammer says, writes or calls himself on the screen is known as his words, not ours."""
    scammers = {person.role for person in board.cast if is_scammer(person)}
    quiz = tuple(
        one if one.genuine or not one.message else replace(one, message=_quoted(one.message)) for one in board.quiz
    )
    return replace(board, scenes=tuple(_marked(scene, scammers) for scene in board.scenes), quiz=quiz)


def _marked(scene: Scene, scammers: set[str]) -> Scene:
    if not any(item.role in scammers for item in scene.items):
        return scene
    items = tuple(replace(i, text=_quoted(i.text)) if i.role in scammers else i for i in scene.items)
    return replace(scene, items=items, contact=_quoted(scene.contact) if scene.contact else None)


def _quoted(text: Text) -> Text:
    return replace(text, quoted=True, beside=replace(text.beside, quoted=True) if text.beside else None)


def number_tricks(board: Storyboard) -> Storyboard:
    """Flags count 1, 2, 3 through the whole storyboard."""
    number = 0
    scenes = []
    for scene in board.scenes:
        items = []
        for item in scene.items:
            flags = tuple(replace(flag, number=number + n) for n, flag in enumerate(item.flags, 1))
            number += len(flags)
            items.append(replace(item, flags=flags))
        scenes.append(replace(scene, items=tuple(items)))
    return replace(board, scenes=tuple(scenes))


def lay_beats(board: Storyboard) -> Storyboard:
    """Every scene gets its beats: who says what while which item is seen, and where there is time to think."""
    return replace(board, scenes=tuple(replace(s, beats=(*s.beats, *_beats(s, board))) for s in board.scenes))


def _item_beats(scene: Scene, board: Storyboard) -> Iterator[Beat]:
    """Each item by whoever says it, a long one piece by piece; after each what the host says of its tricks."""
    for item in scene.items:
        for name, text, flags in breaths(item, board.style):
            yield Beat(f"{scene.id}.{name}", "say", text, item.role or "host", item.id)
            for flag in flags:
                yield Beat(f"{scene.id}.{name}.{flag.id}", "say", flag.note, "host", item.id, flag.id)


def _pause_beats(scene: Scene, board: Storyboard) -> Iterator[Beat]:
    yield Beat(f"{scene.id}.question", "say", scene.question)
    yield from _item_beats(scene, board)
    yield Beat(f"{scene.id}.wait", "wait", seconds=board.pace.wait)
    right = next(item.id for item in scene.items if item.right)
    yield Beat(f"{scene.id}.answer", "say", scene.answer, item=right, reveal=True)


def _end_beats(scene: Scene, board: Storyboard) -> Iterator[Beat]:
    yield Beat(f"{scene.id}.slogan", "say", scene.title)
    yield from _item_beats(scene, board)


def _beats(scene: Scene, board: Storyboard) -> Iterator[Beat]:
    kind = KINDS[scene.kind]
    return (_pause_beats if kind.asks else _end_beats if kind.last else _item_beats)(scene, board)


def add_pauses(board: Storyboard) -> Storyboard:
    """Silence after each sentence, longer at the end of a scene, where the topic changes."""
    scenes = []
    for scene in board.scenes:
        last = len(scene.beats) - 1
        beats = tuple(
            replace(
                b, pause=0.0 if b.kind == "wait" else board.pace.scene_pause if n == last else board.pace.sentence_pause
            )
            for n, b in enumerate(scene.beats)
        )
        scenes.append(replace(scene, beats=beats))
    return replace(board, scenes=tuple(scenes))


PASSES: tuple[Pass, ...] = (mark_quotes, number_tricks, lay_beats, add_pauses)

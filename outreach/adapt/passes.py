"""The passes of an adaptation: each takes a storyboard and returns a new one. Pure, in the order of PASSES."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from outreach.adapt.flagging import cut
from outreach.lang import spoken_form
from outreach.lang.breaks import inside_link
from outreach.storyboard import Beat, Item, Scene, Storyboard, Style, Text, is_scammer

Pass = Callable[[Storyboard], Storyboard]


def mark_quotes(board: Storyboard) -> Storyboard:
    """What a scammer says, writes or calls himself on the screen is known as his words, not ours."""
    scammers = {person.role for person in board.cast if is_scammer(person)}
    return replace(board, scenes=tuple(_marked(scene, scammers) for scene in board.scenes))


def _marked(scene: Scene, scammers: set[str]) -> Scene:
    if not any(item.role in scammers for item in scene.items):
        return scene
    items = tuple(replace(i, text=_quoted(i.text)) if i.role in scammers else i for i in scene.items)
    return replace(scene, items=items, contact=_quoted(scene.contact) if scene.contact else None)


def _quoted(text: Text) -> Text:
    return replace(text, quoted=True, beside=replace(text.beside, quoted=True) if text.beside else None)


def split_long_texts(board: Storyboard) -> Storyboard:
    """A text longer than the audience's `item_chars` becomes several items, cut after punctuation; type stays."""
    limit = board.style.limits["item_chars"]
    scenes = tuple(
        replace(s, items=tuple(piece for item in s.items for piece in _split_item(item, limit, board.style)))
        for s in board.scenes
    )
    return replace(board, scenes=scenes)


def _split_item(item: Item, limit: int, style: Style) -> Iterator[Item]:
    if len(item.text.shown) <= limit or item.text.said != item.text.shown or item.kind == "option" or item.text.beside:
        yield item
        return
    shown_before: list[str] = []
    for n, words in enumerate(_cut(item, limit)):
        shown = "".join(words)
        text = replace(
            item.text,
            shown=shown,
            said=shown,
            phrases=words,
            said_phrases=words,
            spoken=spoken_form(shown, style.lang, style.pronounce),
        )
        flags = tuple(f for f in item.flags if f.phrase in shown and not any(f.phrase in s for s in shown_before))
        shown_before.append(shown)
        yield replace(
            item,
            id=item.id if n == 0 else f"{item.id}-{n + 1}",
            text=text,
            flags=flags,
            runs=cut(text, flags),
            detail=item.detail if n == 0 else None,
            number=item.number if n == 0 else 0,
        )


_SENTENCE_END, _CLAUSE_END = tuple("。！？；.!?;"), tuple("。！？；.!?;，,：:")


def _cut(item: Item, limit: int) -> Iterator[tuple[str, ...]]:
    """Pieces in parts of at most `limit` characters, cut after sentences, else clauses, never in a flagged phrase."""
    units: list[tuple[str, ...]] = []
    for sentence in _after(item.text.phrases, _SENTENCE_END):
        units += _after(sentence, _CLAUSE_END) if len("".join(sentence)) > limit else [sentence]
    parts: list[tuple[str, ...]] = []
    for unit in units:
        room = parts and len("".join(parts[-1] + unit).rstrip()) <= limit
        if room or (parts and _splits_a_phrase(item, parts, unit)):
            parts[-1] += unit
        else:
            parts.append(unit)
    yield from ((*part[:-1], part[-1].rstrip()) for part in parts)


def _after(pieces: tuple[str, ...], marks: tuple[str, ...]) -> list[tuple[str, ...]]:
    """The pieces in runs that end after one of the marks, also when a closing quote follows it."""
    runs: list[tuple[str, ...]] = [()]
    for piece, after in zip(pieces, (*pieces[1:], " "), strict=True):
        runs[-1] += (piece,)
        if piece.rstrip().rstrip("”’）)」』\"'").endswith(marks) and not inside_link(piece, after):
            runs.append(())
    return [run for run in runs if run]


def _splits_a_phrase(item: Item, parts: list[tuple[str, ...]], unit: tuple[str, ...]) -> bool:
    before, after = "".join(parts[-1]), "".join(unit)
    return any(f.phrase in before + after and f.phrase not in before and f.phrase not in after for f in item.flags)


def split_long_scenes(board: Storyboard) -> Storyboard:
    """A scene with more items than the audience can take in becomes parts with the same title."""
    scenes: list[Scene] = []
    for scene in board.scenes:
        limit = board.style.limits["bubbles" if scene.kind == "dialogue" else "items"]
        if scene.kind in ("hook", "pause", "endcard") or len(scene.items) <= limit:
            scenes.append(scene)
            continue
        chunks = _even(scene, limit)
        for n, chunk in enumerate(chunks, 1):
            scenes.append(
                replace(
                    scene,
                    id=scene.id if n == 1 else f"{scene.id}-{n}",
                    items=chunk,
                    beats=scene.beats if n == 1 else (),
                    part=n,
                    parts=len(chunks),
                )
            )
    return replace(board, scenes=tuple(scenes))


def _even(scene: Scene, limit: int) -> list[tuple[Item, ...]]:
    """Parts of nearly equal length; do and don't keep to parts of their own."""
    groups = [tuple(i for i in scene.items if i.kind == kind) for kind in dict.fromkeys(i.kind for i in scene.items)]
    chunks = []
    for group in groups:
        count = -(-len(group) // limit)
        size, extra = divmod(len(group), count)
        start = 0
        for n in range(count):
            end = start + size + (n < extra)
            chunks.append(group[start:end])
            start = end
    return chunks


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
    return replace(board, scenes=tuple(replace(s, beats=(*s.beats, *_BEATS[s.kind](s, board))) for s in board.scenes))


def _name(scene: Scene) -> str:
    """The author's name of a scene, the same in all of its parts: a recording keeps its name when a scene splits."""
    return scene.id.removesuffix(f"-{scene.part}") if scene.part > 1 else scene.id


def _line_beats(scene: Scene, board: Storyboard) -> Iterator[Beat]:
    for item in scene.items:
        yield Beat(f"{_name(scene)}.{item.id}", "say", item.text, item.role or "host", item.id)
        for flag in item.flags:
            yield Beat(f"{_name(scene)}.{item.id}.{flag.id}", "say", flag.note, "host", item.id, flag.id)


def _item_beats(scene: Scene, board: Storyboard) -> Iterator[Beat]:
    for item in scene.items:
        yield Beat(f"{_name(scene)}.{item.id}", "say", item.text, "host", item.id)


def _pause_beats(scene: Scene, board: Storyboard) -> Iterator[Beat]:
    yield Beat(f"{_name(scene)}.question", "say", scene.question)
    yield from _item_beats(scene, board)
    yield Beat(f"{_name(scene)}.wait", "wait", seconds=board.pace.wait)
    right = next(item.id for item in scene.items if item.right)
    yield Beat(f"{_name(scene)}.answer", "say", scene.answer, item=right, reveal=True)


def _end_beats(scene: Scene, board: Storyboard) -> Iterator[Beat]:
    yield Beat(f"{_name(scene)}.slogan", "say", scene.title)
    yield from _line_beats(scene, board)


_BEATS = {
    "hook": _line_beats,
    "dialogue": _line_beats,
    "pause": _pause_beats,
    "anatomy": _item_beats,
    "flags": _item_beats,
    "actions": _item_beats,
    "rescue": _item_beats,
    "endcard": _end_beats,
}


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


PASSES: tuple[Pass, ...] = (mark_quotes, split_long_texts, split_long_scenes, number_tricks, lay_beats, add_pauses)

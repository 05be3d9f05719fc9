"""Timeline -> captions as WebVTT and SubRip, and a transcript that also tells what is only seen."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.captions import Cue, clock, srt
from outreach.imprint import imprint_line
from outreach.kinds import KINDS, LESSON
from outreach.lang import tongue
from outreach.layout import Layout
from outreach.storyboard import Item, Scene, Storyboard
from outreach.timeline import FPS, TimedScene, Timeline


def render(timeline: Timeline, layout: Layout) -> dict[str, bytes]:
    """captions.vtt, captions.srt (UTF-8) and transcript.txt; of a shorter film, captions-loop.vtt and so on."""
    del layout  # plain text needs no template
    of = f"-{timeline.board.cut}" if timeline.board.cut not in ("", LESSON) else ""  # of a further cut of the film
    return {
        f"captions{of}.vtt": vtt(timeline).encode(),
        f"captions{of}.srt": srt(timeline.cues).encode(),
        f"transcript{of}.txt": transcript(timeline).encode(),
    }


def vtt(timeline: Timeline) -> str:
    """The captions as WebVTT; who speaks is a voice tag, which a player can show, and a comment names the approval."""
    board = timeline.board
    names, review = _names(board), imprint_line(board) or board.labels["draft"].shown
    head = f"WEBVTT\nKind: captions\nLanguage: {board.lang}\n\nNOTE {_escape(review)}\n"
    return head + "".join(f"\n{_vtt_cue(n, cue, names)}" for n, cue in enumerate(timeline.cues, 1))


def _vtt_cue(number: int, cue: Cue, names: dict[str, str]) -> str:
    words = "\n".join(_escape(line) for line in cue.lines)
    voice = _escape(names.get(cue.role, cue.role)).replace("\n", " ")
    return f"{number}\n{clock(cue.start)} --> {clock(cue.end)}\n<v {voice}>{words}</v>\n"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _names(board: Storyboard) -> dict[str, str]:
    return {person.role: person.name.shown for person in board.cast}


def transcript(timeline: Timeline) -> str:
    """Everything said, by whom, and in brackets everything only seen, scene after scene with its time."""
    board = timeline.board
    lines = [board.title.shown, "=" * len(board.title.shown), "", board.summary.shown]
    lines += ["", imprint_line(board) or board.labels["draft"].shown]
    for scene in timeline.scenes:
        lines += ["", *_scene(scene, board)]
    lines += ["", *_end(board)]
    return "\n".join(lines).rstrip() + "\n"


def _scene(timed: TimedScene, board: Storyboard) -> Iterator[str]:
    scene, names, colon = timed.scene, _names(board), tongue(board.lang).colon
    part = f" ({timed.part}/{timed.parts})" if timed.parts > 1 else ""
    yield f"[{clock(timed.start / FPS)[3:8]}] {scene.title.shown}{part}"
    for picture in scene.pictures:
        yield f"[{picture.alt}]"
    if scene.contact:
        yield f"[{board.labels['on_screen'].shown}{colon}{scene.contact.shown}]"
    items = {item.id: item for item in scene.items}
    told = set[str]()  # a long step is said in pieces, and seen once
    for beat in (t.beat for t in timed.beats):
        item = items.get(beat.item)
        if beat.kind == "wait":
            yield f"[{board.labels['stop'].shown}]"
        elif beat.text:
            yield f"{names.get(beat.role, beat.role)}{colon}{beat.text.said}"
            if not KINDS[scene.kind].asks and (beat.flag or beat.item not in told):
                yield from _only_seen(item, beat.flag, beat.text.said, board)
            told.add(beat.item)
    if KINDS[scene.kind].asks:
        yield from _answer(scene, board)


def _only_seen(item: Item | None, flag: str, said: str, board: Storyboard) -> Iterator[str]:
    """What the picture adds to a line: its trick, a drawing, other words than are said. Details are not in films."""
    if item is None:
        return
    if flag:
        found = next(f for f in item.flags if f.id == flag)
        trick = f"{board.labels['trick'].shown} {found.number}{tongue(board.lang).colon}{found.trick.shown}"
        yield f"[{trick} - “{found.phrase}”]"
        return
    if item.picture:
        yield f"[{item.picture.alt}]"
    if item.text.shown != said and not item.text.shown.startswith(said):
        yield f"[{item.text.shown}]"


def _answer(scene: Scene, board: Storyboard) -> Iterator[str]:
    right = next((item for item in scene.items if item.right), None)
    if right:
        yield f"[{board.labels['answer'].shown}{tongue(board.lang).colon}{right.text.shown}]"


def _end(board: Storyboard) -> Iterator[str]:
    """What the last picture shows: numbers to call, where the code leads, where the facts come from."""
    yield board.labels["hotlines"].shown
    for hotline in board.hotlines:
        yield f"{hotline.number}  {hotline.purpose.shown}"
    yield board.labels["scan_promise"].shown
    yield ""
    colon = tongue(board.lang).colon
    yield f"{board.labels['reviewed'].shown}{colon}{board.reviewed}"
    yield f"{board.labels['sources'].shown}{colon}" + "; ".join(source.shown for source in board.sources)

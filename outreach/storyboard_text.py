"""A storyboard as a page to read: scenes, what is seen, what is said, by whom and with what pauses."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.storyboard import Beat, Item, Scene, Storyboard, Text


def storyboard_text(board: Storyboard) -> str:
    """The whole storyboard as plain text, one line a thing."""
    return "\n".join(line.rstrip() for line in _lines(board)) + "\n"


def _lines(board: Storyboard) -> Iterator[str]:
    yield f"{board.scam} · {board.audience} · {board.lang}{' + ' + board.companion if board.companion else ''}"
    yield f"title    {_both(board.title)}"
    yield f"summary  {_both(board.summary)}"
    state = f"approved by {board.review.by}" if board.review.approved else f"draft: {board.review.why_not}"
    yield f"review   {state}; last read {board.reviewed}"
    yield "cast     " + "; ".join(f"{p.role} {p.name.shown} [{p.picture.name}:{p.picture.state}]" for p in board.cast)
    yield "hotlines " + "; ".join(f"{h.number} {h.purpose.shown}" for h in board.hotlines)
    yield from (f"{name:<8} {_both(text)}" for name in ("refusal", "ask") if (text := getattr(board, name)))
    for number, scene in enumerate(board.scenes, 1):
        yield ""
        yield from _scene(number, scene)


def _scene(number: int, scene: Scene) -> Iterator[str]:
    channel = f" by {scene.channel}" if scene.channel else ""
    pictures = ", ".join(f"{p.name}:{p.state}" for p in scene.pictures)
    yield f"{number} {scene.kind}{channel} `{scene.id}`: {_both(scene.title)}  [{pictures}]"
    if scene.contact:
        yield f"  contact {_both(scene.contact)}"
    for item in scene.items:
        yield from _item(item)
    for beat in scene.beats:
        yield _beat(beat)


def _item(item: Item) -> Iterator[str]:
    who = f" {item.role} {item.side}".rstrip() if item.role else " (right)" if item.right else ""
    picture = f"  [{item.picture.name}:{item.picture.state}]" if item.picture else ""
    yield f"  - {item.kind} {item.id}{who}: {_both(item.text)}{picture}"
    if item.detail:
        yield f"      detail: {_both(item.detail)}"
    for flag in item.flags:
        yield f"      trick {flag.number} `{flag.phrase}` {_both(flag.trick)}: {_both(flag.note)}"


def _beat(beat: Beat) -> str:
    pause = f" +{beat.pause:g}s" if beat.pause else ""
    if beat.kind == "wait" or beat.text is None:
        return f"  > {beat.id}: wait {beat.seconds:g}s{pause}"
    spoken = f" « {beat.text.spoken} »" if beat.text.spoken != beat.text.said else ""
    marks = " ".join(word for word in (beat.flag and f"mark:{beat.flag}", "reveal" if beat.reveal else "") if word)
    return f"  > {beat.id} {beat.role}: {beat.text.said}{spoken}{pause} {marks}"


def _both(text: Text) -> str:
    return f"{text.shown} | {text.beside.shown}" if text.beside else text.shown

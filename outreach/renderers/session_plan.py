"""The speaker's session plan: minutes for a talk of 20, 40 and 60 minutes, and one page to print it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from outreach.lang import tongue
from outreach.layout import Layout
from outreach.storyboard import Storyboard, Text

LENGTHS = (20, 40, 60)
# Part -> how it shares the minutes of each length: short talks tell the story, long ones let people practise.
# UK Neighbourhood Watch packs plan 45-60 minutes the same way.
SHARES = {
    "opening": (2, 3, 4),
    "story": (5, 9, 12),
    "stop": (3, 6, 9),
    "anatomy": (2, 4, 5),
    "flags": (2, 4, 6),
    "actions": (2, 4, 6),
    "rescue": (2, 4, 6),
    "quiz": (1, 3, 6),
    "closing": (1, 3, 6),
}


def help_texts(board: Storyboard) -> Iterator[Text]:
    """What to do, in order: of the two cases of a loss, the one of this scam comes first."""
    cases = ("loss_card", "loss_sent") if board.loss == "card" else ("loss_sent", "loss_card")
    yield from (board.labels[name] for name in ("plan_help_1", "plan_help_2", *cases, "plan_help_4", "plan_help_5"))


@dataclass(frozen=True)
class Part:
    """One row of the plan."""

    kind: str
    title: Text
    slides: tuple[int, int]  # first and last
    minutes: tuple[int, ...]  # one for each of LENGTHS
    todo: Text


def plan(board: Storyboard, parts: Sequence[tuple[str, Text, int]]) -> tuple[Part, ...]:
    """The plan of a talk whose parts are (kind, title, number of slides); each column adds up to its length."""
    minutes = [_share([SHARES[kind][n] for kind, _, _ in parts], length) for n, length in enumerate(LENGTHS)]
    rows, first = [], 1
    for n, (kind, title, count) in enumerate(parts):
        todo = board.labels[f"plan_{kind}"]
        rows.append(Part(kind, title, (first, first + count - 1), tuple(column[n] for column in minutes), todo))
        first += count
    return tuple(rows)


def _share(weights: Sequence[int], total: int) -> list[int]:
    """`total` whole minutes shared by weight, at least one each (largest remainder)."""
    exact = [weight * total / sum(weights) for weight in weights]
    whole = [max(1, int(one)) for one in exact]
    order = sorted(range(len(exact)), key=lambda n: int(exact[n]) - exact[n])
    for n in range(total - sum(whole)):
        whole[order[n % len(order)]] += 1
    return whole


def lines(board: Storyboard, parts: Sequence[Part]) -> Iterator[tuple[str, str, bool]]:
    """(text, language, heading) of the plan as speaker's notes: what to bring, then each length part by part."""
    labels = board.labels
    yield labels["plan_title"].shown, board.lang, True
    yield from _both(labels["plan_bring"])
    minute = labels["plan_minutes"].shown
    for n, length in enumerate(LENGTHS):
        yield f"{length} {minute}", board.lang, True
        for part in parts:
            yield f"{_range(part)}  {part.title.shown}  {part.minutes[n]} {minute}", board.lang, False
    for part in parts:
        yield part.title.shown, board.lang, True
        yield from _both(part.todo)


def help_lines(board: Storyboard) -> Iterator[tuple[str, str, bool]]:
    """What to do when someone says "I think this is happening to me", as speaker's notes."""
    title = board.labels["plan_help"]
    yield title.shown, title.lang, True
    for text in help_texts(board):
        yield from _both(text)


def _both(text: Text) -> Iterator[tuple[str, str, bool]]:
    yield text.shown, text.lang, False
    if text.beside:
        yield text.beside.shown, text.beside.lang, False


def _range(part: Part) -> str:
    first, last = part.slides
    return f"{first}" if first == last else f"{first}–{last}"


def page(board: Storyboard, parts: Sequence[Part], layout: Layout) -> bytes:
    """The plan as a one-page tagged PDF (A4)."""
    labels = board.labels
    names = ("plan_title", "plan_minutes", "plan_slides", "plan_part", "plan_todo", "plan_bring", "plan_help", "draft")
    data = {
        "title": _text(board.title),
        "brand": board.brand.short.shown,
        "draft": not board.review.approved,
        "lang": board.lang,
        "direction": board.style.direction,
        "font": board.style.font,
        "colors": board.style.colors,
        "lengths": LENGTHS,
        "labels": {name: _text(labels[name]) for name in names},
        "parts": [
            {"slides": _range(p), "title": _text(p.title), "minutes": p.minutes, "todo": _text(p.todo)} for p in parts
        ],
        "help": [_text(text) for text in help_texts(board)],
        "hotlines": [{"number": h.number, "purpose": _text(h.purpose)} for h in board.hotlines],
    }
    return layout.pdf("deck/session-plan.typ", data, date=board.reviewed)


def _text(text: Text) -> dict[str, object]:
    beside = _text(text.beside) if text.beside else None
    phrases = list(text.phrases) if tongue(text.lang).boxed else []  # none: lines break at spaces
    return {"shown": text.shown, "phrases": phrases, "lang": text.lang, "rtl": tongue(text.lang).rtl, "beside": beside}

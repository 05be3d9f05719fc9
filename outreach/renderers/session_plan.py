"""The speaker's session plan: minutes for a talk of 20, 40 and 60 minutes, and what to say in each part of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from outreach.imprint import imprint
from outreach.lang import tongue
from outreach.layout import Layout
from outreach.storyboard import Storyboard, Text
from outreach.views import View

LENGTHS = (20, 40, 60)
# Part -> how it shares the minutes of each length: short talks tell the story, long ones let people practise.
# UK Neighbourhood Watch packs plan 45-60 minutes the same way.
SHARES = {
    "opening": (2, 3, 4),
    "story": (4, 8, 11),
    "stop": (2, 4, 7),
    "anatomy": (2, 4, 5),
    "flags": (2, 4, 6),
    "actions": (2, 4, 6),
    "rescue": (2, 4, 6),
    "quiz": (2, 5, 9),
    "closing": (2, 4, 6),
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


# The fixed words of the page.
LABELS = (
    "plan_talk",
    "plan_own",
    "plan_title",
    "plan_minutes",
    "plan_slides",
    "plan_part",
    "plan_todo",
    "plan_bring",
    "plan_help",
    "draft",
)


@dataclass(frozen=True)
class PlanText(View):
    """A text of the plan, with its second language."""

    shown: str
    phrases: tuple[str, ...]  # none: lines break at spaces
    lang: str
    rtl: bool
    beside: PlanText | None


@dataclass(frozen=True)
class PlanRow(View):
    """A part of the talk."""

    slides: str  # first to last
    title: PlanText
    minutes: tuple[int, ...]  # one for each length
    todo: PlanText


@dataclass(frozen=True)
class PlanWords(View):
    """A part of the talk, and a paragraph to speak."""

    title: PlanText
    words: PlanText


@dataclass(frozen=True)
class PlanCall(View):
    """A number to call."""

    number: str
    purpose: PlanText


@dataclass(frozen=True, kw_only=True)
class PlanView(View):
    """The speaker's plan on one page, and on the next what to say: deck/session-plan.typ."""

    title: PlanText
    brand: str
    draft: bool
    approved: tuple[str, ...]  # number and last day of the approval; none for a draft
    lang: str
    direction: str  # ltr or rtl
    font: str
    colors: Mapping[str, str]  # the tokens of templates/theme.yaml
    lengths: tuple[int, ...]  # minutes
    labels: Mapping[str, PlanText]
    parts: tuple[PlanRow, ...]
    help: tuple[PlanText, ...]  # what to say to someone in trouble
    talk: tuple[PlanWords, ...]  # none: no second page
    hotlines: tuple[PlanCall, ...]


def page(board: Storyboard, parts: Sequence[Part], layout: Layout) -> bytes:
    """The plan as a tagged PDF (A4): one page, and one with the words to say when the script has them."""
    view = PlanView(
        title=_text(board.title),
        brand=board.brand.short.shown,
        draft=not board.review.approved,
        approved=imprint(board),
        lang=board.lang,
        direction=board.style.direction,
        font=board.style.font,
        colors=board.style.colors,
        lengths=LENGTHS,
        labels={name: _text(board.labels[name]) for name in LABELS},
        parts=tuple(PlanRow(_range(p), _text(p.title), p.minutes, _text(p.todo)) for p in parts),
        help=tuple(map(_text, help_texts(board))),
        talk=tuple(PlanWords(_text(p.title), _text(board.talk[p.kind])) for p in parts if p.kind in board.talk),
        hotlines=tuple(PlanCall(h.number, _text(h.purpose)) for h in board.hotlines),
    )
    return layout.pdf("deck/session-plan.typ", view, date=board.reviewed)


def _text(text: Text) -> PlanText:
    own = tongue(text.lang)
    beside = _text(text.beside) if text.beside else None
    return PlanText(text.shown, text.phrases if own.boxed else (), text.lang, own.rtl, beside)

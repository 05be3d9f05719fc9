"""Social pictures: cards of 1080 × 1440, one long picture, a banner, and a slogan strip for LED, from a storyboard."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from outreach.codes import links
from outreach.diagnostics import OutreachError, fail
from outreach.kinds import KINDS
from outreach.layout import Layout
from outreach.messages import msg
from outreach.overflow import Cause, Fault, UnmadeError
from outreach.paginate import sentences
from outreach.paper.form import report_of
from outreach.paper.words import words
from outreach.renderers.cards.data import ask
from outreach.renderers.cards.data import picture_data as picture_data
from outreach.renderers.cards.views import PictureView
from outreach.storyboard import Storyboard, Text

FOOT = 5  # numbers with short words that the foot of a card holds
COVER, LAST = "cover", "last"  # beside the scenes' ids; a hook is told by the cover, an endcard by the last card
_TOLD = ("hook", "endcard")


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """The pictures and the words that go with them, by file name.

    `card-01-cover.png` … in reading order, `long.png` (1080 px wide), `banner.png` (1080 × 383), `post.txt` to paste
    over a post, `led.txt` and `led-1.png` … (1920 × 128). Raises UnmadeError when words do not fit a picture, and
    OutreachError when a slogan is too long for a strip.
    """
    data, files, faults = picture_data(board, layout.project), dict[str, bytes](), list[Fault]()
    for name, template, view in numbered(data, layout):
        try:
            pages = layout.png(f"cards/{template}.typ", view)
        except OutreachError as problem:
            faults += _faults(problem, template, data)
            continue
        if template == "card":
            files |= {f"card-{n:02}-{name}.png": page for n, page in enumerate(pages, len(files) + 1)}
        else:
            files[f"{name}.png"] = pages[0]
    files["post.txt"] = post_text(board).encode()
    files |= led(board, data, layout)
    if faults:
        raise UnmadeError(tuple(dict.fromkeys(faults)), files)
    return files


def overflow(board: Storyboard, layout: Layout, branches: object) -> tuple[list[Fault], list[str]]:
    """What no card, banner, long picture or LED strip holds, in px that are missing; cards leave no scene out."""
    data, faults = picture_data(board, layout.project), dict[Fault, None]()
    tried = [(template, view) for _, template, view in _pictures(data)]
    for template, view in (*tried, *(("led", replace(data, slogan=words(text))) for text in _lines(board))):
        try:
            layout.png(f"cards/{template}.typ", view, ppi=1)
        except OutreachError as problem:
            faults |= dict.fromkeys(_faults(problem, template, data))
    return [*faults], []


def _pictures(data: PictureView) -> Iterator[tuple[str, str, PictureView]]:
    """Name, template and view of every picture but the LED strips."""
    for name in (COVER, *(s.id for s in data.scenes if s.kind not in _TOLD), LAST):
        yield name, "card", replace(data, scene=name)
    yield "long", "long", data
    yield "banner", "banner", data


def numbered(data: PictureView, layout: Layout) -> Iterator[tuple[str, str, PictureView]]:
    """The same, each card with its place among all: how many a scene takes is known once it was laid out."""
    pictures, taken = [*_pictures(data)], list[int]()
    for _, template, view in pictures:
        try:
            taken.append(len(layout.png("cards/card.typ", view, ppi=1)) if template == "card" else 0)
        except OutreachError:  # told when it is made
            taken.append(0)
    for n, (name, template, view) in enumerate(pictures):
        yield name, template, replace(view, first=sum(taken[:n]) + 1, total=sum(taken))


def _faults(problem: OutreachError, template: str, data: PictureView) -> Iterator[Fault]:
    """What a template reports of its own room; any other error of it goes on."""
    report = report_of(problem)
    if report is None:
        raise problem
    for one in report.faults:
        cause = Cause("most", max(one["texts"], key=len, default=""))
        if one["panel"] == "foot" and len(data.hotlines) > FOOT:
            cause = Cause("hotlines", found=len(data.hotlines), fits=FOOT)
        yield Fault(template, one["panel"], one["over"], "px", causes=(cause,))


def led(board: Storyboard, data: PictureView, layout: Layout) -> dict[str, bytes]:
    """`led.txt`, and a picture of each of its lines; a line too long for one strip has one for each sentence."""
    strips = (strip for text in slogans(board) for strip in _strips(text, data, layout))
    return {"led.txt": led_text(board).encode(), **{f"led-{n}.png": strip for n, strip in enumerate(strips, 1)}}


def slogans(board: Storyboard) -> tuple[Text, ...]:
    """One line each for an LED strip, each to be understood alone: the slogan, and whom to call."""
    end = next((s for s in board.scenes if KINDS[s.kind].last), None)
    return (end.title, *(item.text for item in end.items)) if end else (board.title,)


def led_text(board: Storyboard) -> str:
    """The lines to type into an LED controller; each of a draft says so, for lines are copied one by one."""
    return "".join(f"{_mark(board)}{text.shown}{_call(text, board)}\n" for text in slogans(board))


def _call(text: Text, board: Storyboard) -> str:
    """The number to ask, after a line that has none: each is understood alone."""
    asked = next((h for h in board.hotlines if h.number == ask(board)), None)
    if asked is None or asked.short is None or any(h.number in text.shown for h in board.hotlines):
        return ""
    return f"  {asked.number} {asked.short.shown}"


def post_text(board: Storyboard) -> str:
    """What to paste over the pictures: a line to stop at, what to do, the link, whom to send it to, whom to call."""
    items = [item for scene in board.scenes for item in scene.items]
    opening = next((item.text for scene in board.scenes if scene.kind == "hook" for item in scene.items), board.title)
    told = dict.fromkeys(text.shown for text in (opening, board.title, board.summary))
    lines = [_mark(board) + next(iter(told)), *[*told][1:]]
    for kind in ("do", "dont"):
        said = [f"· {item.text.shown}" for item in items if item.kind == kind]
        lines += ["", board.labels[kind].shown, *said] if said else []
    lines += ["", board.labels["post_link"].shown, links.typed(board, "cards")]
    lines += ["", board.pass_on.shown] if board.pass_on else []
    lines += ["", *(f"{h.number}  {h.purpose.shown}" for h in board.hotlines)]
    return "\n".join([*lines, "", board.brand.name.shown, ""])


def _mark(board: Storyboard) -> str:
    return "" if board.review.approved else f"〔{board.labels['draft'].shown}〕"


def _strips(text: Text, data: PictureView, layout: Layout) -> Iterator[bytes]:
    """The strip of a line, or one for each of its sentences when it is too long for one."""
    parts = sentences(text)
    try:
        yield layout.png("cards/led.typ", replace(data, slogan=words(text)))[0]
    except OutreachError as problem:
        if report_of(problem) is None:
            raise
        if len(parts) < 2:
            hint = msg("about 35 Chinese characters or 70 letters fit; split the sentence in two")
            message = msg("expected a line for an LED strip, found `{text}`", text=text.shown)
            raise fail("led", text.where, message, hint) from problem
        for one in parts:
            yield from _strips(one, data, layout)


def _lines(board: Storyboard) -> Iterator[Text]:
    """The sentences that stand on a strip of their own when their line is too long: none may be longer than one."""
    return (part for text in slogans(board) for part in sentences(text))

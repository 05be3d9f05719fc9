"""The view of a printed sheet: a storyboard's texts, drawings and code for templates/print/."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby
from typing import Literal

from outreach.art import draw
from outreach.channels import ON_VIDEO
from outreach.codes import links, qr
from outreach.kinds import KINDS
from outreach.lang import SOURCE, phrases, tongue
from outreach.lang.breaks import NO_START, inside_link
from outreach.paper.views import (
    LABELS,
    BranchCard,
    BranchLines,
    Call,
    Code,
    Drawn,
    Flag,
    Lang,
    Line,
    Page,
    Part,
    SceneView,
    SheetView,
    Words,
)
from outreach.project import Project
from outreach.storyboard import Item, Picture, Run, Scene, Storyboard, Text, runs
from outreach.svg import greyed

Print = Literal["office", "mono", "press"]
_CLOSING = "）》」』】〉”’"
_AFTER_QUOTE = re.compile(
    rf"(?<=[{_CLOSING}])(?=[一-鿿])"
)  # a word leans on a closing mark: no line breaks between them
_BREAK = "\u200b"  # a line may end here
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NUMBERS = re.compile(r"[^,;/、，；]+[,;/、，；]*\s*")  # a number with its extension; what parts it from the next
_WIDEST = 12.0  # em that a piece may be wide: the narrowest column holds it
_SHORT_FLAG = 7  # characters of a flagged phrase that is not broken
A4 = Page(210.0, 297.0)
_GREY_LIFT = 0.5  # how far the greys of a drawing move to white on a copier, to save toner


class _Art:
    """Drawings of one sheet, each held once and named by a short key."""

    def __init__(self, project: Project, colors: Mapping[str, str], print_: Print) -> None:
        self.project, self.colors, self.print = project, tuple(sorted(colors.items())), print_
        self.drawn: dict[str, Drawn] = {}

    def key(self, picture: Picture) -> str:
        key = f"{picture.name}:{picture.state}"
        if key not in self.drawn:
            svg = _drawn(self.project, picture.name, picture.state, self.colors, self.print)
            self.drawn[key] = Drawn(svg, picture.alt, _ratio(svg))
        return key


def _drawn(project: Project, name: str, state: str, colors: tuple[tuple[str, str], ...], print_: Print) -> str:
    svg = draw(project, name, state, dict(colors), flat=print_ == "press")
    return _mono(svg) if print_ == "mono" else svg


@lru_cache(maxsize=256)
def _mono(svg: str) -> str:
    return greyed(re.sub(r'(?<=")#[0-9A-Fa-f]{6}(?=")', lambda m: light_grey(m.group()), svg), _GREY_LIFT)


def light_grey(color: str) -> str:
    """`#RRGGBB` as a grey for a copier: dark lines stay dark, fills go light."""
    red, green, blue = (int(color[i : i + 2], 16) / 255 for i in (1, 3, 5))
    grey = 0.299 * red + 0.587 * green + 0.114 * blue
    grey += (1 - grey) * _GREY_LIFT * min(1.0, grey / 0.3)
    return f"#{round(grey * 255):02X}" + f"{round(grey * 255):02X}" * 2


def _ratio(svg: str) -> float:
    box = re.search(r'viewBox="([^"]+)"', svg)
    assert box, "every drawing says what it shows"
    _, _, width, height = (float(n) for n in box.group(1).split())
    return round(width / height, 4)


def sheet(
    board: Storyboard,
    project: Project,
    format: str,
    print_: Print = "office",
    slot: tuple[float, float] | None = None,
    dark: str = "#000000",
    page: Page = A4,
) -> SheetView:
    """Everything a template of templates/print/ needs for `board`.

    `format` names the kind of copy in the QR code's token ("leaflet", "poster" …); `slot` is the room to keep for a
    branch's card, width and height in mm; `dark` the code's colour.
    """
    art = _Art(project, board.style.colors, print_)
    payload = links.payload(board, format)
    scenes = tuple(_scene(scene, board, art) for scene in board.scenes)
    return SheetView(
        print=print_,
        title=board.title.shown,
        lang=_lang(board.lang),
        font=board.style.font,
        direction=board.style.direction,
        colors=_COLORS[print_](board.style.colors),
        type=board.style.print_type,
        brand=words(board.brand.name),
        page=page,
        scenes=scenes,
        draft=not board.review.approved,
        reviewed=board.reviewed,
        labels={name: words(board.labels[name]) for name in LABELS},
        headline=words(board.title),
        sources=tuple(map(words, board.sources)),
        hotlines=tuple(Call(h.number, words(h.purpose), maybe(h.short), h.urgent) for h in board.hotlines),
        logo=art.key(Picture(board.brand.logo, "plain", board.brand.name.shown)),
        slot=slot,
        qr=Code(qr.svg(payload, dark=dark), qr.modules(payload), board.link.domain),
        art=art.drawn,
    )


def branch_card(board: Storyboard, size: tuple[float, float], framed: bool) -> BranchCard:
    """The card of `board.branch` on a page of `size` mm, for every print."""
    one = board.branch
    assert one is not None
    phone = replace(_line(one.phone, board), pieces=tuple(((part, 0, 0, 0),) for part in _NUMBERS.findall(one.phone)))
    return BranchCard(
        print="office",
        title=board.title.shown,
        lang=_lang(board.lang),
        font=board.style.font,
        direction=board.style.direction,
        colors=_COLORS["office"](board.style.colors),
        type=board.style.print_type,
        brand=words(board.brand.name),
        page=Page(*size),
        branch=BranchLines(_line(one.name, board), _line(one.address, board), phone),
        framed=framed,
    )


def _scene(scene: Scene, board: Storyboard, art: _Art) -> SceneView:
    lead = next((b.text for b in scene.beats if b.id == f"{scene.id}.lead" and b.text), None)
    return SceneView(
        id=scene.id,
        kind=KINDS[scene.kind].shown["print"],
        channel=scene.channel,
        title=words(scene.title),
        lead=maybe(lead),
        contact=maybe(scene.contact),
        question=maybe(scene.question),
        answer=maybe(scene.answer),
        pictures=tuple(art.key(picture) for picture in scene.pictures),
        items=tuple(_item(item, art) for item in scene.items),
    )


def _line(shown: str, board: Storyboard) -> Words:
    """A line of the branch list, broken between words: Chinese in most lists, whatever the board's language."""
    lang = SOURCE if _HAN.search(shown) else board.lang
    cut = phrases(shown, lang)
    return words(Text(shown, shown, shown, lang, cut, cut))


def _item(item: Item, art: _Art) -> Line:
    return Line(
        kind=item.kind,
        number=item.number,
        text=words(item.text, item),
        detail=maybe(item.detail),
        side=item.side,
        who=maybe(item.named),
        face=art.key(item.face) if item.face else None,
        window=bool(item.face and item.face.state.endswith(ON_VIDEO)),
        flags=tuple(Flag(f.number, words(f.trick), words(f.note)) for f in item.flags),
        right=item.right,
    )


def maybe(text: Text | None) -> Words | None:
    """The words of a text that may be missing."""
    return words(text) if text else None


def words(text: Text, item: Item | None = None) -> Words:
    """A text as pieces that may not be broken, and where it stands; of an item, with its flags."""
    own = runs(item) if item else tuple(map(Run, text.phrases))
    return Words(
        pieces=tuple(_pieces(text, own, {flag.id: flag.number for flag in item.flags} if item else {})),
        plain=text.shown,
        lang=_lang(text.lang),
        boxed=tongue(text.lang).boxed,
        rtl=tongue(text.lang).rtl,
        widest=_widest(text),
        beside=words(text.beside) if text.beside else None,
    )


def _widest(text: Text) -> float:
    """The widest piece in em."""
    pieces = text.phrases if tongue(text.lang).boxed else re.split(r"[\s\u200b]+", text.shown)
    return round(max(map(_em, pieces), default=0.0), 2)


def _lang(tag: str) -> Lang:
    base, _, region = tag.partition("-")
    return base, region.lower() if len(region) == 2 else ""


def _pieces(text: Text, own: Sequence[Run], numbers: Mapping[str, int]) -> Iterator[tuple[Part, ...]]:
    """The phrases, each a list of its parts: one half inside a flag or a quotation has two, and is kept together."""
    parts = [*(_boxed(own) if tongue(text.lang).boxed else _running(own))]
    piece: list[Part] = []
    for part, after in zip(parts, (*parts[1:], Run("")), strict=True):
        gap, number = _gap(part.words.rstrip(_BREAK), after.words), numbers.get(part.flag, 0)
        same = number and after.flag == part.flag
        piece.append((part.words, number, gap if same else 0.0, 0.0 if same else gap))
        if part.ends:
            yield tuple(piece)
            piece = []


def _boxed(own: Sequence[Run]) -> Iterator[Run]:
    """Words that a box keeps whole: a short flagged passage is one, a long code several."""
    for flag, same in groupby(own, key=lambda run: run.flag):
        passage = [*same]
        words = "".join(run.words for run in passage)
        for run in [Run(words, flag, passage[-1].ends)] if flag and len(words) <= _SHORT_FLAG else passage:
            *before, last = _shares(run.words)
            for share in before:
                yield from _quoted(share, flag, ends=True)
            yield from _quoted(last, flag, run.ends)


def _running(own: Sequence[Run]) -> Iterator[Run]:
    """Words that break at their spaces: what is marked alike is one, with a place to break where a link has one."""
    words = ""
    for run, after in zip(own, (*own[1:], None), strict=True):
        words += run.words
        joint = bool(after and run.ends and inside_link(run.words, after.words))
        turns = after is None or after.flag != run.flag
        if joint or turns:
            yield from _quoted(words + _BREAK * joint, run.flag, turns)
            words = ""


def _quoted(words: str, flag: str, ends: bool) -> Iterator[Run]:
    """Words in the parts that a closing mark leaves, which stand nearer to each other."""
    *before, last = _AFTER_QUOTE.split(words)
    yield from (Run(part, flag, ends=False) for part in before)
    yield Run(last, flag, ends)


def _shares(piece: str) -> list[str]:
    """A run of letters that is too wide for a narrow column, such as a long code, in equal shares."""
    if not piece.strip().isalnum() or not piece.isascii():
        return [piece]
    count = -(-_em(piece) // _WIDEST)
    size = -(-len(piece) // max(1, int(count)))
    return [piece[n : n + size] for n in range(0, len(piece), size)]


def _em(piece: str) -> float:
    """About the width of a piece in em, rather a little too much."""
    return sum(1.0 if unicodedata.east_asian_width(c) in "WFA" else 0.9 if c.isupper() else 0.62 for c in piece.strip())


def _gap(before: str, after: str) -> float:
    """The space between two phrases in em.

    A quarter between Chinese and Latin letters or digits (W3C clreq §3.2.2). Any space after a mark keeps the layout
    from cutting it to half as if it ended the line; a little less than its full width reads evenly (clreq §3.1.6).
    A closing mark stands as near to its neighbour as the opening one, which the layout cuts to half.
    """
    if not before or not after or after[0] in NO_START:
        return 0.0
    left, right = before[-1], after[0]
    if left in _CLOSING:
        return -0.45
    if left in "，。、：；？！":
        return -0.12
    mixed = (_han(left) and right.isascii() and right.isalnum()) or (left.isascii() and left.isalnum() and _han(right))
    return 0.2 if mixed else 0.0


def _han(character: str) -> bool:
    return "一" <= character <= "鿿"


# --- colours of the three prints -------------------------------------------------------------------------------------


def _office(colors: Mapping[str, str]) -> dict[str, str]:
    return dict(colors)


_WHITE = ("paper", "card", "mark", "bubble_in", "screen", "on_primary", "on_danger", "on_safe")
_FAINT = ("primary_soft", "danger_soft", "safe_soft", "bubble_out", "sign_ground", "caption_ink")


def _mono_colors(colors: Mapping[str, str]) -> dict[str, str]:
    """Black on white with faint greys: what a copier keeps, and little toner."""
    greys = {token: light_grey(value) for token, value in colors.items()}
    greys |= dict.fromkeys(_WHITE, "#FFFFFF") | dict.fromkeys(_FAINT, "#F4F4F4")
    greys |= {"line": "#8C8C8C"}
    return greys | dict.fromkeys(("ink", "ink_soft", "primary", "danger", "safe", "device"), "#000000")


def _press(colors: Mapping[str, str]) -> dict[str, str]:
    """Text in pure black, so that small letters print from one plate and never show coloured edges."""
    return {**colors, "ink": "#000000", "ink_soft": "#000000"}


_COLORS = {"office": _office, "mono": _mono_colors, "press": _press}

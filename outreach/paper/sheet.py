"""The data of a printed sheet: a storyboard's texts, drawings and code as plain values for templates/print/."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Any, Literal

from outreach.art import draw
from outreach.channels import ON_VIDEO
from outreach.codes import links, qr
from outreach.joined import whole
from outreach.lang.breaks import NO_START, inside_link, phrases
from outreach.project import Project
from outreach.storyboard import Flag, Item, Picture, Scene, Storyboard, Text
from outreach.svg import greyed

Print = Literal["office", "mono", "press"]
Data = dict[str, Any]

_BOXED = ("zh", "ja", "ko", "th")  # languages without spaces between words: a phrase is kept in one piece
_CLOSING = "）》」』】〉”’"
_QUOTED = re.compile(rf"[{_CLOSING}](?=[一-鿿])")  # a word leans on a closing mark: no line breaks between them
_BREAK = "\u200b"  # a line may end here
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NUMBERS = re.compile(r"[^,;/、，；]+[,;/、，；]*\s*")  # a number with its extension; what parts it from the next
_WIDEST = 12.0  # em that a piece may be wide: the narrowest column holds it
_SHORT_FLAG = 7  # characters of a flagged phrase that is not broken
_GREY_LIFT = 0.5  # how far the greys of a drawing move to white on a copier, to save toner


class _Art:
    """Drawings of one sheet, each held once and named by a short key."""

    def __init__(self, project: Project, colors: Mapping[str, str], print_: Print) -> None:
        self.project, self.colors, self.print = project, tuple(sorted(colors.items())), print_
        self.drawn: dict[str, Data] = {}

    def key(self, picture: Picture) -> str:
        key = f"{picture.name}:{picture.state}"
        if key not in self.drawn:
            svg = _drawn(self.project, picture.name, picture.state, self.colors, self.print)
            self.drawn[key] = {"svg": svg, "alt": picture.alt, "ratio": _ratio(svg)}
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
) -> Data:
    """Everything a template of templates/print/ needs for `board`: plain JSON values, no Typst source.

    `format` names the kind of copy in the QR code's token ("leaflet", "poster" …); `slot` is the room to keep for a
    branch's card, width and height in mm; `dark` the code's colour.
    """
    art = _Art(project, board.style.colors, print_)
    payload = links.payload(board, format)
    return {
        **frame(board, print_),
        "draft": not board.review.approved,
        "reviewed": board.reviewed,
        "labels": {name: words(text) for name, text in board.labels.items()},
        "headline": words(board.title),
        "summary": words(board.summary),
        "scenes": [_scene(scene, board, art) for scene in whole(board)],
        "sources": [words(text) for text in board.sources],
        "hotlines": [
            {"id": h.id, "number": h.number, "purpose": words(h.purpose), "short": maybe(h.short), "urgent": h.urgent}
            for h in board.hotlines
        ],
        "logo": art.key(Picture(board.brand.logo, "plain", board.brand.name.shown)),
        "slot": list(slot) if slot else None,
        "qr": {"svg": qr.svg(payload, dark=dark), "modules": qr.modules(payload), "domain": board.link.domain},
        "art": art.drawn,
    }


def frame(board: Storyboard, print_: Print = "office") -> Data:
    """What every template needs before it draws anything: title, language, font, colours and sizes."""
    return {
        "print": print_,
        "title": board.title.shown,
        "lang": _lang(board.lang),
        "font": board.style.font,
        "direction": board.style.direction,
        "colors": _COLORS[print_](board.style.colors),
        "type": dict(board.style.print_type),
        "brand": words(board.brand.name),
    }


def branch_card(board: Storyboard, size: tuple[float, float], framed: bool) -> Data:
    """The data of templates/print/branch.typ: the card of `board.branch` on a page of `size` mm, for every print."""
    one = board.branch
    assert one is not None
    card = {name: _line(words, board) for name, words in (("name", one.name), ("address", one.address))}
    card["phone"] = {**_line(one.phone, board), "pieces": [[[part, 0, 0, 0]] for part in _NUMBERS.findall(one.phone)]}
    page = {"width": size[0], "height": size[1]}
    return {**frame(board), "branch": card, "framed": framed, "page": page}


def _scene(scene: Scene, board: Storyboard, art: _Art) -> Data:
    lead = next((b.text for b in scene.beats if b.id == f"{scene.id}.lead" and b.text), None)
    return {
        "id": scene.id,
        "kind": scene.kind,
        "channel": scene.channel,
        "title": words(scene.title),
        "lead": maybe(lead),
        "contact": maybe(scene.contact),
        "question": maybe(scene.question),
        "answer": maybe(scene.answer),
        "pictures": [art.key(picture) for picture in scene.pictures],
        "items": [_item(item, art) for item in scene.items],
    }


def _line(shown: str, board: Storyboard) -> Data:
    """A line of the branch list, broken between words: Chinese in most lists, whatever the board's language."""
    lang = "zh-CN" if _HAN.search(shown) else board.lang
    cut = phrases(shown, lang)
    return words(Text(shown, shown, shown, lang, cut, cut))


def _item(item: Item, art: _Art) -> Data:
    return {
        "id": item.id,
        "kind": item.kind,
        "number": item.number,
        "text": words(item.text, item.flags),
        "detail": maybe(item.detail),
        "role": item.role,
        "side": item.side,
        "who": maybe(item.named),
        "face": art.key(item.face) if item.face else None,
        "window": bool(item.face and item.face.state.endswith(ON_VIDEO)),
        "flags": [{"number": f.number, "trick": words(f.trick), "note": words(f.note)} for f in item.flags],
        "right": item.right,
        "picture": art.key(item.picture) if item.picture else None,
    }


def maybe(text: Text | None) -> Data | None:
    """The words of a text that may be missing."""
    return words(text) if text else None


def words(text: Text, flags: tuple[Flag, ...] = ()) -> Data:
    """A text as pieces that may not be broken, and where it stands.

    A piece is a list of `[characters, number of a flag or 0, space after inside the mark, space after it]`, in em.
    `widest`: about the width in em of the widest piece.
    """
    return {
        "pieces": list(_pieces(text, flags)),
        "plain": text.shown,
        "lang": _lang(text.lang),
        "boxed": text.lang.split("-")[0] in _BOXED,
        "widest": _widest(text),
        "beside": words(text.beside) if text.beside else None,
    }


def _widest(text: Text) -> float:
    """The widest piece in em."""
    pieces = text.phrases if text.lang.startswith(_BOXED) else re.split(r"[\s\u200b]+", text.shown)
    return round(max(map(_em, pieces), default=0.0), 2)


def _lang(tag: str) -> list[str]:
    base, _, region = tag.partition("-")
    return [base, region.lower() if len(region) == 2 else ""]


def _pieces(text: Text, flags: tuple[Flag, ...]) -> Iterator[list[Any]]:
    """The phrases, each a list of its parts: one half inside a flag or a quotation has two, and is kept together."""
    spans = [(text.shown.find(f.phrase), f.phrase, f.number) for f in flags]
    cuts = {n for start, phrase, _ in spans if start >= 0 for n in (start, start + len(phrase))}
    links = set() if text.lang.startswith(_BOXED) else _joints(text.phrases)
    quoted = {match.end() for match in _QUOTED.finditer(text.shown)}
    at = 0
    for phrase in _phrases(text, cuts, spans):
        end = at + len(phrase)
        edges = [at, *sorted(c for c in cuts | quoted | links if at < c < end), end]
        parts = [_part(text.shown, begin, stop, spans) for begin, stop in pairwise(edges)]
        yield [[words + _BREAK * (stop in links), *rest] for (words, *rest), stop in zip(parts, edges[1:], strict=True)]
        at = end


def _joints(phrases: tuple[str, ...]) -> set[int]:
    """Where a long link may be broken: between boxes it is anyway, in running words only when it is said."""
    ends = [*accumulate(len(phrase) for phrase in phrases)]
    return {end for end, (one, after) in zip(ends, pairwise(phrases), strict=False) if inside_link(one, after)}


def _phrases(text: Text, cuts: set[int], spans: list[tuple[int, str, int]]) -> list[str]:
    """What stays together on a line: words, and a flagged phrase when it is short; elsewhere words break at spaces."""
    shown = text.shown
    if not text.lang.startswith(_BOXED):
        edges = {0, *cuts, len(shown)}
    else:
        edges = {0, *accumulate(len(share) for piece in text.phrases for share in _shares(piece))}
        short = [(start, start + len(p)) for start, p, _ in spans if start >= 0 and len(p) <= _SHORT_FLAG]
        edges = {e for e in edges if not any(start < e < end for start, end in short)}
    return [shown[a:b] for a, b in pairwise(sorted(edges))]


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


def _part(shown: str, begin: int, end: int, spans: list[tuple[int, str, int]]) -> list[Any]:
    number = _flag_at(begin, spans)
    gap = _gap(shown[begin:end], shown[end:])
    same = number and _flag_at(end, spans) == number
    return [shown[begin:end], number, gap if same else 0.0, 0.0 if same else gap]


def _flag_at(place: int, spans: list[tuple[int, str, int]]) -> int:
    return next((number for start, phrase, number in spans if 0 <= start <= place < start + len(phrase)), 0)


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

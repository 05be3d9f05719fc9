"""The view of a printed sheet: a storyboard's texts, drawings and code for templates/print/."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import Literal

from lxml import etree

from outreach import svg
from outreach.art import draw
from outreach.codes import links, qr
from outreach.colors import grey, lightness
from outreach.imprint import imprint
from outreach.keyvisual.lines import lined
from outreach.lang import SOURCE, phrases
from outreach.paper.drawn import Art
from outreach.paper.items import item_view, scene_view
from outreach.paper.views import (
    LABELS,
    BranchCard,
    BranchLines,
    Call,
    Code,
    Line,
    Page,
    SceneView,
    SheetView,
    Which,
    Words,
)
from outreach.paper.words import lang_of, maybe, words
from outreach.project import Project
from outreach.storyboard import Picture, Scene, Storyboard, Text

Print = Literal["office", "mono", "press"]
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NUMBERS = re.compile(r"[^,;/、，；]+[,;/、，；]*\s*")  # a number with its extension; what parts it from the next
A4 = Page(210.0, 297.0)
_GREY_LIFT = 0.5  # how far greys move to white on a copier, to save toner
_OUTLINE = 1 / 85  # of a drawing's longer side: 0.8 pt round a face of 11 mm, 1.3 pt round a figure of 40 mm


def _drawn(project: Project, name: str, state: str, colors: tuple[tuple[str, str], ...], print_: Print) -> str:
    drawn = draw(project, name, state, dict(colors), flat=print_ != "office")
    return _mono(drawn) if print_ == "mono" else drawn


@lru_cache(maxsize=256)
def _mono(drawn: str) -> str:
    """For a copier: outlines say where hands and hair are, whose fills go white."""
    root = etree.fromstring(drawn)
    lined(root, max(svg.view(root)[2:]) * _OUTLINE)
    return svg.greyed(etree.tostring(root, encoding="unicode"), _GREY_LIFT)


def light_grey(color: str) -> str:
    """`#RRGGBB` as a grey for a copier: dark lines stay dark, fills go light."""
    light = lightness(color)
    return grey(light + (1 - light) * _GREY_LIFT * min(1.0, light / 0.3))


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
    art = artist(board, project, print_)
    payload = links.payload(board, format)
    scenes = tuple(_scene(scene, art) for scene in board.scenes)
    return SheetView(
        print=print_,
        title=board.title.shown,
        lang=lang_of(board.lang),
        font=board.style.font,
        direction=board.style.direction,
        colors=_COLORS[print_](board.style.colors),
        type=board.style.print_type,
        brand=words(board.brand.name),
        page=page,
        scenes=scenes,
        draft=not board.review.approved,
        approved=imprint(board),
        reviewed=board.reviewed,
        written=board.written,
        labels={name: words(board.labels[name]) for name in LABELS},
        headline=words(board.title),
        sources=tuple(map(words, board.sources)),
        hotlines=tuple(Call(h.number, words(h.purpose), maybe(h.short), h.urgent) for h in board.hotlines),
        ticks=tuple(map(words, board.ticks)),
        paid=words(board.labels[f"paid_{board.loss or 'sent'}"]),
        which=_which(board),
        logo=art.key(Picture(board.brand.logo, "plain", board.brand.name.shown)),
        slot=slot,
        qr=Code(qr.svg(payload, dark=dark), qr.modules(payload), board.link.domain),
        art=art.drawn,
    )


def artist(board: Storyboard, project: Project, print_: Print) -> Art:
    """Draws for a print of the board, in its colours."""
    colors = tuple(sorted(board.style.colors.items()))
    return Art(lambda one: _drawn(project, one.name, one.state, colors, print_))


def branch_card(board: Storyboard, size: tuple[float, float], framed: bool) -> BranchCard:
    """The card of `board.branch` on a page of `size` mm, for every print."""
    one = board.branch
    assert one is not None
    phone = replace(_line(one.phone, board), pieces=tuple(((part, 0, 0, 0),) for part in _NUMBERS.findall(one.phone)))
    return BranchCard(
        print="office",
        title=board.title.shown,
        lang=lang_of(board.lang),
        font=board.style.font,
        direction=board.style.direction,
        colors=_COLORS["office"](board.style.colors),
        type=board.style.print_type,
        brand=words(board.brand.name),
        page=Page(*size),
        branch=BranchLines(_line(one.name, board), _line(one.address, board), phone),
        framed=framed,
    )


def _which(board: Storyboard) -> Which | None:
    """The genuine message of the quiz among two that are not, in an order that the words give."""
    real = [one.message for one in board.quiz if one.genuine and one.message]
    fake = [one.message for one in board.quiz if not one.genuine and one.message]
    if not real or len(fake) < 2:
        return None
    told = sorted((*real[:1], *fake[:2]), key=lambda text: text.shown)
    return Which(tuple(map(words, told)), told.index(real[0]))


def _scene(scene: Scene, art: Art) -> SceneView:
    lead = next((b.text for b in scene.beats if b.id == f"{scene.id}.lead" and b.text), None)
    items = tuple(item_view(Line, item, art) for item in scene.items)
    return scene_view(SceneView, scene, "print", art, channel=scene.channel, lead=maybe(lead), items=items)


def _line(shown: str, board: Storyboard) -> Words:
    """A line of the branch list, broken between words: Chinese in most lists, whatever the board's language."""
    lang = SOURCE if _HAN.search(shown) else board.lang
    cut = phrases(shown, lang)
    return words(Text(shown, shown, shown, lang, cut, cut))


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

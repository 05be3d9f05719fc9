"""One slide under construction: shapes in reading order, pictures, animation; then it becomes a slide of the deck."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.parts.image import ImagePart

from outreach.layout import Layout
from outreach.renderers.deck import ink
from outreach.renderers.deck.animation import timing
from outreach.renderers.deck.cards import PAD, Card, Look
from outreach.renderers.deck.ink import CORNER, Box, Pen, name_of
from outreach.renderers.deck.pictures import drawing, rasterise
from outreach.renderers.deck.template import Template
from outreach.renderers.deck.typeset import Paragraph, TextSetter
from outreach.storyboard import Picture

HEAD = 2  # elements of a slide's tree before its first shape
# Colours of words on a dark ground, by what they are on paper: what stands out there stands out here.
LIGHT = {"ink": "on_primary", "ink_soft": "on_primary", "primary": "mark", "safe": "mark", "danger": "mark"}
TALL = 0.9  # width over height under which a drawing is a person, cut off at the foot


@dataclass
class Canvas:
    """Collects what a slide shows. Numbers are the shapes' ids; 1 is the slide's own tree."""

    template: Template
    layout_name: str
    layout: Layout
    setter: TextSetter
    pen: Pen
    slide: Any = None
    clicks: list[int] = field(default_factory=list)  # shapes that appear at a click, in order
    texts: list[int] = field(default_factory=list)  # those of them that are single shapes with text
    dark: bool = False  # words stand on a dark ground
    peopled: bool = False  # the ground shows a person, so that no drawing beside the words has to
    covered: bool = False  # cards lie where that person would be
    _last: int = 1

    def __post_init__(self) -> None:
        self.slide = self.template.add_slide(self.layout_name)

    def box(self, name: str) -> Box:
        """The box of one of the layout's placeholders."""
        return self.template.box(self.layout_name, name)

    def number(self) -> int:
        """The next shape number."""
        self._last += 1
        return self._last

    def add(self, xml: str, *, first: bool = False) -> None:
        """Append a shape: later shapes are read later and lie above; the `first` lies under all others."""
        tree, shape = self.slide.shapes._spTree, ink.element(xml)
        tree.insert(HEAD, shape) if first else tree.append(shape)

    def behind(self, relation: str, *, bare: bool) -> None:
        """A picture as the slide's ground; `bare`: without the layout's own shapes."""
        self.slide._element.cSld.insert(0, ink.element(ink.ground(relation)))
        if bare:
            self.slide._element.set("showMasterSp", "0")

    def tone(self, token: str) -> str:
        """A colour of words, light on a dark ground."""
        return LIGHT.get(token, token) if self.dark else token

    def write(self, name: str, paragraphs: Sequence[Paragraph], box: Box | None = None, *, paper: bool = False) -> int:
        """Fill a text placeholder, moved to `box` if one is given; on a card of `paper` also where the ground is dark.
        The number of its shape.
        """
        place, number = self.template.placeholder(self.layout_name, name), self.number()
        paragraphs = [replace(p, color=p.color if paper else self.tone(p.color)) for p in paragraphs]
        body = self.pen.body(paragraphs, inherit=True, heading=name == "title")
        self.add(ink.placeholder(name_of(number, name), place.kind, place.index, body, box))
        return number

    def show(self, name: str, picture: Picture) -> None:
        """Fill a picture placeholder with a drawing."""
        place = self.template.placeholder(self.layout_name, name)
        self.draw(place.box, picture, name, place.index)

    def draw(self, box: Box, picture: Picture, name: str, index: int | None = None) -> None:
        """A drawing in `box`, whole; a person stands on its foot, a thing hangs in its middle."""
        self.add(self.drawn(self.number(), box, picture, name, index))

    def drawn(self, number: int, box: Box, picture: Picture, name: str, index: int | None = None) -> str:
        """The XML of a drawing, for a group."""
        one = drawing(self.layout, picture, self.setter.style.colors)
        w, h = (box.w, box.w / one.ratio) if box.w / one.ratio <= box.h else (box.h * one.ratio, box.h)
        drop = 1.0 if one.ratio < TALL else 0.5
        at = Box(box.x + (box.w - w) / 2, box.y + (box.h - h) * drop, w, h)
        relation = self.embed(rasterise(self.layout, one, w))
        return ink.picture(name_of(number, name, picture.alt), at, relation, index)

    def embed(self, data: bytes, kind: Literal["png", "jpg"] = "png") -> str:
        """Store a picture in the package, once a deck; its relationship."""
        images = self.template.images
        if data not in images:
            name = PackURI(f"/ppt/media/picture{len(images) + 1}.{kind}")
            images[data] = ImagePart(name, {"png": CT.PNG, "jpg": CT.JPEG}[kind], self.slide.part.package, data)
        return str(self.slide.part.relate_to(images[data], RT.IMAGE))

    def card(self, card: Card, look: Look, position: int, name: str, anchor: str = "ctr") -> int:
        """A card and its badge as a group."""
        group, ground, badge = self.number(), self.number(), self.number()
        left = (look.side + PAD) if look.badge else 0.0
        spare = PAD + card.box.x + card.box.w - card.drawing.x if card.drawing else PAD
        body = self.pen.body(card.text, anchor, left=PAD + left - CORNER, right=spare - CORNER)
        kind = {"geometry": "roundRect", "ground": look.ground, "edge": look.edge}
        members = [ink.shape(name_of(ground, f"{name} text"), card.box, body, **kind)]  # type: ignore[arg-type]
        if look.badge:
            y = card.box.y + (card.box.h - look.side) / 2
            at = Box(card.box.x + PAD, y, look.side, look.side)
            members.append(self.badge(badge, at, look, position, f"{name} mark"))
        if card.drawing and card.item.picture:
            members.append(self.drawn(self.number(), card.drawing, card.item.picture, f"{name} picture"))
        self.add(ink.group(name_of(group, name), card.box, members))
        return group

    def badge(self, number: int, at: Box, look: Look, position: int, name: str) -> str:
        """The round mark of a card: its number, its letter, or a sign."""
        sign = {"number": str(position), "letter": chr(64 + position)}.get(look.signs, look.signs)
        size = at.h * 0.56
        one = Paragraph((sign,), self.setter.style.lang, size, True, "on_primary", "ctr", pitch=1.1)
        return ink.shape(name_of(number, name), at, self.pen.body((one,), "ctr"), geometry="ellipse", ground=look.badge)

    def animate(self) -> None:
        """Write the clicks collected, if any."""
        if self.clicks:
            seconds = self.setter.style.motion["fade"]
            self.slide._element.append(ink.element(timing(self.clicks, seconds, self.texts)))

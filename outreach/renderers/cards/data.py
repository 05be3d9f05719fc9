"""The data of social pictures: a storyboard's texts, drawings and code as plain values for templates/cards/."""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree

from outreach.art import draw
from outreach.channels import CHANNELS, ON_VIDEO
from outreach.codes import links, qr
from outreach.kinds import KINDS
from outreach.paper.sheet import maybe, words
from outreach.project import Project
from outreach.storyboard import Item, Picture, Scene, Storyboard

Data = dict[str, Any]

MARKS = ("tick", "cross", "warn")
# A phone in the hand is nearer than the screen the film's sizes are for. At 1080 px for 360 dp a senior's body text is
# then 18 dp, the least for elders (MIIT 适老化通用设计规范, 2021).
SCALE = 0.875


def picture_data(board: Storyboard, project: Project) -> Data:
    """What the templates of templates/cards/ read. Sizes are in px of a picture 1080 px wide."""
    style, art = board.style, _Art(project, board.style.colors)
    scenes = [_scene(scene, art) for scene in board.scenes]
    signs = sorted({scene["sign"] for scene in scenes if scene["sign"]})
    base, _, region = board.lang.partition("-")
    return {
        "lang": [base, region.lower() if len(region) == 2 else ""],
        "direction": style.direction,
        "font": style.font,
        "colors": dict(style.colors),
        "type": {name: size * SCALE for name, size in style.video_type.items()},
        "shape": dict(style.shape),
        "draft": not board.review.approved,
        "reviewed": board.reviewed,
        "labels": {name: words(text) for name, text in board.labels.items()},
        "headline": words(board.title),
        "scenes": scenes,
        "sources": [words(text) for text in board.sources],
        "hotlines": [{"number": h.number, "purpose": words(h.purpose), "urgent": h.urgent} for h in board.hotlines],
        "strip": [{"number": h.number, "short": words(h.short)} for h in board.hotlines if h.short],
        "brand": board.brand.name.shown,
        "logo": art.key(Picture(board.brand.logo, "plain", board.brand.name.shown)),
        "qr": {"svg": qr.svg(links.payload(board, "cards")), "domain": board.link.domain},
        "marks": {name: draw(project, name, "plain", style.colors) for name in (*MARKS, *signs)},
        "art": art.drawn,
    }


class _Art:
    """The drawings of one set, each held once and named by a short key."""

    def __init__(self, project: Project, colors: dict[str, str]) -> None:
        self.project, self.colors = project, colors
        self.drawn: dict[str, Data] = {}

    def key(self, picture: Picture) -> str:
        key = f"{picture.name}:{picture.state}"
        if key not in self.drawn:
            svg = draw(self.project, picture.name, picture.state, self.colors)
            self.drawn[key] = {"svg": svg, "alt": picture.alt, "ratio": _ratio(svg)}
        return key


def _ratio(svg: str) -> float:
    """Width by height of a drawing's view box; a drawing without one is taken as square."""
    box = re.split(r"[ ,]+", ElementTree.fromstring(svg).get("viewBox", "").strip())
    return float(box[2]) / float(box[3]) if len(box) == 4 else 1.0


def _scene(scene: Scene, art: _Art) -> Data:
    return {
        "id": scene.id,
        "kind": KINDS[scene.kind].shown["cards"],
        "sign": CHANNELS[scene.channel].sign if scene.channel else "",
        "title": words(scene.title),
        "contact": maybe(scene.contact),
        "question": maybe(scene.question),
        "answer": maybe(scene.answer),
        "pictures": [art.key(picture) for picture in scene.pictures],
        "items": [_item(item, art) for item in scene.items],
    }


def _item(item: Item, art: _Art) -> Data:
    return {
        "kind": item.kind,
        "text": words(item.text, item),
        "detail": maybe(item.detail),
        "side": item.side,
        "who": maybe(item.named),
        "face": art.key(item.face) if item.face else None,
        "window": bool(item.face and item.face.state.endswith(ON_VIDEO)),
        "flags": [{"number": f.number, "trick": words(f.trick), "note": words(f.note)} for f in item.flags],
        "picture": art.key(item.picture) if item.picture else None,
        "number": item.number,
    }

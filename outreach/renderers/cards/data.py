"""The view of social pictures: a storyboard's texts, drawings and code for templates/cards/."""

from __future__ import annotations

import re
from xml.etree import ElementTree

from outreach.art import draw
from outreach.channels import CHANNELS, ON_VIDEO
from outreach.codes import links, qr
from outreach.kinds import KINDS
from outreach.paper.sheet import maybe, words
from outreach.paper.views import Drawn, Flag
from outreach.project import Project
from outreach.renderers.cards.views import LABELS, Code, Number, PictureLine, PictureScene, PictureView, Short
from outreach.storyboard import Item, Picture, Scene, Storyboard

MARKS = ("tick", "cross", "warn")
# A phone in the hand is nearer than the screen the film's sizes are for. At 1080 px for 360 dp a senior's body text is
# then 18 dp, the least for elders (MIIT 适老化通用设计规范, 2021).
SCALE = 0.875


def picture_data(board: Storyboard, project: Project) -> PictureView:
    """What the templates of templates/cards/ read. Sizes are in px of a picture 1080 px wide."""
    style, art = board.style, _Art(project, board.style.colors)
    scenes = tuple(_scene(scene, art) for scene in board.scenes)
    signs = sorted({scene.sign for scene in scenes if scene.sign})
    base, _, region = board.lang.partition("-")
    return PictureView(
        lang=(base, region.lower() if len(region) == 2 else ""),
        direction=style.direction,
        font=style.font,
        colors=style.colors,
        type={name: size * SCALE for name, size in style.video_type.items()},
        shape=style.shape,
        draft=not board.review.approved,
        reviewed=board.reviewed,
        labels={name: words(board.labels[name]) for name in LABELS},
        headline=words(board.title),
        scenes=scenes,
        sources=tuple(map(words, board.sources)),
        hotlines=tuple(Number(h.number, words(h.purpose), h.urgent) for h in board.hotlines),
        strip=tuple(Short(h.number, words(h.short)) for h in board.hotlines if h.short),
        brand=board.brand.name.shown,
        logo=art.key(Picture(board.brand.logo, "plain", board.brand.name.shown)),
        qr=Code(qr.svg(links.payload(board, "cards")), board.link.domain),
        marks={name: draw(project, name, "plain", style.colors) for name in (*MARKS, *signs)},
        art=art.drawn,
    )


class _Art:
    """The drawings of one set, each held once and named by a short key."""

    def __init__(self, project: Project, colors: dict[str, str]) -> None:
        self.project, self.colors = project, colors
        self.drawn: dict[str, Drawn] = {}

    def key(self, picture: Picture) -> str:
        key = f"{picture.name}:{picture.state}"
        if key not in self.drawn:
            svg = draw(self.project, picture.name, picture.state, self.colors)
            self.drawn[key] = Drawn(svg, picture.alt, _ratio(svg))
        return key


def _ratio(svg: str) -> float:
    """Width by height of a drawing's view box; a drawing without one is taken as square."""
    box = re.split(r"[ ,]+", ElementTree.fromstring(svg).get("viewBox", "").strip())
    return float(box[2]) / float(box[3]) if len(box) == 4 else 1.0


def _scene(scene: Scene, art: _Art) -> PictureScene:
    return PictureScene(
        id=scene.id,
        kind=KINDS[scene.kind].shown["cards"],
        sign=CHANNELS[scene.channel].sign if scene.channel else "",
        title=words(scene.title),
        contact=maybe(scene.contact),
        question=maybe(scene.question),
        answer=maybe(scene.answer),
        pictures=tuple(art.key(picture) for picture in scene.pictures),
        items=tuple(_item(item, art) for item in scene.items),
    )


def _item(item: Item, art: _Art) -> PictureLine:
    return PictureLine(
        kind=item.kind,
        number=item.number,
        text=words(item.text, item),
        detail=maybe(item.detail),
        side=item.side,
        who=maybe(item.named),
        face=art.key(item.face) if item.face else None,
        window=bool(item.face and item.face.state.endswith(ON_VIDEO)),
        flags=tuple(Flag(f.number, words(f.trick), words(f.note)) for f in item.flags),
        picture=art.key(item.picture) if item.picture else None,
    )

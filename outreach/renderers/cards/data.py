"""The view of social pictures: a storyboard's texts, drawings and code for templates/cards/."""

from __future__ import annotations

from outreach.art import draw
from outreach.channels import CHANNELS
from outreach.codes import links, qr
from outreach.paper.drawn import Art
from outreach.paper.items import item_view, scene_view
from outreach.paper.words import lang_of, words
from outreach.project import Project
from outreach.renderers.cards.views import LABELS, Code, Number, PictureLine, PictureScene, PictureView, Short
from outreach.storyboard import Picture, Scene, Storyboard

MARKS = ("tick", "warn")
# A phone in the hand is nearer than the screen the film's sizes are for. At 1080 px for 360 dp a senior's body text is
# then 18 dp, the least for elders (MIIT 适老化通用设计规范, 2021).
SCALE = 0.875


def picture_data(board: Storyboard, project: Project) -> PictureView:
    """What the templates of templates/cards/ read. Sizes are in px of a picture 1080 px wide."""
    style = board.style
    art = Art(lambda one: draw(project, one.name, one.state, style.colors))
    scenes = tuple(_scene(scene, art) for scene in board.scenes)
    signs = sorted({scene.sign for scene in scenes if scene.sign})
    return PictureView(
        lang=lang_of(board.lang),
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


def _scene(scene: Scene, art: Art) -> PictureScene:
    sign = CHANNELS[scene.channel].sign if scene.channel else ""
    items = tuple(
        item_view(PictureLine, item, art, picture=art.key(item.picture) if item.picture else None)
        for item in scene.items
    )
    return scene_view(PictureScene, scene, "cards", art, sign=sign, items=items)

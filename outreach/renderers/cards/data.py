"""The view of social pictures: a storyboard's texts, drawings and code for templates/cards/."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from outreach.acting import can_act, tones
from outreach.art import draw
from outreach.channels import CHANNELS
from outreach.codes import links, qr
from outreach.imprint import imprint
from outreach.keyvisual import Crop, home_of, key_visual, place, posed
from outreach.paper.drawn import Art
from outreach.paper.items import item_view, scene_view
from outreach.paper.words import lang_of, words
from outreach.project import Project
from outreach.renderers.cards.cast import acts, met
from outreach.renderers.cards.views import (
    LABELS,
    Code,
    KeyPicture,
    Number,
    PictureLine,
    PictureScene,
    PictureView,
    Short,
)
from outreach.storyboard import Item, Picture, Scene, Storyboard, is_scammer

MARKS = ("tick", "warn")
# A phone in the hand is nearer than the screen the film's sizes are for. At 1080 px for 360 dp a senior's body text is
# then 18 dp, the least for elders (MIIT 适老化通用设计规范, 2021).
SCALE = 0.875
POSED = "pose/"  # begins the state of a drawing of somebody who acts
PLACES = {"den": "den", "lobby": "lobby", "desk": "police-desk"}  # beside the home of the person called


def picture_data(board: Storyboard, project: Project) -> PictureView:
    """What the templates of templates/cards/ read. Sizes are in px of a picture 1080 px wide."""
    style = board.style
    art = Art(_drawer(board, project))
    scenes = tuple(_scene(scene, board, art) for scene in board.scenes)
    places = {"home": home_of(project, board), **PLACES}
    signs = sorted({scene.sign for scene in scenes if scene.sign})
    return PictureView(
        lang=lang_of(board.lang),
        direction=style.direction,
        font=style.font,
        colors=style.colors,
        type={name: size * SCALE for name, size in style.video_type.items()},
        shape=style.shape,
        draft=not board.review.approved,
        approved=imprint(board),
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
        places={name: place(project, drawing, style.colors) for name, drawing in places.items()},
        cover=_key(board, project, "tall"),
        banner=_key(board, project, "banner"),
        ask=ask(board),
    )


def _drawer(board: Storyboard, project: Project) -> Callable[[Picture], str]:
    """Draws things with the hands of the person called; somebody whose state is a pose (`pose/…`) in that pose."""
    colors = board.style.colors
    victim = next((p.picture.name for p in board.cast if p.role == "victim"), "")
    hands = tones(project, victim, colors) if victim else {}

    def drawn(one: Picture) -> str:
        if one.state.startswith(POSED):
            return posed(project, one, one.state.removeprefix(POSED), colors)
        return draw(project, one.name, one.state, colors if can_act(project, one.name) else {**colors, **hands})

    return drawn


def ask(board: Storyboard) -> str:
    """The number for whoever is not sure: a short one that is not for what happened already."""
    known = [h.number for h in sorted(board.hotlines, key=lambda h: h.urgent) if h.short]
    return next(iter(known), "")


def _key(board: Storyboard, project: Project, crop: Crop) -> KeyPicture:
    one = key_visual(project, board, crop)
    return KeyPicture(one.svg, one.alt, one.head, one.foot, one.safe, one.quiet)


def _scene(scene: Scene, board: Storyboard, art: Art) -> PictureScene:
    sign = CHANNELS[scene.channel].sign if scene.channel else ""
    scammers = {person.role for person in board.cast if is_scammer(person)}
    called, other = (
        tuple(art.key(replace(picture, state=POSED + pose)) for picture, pose in people)
        for people in acts(scene, board)
    )
    items = tuple(_line(item, art, called) for item in scene.items)
    threat = any(item.role in scammers for item in scene.items)
    more = {
        "sign": sign,
        "threat": threat,
        "called": called,
        "other": other,
        "place": met(scene, board),
        "items": items,
    }
    return scene_view(PictureScene, scene, "cards", art, **more)


def _line(item: Item, art: Art, called: tuple[str, ...]) -> PictureLine:
    """An item; the face of the person called is as they feel in this scene, not their plain smile."""
    one = item_view(PictureLine, item, art, picture=art.key(item.picture) if item.picture else None)
    return replace(one, face=called[0]) if item.role == "victim" and one.face and called else one

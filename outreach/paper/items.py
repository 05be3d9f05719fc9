"""What a scene and its items have in common on sheets and on social pictures."""

from __future__ import annotations

from typing import Any, TypeVar

from outreach.channels import ON_VIDEO
from outreach.kinds import KINDS, Medium
from outreach.paper.drawn import Art
from outreach.paper.views import Flag, ItemView, StoryView
from outreach.paper.words import maybe, words
from outreach.storyboard import Item, Scene

OneItem = TypeVar("OneItem", bound=ItemView)
OneScene = TypeVar("OneScene", bound=StoryView)


def item_view(view: type[OneItem], item: Item, art: Art, **more: Any) -> OneItem:
    """An item; `more` is what this view has beside the others."""
    return view(
        kind=item.kind,
        number=item.number,
        text=words(item.text, item),
        detail=maybe(item.detail),
        side=item.side,
        who=maybe(item.named),
        face=art.key(item.face) if item.face else None,
        window=bool(item.face and item.face.state.endswith(ON_VIDEO)),
        flags=tuple(Flag(f.number, words(f.trick), words(f.note)) for f in item.flags),
        **more,
    )


def scene_view(view: type[OneScene], scene: Scene, medium: Medium, art: Art, **more: Any) -> OneScene:
    """A scene as `medium` shows its kind; `more` is what this view has beside the others."""
    return view(
        id=scene.id,
        kind=KINDS[scene.kind].shown[medium],
        title=words(scene.title),
        contact=maybe(scene.contact),
        question=maybe(scene.question),
        answer=maybe(scene.answer),
        pictures=tuple(art.key(picture) for picture in scene.pictures),
        **more,
    )

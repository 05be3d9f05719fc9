"""The contact sheet: one picture that shows every drawing of media/art in every state."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.art import draw
from outreach.art_file import ArtFile
from outreach.lang import SOURCE
from outreach.layout import Layout
from outreach.project import Project
from outreach.source import load_sure
from outreach.views import View

TEMPLATE = "sheet/art.typ"


@dataclass(frozen=True)
class Tile(View):
    """A drawing in one of its states."""

    name: str
    state: str
    alt: str
    svg: str


@dataclass(frozen=True)
class ContactSheet(View):
    """All drawings in all states: sheet/art.typ."""

    title: str
    lang: str
    font: str
    colors: Mapping[str, str]  # the tokens of templates/theme.yaml
    pictures: tuple[Tile, ...]


def contact_sheet(project: Project, layout: Layout, colors: Mapping[str, str], lang: str = SOURCE) -> bytes:
    """A PNG, 2000 px wide, of all drawings; `colors` are the theme's tokens, `lang` picks the alternative texts.

    Raises OutreachError when art.yaml or a drawing is broken.
    """
    found = load_sure(project, "media/art/art.yaml", ArtFile)
    pictures = [
        Tile(name, state, _alt(model.alt, lang), draw(project, name, state, colors))
        for name, model in found.art.items()
        for state in model.states
    ]
    title = f"media/art · {len(pictures)}"
    view = ContactSheet(title, lang.split("-")[0], "Noto Sans CJK SC", colors, tuple(pictures))
    return layout.png(TEMPLATE, view)[0]


def _alt(alt: Mapping[str, str], lang: str) -> str:
    return alt.get(lang, next(iter(alt.values())))

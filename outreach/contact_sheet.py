"""The contact sheet: one picture that shows every drawing of media/art in every state."""

from __future__ import annotations

from collections.abc import Mapping

from outreach.art import draw
from outreach.lang import SOURCE
from outreach.layout import Layout
from outreach.profiles import ArtFile
from outreach.project import Project
from outreach.source import load_sure

TEMPLATE = "sheet/art.typ"


def contact_sheet(project: Project, layout: Layout, colors: Mapping[str, str], lang: str = SOURCE) -> bytes:
    """A PNG, 2000 px wide, of all drawings; `colors` are the theme's tokens, `lang` picks the alternative texts.

    Raises OutreachError when art.yaml or a drawing is broken.
    """
    found = load_sure(project, "media/art/art.yaml", ArtFile)
    pictures = [
        {"name": name, "state": state, "alt": _alt(model.alt, lang), "svg": draw(project, name, state, colors)}
        for name, model in found.art.items()
        for state in model.states
    ]
    title = f"media/art · {len(pictures)}"
    data = {
        "title": title,
        "lang": lang.split("-")[0],
        "font": "Noto Sans CJK SC",
        "colors": dict(colors),
        "pictures": pictures,
    }
    return layout.png(TEMPLATE, data)[0]


def _alt(alt: Mapping[str, str], lang: str) -> str:
    return alt.get(lang, next(iter(alt.values())))

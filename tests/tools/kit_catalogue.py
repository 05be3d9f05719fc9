"""Draws every component of templates/kit/ for all audiences: `python tests/tools/kit_catalogue.py OUT.png`.

Two columns an audience: the components as paper has them, and as social pictures have them. Look at it after a change
in templates/kit/, templates/print/parts.typ or templates/cards/lib.typ.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from PIL import Image

from outreach.adapt import adapt
from outreach.layout import Layout
from outreach.paper.sheet import sheet
from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.renderers.cards.data import picture_data
from outreach.script import load_script
from outreach.typesetter import Typesetter
from outreach.views import View, sent

HERE = Path(__file__).parent
WIDTH = 760  # px of a column
GAP = 24
SCAM = "fake-customer-service"


def columns(project: Project) -> Iterator[Image.Image]:
    """The columns of each audience in its first language."""
    profiles = require(*load_profiles(project))
    script, _ = load_script(project, SCAM)
    assert script
    layout = Layout(project)
    for name, one in profiles.audiences.items():
        board, _ = adapt(script, profiles, name, one.languages[0])
        assert board
        board = replace(board, review=replace(board.review, approved=False))
        yield _drawn(layout, "print", "kit-paper.typ", sheet(board, project, "leaflet"))
        yield _drawn(layout, "cards", "kit-pictures.typ", picture_data(board, project))


def _drawn(layout: Layout, folder: str, source: str, view: View) -> Image.Image:
    """The page of a source of this folder, beside the templates it imports."""
    (layout.root / "templates" / folder / source).write_bytes((HERE / source).read_bytes())
    setter = Typesetter(layout.root, layout.project.path("media/fonts"))
    data = json.dumps(sent(view), ensure_ascii=False)
    page = Image.open(io.BytesIO(setter.compile(f"{folder}/{source}", data, "png", {"ppi": 144.0})[0])).convert("RGB")
    return page.resize((WIDTH, page.height * WIDTH // page.width), Image.Resampling.LANCZOS)


def catalogue(found: Sequence[Image.Image]) -> Image.Image:
    """The columns side by side."""
    whole = Image.new("RGB", ((WIDTH + GAP) * len(found) - GAP, max(one.height for one in found)), "#6B7280")
    for n, one in enumerate(found):
        whole.paste(one, (n * (WIDTH + GAP), 0))
    return whole


if __name__ == "__main__":
    catalogue([*columns(Project.find())]).save(sys.argv[1])

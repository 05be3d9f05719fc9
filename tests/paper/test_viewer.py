"""What a print dialogue starts with, read back from finished sheets by another library."""

from __future__ import annotations

import io
from collections.abc import Callable

import pikepdf
import pytest

from outreach.layout import Layout
from outreach.renderers import checklist, leaflet, poster, trifold
from outreach.storyboard import Storyboard


@pytest.mark.parametrize(
    ("render", "audience", "lang", "name", "duplex"),
    [
        (leaflet.render, "seniors", "zh-CN", "leaflet", "/DuplexFlipShortEdge"),
        (leaflet.render, "students", "zh-CN", "leaflet", "/DuplexFlipLongEdge"),
        (leaflet.render, "foreign-residents", "en", "leaflet", "/DuplexFlipLongEdge"),
        (trifold.render, "students", "zh-CN", "trifold", "/DuplexFlipShortEdge"),
        (poster.render, "students", "zh-CN", "poster", "/Simplex"),
        (checklist.render, "students", "zh-CN", "checklist", "/Simplex"),
    ],
)
def test_each_office_print_says_how_it_is_printed(
    board: Callable[[str, str, str], Storyboard],
    layout: Layout,
    render: Callable[[Storyboard, Layout], dict[str, bytes]],
    audience: str,
    lang: str,
    name: str,
    duplex: str,
) -> None:
    """Colour and copier alike: the edge, the true size, the title that PDF/UA wants shown; a press decides itself."""
    files = render(board("nfc-skimming", audience, lang), layout)
    for file in (f"{name}.pdf", f"{name}-mono.pdf"):
        with pikepdf.open(io.BytesIO(files[file])) as found:
            wishes = found.Root.ViewerPreferences
            assert (str(wishes.Duplex), str(wishes.PrintScaling)) == (duplex, "/None")
            assert str(wishes.DisplayDocTitle) == "True"
    with pikepdf.open(io.BytesIO(files[f"{name}-press.pdf"])) as found:
        assert "/Duplex" not in found.Root.get("/ViewerPreferences", pikepdf.Dictionary())

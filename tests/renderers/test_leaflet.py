"""Leaflets: what is printed, in which order, for whom; and what stops the build."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest
from sheets import LANGS
from typed import Golden

from outreach.checks.built.paper_code import pages
from outreach.codes.qr import decode
from outreach.storyboard import Storyboard

Boards = Callable[[str, str], Storyboard]
HERE = Path(__file__).parent


def projection(data: bytes) -> str:
    """A PDF as readable lines: its size, title and language, its text in content order, its codes."""
    out = []
    with pikepdf.open(io.BytesIO(data)) as file:
        info, root = file.docinfo, file.Root
        out.append(f"title: {info.Title}")
        out.append(f"lang: {root.Lang}  tagged: {bool(root.MarkInfo.Marked)}")
    document = pdfium.PdfDocument(data)
    for number, page in enumerate(document, 1):
        width, height = (round(n / 72 * 25.4) for n in page.get_size())
        out.append(f"--- page {number}, {width} x {height} mm")
        text = page.get_textpage().get_text_range()
        out += [line.rstrip() for line in text.replace("\r", "").split("\n") if line.strip()]
    for number, page in enumerate(pages(data), 1):
        out += [f"--- code on page {number}: {payload}" for payload in decode(page)]
    return "\n".join(out) + "\n"


@pytest.mark.parametrize("audience", LANGS)
def test_leaflet_says_what_the_golden_file_says(
    made: Callable[..., dict[str, bytes]], golden: Golden, audience: str
) -> None:
    """Text in reading order and the decoded codes of each audience's leaflet."""
    golden(f"leaflet-{audience}.txt", projection(made("leaflet", audience)["leaflet.pdf"]))

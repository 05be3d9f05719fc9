"""Words on a frame are large enough in every scene, shape and audience: read from the letters of the pieces."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import product
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from films import LANGUAGES

from outreach import film
from outreach.film import scene
from outreach.film.layers import TEMPLATE
from outreach.film.segments import Slot
from outreach.layout import Layout
from outreach.signing import rehearsal
from outreach.storyboard import Branch, Shape, Storyboard

SCAMS = ("cancel-auto-pay", "fake-customer-service", "nfc-skimming")
BRANCH = Branch("B001", "江湾银行人民路支行", "人民路 1 号", "400-000-0001")
SLOTS: tuple[Slot, ...] = ("reserved", "none")
SHAPES: tuple[Shape, ...] = ("landscape", "portrait", "square")


@pytest.mark.parametrize(("scam", "audience", "shape"), [*product(SCAMS, LANGUAGES, SHAPES)])
def test_no_word_is_smaller_than_the_audience_can_read(
    board: Callable[..., Storyboard], layout: Layout, scam: str, audience: str, shape: Shape
) -> None:
    """54 px for seniors, 44 px for others, in every piece a film shows, with the interpreter's slot and without."""
    made = board(scam, audience, LANGUAGES[audience])
    floor = made.style.video_type["floor"]
    assert floor >= (54 if audience == "seniors" else 44)
    timeline = rehearsal(replace(made, branch=BRANCH))
    small = set()
    for segment, slot in product(film.plan(timeline, shape, bearer="video", ai_label=True, sign_clips={}), SLOTS):
        style, shown = pieces(replace(segment, slot=slot), layout)
        pages = layout.pdf(TEMPLATE, {"style": style, "pieces": shown}, standards=())
        for piece, found in zip(shown, letters(pages), strict=True):
            least = min((size for _, size in found), default=floor)
            if least < floor - 0.5:
                words = "".join(letter for letter, size in found if size < floor - 0.5)
                small.add((segment.scene.id, slot, piece["kind"], round(least), words))
    assert not small, "\n".join(map(str, sorted(small)))


def pieces(segment: film.Segment, layout: Layout) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """The look and the data of every piece that the segment's sprites show."""
    with film.picture(segment, layout) as drawn:
        layers = {id(sprite.layer) for sprite in drawn.sprites}
    kept = scene._painter(layout)._kept  # nothing else knows what a layer was drawn from
    found = [key for key, layer in kept.items() if id(layer) in layers]
    style, _ = json.JSONDecoder().raw_decode(found[0])
    return style, [json.loads(key[len(json.dumps(style, sort_keys=True)) :]) for key in found]


def letters(document: bytes) -> Iterator[list[tuple[str, float]]]:
    """For each page of a PDF its letters and their type size in pt."""
    for page in pypdfium2.PdfDocument(document):
        text = page.get_textpage()
        every = range(pdfium.FPDFText_CountChars(text))
        yield [
            (chr(pdfium.FPDFText_GetUnicode(text, n)), pdfium.FPDFText_GetFontSize(text, n))
            for n in every
            if not pdfium.FPDFText_IsGenerated(text, n)
        ]

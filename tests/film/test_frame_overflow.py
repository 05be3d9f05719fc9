"""Words on a frame fit their place or are refused, whatever their length: laid out and read back letter by letter."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from itertools import product
from typing import Any

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
from films import PAIRS, SHAPES, SLOTS, Full, laid, segments
from own import AUDIENCES
from stress import HOST, LINK, hotlines, said, stressed

from outreach import film
from outreach.diagnostics import Where
from outreach.film import fit, overflow, scene
from outreach.film.painter import TEMPLATE
from outreach.film.pieces import Pieces
from outreach.film.segments import SceneCue, Segment, Slot
from outreach.film.stage import Stage
from outreach.layout import Layout
from outreach.signing import rehearsal
from outreach.storyboard import Shape, Storyboard

Make = Callable[..., Storyboard]
# Those that hold words; a row too high gives way to cards of its own.
WORDS = (
    *("chapter", "brand", "caption", "label", "slot", "device", "bubble", "slab", "naming", "thing", "question"),
    *("option", "balance", "refusal", "calls", "code", "series"),
)
ENDS: tuple[Slot, ...] = ("none", "empty")
Ink = tuple[float, float, float, float]


def letters(page: pypdfium2.PdfPage) -> list[tuple[str, Ink]]:
    """A page's letters with the boxes of their ink: left, bottom, right, top."""
    text = page.get_textpage()
    found = []
    for n in range(pdfium.FPDFText_CountChars(text)):
        sign = chr(pdfium.FPDFText_GetUnicode(text, n))
        if not pdfium.FPDFText_IsGenerated(text, n) and sign.strip("\u200b "):
            found.append((sign, text.get_charbox(n)))
    return found


def overprinted(found: list[tuple[str, Ink]]) -> list[str]:
    """Pairs of letters of which one lies on the other by more than a third of its area."""
    rows, pairs = sorted(found, key=lambda one: one[1][0]), []
    for n, (sign, one) in enumerate(rows):
        for other_sign, other in rows[n + 1 :]:
            if other[0] >= one[2]:
                break
            if _shared(one, other) > 1 / 3:
                pairs.append(sign + other_sign)
    return pairs


def _shared(one: Ink, other: Ink) -> float:
    """How much of the smaller letter lies on the other."""
    wide = min(one[2], other[2]) - max(one[0], other[0])
    high = min(one[3], other[3]) - max(one[1], other[1])
    if one == other:  # two letters of one ligature
        return 0.0
    least = min((c[2] - c[0]) * (c[3] - c[1]) for c in (one, other))
    return wide * high / least if wide > 0 and high > 0 and least > 0 else 0.0


def faults(segment: Segment, pieces: list[Any], layout: Layout) -> list[str]:
    """Letters that leave their piece, or lie on each other, as an independent reader sees them."""
    shown = [one for one in pieces if one.kind not in ("row", "stamp")]  # a row too high gives way to cards of its own
    data = Pieces(scene.looks(segment), tuple(shown))
    found = []
    for piece, page in zip(shown, pypdfium2.PdfDocument(layout.pdf(TEMPLATE, data, standards=())), strict=True):
        wide, high = page.get_size()
        signs = letters(page)
        out = [s for s, (x0, y0, x1, y1) in signs if x0 < -1 or y0 < -1 or x1 > wide + 1 or y1 > high + 1]
        twice = overprinted(signs)
        if out or twice:
            found.append(f"{segment.scene.id} {piece.kind}: out {''.join(out)}, over {twice[:4]}")
    return found


@pytest.mark.slow
@pytest.mark.parametrize(("audience", "shape", "slot"), PAIRS)
def test_words_of_any_length_fit_or_are_refused(
    full: Full, layout: Layout, audience: str, shape: Shape, slot: Slot
) -> None:
    """Five numbers, three tricks on a line, scenes as full as the audience may have: no letter outside its piece."""
    for segment in segments(full(audience), shape, slot):
        pieces, misfits = laid(segment, layout)
        refused = {one.kind for one in misfits}
        # Four answers of 44 letters have no room; in a square, nor has a link of 80 below three lines of numbers.
        allowed = {"option", "question", "statement"} | ({"bubble"} if shape == "square" else set())
        assert refused <= allowed, [(m.kind, m.words, m.tall) for m in misfits]
        assert faults(segment, [one for one in pieces if one.kind not in refused], layout) == []


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_that_cannot_fit_is_an_error_at_its_line(board: Make, layout: Layout, shape: Shape) -> None:
    """All of them at once, before anything is drawn; and a frame with one of them is never drawn."""
    base = board()
    where = Where("content/scams/x/script.yaml", 7, 9)
    long = replace(said("很长很长的一句话，" * 40, "zh-CN"), where=where)
    other = replace(said("另外一句很长的话，" * 40, "zh-CN"), where=Where(where.file, 9, 9))
    scenes = tuple(
        replace(s, title=long, question=s.question and other) for s in base.scenes if s.kind in ("pause", "anatomy")
    )
    film_ = segments(rehearsal(replace(base, scenes=scenes)), shape, "reserved")
    found = film.misfits(film_, layout)
    assert {(d.where.line, d.code) for d in found} >= {(7, "frame-length"), (9, "frame-length")}
    with pytest.raises(Exception, match=r"script\.yaml:7:9"), film.picture(film_[0], layout):
        pass


@pytest.mark.parametrize(("shape", "slot"), [*product(SHAPES, SLOTS)])
@pytest.mark.usefixtures("outlines")
def test_each_of_many_tricks_is_named_alone(board: Make, layout: Layout, shape: Shape, slot: Slot) -> None:
    """Five on a line: one shot each, one name at a time, whole inside the frame."""
    made = stressed(board("visitors"), 0.6, tricks=5)
    segment = next(s for s in segments(rehearsal(made), shape, slot) if s.scene.kind == "dialogue")
    with film.picture(segment, layout) as drawn:
        takes = [t for t in drawn.takes if "trick" in t.cut.shot.shows]
        flags = [m.beat.flag for m in segment.moments if m.beat.flag]
        assert [t.cut.moments[0].beat.flag for t in takes] == flags
        for one in takes:
            for put in one.fore(one.cut.start + 20):
                assert put.x >= -2 and put.x + put.plane.width * put.scale <= drawn.boxes.width + 2


@pytest.mark.every(4)
@pytest.mark.parametrize(
    ("count", "shape", "slot", "audience"),
    [
        (n, shape, ENDS[(n // 2 + k) % 2], [*AUDIENCES][(n + k) % 2])
        for n in range(1, 6)
        for k, shape in enumerate(SHAPES)
    ],
)
def test_the_end_card_holds_one_to_five_numbers(
    board: Make, layout: Layout, count: int, shape: Shape, slot: Slot, audience: str
) -> None:
    """Each with its word, whole; the one to ask before paying is the largest; a square beside a signer says them."""
    made = replace(board(audience), hotlines=hotlines(count, AUDIENCES[audience]))
    segment = segments(rehearsal(made), shape, slot)[-1]
    pieces, misfits = laid(segment, layout)
    assert misfits == []
    states = {p.lit: p.calls for p in pieces if p.kind == "calls"}  # all unlit, and each lit alone in the same box
    shown = [call.number for call in states.get(None, ())]
    assert states == (dict.fromkeys((None, *range(count)), states[None]) if shown else {})
    assert shown == [h.number for h in made.hotlines] or (shape, slot, shown) == ("square", "empty", [])
    assert faults(segment, [p for p in pieces if p.kind in ("calls", "code", "refusal")], layout) == []
    large = [call.number for call in states.get(None, ()) if call.large]
    assert len(large) == bool(shown)


@pytest.mark.slow  # quick: words of any length
def test_a_long_link_stays_in_its_bubble_and_on_the_screen(board: Make, layout: Layout) -> None:
    """In every shape; the caption's lines are whole, and the address is one message."""
    talks = rehearsal(stressed(board("pupils"), 1.0, 2, link=True))
    for shape, slot in zip(SHAPES, (*SLOTS, SLOTS[0]), strict=True):
        talk = [s for s in segments(talks, shape, slot) if s.scene.kind == "dialogue"]
        film_ = [replace(s, scene=replace(s.scene, channel="chat")) for s in talk]
        for segment in film_:
            assert any(LINK in item.text.shown for item in segment.scene.items)
            assert all(LINK in t or ("http" not in t and "session" not in t) for t in _shown(segment))
            pieces, misfits = laid(segment, layout)
            assert misfits == []
            assert faults(segment, [p for p in pieces if p.kind in ("bubble", "caption")], layout) == []


def _shown(segment: Segment) -> list[str]:
    return [item.text.shown for item in segment.scene.items]


@pytest.mark.parametrize("shape", SHAPES)
def test_a_host_of_forty_letters_stands_beside_the_code(board: Make, layout: Layout, shape: Shape) -> None:
    """Whole, broken at its dots and hyphens."""
    base = board()
    made = replace(base, brand=replace(base.brand, domain=HOST))
    for slot in SLOTS:
        pieces, misfits = laid(segments(rehearsal(made), shape, slot)[-1], layout)
        assert misfits == []
        code = next(p for p in pieces if p.kind == "code")
        assert "".join(code.address) == HOST


@pytest.mark.every(4)
@pytest.mark.parametrize(("ratio", "shape"), [*product((0.25, 1.0, 4.0, 8.0), SHAPES)])
def test_a_logo_of_any_shape_is_seen_whole(
    board: Make, layout: Layout, monkeypatch: pytest.MonkeyPatch, ratio: float, shape: Shape
) -> None:
    """Its four corners are marked, and all four marks are in the frame."""
    corners = "".join(
        f'<rect x="{x}" y="{y}" width="12" height="12" fill="#00FF00"/>'
        for x, y in product((0, 100 * ratio - 12), (0, 88))
    )
    svg = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {100 * ratio} 100">{corners}</svg>'
    real, logo = Stage.svg, board().brand.logo
    monkeypatch.setattr(Stage, "svg", lambda stage, name, state: svg if name == logo else real(stage, name, state))
    segment = next(s for s in segments(rehearsal(board()), shape, "reserved") if s.scene.kind == "pause")
    segment = replace(segment, lead=None)  # the scene before need not be drawn
    pixels = film.frame(segment, segment.frames - 1, layout)
    green = (pixels[..., 1] > 180) & (pixels[..., 0] < 110) & (pixels[..., 2] < 110)
    rows, columns = np.flatnonzero(green.any(axis=1)), np.flatnonzero(green.any(axis=0))
    found = (columns[-1] - columns[0] + 1) / (rows[-1] - rows[0] + 1)
    assert found == pytest.approx(ratio, rel=0.12)


@pytest.mark.parametrize("shape", SHAPES)
def test_captions_beside_an_interpreter_are_broken_anew(board: Make, layout: Layout, shape: Shape) -> None:
    """Two lines for a wide frame fit the narrow place that she leaves, at three quarters of the least type or more."""
    segment = replace(segments(rehearsal(board("visitors")), shape, "empty")[0], first=False)
    lines = ("Use another phone. Call 110,", "and ask a Chinese-speaking friend to help.")
    pieces, misfits = laid(replace(segment, cues=(SceneCue(0, 50, lines),)), layout)
    assert misfits == []
    caption = next(one for one in pieces if one.kind == "caption")
    page = pypdfium2.PdfDocument(layout.pdf(TEMPLATE, Pieces(scene.looks(segment), (caption,)), standards=()))[0]
    tall = [top - bottom for sign, (_, bottom, _, top) in letters(page) if sign in "Ulk"]
    assert min(tall) >= 0.75 * 0.7 * segment.style.video_type["floor"]


@pytest.mark.slow
def test_measuring_and_drawing_agree(board: Make, layout: Layout) -> None:
    """The size that a piece is measured to have is the size it is drawn with."""
    segment = segments(rehearsal(board()), "landscape", "reserved")[1]
    measure = scene.laid_out(segment, layout.project, partial(overflow.measured, layout, scene.looks(segment)))
    drawn = scene.laid_out(segment, layout.project, partial(scene.paint, segment, layout))
    assert measure.layers.keys() == drawn.layers.keys()
    for name, one in drawn.layers.items():  # what the camera moves has sides that need not be even
        least = measure.layers[name]
        assert abs(one.width - least.width) <= 2 and abs(one.height - least.height) <= 2, name


def test_check_knows_what_a_film_cannot_hold(board: Make, layout: Layout) -> None:
    """In each shape of the audience, before anything is made; short words fit."""
    whole = board("visitors")
    base = replace(whole, scenes=tuple(s for s in whole.scenes if s.kind in ("hook", "pause")))
    assert fit.overflow(base, layout, "video") == ([], [])
    long = said("很长很长的一句话，" * 40, "zh-CN")
    scenes = tuple(replace(s, question=s.question and long) for s in base.scenes)
    faults, _ = fit.overflow(replace(base, scenes=scenes), layout, "video")
    assert {(one.sheet, one.panel, one.causes[0].words) for one in faults} >= {
        (shape, "question", long.shown) for shape in base.style.shapes
    }

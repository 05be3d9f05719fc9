"""The speaker's pack: short deck, session plan, help for someone in trouble, the film inside."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import numpy as np
import pypdfium2
import pytest
from PIL import Image
from pptx import Presentation

from outreach.layout import Layout
from outreach.paper.seen import pages
from outreach.renderers import deck, session_plan
from outreach.storyboard import Storyboard

PACKS = [
    (scam, *pack)
    for scam in ("cancel-auto-pay", "fake-customer-service", "nfc-skimming")
    for pack in (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))
]
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(params=[pack[1:] for pack in PACKS[:3]], ids=lambda pack: pack[0])
def one(request: pytest.FixtureRequest, board: Callable[..., Storyboard]) -> Storyboard:
    """A storyboard of each audience."""
    return board("nfc-skimming", *request.param)


@pytest.mark.every(4, 3)
@pytest.mark.parametrize("pack", PACKS, ids="-".join)
def test_short_deck_has_five_slides(
    board: Callable[..., Storyboard], layout: Layout, pack: tuple[str, str, str]
) -> None:
    """A lobby talk of every starter scam is five slides, from the cover to the hotlines."""
    made = Presentation(io.BytesIO(deck.short_deck(board(*pack), layout)))
    names = [slide.slide_layout.name for slide in made.slides]
    assert len(names) == 5 and names[0] == "cover" and names[-1] == "hotlines", names


@pytest.mark.every(3, 1)
def test_nothing_is_asked_twice(one: Storyboard, layout: Layout) -> None:
    """Which words sound wrong is not asked of the person called, nor is the first step asked for beside the third."""
    labels = one.labels
    slides = Presentation(io.BytesIO(deck.full_deck(one, layout))).slides
    asks = [labels[name].shown for name in ("ask_story", "ask_anatomy", "ask_flags", "ask_actions", "ask_rescue")]
    notes = [slide.notes_slide.notes_text_frame.text for slide in slides]
    assert {ask: sum(ask in text for text in notes) for ask in asks} == dict.fromkeys(asks, 1)
    (story,) = (n for n, text in enumerate(notes) if asks[0] in text)
    seen = re.sub(r"\s", "", "".join(slides[story]._element.itertext()))
    phrases = [flag.phrase for scene in one.scenes for item in scene.items for flag in item.flags]
    assert any(re.sub(r"\s", "", phrase) in seen for phrase in phrases)


@pytest.mark.every(3)
def test_plan_adds_up(one: Storyboard, layout: Layout) -> None:
    """The minutes of each length add up to it, every slide is in the plan once, and the cover's notes hold it."""
    made = Presentation(io.BytesIO(deck.full_deck(one, layout)))
    notes = made.slides[0].notes_slide.notes_text_frame.text
    minute = one.labels["plan_minutes"].shown
    for length in session_plan.LENGTHS:
        block = notes.split(f"\n{length} {minute}\n")[1]
        rows = re.findall(rf"^(\d+)(?:–(\d+))?  .+  (\d+) {minute}$", block, re.M)[: _parts(block, minute)]
        assert sum(int(row[2]) for row in rows) == length
        covered = [n for first, last, _ in rows for n in range(int(first), int(last or first) + 1)]
        assert covered == list(range(1, len(made.slides) + 1))


def _parts(block: str, minute: str) -> int:
    """How many rows stand before the next length's heading."""
    lines = block.split("\n")
    return next(
        (n for n, line in enumerate(lines) if not line.endswith(minute) or line[2:] == f" {minute}"), len(lines)
    )


@pytest.mark.every(3, 1)
def test_plan_prints_on_one_page(one: Storyboard, layout: Layout) -> None:
    """The session plan is one tagged A4 page that names the hotlines and what to do for someone in trouble."""
    data = deck.render(one, layout)["session-plan.pdf"]
    pdf = pypdfium2.PdfDocument(data)
    assert (len(pdf) == 1 and b"/MarkInfo" in data) or pdf.is_tagged()
    text = re.sub(r"\s", "", pdf[0].get_textpage().get_text_range())
    for name in ("plan_help", "loss_sent", "plan_bring"):
        assert re.sub(r"\s", "", one.labels[name].shown) in text
    assert all(line.number in text for line in one.hotlines)
    assert min(letter.size for page in pages(data) for letter in page.letters) >= 8 - 0.05  # content/preflight.yaml


def test_help_is_in_the_notes_of_the_hotlines(one: Storyboard, layout: Layout) -> None:
    """Whoever shows the hotlines can read how to help someone it is happening to."""
    made = Presentation(io.BytesIO(deck.full_deck(one, layout)))
    slide = next(s for s in made.slides if s.slide_layout.name == "hotlines")
    notes = slide.notes_slide.notes_text_frame.text
    assert all(text.shown in notes for text in session_plan.help_texts(one))


@pytest.mark.slow
def test_companion_stands_in_runs_of_its_own_language(board: Callable[..., Storyboard], layout: Layout) -> None:
    """A bilingual deck has no run that mixes languages: Chinese letters only in zh-CN runs, and both are there."""
    made = Presentation(io.BytesIO(deck.full_deck(board("nfc-skimming", "foreign-residents", "en"), layout)))
    found = set()
    for slide in made.slides:
        for run in slide._element.iter(f"{A}r"):
            lang, text = run.find(f"{A}rPr").get("lang"), run.find(f"{A}t").text or ""
            chinese = bool(re.search(r"[\u4e00-\u9fff]", text))
            assert not (chinese and lang != "zh-CN"), text
            assert not (lang == "zh-CN" and re.search(r"[A-Za-z]{4,} [A-Za-z]", text)), text
            found.add(lang)
    assert found == {"en-US", "zh-CN"}


@pytest.mark.slow
def test_film_is_embedded_after_the_opening(one: Storyboard, layout: Layout, tmp_path: Path) -> None:
    """The film sits inside the package on a slide with title, poster and alternative text, behind the opening."""
    frames = np.zeros((10, 36, 64, 3), dtype=np.uint8)
    writer = imageio_ffmpeg.write_frames(str(tmp_path / "film.mp4"), (64, 36), fps=25, macro_block_size=2)
    writer.send(None)
    for frame in frames:
        writer.send(frame)
    writer.close()
    film = (tmp_path / "film.mp4").read_bytes()
    poster = io.BytesIO()
    Image.fromarray(frames[0]).save(poster, "PNG")
    plain = deck.full_deck(one, layout)
    made = Presentation(io.BytesIO(deck.embed(plain, one, layout, film, poster.getvalue())))
    names = [slide.slide_layout.name for slide in made.slides]
    assert len(names) == len(Presentation(io.BytesIO(plain)).slides) + 1
    at = names.index("film")
    assert names[at - 1] == ("agenda" if "agenda" in names else "cover")  # a short talk has no agenda
    movie = next(s for s in made.slides[at].shapes if s.name == "film")
    assert movie._element.nvPicPr.cNvPr.get("descr").startswith(one.labels["page_film"].shown)
    media = [
        r.target_part.blob for r in made.slides[at].part.rels.values() if "video" in r.reltype or "media" in r.reltype
    ]
    assert media and all(blob == film for blob in media)

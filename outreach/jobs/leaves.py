"""Every page, slide and picture of a format as a small picture, with the words that go with a slide."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

import pypdfium2
from PIL import Image
from pptx import Presentation

from outreach import office
from outreach.cache import Record
from outreach.jobs.base import Desk, Job
from outreach.thumbnail import small

WIDE = 1000  # px of the longer side of a page: the small print of a leaflet can be read
SLIDE = 800
CARD = 640
SLIDES = "slides"
DRAWN = (".pdf", ".png", ".pptx")
SAME = ("-mono", "-press", "-press-285", "-short")  # the same words on other paper, or some of the same slides


@dataclass(frozen=True, kw_only=True, eq=False)
class Leaves(Job):
    """The files of another job."""

    kind: ClassVar[str] = "leaves"
    made_by: str  # key of a job
    office: bool  # is there a program that draws slides? What was made without one is made again

    @property
    def needs(self) -> tuple[str, ...]:
        """The job that makes the files."""
        return (self.made_by,)

    def run(self, desk: Desk) -> Record:
        """The pictures, each named by its file and number; of slides also what is written on and below them."""
        files: dict[str, bytes | Path] = {}
        slides: list[dict[str, Any]] = []
        for name, blob in desk.result(self.made_by).outputs.items():
            if Path(name).stem.endswith(SAME):
                continue
            path = desk.store.path(blob)
            if name.endswith(".pptx"):
                slides = list(_written(path))
            files |= {name_of(name, n): one for n, one in enumerate(self._drawn(path, Path(name).suffix), 1)}
        return desk.store.put(self.key, files, {SLIDES: slides})

    def _drawn(self, path: Path, suffix: str) -> Iterator[bytes]:
        if suffix == ".png":
            with Image.open(path) as shown:
                yield small(shown, CARD)
        elif suffix == ".pdf":
            yield from _pages(path.read_bytes(), WIDE)
        elif suffix == ".pptx" and self.office:
            try:
                yield from _pages(office.as_pdf(path), SLIDE)
            except (OSError, subprocess.SubprocessError):
                return  # the words of the slides are there


def name_of(file: str, n: int) -> str:
    """The name of a picture among the job's files."""
    return f"{file}.{n:03}.webp"


def _pages(data: bytes, wide: int) -> Iterator[bytes]:
    with pypdfium2.PdfDocument(io.BytesIO(data)) as document:
        for page in document:
            yield small(page.render(scale=2 * wide / max(page.get_size())).to_pil(), wide)


def _written(deck: Path) -> Iterator[dict[str, Any]]:
    """What stands on each slide, and what the speaker says."""
    for slide in Presentation(str(deck)).slides:
        said = [shape.text_frame.text.strip() for shape in slide.shapes if shape.has_text_frame]
        notes = slide.notes_slide.notes_text_frame if slide.has_notes_slide else None
        yield {"words": [one for one in said if one], "notes": notes.text.strip() if notes else ""}

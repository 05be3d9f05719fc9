"""A place in a finished file as a picture, with what was found marked: for people who have no program for the file."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pypdfium2 as pdfium
from imageio_ffmpeg import get_ffmpeg_exe
from PIL import Image, ImageDraw

from outreach import office
from outreach.diagnostics import Spot

WIDE = 640  # px of a picture
AROUND = 0.6  # of the marked place, how much more is shown on each side
LEAST = 0.3  # of the whole, how much of it is shown at least
MARK = "#D4001A"


def picture(file: Path, spot: Spot) -> bytes:
    """A JPEG of the spot's page, slide or second, cut to the marked place; b"" when nobody here can draw it."""
    suffix = file.suffix.lower()
    try:
        if suffix == ".pdf":
            return _marked(_page(file, int(spot.at or 1)), spot)
        if suffix == ".pptx":
            return _marked(_slide(file, int(spot.at or 1)), spot)
        if suffix == ".mp4":
            return _marked(_frame(file, spot.at), spot)
        if suffix in (".png", ".jpg", ".jpeg"):
            return _marked(Image.open(file), spot)
    except (OSError, ValueError, SyntaxError, IndexError, pdfium.PdfiumError, subprocess.SubprocessError):
        pass  # the finding may be that the file is broken
    return b""


def _page(file: Path | bytes, number: int) -> Image.Image:
    with pdfium.PdfDocument(file) as document:
        page = document[number - 1]
        scale = 2 * WIDE / max(page.get_size())
        drawn: Image.Image = page.render(scale=scale).to_pil()
        return drawn


def _slide(file: Path, number: int) -> Image.Image:
    """Drawn by LibreOffice. Raises FileNotFoundError where there is none."""
    if not office.office():
        raise FileNotFoundError("soffice")
    return _page(office.as_pdf(file), number)


def _frame(file: Path, second: float) -> Image.Image:
    command = [
        get_ffmpeg_exe(),
        "-nostdin",
        "-loglevel",
        "error",
        "-ss",
        f"{max(0.0, second):.3f}",
        "-i",
        f"file:{file}",
    ]
    command += ["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"]
    return Image.open(io.BytesIO(subprocess.run(command, check=True, capture_output=True).stdout))


def _marked(whole: Image.Image, spot: Spot) -> bytes:
    shown = whole.convert("RGB")
    if spot.box:
        left, top, right, low = (side * size for side, size in zip(spot.box, (*shown.size, *shown.size), strict=True))
        pen = ImageDraw.Draw(shown)
        thick = max(3, max(shown.size) // 250)
        pen.rectangle((left - thick, top - thick, right + thick, low + thick), outline=MARK, width=thick)
        across, down = (_span(a, b, size) for a, b, size in ((left, right, shown.width), (top, low, shown.height)))
        shown = shown.crop((across[0], down[0], across[1], down[1]))
    shown.thumbnail((WIDE, WIDE))
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=80)
    return out.getvalue()


def _span(start: float, end: float, size: int) -> tuple[int, int]:
    """The part of a side that is shown: the marked place and what is around it."""
    length = max((end - start) * (1 + 2 * AROUND), LEAST * size)
    first = min(max(0.0, (start + end - length) / 2), max(0.0, size - length))
    return int(first), int(min(size, first + length))

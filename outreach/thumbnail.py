"""A small picture of a finished sheet or film."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import imageio_ffmpeg
import pypdfium2
from PIL import Image

WIDTH = 560  # px: twice what the gallery shows
FRAME_AT = 2.8  # seconds into a film: the large label has gone, the first line is on screen


def thumbnail(path: Path, suffix: str) -> bytes | None:
    """A JPEG of a sheet's first page or of a film; `suffix` says which it is. None when it cannot be opened."""
    picture = _first_page(path) if suffix == ".pdf" else frame(path)
    if picture is None:
        return None
    if picture.width > WIDTH:
        picture = picture.resize((WIDTH, round(picture.height * WIDTH / picture.width)), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    picture.convert("RGB").save(data, "JPEG", quality=82, optimize=True)
    return data.getvalue()


def small(picture: Image.Image, longest: int) -> bytes:
    """A WebP of a picture, its longer side at most so many pixels; of a post to scroll half of that is its width."""
    shown = picture.convert("RGB")
    tall = shown.height > 2 * shown.width
    shown.thumbnail((longest // 2, 4 * longest) if tall else (longest, longest), Image.Resampling.LANCZOS)
    data = io.BytesIO()
    shown.save(data, "WEBP", quality=60, method=4)
    return data.getvalue()


def _first_page(path: Path) -> Image.Image | None:
    try:
        with pypdfium2.PdfDocument(path) as document:
            page = document[0]
            found: Image.Image = page.render(scale=2 * WIDTH / page.get_width()).to_pil()
            return found
    except (pypdfium2.PdfiumError, OSError):
        return None


def frame(path: Path, at: float = FRAME_AT) -> Image.Image | None:
    """A picture of the film at that second, by the bundled ffmpeg. None when it cannot be opened."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-v", "error", "-ss", f"{at:g}", "-i", str(path)]
    command += ["-frames:v", "1", "-f", "image2pipe", "-c:v", "png", "-"]
    try:
        made = subprocess.run(command, capture_output=True, timeout=60, check=True).stdout
        return Image.open(io.BytesIO(made), formats=("PNG",))
    except (subprocess.SubprocessError, OSError):
        return None

"""Makes the README's pictures from a finished build: `python tests/tools/readme_pictures.py OUT`.

Frames come from the films, pages from the leaflets, slides from the decks (by LibreOffice, with the faces of offices),
the page from Chromium with the bundled fonts.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import imageio_ffmpeg
import pypdfium2
from PIL import Image

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT / "tests"))

import fonts  # noqa: E402
import office  # noqa: E402

SCAM = "nfc-skimming"
PACKS = ("seniors/zh-CN", "students/zh-CN", "foreign-residents/en")
GROUND = "#E9EDF2"
MOMENTS = (0.16, 0.42, 0.55)  # of a film's length
UPRIGHT = (0.12, 0.3, 0.46, 0.62, 0.75)


def frame(film: Path, at: float) -> Image.Image:
    """The picture of a film at a second."""
    command = [
        imageio_ffmpeg.get_ffmpeg_exe(),
        "-v",
        "error",
        "-ss",
        f"{at:.2f}",
        "-i",
        str(film),
        "-frames:v",
        "1",
        "-f",
        "image2pipe",
        "-c:v",
        "png",
        "-",
    ]
    with tempfile.TemporaryFile() as file:
        subprocess.run(command, stdout=file, check=True)
        file.seek(0)
        return Image.open(file).convert("RGB").copy()


def seconds(film: Path) -> float:
    """A film's length, from the manifest beside it."""
    out = film.parents[3]
    rows = json.loads((out / "manifest.json").read_text("utf-8"))["artefacts"]
    return next(float(r["seconds"]) for r in rows if out / r["path"] == film)


def pages(pdf: Path, width: int) -> list[Image.Image]:
    """A PDF's pages, each `width` pixels wide."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.render(scale=width / page.get_width()).to_pil().convert("RGB") for page in document]


def slides(deck: Path, width: int) -> list[Image.Image]:
    """A deck's slides, rendered by LibreOffice."""
    with tempfile.TemporaryDirectory() as folder:
        return pages(office.convert([deck], Path(folder), machine="Windows, macOS")[0], width)


def screenshot(page: Path, width: int, height: int) -> Image.Image:
    """A page as Chromium shows it."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "page.png"
        command = [
            "chromium",
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            "--allow-file-access-from-files",
            "--disable-background-networking",
            f"--user-data-dir={folder}/home",
            f"--window-size={width},{height}",
            f"--screenshot={target}",
            page.resolve().as_uri(),
        ]
        subprocess.run(command, check=True, capture_output=True, env=fonts.environment(Path(folder)))
        return Image.open(target).convert("RGB").copy()


def sheet(pictures: Sequence[Image.Image], columns: int, width: int, gap: int = 12) -> Image.Image:
    """Pictures in rows, all equally wide, on a light ground."""
    cell = (width - gap * (columns + 1)) // columns
    scaled = [p.resize((cell, round(p.height * cell / p.width)), Image.Resampling.LANCZOS) for p in pictures]
    rows = [scaled[i : i + columns] for i in range(0, len(scaled), columns)]
    height = gap + sum(max(p.height for p in row) + gap for row in rows)
    made, y = Image.new("RGB", (width, height), GROUND), gap
    for row in rows:
        for n, picture in enumerate(row):
            made.paste(picture, (gap + n * (cell + gap), y))
        y += max(p.height for p in row) + gap
    return made


def main(out: Path) -> None:
    """Writes media/readme/*.jpg."""
    folders = [out / SCAM / pack for pack in PACKS]
    films = [folder / "video.mp4" for folder in folders]
    moments = [frame(film, seconds(film) * at) for film in films for at in MOMENTS]
    upright = folders[1] / "video-phone.mp4"
    tall = [frame(upright, seconds(upright) * at) for at in UPRIGHT]
    leaflets = [pages(folder / "leaflet.pdf", 1200) for folder in folders]
    decks = [slides(folder / "deck.pptx", 800) for folder in folders]
    posters = [pages(folders[n] / f"{name}.pdf", 900)[0] for n, name in ((0, "poster"), (1, "comic"), (2, "poster"))]
    cards = [Image.open(path).convert("RGB") for path in sorted(folders[1].glob("card-*.png"))[:5]]
    pictures = {
        "film": sheet(moments, 3, 1400),
        "upright": sheet(tall, 5, 1400),
        "leaflets": sheet([leaflets[0][0], leaflets[0][1], leaflets[1][0], leaflets[2][0]], 4, 1600),
        "posters": sheet(posters, 3, 1400),
        "cards": sheet(cards, 5, 1600),
        "deck": sheet([decks[0][0], *decks[0][2:4], decks[1][0], *decks[1][3:5], decks[2][0], *decks[2][2:4]], 3, 1400),
        "page": sheet([screenshot(f / "page/index.html", 500, 900) for f in folders], 3, 1200),
        "overview": sheet([moments[0], leaflets[0][0], decks[0][0]], 3, 1600),
    }
    for name, picture in pictures.items():
        (ROOT / "media/readme").mkdir(exist_ok=True)
        picture.save(ROOT / f"media/readme/{name}.jpg", quality=82, optimize=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Makes the contact sheets of docs/gallery.md from finished builds: `python tests/tools/manual_pictures.py OUT [OUT]`.

What comes out for one scam, sheet by sheet, as an office or a browser shows it; frames of films are drawn without the
film. A picture whose files are in none of the folders stays as it is, and is named.
"""

from __future__ import annotations

import sys
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path

from PIL import Image

sys.path.insert(0, str(Path(__file__).parents[1]))

from shipped import PROFILES, STARTER
from tools.readme_pictures import PACKS, ROOT, SCAM, pages, screenshot, sheet, slides

from outreach import film
from outreach.adapt import adapt
from outreach.adapt.cuts import cut as cut_of
from outreach.film.compositor import FrameBuffer
from outreach.layout import Layout
from outreach.script import load_script
from outreach.signing import rehearsal
from outreach.storyboard import Shape

TARGET = ROOT / "docs/pictures"
LARGEST = 140 * 1024  # bytes of a picture
QUALITIES = (84, 78, 72, 66, 60, 54, 48)
MOMENTS = (0.08, 0.3, 0.54, 0.8)  # of a film's length
SENIORS, STUDENTS, RESIDENTS = PACKS
STALL = {"game-press": 1, "lots": 2, "bingo": 2, "flow": 1, "stickers": 1, "roundels": 1}  # sheets shown of each


def main(outs: Sequence[Path]) -> None:
    """Writes docs/pictures/*.jpg."""
    TARGET.mkdir(exist_ok=True)
    lost = list[str]()
    for name, make in PICTURES.items():
        try:
            _save(make(Files(outs)), TARGET / f"{name}.jpg")
        except FileNotFoundError as problem:
            lost.append(f"{name}.jpg is as it was: not in these builds: {problem}")
    sys.exit("\n".join(lost) or 0)


class Files:
    """What finished builds have of the scam that is shown."""

    def __init__(self, outs: Sequence[Path]) -> None:
        self.outs = outs

    def all(self, pattern: str) -> list[Path]:
        """Files below the scam's folder, of the first build that has any."""
        for out in self.outs:
            if found := sorted((out / SCAM).glob(pattern)):
                return found
        raise FileNotFoundError(pattern)

    def pages(self, name: str, width: int = 900) -> list[Image.Image]:
        """The pages of a sheet, of the first audience that has it."""
        return pages(self.all(name)[0], width)


def _save(picture: Image.Image, path: Path) -> None:
    for quality in QUALITIES:
        picture.save(path, quality=quality, optimize=True, progressive=True)
        if path.stat().st_size <= LARGEST:
            return


def _films(shape: Shape, columns: int, *packs: str) -> Callable[[Files], Image.Image]:
    """Frames as a film has them, drawn and not encoded; for the upright ones of the cut for a phone."""
    cut = "phone" if shape == "portrait" else "talk"
    return lambda _: sheet([one for pack in packs for one in _frames(pack, shape, cut)], columns, 1300)


def _frames(pack: str, shape: Shape, cut: str) -> Iterator[Image.Image]:
    audience, _, lang = pack.partition("/")
    script, problems = load_script(STARTER, SCAM)
    assert script is not None, problems
    board, problems = adapt(script, PROFILES, audience, lang)
    assert board is not None, problems
    timeline, layout = rehearsal(cut_of(board, cut, PROFILES.cuts[cut])), Layout(STARTER)
    parts = [p for s in film.plan(timeline, shape, bearer="video", ai_label=True, sign_clips={}) for p in film.parts(s)]
    ends = [*accumulate(part.frames for part in parts)]
    for moment in MOMENTS:
        seen = round(ends[-1] * moment)
        k = bisect_right(ends, seen)
        n = parts[k].end - (ends[k] - seen)  # frames are counted from the scene's first
        with film.picture(parts[k], layout) as drawn:
            buffer = FrameBuffer(drawn.boxes.width, drawn.boxes.height)
            buffer.show(drawn.draws(n), drawn.ground(n))
            yield Image.fromarray(buffer.rgb())


def _deck(pack: str) -> Callable[[Files], Image.Image]:
    return lambda files: sheet(slides(files.all(f"{pack}/deck.pptx")[0], 400), 6, 1500)


def _sheets(columns: int, *names: str) -> Callable[[Files], Image.Image]:
    return lambda files: sheet([page for name in names for page in files.pages(name)], columns, 1400)


def _posters(files: Files) -> Image.Image:
    return sheet([files.pages(f"{pack}/{name}.pdf")[0] for name in ("poster", "rollup") for pack in PACKS], 6, 1500)


def _cards(files: Files) -> Image.Image:
    """Cards of one audience, beside them the long picture."""
    paths = [path for path in files.all(f"{STUDENTS}/card-*.png") if not path.stem.endswith("last")]
    return sheet([Image.open(path).convert("RGB") for path in paths], 7, 1500)


def _long(files: Files) -> Image.Image:
    """The long picture in strips, from left to right."""
    whole = Image.open(files.all(f"{STUDENTS}/long.png")[0]).convert("RGB")
    count = 6
    tall = -(-whole.height // count)
    return sheet([whole.crop((0, n * tall, whole.width, (n + 1) * tall)) for n in range(count)], count, 1500)


def _signs(files: Files) -> Image.Image:
    """Banner and LED lines, one below the other."""
    paths = [*files.all(f"{SENIORS}/banner.png"), *files.all(f"{SENIORS}/led-*.png")]
    return sheet([Image.open(path).convert("RGB") for path in paths], 1, 1000)


def _page(files: Files) -> Image.Image:
    return sheet([screenshot(files.all(f"{pack}/page/index.html")[0], 500, 1000) for pack in PACKS], 3, 1200)


def _gallery(files: Files) -> Image.Image:
    """What whoever builds opens first."""
    return sheet(
        [screenshot(next(out for out in files.outs if (out / "index.html").exists()) / "index.html", 1280, 1100)],
        1,
        1000,
    )


def _stall(files: Files) -> Image.Image:
    shown = [files.pages(f"*/*/{name}.pdf")[:count] for name, count in STALL.items()]
    return sheet([page for own in shown for page in own], 4, 1400)


PICTURES: dict[str, Callable[[Files], Image.Image]] = {
    "film-wide": _films("landscape", 4, *PACKS),
    "film-upright": _films("portrait", 8, SENIORS, STUDENTS),
    "film-square": _films("square", 4, STUDENTS),
    **{f"deck-{pack.partition('/')[0]}": _deck(pack) for pack in PACKS},
    "leaflet-seniors": _sheets(2, f"{SENIORS}/leaflet.pdf"),
    "leaflet-students": _sheets(2, f"{STUDENTS}/leaflet.pdf"),
    "leaflet-foreign-residents": _sheets(2, f"{RESIDENTS}/leaflet.pdf"),
    "trifold": _sheets(2, f"{STUDENTS}/trifold.pdf"),
    "checklist-comic": _sheets(2, f"{SENIORS}/checklist.pdf", f"{STUDENTS}/comic.pdf"),
    "posters": _posters,
    "cards": _cards,
    "long": _long,
    "signs": _signs,
    "page": _page,
    "gallery": _gallery,
    "stall": _stall,
}

if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])

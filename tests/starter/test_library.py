"""The whole starter library, built once with the silent voice, read with tools that are not ours.

Every deck, every leaflet; of the films one of each audience that is cut to a line and the end card: what is asked of
their files is alike for all. Whole lessons are built and heard by tests/benchmarks/ear.py, the gate's last step.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import Any

import fonts
import numpy as np
import office
import pypdfium2
import pytest
import yaml
from pptx import Presentation
from shipped import AUDIENCES, EACH, PACKS, SCAMS, STARTER
from slide_text import outside
from typed import Once

from outreach import film
from outreach.build import BuildResult, build
from outreach.cache import Cache
from outreach.codes import links, qr
from outreach.jobs import Job
from outreach.layout import Layout
from outreach.plan import Wish, packs
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.runner import Pool
from outreach.timeline import lay_out

FILES = ("deck.pptx", "captions.vtt", "captions.srt", "transcript.txt", "leaflet.pdf")
# One film an audience, of another scam each.
FILMED = [
    next(
        (pack for pack in PACKS if pack[1] == audience and pack[0] == scam), next(p for p in PACKS if p[1] == audience)
    )
    for audience, scam in zip(AUDIENCES, cycle(SCAMS))
]
PAPER = Wish(formats=("deck", "captions", "leaflet"), voice="silent")

pytestmark = pytest.mark.slow
needs_ffprobe = pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")


class Quiet:
    """A watcher that only counts."""

    def __init__(self) -> None:
        self.made = 0

    def plan(self, jobs: Sequence[Job]) -> None:
        """Nothing to show."""

    def done(self, job: Job, problem: BaseException | None) -> None:
        """One job ended."""
        self.made += 1

    def say(self, message: str) -> None:
        """Nothing to show."""


@pytest.fixture(scope="module")
def library(once: Once) -> tuple[Path, list[BuildResult]]:
    """Every scam for every audience in its languages, spoken by the silent voice; a film of one pack an audience."""
    folder, results = once("library", lambda folder: everything(folder, Quiet()))
    return folder / "out", results


def everything(folder: Path, watch: Quiet) -> list[BuildResult]:
    """The builds of the library with two workers: all papers, then the films of a project whose films are short."""
    if not (folder / "films").exists():
        in_short(folder / "films/content")
    films = Project(folder / "films", STARTER.date)
    asked = [
        (STARTER, PAPER),
        *((films, Wish((s,), (a,), (lang,), ("video",), voice="silent")) for s, a, lang in FILMED),
    ]
    with Pool(2) as pool:
        return [build(wish, own, folder / "out", Cache(folder / "cache"), pool, watch) for own, wish in asked]


def in_short(content: Path) -> None:
    """The starter's content with one film a pack: a lesson that is cut as the bumper is, a line and the end card."""
    shutil.copytree(STARTER.path("content"), content)
    told = yaml.safe_load((content / "cuts.yaml").read_text(encoding="utf-8"))
    told["cuts"]["talk"] = deepcopy(told["cuts"]["bumper"]) | {"seconds": [5, 30]}
    (content / "cuts.yaml").write_text(yaml.safe_dump(told, allow_unicode=True), encoding="utf-8")
    for file in (content / "audiences").glob("*.yaml"):
        text, found = re.subn(r"(?m)^(cuts|shapes):.*\n", "", file.read_text(encoding="utf-8"))
        assert found == 2
        file.write_text(f"{text}cuts: [talk]\nshapes: [landscape]\n", encoding="utf-8")


def test_everything_is_built_without_a_word_of_complaint(library: tuple[Path, list[BuildResult]]) -> None:
    """No error, no warning, every file of every pack, and a gallery to open."""
    out, results = library
    assert [str(d) for result in results for d in result.diagnostics] == []
    missing = [f"{s}/{a}/{lang}/{f}" for s, a, lang in PACKS for f in FILES if not (out / s / a / lang / f).is_file()]
    missing += [f"{s}/{a}/{lang}" for s, a, lang in FILMED if not (out / s / a / lang / "video.mp4").is_file()]
    assert missing == []
    assert (out / "index.html").is_file()


def test_nothing_changed_makes_nothing(library: tuple[Path, list[BuildResult]]) -> None:
    """The second run finds every result in the cache."""
    watch = Quiet()
    again = everything(library[0].parent, watch)
    assert ([result.made for result in again], watch.made) == ([0] * len(again), 0)


@pytest.mark.parametrize(("scam", "audience", "lang"), EACH)
def test_every_scene_of_a_film_draws(
    project: Project, profiles: Profiles, layout: Layout, scam: str, audience: str, lang: str
) -> None:
    """The last frame of each scene of the lesson; that all films are laid out whole is asked in test_holds.py, and
    whether the words of all shots have room in test_type_sizes.py."""
    board = packs(Wish((scam,), (audience,), (lang,)), project, profiles)[0][0].board
    seconds = {beat.id: 2.0 for scene in board.scenes for beat in scene.beats}
    for segment in film.plan(lay_out(board, seconds), "landscape", bearer="video", ai_label=True, sign_clips={}):
        last = replace(segment, start=segment.end - 1, frames=1)  # the shots before it need not be drawn
        picture = film.frame(last, 0, layout)
        assert picture.shape == (1080, 1920, 3)
        assert picture.std() > 10, segment.scene.id


def probe(path: Path) -> dict[str, Any]:
    """What ffprobe says of a film."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
    assert isinstance(found, dict)
    return found


@needs_ffprobe
@pytest.mark.parametrize(("scam", "audience", "lang"), FILMED)
def test_films_play_on_every_screen(
    library: tuple[Path, list[BuildResult]], scam: str, audience: str, lang: str
) -> None:
    """H.264 High, 8 bit 4:2:0, BT.709, constant 25 fps, AAC 48 kHz that ends before the picture, soft captions."""
    found = probe(library[0] / scam / audience / lang / "video.mp4")
    streams = {s["codec_type"]: s for s in found["streams"]}
    video, audio = streams["video"], streams["audio"]
    picture = ("codec_name", "profile", "pix_fmt", "color_space", "color_primaries", "color_transfer", "color_range")
    assert [video[k] for k in picture] == ["h264", "High", "yuv420p", "bt709", "bt709", "bt709", "tv"]
    assert (video["width"], video["height"], video["r_frame_rate"], video["avg_frame_rate"]) == (
        1920,
        1080,
        "25/1",
        "25/1",
    )
    assert (video["field_order"], video["level"] <= 40) == ("progressive", True)
    assert (audio["codec_name"], audio["sample_rate"], audio["channels"]) == ("aac", "48000", 2)
    assert float(audio["start_time"]) == 0.0
    assert float(audio["duration"]) < float(video["duration"])
    assert streams["subtitle"]["codec_name"] == "mov_text"


@needs_ffprobe
def test_a_group_of_pictures_lasts_two_seconds_at_most(library: tuple[Path, list[BuildResult]]) -> None:
    """A screen that joins late finds a key frame soon: one every two seconds."""
    path = library[0].joinpath(*FILMED[0], "video.mp4")
    command = [
        "ffprobe",
        "-v",
        "error",
        "-select_streams",
        "v",
        "-skip_frame",
        "nokey",
        "-show_entries",
        "frame=pts_time",
        "-of",
        "csv=p=0",
        str(path),
    ]
    text = subprocess.run(command, capture_output=True, check=True, text=True).stdout
    times = [float(line.strip(",")) for line in text.split() if line.strip(",")]
    assert times[0] == 0.0
    assert max(np.diff(times)) <= 2.0 + 1e-6  # pts are printed with rounding


@pytest.mark.parametrize(("scam", "audience", "lang"), FILMED)
def test_the_index_comes_first(library: tuple[Path, list[BuildResult]], scam: str, audience: str, lang: str) -> None:
    """moov before mdat: the film starts before it is wholly there."""
    data = (library[0] / scam / audience / lang / "video.mp4").read_bytes()
    assert 0 < data.find(b"moov") < data.find(b"mdat")


@pytest.mark.skipif(not shutil.which("ffmpeg"), reason="ffmpeg is not installed")
@pytest.mark.parametrize(("scam", "audience", "lang"), FILMED)
def test_the_code_is_read_from_the_film(
    library: tuple[Path, list[BuildResult]], project: Project, profiles: Profiles, scam: str, audience: str, lang: str
) -> None:
    """The end card's QR code, decoded from a frame of the finished film."""
    path = library[0] / scam / audience / lang / "video.mp4"
    command = [
        "ffmpeg",
        "-v",
        "error",
        "-sseof",
        "-0.6",
        "-i",
        str(path),
        "-frames:v",
        "1",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "rgb24",
        "-",
    ]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    frame = np.frombuffer(raw, np.uint8).reshape(1080, 1920, 3)
    pack = packs(Wish((scam,), (audience,), (lang,)), project, profiles)[0][0]
    assert qr.decode(frame) == [links.payload(pack.board, "video")]


@pytest.mark.parametrize(("scam", "audience", "lang"), PACKS)
def test_deck_leaflet_and_transcript_give_the_same_numbers(
    library: tuple[Path, list[BuildResult]], scam: str, audience: str, lang: str
) -> None:
    """110 and 96110 stand in each of them."""
    folder = library[0] / scam / audience / lang
    deck = "\n".join(
        shape.text_frame.text
        for slide in Presentation(str(folder / "deck.pptx")).slides
        for shape in _shapes(slide.shapes)
        if shape.has_text_frame
    )
    pages = pypdfium2.PdfDocument(folder / "leaflet.pdf")
    leaflet = "".join(page.get_textpage().get_text_bounded() for page in pages)
    transcript = (folder / "transcript.txt").read_text("utf-8")
    for number in ("110", "96110"):
        assert all(number in text for text in (deck, leaflet, transcript))


@pytest.mark.skipif(office.SOFFICE is None or not fonts.installed(), reason="LibreOffice or a set of fonts is missing")
def test_text_of_slides_stays_in_its_box(library: tuple[Path, list[BuildResult]], tmp_path: Path) -> None:
    """DejaVu Sans, the widest, in place of Arial; the tests' own decks meet the other machines."""
    files = [tmp_path / f"{'-'.join(pack)}.pptx" for pack in PACKS]
    for file, pack in zip(files, PACKS, strict=True):
        shutil.copyfile(library[0].joinpath(*pack, "deck.pptx"), file)
    for file, pdf in zip(files, office.convert(files, tmp_path, machine="DejaVu and Noto"), strict=True):
        with pypdfium2.PdfDocument(pdf) as drawn:
            assert [*outside(file.read_bytes(), drawn)] == [], file.stem


def _shapes(shapes: Any) -> Any:
    for shape in shapes:
        if shape.shape_type == 6:  # a group
            yield from _shapes(shape.shapes)
        else:
            yield shape

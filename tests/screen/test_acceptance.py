"""`outreach screen test`: the film that a new screen is tried with. Others' readers look at it, and at its pixels."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import zxingcpp
from click.testing import CliRunner, Result
from imageio_ffmpeg import get_ffmpeg_exe
from own import own_project
from typed import Once

from outreach.build import acceptance
from outreach.build.bench import Bench
from outreach.cache import Cache
from outreach.cli import main
from outreach.film import testcard
from outreach.film.painter import Painter
from outreach.film.testcard import PLACES, SIZES, STANDS, STROKES
from outreach.layout import Layout
from outreach.runner import Pool
from outreach.session import Session, Silent
from outreach.storyboard import Shape

Run = Callable[..., Result]
SECONDS = 7  # of the films of these tests: with a flash, and its tone, at second 5
RATE = 48_000


def made(shape: Shape) -> Callable[[Path], object]:
    """Writes a pack with a short test film into a folder, as the command does."""

    def make(folder: Path) -> None:
        own_project(folder)
        with pytest.MonkeyPatch.context() as patch:
            patch.chdir(folder)
            patch.setattr(testcard, "SECONDS", SECONDS)
            patch.setenv("OUTREACH_LANG", "en")
            found = CliRunner().invoke(main, ["screen", "test", "pack", "--shape", shape, "--cache-dir", "cache"])
        assert found.exit_code == 0, found.output

    return make


@pytest.fixture(params=["landscape", pytest.param("portrait", marks=pytest.mark.slow)])
def shape(request: pytest.FixtureRequest) -> Shape:
    """How the screen hangs."""
    found: Shape = request.param
    return found


@pytest.fixture
def pack(once: Once, shape: Shape) -> Path:
    """A pack with a test film."""
    return once(f"screen-test-{shape}", made(shape))[0] / "pack"


@pytest.fixture
def film(pack: Path) -> Path:
    """The film in it."""
    return next(pack.glob("*/media/*.mp4"))


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Bench:
    """Where jobs are asked for and none is run."""
    project = own_project(tmp_path_factory.mktemp("own"))
    store = Cache(tmp_path_factory.mktemp("cache"))
    return Session(project, store).bench(Pool(1), Silent())


def luma(film: Path, n: int) -> np.ndarray[Any, Any]:
    """Frame `n` as it is decoded: its Y samples, 16 is black and 235 white."""
    return planes(film, n)[0]


def planes(film: Path, n: int) -> tuple[np.ndarray[Any, Any], ...]:
    """Y, Cb and Cr of frame `n`."""
    told = json.loads(probe(film, "stream=width,height", "-select_streams", "v"))["streams"][0]
    wide, high = told["width"], told["height"]
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(film), "-vf", rf"select=eq(n\,{n})", "-frames:v", "1"]
    command += ["-f", "rawvideo", "-pix_fmt", "yuv420p", "-"]
    data = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, np.uint8)
    y, u, v = np.split(data, [wide * high, wide * high * 5 // 4])
    return y.reshape(high, wide), u.reshape(high // 2, wide // 2), v.reshape(high // 2, wide // 2)


def probe(film: Path, entries: str, *more: str) -> str:
    """What ffprobe reads."""
    command = ["ffprobe", "-v", "error", "-of", "json", "-show_entries", entries, *more, str(film)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def clock(picture: np.ndarray[Any, Any], shape: Shape) -> str:
    """The digits of the clock, by which of the seven strokes is bright in the middle."""
    w, h = testcard.DIGIT
    middles = {
        "a": (w / 2, 8), "b": (w - 8, h / 4), "c": (w - 8, 3 * h / 4), "d": (w / 2, h - 8),
        "e": (8, 3 * h / 4), "f": (8, h / 4), "g": (w / 2, h / 2),
    }  # fmt: skip
    read = ""
    for x, y in testcard.digits(PLACES[shape]):
        lit = "".join(name for name, (dx, dy) in middles.items() if picture[round(y + dy), round(x + dx)] > 150)
        read += str(STROKES.index(lit))
    return read


needs_ffprobe = pytest.mark.skipif(shutil.which("ffprobe") is None, reason="needs ffprobe")


@needs_ffprobe
def test_every_frame_has_its_own_number(film: Path, shape: Shape) -> None:
    """Clock, lamps and slider, read from pixels of the encoded film: none is missing, none comes twice."""
    places, half = PLACES[shape], testcard.LAMP // 2
    for n in (0, 1, 24, 25, 99, 126, SECONDS * 25 - 1):
        picture = luma(film, n)
        second, frame = divmod(n, 25)
        assert clock(picture, shape) == f"0{second:02}{frame:02}"
        lit = [k for k, (x, y) in enumerate(testcard.lamps(places)) if picture[y + half, x + half] > 150]
        assert lit == [n % 25]
        x, y, w, h = places.track
        bright = np.flatnonzero(picture[y + h // 2, x : x + w] > 150)
        left = 8 * n if n <= (way := (w - testcard.SLIDER) // 8) else 8 * (2 * way - n)
        assert (bright[0], bright[-1]) == (left, left + testcard.SLIDER - 1)


@needs_ffprobe
def test_it_is_coded_as_films_are(film: Path, pack: Path, run: Run) -> None:
    """The same coding, sound that ends before the picture, captions that are off: as a box gets them later."""
    told = json.loads(probe(film, "stream"))["streams"]
    video, sound, captions = told
    assert (video["codec_name"], video["profile"], video["level"]) == ("h264", "High", 40)
    assert (video["pix_fmt"], video["color_range"], video["color_space"]) == ("yuv420p", "tv", "bt709")
    assert (video["r_frame_rate"], int(video["nb_frames"])) == ("25/1", SECONDS * 25)
    assert (sound["codec_name"], sound["sample_rate"], sound["channels"]) == ("aac", "48000", 2)
    assert SECONDS - 0.1 < float(sound["duration"]) < float(video["duration"]) == SECONDS
    assert captions["codec_name"] == "mov_text" and captions["disposition"]["default"] == 0
    found = run("verify", pack)
    assert found.exit_code == 0, found.output


def test_the_code_is_read(film: Path, shape: Shape) -> None:
    """At a sixth of its size too, as a telephone sees it from across the hall; it is no address."""
    x, y, w, h = PLACES[shape].board
    picture = np.ascontiguousarray(luma(film, 60)[y : y + h, x : x + w])
    for step in (1, 3):
        (found,) = zxingcpp.read_barcodes(np.ascontiguousarray(picture[::step, ::step]))
        assert str(found.text).startswith("SCREEN TEST OK")


def test_bars_and_levels_are_what_they_are_called(film: Path, shape: Shape) -> None:
    """75 % bars of BT.709; in black and white a step of two hundredths is left, and lines of one pixel are apart."""
    y, u, v = planes(film, 60)
    left, top, w, h = PLACES[shape].bars
    at = [(left + w * (2 * n + 1) // 16, top + h // 2) for n in range(8)]
    found = [(int(y[b, a]), int(u[b // 2, a // 2]), int(v[b // 2, a // 2])) for a, b in at]
    # SMPTE RP 219, 8 bits: white, yellow, cyan, green, magenta, red, blue, black
    wanted = [
        (180, 128, 128), (168, 44, 136), (145, 147, 44), (133, 63, 52), (63, 193, 204), (51, 109, 212), (28, 212, 120),
        (16, 128, 128),
    ]  # fmt: skip
    assert all(
        abs(a - b) <= 3 for one, other in zip(found, wanted, strict=True) for a, b in zip(one, other, strict=True)
    )
    left, top, w, h = PLACES[shape].greys
    fine = y[top + 8 : top + h - 8, left + 8 : left + h - 8].astype(int)
    assert np.abs(np.diff(fine, axis=1)).min() > 100
    step = (w - 2 * h) // 8
    row = y[top + h // 2, left + h : left + h + 8 * step].astype(int).reshape(8, step)
    assert row[0].min() <= 17 and row[7].max() >= 234
    assert np.ptp(row[0]) >= 6 and np.ptp(row[7]) >= 6


def test_the_tone_comes_with_the_flash(film: Path, shape: Shape) -> None:
    """Within two frames of each other; else there is silence."""
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(film), "-map", "0:a", "-ac", "1", "-f", "s16le", "-"]
    heard = np.frombuffer(subprocess.run(command, check=True, capture_output=True).stdout, "<i2")
    loud = np.flatnonzero(np.abs(heard.astype(int)) > 1000) / RATE
    assert 4.96 < loud[0] < 5.08 and 5.05 < loud[-1] < 5.2
    x, y, w, _ = PLACES[shape].flash
    bright = [bool(luma(film, n)[y + w // 2, x + w // 2] > 150) for n in (124, 125, 127, 128)]
    assert bright == [False, True, True, False]


def test_all_words_fit_and_can_be_read(bench: Bench, layout: Layout, shape: Shape) -> None:
    """What to look for, in both languages; every size of lettering that films have at least is shown."""
    card, bad = acceptance.card(shape, bench), list[Any]()
    Painter(layout).paint(card.look, testcard.pieces(card), bad)
    assert bad == []
    floors = {one.video_type["floor"] for one in bench.profiles.theme.looks.values() if "floor" in one.video_type}
    assert {size for size, _ in card.samples} >= floors & {54}
    assert all(any("\u4e00" <= sign <= "\u9fff" for sign in "".join(tip.phrases)) for tip in card.tips)
    assert all("".join(tip.beside).isascii() for tip in card.tips)


def test_it_is_ten_minutes_without_a_gap(bench: Bench, shape: Shape) -> None:
    """Parts that join; in each round everything is said, and once all of the picture moves."""
    card = acceptance.card(shape, bench)
    *parts, tone, film = acceptance.jobs(card, bench)
    spans = [(one.start, one.end) for one in parts]  # type: ignore[attr-defined]
    assert spans[0][0] == 0 and spans[-1][1] == 600 * 25
    assert all(before[1] == after[0] for before, after in pairwise(spans))
    assert film.needs == (*(one.key for one in parts), tone.key)
    assert [testcard.clock(n) for n in (0, 1499, 1500, 14_999)] == ["00000", "05924", "10000", "95924"]
    moving = [n for n in range(card.round) if testcard.closer(card, n) != 1]
    assert 0 < len(moving) < STANDS and moving[-1] - moving[0] < STANDS
    (wide, high), places = SIZES[shape], PLACES[shape]
    assert all(x + w <= wide * 0.95 and y + h <= high * 0.95 for x, y, w, h in vars(places).values())


def test_a_code_is_as_long_as_the_films(bench: Bench) -> None:
    """Its squares are no larger: who can scan it can scan theirs."""
    link = bench.profiles.brand.link
    assert len(acceptance.card("landscape", bench).code) >= len(f"https://{link.host}/{link.path}/") + 10


def test_the_folder_of_films_is_left_alone(home: Path, run: Run) -> None:
    """Colour bars do not get to the screens by a slip of the hand."""
    assert run("pack", "pack").exit_code == 0
    before = (home / "pack/current.json").read_bytes()
    found = run("test", "pack")
    assert found.exit_code == 1 and "screens may have their films from here" in found.output
    assert (home / "pack/current.json").read_bytes() == before

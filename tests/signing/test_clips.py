"""Clips as phones and cameras make them: the matte is measured, colours and fields come out right, lies are bounded."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner, Result
from films import draw_signer
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

from outreach import signing
from outreach.cli import main
from outreach.diagnostics import OutreachError
from outreach.files import write_atomically
from outreach.film import ingest, mux
from outreach.project import Project
from outreach.signing import intake
from outreach.signing.sign_kit import Excerpt

SIZE = (360, 540)
SKIN, HAIR, BLACK, WHITE, NAVY = (215, 159, 127), (30, 24, 22), (24, 24, 26), (235, 235, 230), (32, 56, 120)
Color = tuple[int, int, int]


def _signer(
    n: int, ground: Color, shirt: Color, uneven: float, noise: float
) -> tuple[NDArray[np.uint8], NDArray[np.float64]]:
    """A picture of a signer, hands, fingers and single hairs, before cloth; and how solid each pixel is."""
    wide, high = SIZE
    mask = Image.new("RGBA", SIZE)
    draw = ImageDraw.Draw(mask)
    draw.rounded_rectangle((wide * 0.22, high * 0.45, wide * 0.78, high * 1.1), 30, fill=(*shirt, 255))
    draw.ellipse((wide * 0.36, high * 0.12, wide * 0.64, high * 0.38), fill=(*HAIR, 255))
    draw.ellipse((wide * 0.39, high * 0.17, wide * 0.61, high * 0.42), fill=(*SKIN, 255))
    for i in range(20):
        x = wide * (0.37 + 0.013 * i)
        draw.line((x, high * 0.2, x + 5 * np.sin(i), high * 0.09), fill=(*HAIR, 255), width=2)
    x, y = wide * (0.5 + 0.2 * np.sin(n * 0.3)), high * (0.55 + 0.1 * np.cos(n * 0.2))
    draw.ellipse((x - 25, y - 30, x + 25, y + 30), fill=(*SKIN, 255))
    for finger in range(5):
        draw.line((x - 20 + 10 * finger, y - 20, x - 25 + 12 * finger, y - 60), fill=(*SKIN, 255), width=8)
    mask = mask.filter(ImageFilter.GaussianBlur(0.8))
    solid = np.asarray(mask.getchannel("A")) / 255
    falling = 1 - uneven * np.linspace(0, 1, wide)[None, :, None]
    cloth = np.array(ground) * falling
    picture = cloth * (1 - solid[..., None]) + np.asarray(mask.convert("RGB")) * solid[..., None]
    picture = picture + np.random.default_rng(n).normal(0, noise, picture.shape)
    return np.clip(picture, 0, 255).astype(np.uint8), solid


def _filmed(path: Path, ground: Color, shirt: Color, uneven: float = 0.0, noise: float = 3.0) -> Path:
    command = [get_ffmpeg_exe(), "-y", "-v", "error", "-f", "rawvideo", "-pix_fmt", "rgb24", "-r", "25"]
    command += ["-s", f"{SIZE[0]}x{SIZE[1]}", "-i", "-", "-c:v", "libx264", "-crf", "18", "-preset", "ultrafast"]
    frames = b"".join(_signer(n, ground, shirt, uneven, noise)[0].tobytes() for n in range(25))
    subprocess.run([*command, "-pix_fmt", "yuv420p", str(path)], input=frames, check=True)
    return path


def _frame(path: Path, n: int) -> NDArray[np.uint8]:
    command = [get_ffmpeg_exe(), "-v", "error", "-i", str(path), "-vf", rf"select=eq(n\,{n})", "-frames:v", "1"]
    done = subprocess.run([*command, "-f", "image2pipe", "-c:v", "ppm", "-"], capture_output=True, check=True)
    return np.asarray(Image.open(io.BytesIO(done.stdout)))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("ground", "shirt", "uneven", "noise"),
    [
        ((92, 168, 110), BLACK, 0, 3),
        ((92, 168, 110), WHITE, 0, 3),
        ((92, 168, 110), (120, 120, 122), 0, 3),
        ((92, 168, 110), BLACK, 0, 10),
        ((0, 177, 64), BLACK, 0, 3),
        ((70, 170, 95), NAVY, 0.5, 3),
        ((40, 110, 60), (150, 60, 50), 0.3, 3),
        ((135, 175, 140), BLACK, 0, 2),
    ],
    ids=["muted, black", "muted, white", "muted, grey", "noisy", "pure", "uneven", "dark", "pale"],
)
def test_the_matte_keeps_the_signer_and_clears_the_cloth(
    tmp_path: Path, ground: Color, shirt: Color, uneven: float, noise: float
) -> None:
    """Hands, body and hair stay, the cloth goes, measured against the drawing the clip was made of."""
    path = _filmed(tmp_path / "a.mp4", ground, shirt, uneven, noise)
    clip, problems = ingest.probe(path)
    assert (clip.background, problems) == ("green", [])
    ingest.transcode(clip, path, tmp_path / "m.mp4")
    both = _frame(tmp_path / "m.mp4", 12)
    matte, solid = both[len(both) // 2 :, :, 0] / 255, _signer(12, ground, shirt, uneven, noise)[1]
    assert (matte[solid > 0.99] > 0.9).mean() > 0.995
    assert (matte[solid < 0.01] < 0.1).mean() > 0.985
    assert np.abs(matte - solid).mean() < 0.02
    hair = (solid > 0.5) & (np.arange(SIZE[1]) < SIZE[1] * 0.12)[:, None]
    assert matte[hair].mean() > 0.5, "single hairs are gone"
    shown = both[: len(both) // 2][(solid > 0.99)].astype(int)
    assert (shown[:, 1] - shown.max(axis=1, where=[True, False, True], initial=0) < 30).mean() > 0.99, "green light"


@pytest.mark.every(3, 2)
@pytest.mark.parametrize(
    ("ground", "shirt", "uneven"),
    [((92, 168, 110), (70, 125, 82), 0.0), ((92, 168, 110), (80, 130, 90), 0.0), ((70, 170, 95), BLACK, 0.95)],
    ids=["a green shirt", "a paler green shirt", "half of the cloth in the dark"],
)
def test_a_bad_matte_is_refused_with_its_measure(tmp_path: Path, ground: Color, shirt: Color, uneven: float) -> None:
    """Nobody becomes a ghost in silence."""
    path = _filmed(tmp_path / "a.mp4", ground, shirt, uneven)
    try:
        clip, _ = ingest.probe(path)
    except OutreachError as refused:
        assert re.search(r"error: the cloth cannot be taken out: \d+ % .*\d+ %", str(refused))
    else:  # the picture is used whole
        assert clip.background == "opaque"


def test_grey_walls_stay(tmp_path: Path) -> None:
    """No cloth: nothing is taken out, and it is said so."""
    assert ingest.probe(_filmed(tmp_path / "a.mp4", (130, 132, 128), NAVY))[0].background == "opaque"


def _coded(tmp_path: Path, name: str, *options: str, source: str = "") -> Path:
    """A still picture of skin before a wall, coded in another way."""
    scene = source or "color=0x7A8A9A:s=480x640:r=25:d=1,drawbox=120:160:240:320:0xD79F7F:t=fill"
    command = [get_ffmpeg_exe(), "-y", "-v", "error", "-f", "lavfi", "-i", scene, *options, str(tmp_path / name)]
    subprocess.run(command, check=True)
    return tmp_path / name


HEVC = ("-c:v", "libx265", "-x265-params", "log-level=none", "-pix_fmt", "yuv420p10le", "-tag:v", "hvc1")


@pytest.mark.slow
@pytest.mark.parametrize("curve", ["arib-std-b67", "smpte2084"], ids=["HLG", "PQ"])
def test_hdr_is_shown_in_ordinary_colours(tmp_path: Path, curve: str) -> None:
    """Skin and wall come out as they went in: an HDR phone's clip is no longer dark and grey."""
    to = f"zscale=tin=bt709:min=709:pin=709:t={curve}:m=2020_ncl:p=2020:r=tv:npl=100,format=yuv420p10le"
    tags = ("-color_primaries", "bt2020", "-color_trc", curve, "-colorspace", "bt2020nc")
    path = _coded(tmp_path, "a.mov", "-vf", f"format=gbrp,zscale=m=709:r=tv,{to}", *HEVC, *tags)
    clip, _ = ingest.probe(path)
    assert clip.transfer == curve
    ingest.transcode(clip, path, tmp_path / "m.mp4")
    shown = _frame(tmp_path / "m.mp4", 5)
    assert np.abs(shown[320, 240].astype(int) - (0xD7, 0x9F, 0x7F)).max() < 14
    assert np.abs(shown[20, 20].astype(int) - (0x7A, 0x8A, 0x9A)).max() < 14


@pytest.mark.parametrize("first", ["tff", "bff"])
def test_fields_become_whole_pictures(tmp_path: Path, first: str) -> None:
    """A fast hand has one edge, not two: no row differs from both of its neighbours."""
    moving = "color=black:s=480x640:r=50:d=1[g];color=white:s=60x200:r=50:d=1[h];[g][h]overlay=x=400*t:y=200"
    options = ("-vf", f"tinterlace=interleave_{'top' if first == 'tff' else 'bottom'}", "-c:v", "libx264")
    path = _coded(tmp_path, "a.mov", *options, "-flags", "+ilme+ildct", "-x264opts", first, source=moving)
    clip, _ = ingest.probe(path)
    assert clip.fields
    combed = _combs(_frame(path, 12))
    ingest.transcode(clip, path, tmp_path / "m.mp4")
    assert combed > 500 and _combs(_frame(tmp_path / "m.mp4", 12)[:640]) < combed / 20


def _combs(picture: NDArray[np.uint8]) -> int:
    grey = picture[..., 1].astype(int)
    odd = (np.abs(grey[1:-1] - grey[:-2]) > 60) & (np.abs(grey[1:-1] - grey[2:]) > 60)
    return int(odd.sum())


@pytest.mark.every(3, 1)
@pytest.mark.parametrize(("rate", "said"), [("24000/1001", "23.98"), ("24", "24"), ("30", ""), ("60000/1001", "")])
def test_other_rates_are_taken_in_and_told(tmp_path: Path, rate: str, said: str) -> None:
    """The mezzanine has 25 pictures a second and the clip's length; below 25 a warning says what happens."""
    scene = f"testsrc=s=480x640:r={rate}:d=2"
    path = _coded(tmp_path, "a.mp4", "-c:v", "libx264", "-pix_fmt", "yuv420p", source=scene)
    clip, problems = ingest.probe(path)
    assert [p.code for p in problems] == (["sign-rate"] if said else [])
    assert all(f"found {said} frames a second: taken in at 25" in p.message for p in problems)
    ingest.transcode(clip, path, tmp_path / "m.mp4")
    assert mux.seconds(tmp_path / "m.mp4") == pytest.approx(2, abs=0.09)


def test_a_phone_that_drops_frames(tmp_path: Path) -> None:
    """A variable rate: times are kept, gaps show the picture before."""
    gaps = ("-vf", r"select='not(eq(mod(n\,5)\,3))'", "-fps_mode", "vfr", "-c:v", "libx264", "-pix_fmt", "yuv420p")
    path = _coded(tmp_path, "a.mp4", *gaps, source="testsrc=s=480x640:r=30:d=2")
    clip, _ = ingest.probe(path)
    ingest.transcode(clip, path, tmp_path / "m.mp4")
    assert mux.seconds(tmp_path / "m.mp4") == pytest.approx(2, abs=0.1)


def test_a_camcorders_stream_is_taken(tmp_path: Path) -> None:
    """.mts, whose times begin anywhere."""
    path = _coded(
        tmp_path, "a.mts", "-c:v", "libx264", "-pix_fmt", "yuv420p", "-f", "mpegts", "-output_ts_offset", "40"
    )
    clip, _ = ingest.probe(path)
    ingest.transcode(clip, path, tmp_path / "m.mp4")
    assert mux.seconds(tmp_path / "m.mp4") == pytest.approx(1, abs=0.1)


@pytest.mark.parametrize("kind", ["mjpeg", "png"])
def test_a_cover_is_not_the_clip(tmp_path: Path, kind: str) -> None:
    """The moving picture is taken, also where a still comes first in the file."""
    path = draw_signer(tmp_path / "a.mp4", seconds=1)
    cover = _coded(
        tmp_path, f"c.{'jpg' if kind == 'mjpeg' else 'png'}", "-frames:v", "1", source="color=red:s=480x640:d=1"
    )
    command = [get_ffmpeg_exe(), "-y", "-v", "error", "-i", cover, "-i", path, "-map", "0", "-map", "1", "-c", "copy"]
    subprocess.run([*command, tmp_path / "both.mkv"], check=True)
    clip, _ = ingest.probe(tmp_path / "both.mkv")
    assert (clip.background, clip.stream) == ("green", 1)
    assert ingest.motion(tmp_path / "both.mkv", 0.0, 1.0).mean() > 0.5


def _lying(path: Path, seconds: float) -> bytes:
    """A Matroska file whose header tells another duration (element 0x4489, an 8-byte float)."""
    data = bytearray(path.read_bytes())
    at = data.index(b"\x44\x89\x88") + 3
    data[at : at + 8] = np.array([seconds * 1000], ">f8").tobytes()
    return bytes(data)


@pytest.mark.slow
@pytest.mark.parametrize("told", [1.0, 900.0])
def test_a_header_that_lies_is_refused(tmp_path: Path, told: float) -> None:
    """Longer or shorter than the picture: nothing is lost, nothing is held for an hour, and it takes no memory."""
    path = _coded(tmp_path, "a.mkv", "-c:v", "libx264", "-pix_fmt", "yuv420p", source="testsrc=s=480x640:r=25:d=8")
    path.write_bytes(_lying(path, told))
    with pytest.raises(OutreachError, match=rf"the file says {told} s, its picture lasts"):
        ingest.probe(path)


def test_a_gap_of_hours_is_refused(tmp_path: Path) -> None:
    """Two seconds, then nothing for eight hours, in a file that says two seconds: no picture is held for them."""
    gap = ("-vf", "setpts='if(gt(N,25),PTS+28800/TB,PTS)'", "-fps_mode", "passthrough", "-c:v", "libx264")
    path = _coded(tmp_path, "a.mkv", *gap, "-pix_fmt", "yuv420p", source="testsrc=s=480x640:r=25:d=2")
    path.write_bytes(_lying(path, 2.0))
    with pytest.raises(OutreachError, match="error:"):
        ingest.probe(path)


# --- the command -----------------------------------------------------------------------------------------------------


@pytest.fixture
def workplace(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project of its own to write into."""
    for room in ("content", "templates"):
        shutil.copytree(project.path(room), tmp_path / room)
    for part in ("art", "fonts"):
        shutil.copytree(project.path(f"media/{part}"), tmp_path / "media" / part)
    monkeypatch.chdir(tmp_path)
    yield tmp_path


STORED = "media/sign/zh-CN/nfc-skimming/seniors"


def _add(clip: Path, scene: str, signer: str = "李老师") -> Result:
    words = ["add", "nfc-skimming", str(clip), "-a", "seniors", "--scene", scene, "--signer", signer]
    return CliRunner().invoke(main, ["sign", *words])


@pytest.mark.slow
def test_a_preview_is_written_and_named(workplace: Path) -> None:
    """A person can look: the signer at some moments, on a light and on a dark ground."""
    done = _add(draw_signer(workplace / "a.mp4", seconds=1), "hook")
    assert done.exit_code == 0, done.output
    name = re.search(r"out/\S+\.png", done.output)
    assert name
    picture = np.asarray(Image.open(workplace / name[0]).convert("RGB"))
    row = picture[10]
    assert (row > 200).all(axis=1).mean() > 0.4 and (row < 60).all(axis=1).mean() > 0.4


def test_six_at_once_lose_nothing(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each entry is in the list, whoever wrote last."""
    made = workplace / "made.mp4"
    path = draw_signer(workplace / "a.mp4", seconds=1)
    ingest.transcode(ingest.probe(path)[0], path, made)
    project = Project.find()
    cuts = [Excerpt(f"s{n}", 0.0, 1.0, 1.0, "") for n in range(6)]

    def copy(part: Path) -> None:
        shutil.copy(made, part)

    def store(cut: Excerpt) -> None:
        intake.store(project, STORED, cut, "李", copy)

    threads = [threading.Thread(target=store, args=(cut,)) for cut in cuts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sorted(signing.read(Project.find(), STORED)) == [f"s{n}" for n in range(6)]


@pytest.mark.slow
@pytest.mark.parametrize("at", ["before the list", "after the list"])
def test_a_kill_leaves_the_old_clip_or_the_new_one(workplace: Path, monkeypatch: pytest.MonkeyPatch, at: str) -> None:
    """Never a list that speaks of one clip beside the file of another."""
    old, new = (draw_signer(workplace / f"{n}.mp4", seconds=s) for n, s in (("old", 1), ("new", 2)))
    assert _add(old, "hook", "旧").exit_code == 0
    write: Callable[[Path, bytes], None] = write_atomically

    def killed(path: Path, data: bytes) -> None:
        if at == "after the list":
            write(path, data)
        raise KeyboardInterrupt

    monkeypatch.setattr(intake, "write_atomically", killed)
    _add(new, "hook", "新")
    monkeypatch.undo()
    monkeypatch.chdir(workplace)
    now = Project.find()
    assert signing.faults(now, "nfc-skimming", "seniors", "zh-CN") == []
    signer = signing.known(now, "nfc-skimming", "seniors", "zh-CN")["hook"].signer
    clip = signing.clips(now, "nfc-skimming", "seniors", "zh-CN")["hook"]
    assert (signer, round(mux.seconds(now.path(clip)))) == (("旧", 1) if at == "before the list" else ("新", 2))
    assert _add(new, "hook", "新").exit_code == 0
    assert sorted(p.name for p in (workplace / STORED).iterdir()) == ["clips.yaml", "hook.mp4"]

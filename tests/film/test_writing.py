"""Segments and films as files: what players of branch screens need, and what is left when something goes wrong."""

from __future__ import annotations

import json
import pickle
import shutil
import subprocess
import sys
import wave
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from films import Plan
from imageio_ffmpeg import get_ffmpeg_exe

from outreach import film
from outreach.captions import srt
from outreach.diagnostics import OutreachError
from outreach.film import tracks
from outreach.film.segments import LONGEST, seen_after
from outreach.film.shots import shots, take
from outreach.film.shots.director import cuts
from outreach.film.stage import staged
from outreach.film.writer import YuvWriter
from outreach.keys import plain
from outreach.layout import Layout
from outreach.project import Project
from outreach.sound.aac import encode_sound
from outreach.storyboard import Shape
from outreach.timeline import FPS, Cue

needs_ffprobe = pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")


def probe(path: Path, *what: str) -> dict[str, Any]:
    """What ffprobe says about a file."""
    command = ["ffprobe", "-v", "error", *what, "-of", "json", str(path)]
    return dict(json.loads(subprocess.run(command, capture_output=True, check=True).stdout))


def noise(path: Path, frames: int, seed: int = 1) -> Path:
    """A small moving segment, written by the film's writer."""
    draw = np.random.default_rng(seed)
    with YuvWriter(path, 128, 96) as writer:
        for n in range(frames):
            frame = np.full(128 * 96 * 3 // 2, 128, np.uint8)
            frame[: 128 * 96].reshape(96, 128)[n % 80 : n % 80 + 16] = draw.integers(16, 235, (16, 128), np.uint8)
            writer.write_frame(frame)
    return path


def encoded(path: Path, seconds: float) -> Path:
    """The sound of a film of that many seconds."""
    encode_sound(sound(path, seconds + 1), seconds, path.with_suffix(".m4a"))
    return path.with_suffix(".m4a")


def sound(path: Path, seconds: float) -> Path:
    """A stereo WAV of 48 kHz with a quiet tone."""
    samples = (np.sin(np.arange(int(seconds * 48000)) * 0.06) * 4000).astype("<i2")
    with wave.open(str(path), "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(48000)
        out.writeframes(np.stack([samples, samples], 1).tobytes())
    return path


@pytest.mark.slow
@needs_ffprobe
def test_a_segment_is_what_every_player_takes(plan: Plan, layout: Layout, tmp_path: Path) -> None:
    """H.264 High, level 4.0 or less, 4:2:0, BT.709 limited range, constant 25 fps, every frame."""
    segment = replace(plan()[0], frames=60)
    film.encode(segment, layout, tmp_path / "a.mp4")
    stream = probe(tmp_path / "a.mp4", "-show_streams", "-count_frames")["streams"][0]
    wanted = {
        "codec_name": "h264",
        "profile": "High",
        "pix_fmt": "yuv420p",
        "color_range": "tv",
        "color_space": "bt709",
        "color_transfer": "bt709",
        "color_primaries": "bt709",
        "r_frame_rate": "25/1",
        "avg_frame_rate": "25/1",
        "nb_read_frames": "60",
        "width": 1920,
        "height": 1080,
    }
    assert {k: stream[k] for k in wanted} == wanted
    assert stream["level"] <= 40


@needs_ffprobe
def test_a_key_frame_at_least_every_two_seconds(tmp_path: Path) -> None:
    """Closed groups of at most 50 frames: a joined film can be entered anywhere."""
    found = probe(noise(tmp_path / "a.mp4", 130), "-show_entries", "frame=key_frame,pict_type")["frames"]
    keys = [n for n, frame in enumerate(found) if frame["key_frame"]]
    assert keys[0] == 0
    assert max(np.diff([*keys, len(found)])) <= 2 * FPS


@pytest.mark.slow
def test_the_same_segment_gives_the_same_bytes(plan: Plan, layout: Layout, tmp_path: Path) -> None:
    """What is cached under a key is what another run would make."""
    segment = replace(plan()[0], frames=30)
    for name in ("a.mp4", "b.mp4"):
        film.encode(segment, layout, tmp_path / name)
    assert (tmp_path / "a.mp4").read_bytes() == (tmp_path / "b.mp4").read_bytes()


def test_a_segment_crosses_a_process_boundary(plan: Plan) -> None:
    """Segments are plain data: equal after pickling, and what their key is made of goes into JSON."""
    for segment in plan():
        assert pickle.loads(pickle.dumps(segment)) == segment
        json.dumps(plain(segment))


@pytest.mark.slow
def test_a_long_scene_in_parts_shows_every_frame_once_and_the_same(plan: Plan, layout: Layout) -> None:
    """None of them longer than allowed, one after the other, and at the cut the picture goes on as it would have."""
    for segment in plan():
        parts = film.parts(segment)
        assert [a.start + a.frames for a in parts[:-1]] == [b.start for b in parts[1:]]
        assert (parts[0].start, sum(p.frames for p in parts)) == (segment.start, segment.frames)
        assert segment.code or max(p.frames for p in parts) <= LONGEST * 1.25
    long = max((s for s in plan() if not s.code), key=lambda s: s.frames)
    first, second = film.parts(replace(long, first=True))[:2]
    whole = replace(long, first=True)
    for part, n in ((first, first.frames - 1), (second, 0), (second, 12)):
        assert (film.frame(part, n, layout) == film.frame(whole, part.start - whole.start + n, layout)).all()


@pytest.mark.slow
def test_a_scene_holds_of_its_neighbours_the_one_before(plan: Plan, layout: Layout) -> None:
    """Its last shot is still seen under the first frames, in the first part only; no longer chain hangs on it."""
    for before, after in pairwise(plan()):
        if after.start == 0:
            assert after.lead is not None and after.lead.lead is None
            assert after.lead.scene.id == before.scene.id
        assert [bool(part.lead) for part in film.parts(after)] == [
            n == 0 and bool(after.lead) for n in range(len(film.parts(after)))
        ]
    second = plan()[1]
    alone = replace(second, lead=None)
    assert (film.frame(second, 0, layout) != film.frame(alone, 0, layout)).any()
    assert (film.frame(second, FPS, layout) == film.frame(alone, FPS, layout)).all()


def _last_shot(segment: film.Segment, project: Project) -> tuple[Any, ...]:
    stage, file = staged(replace(segment, start=segment.end - 1, frames=1), project), shots(project)
    cut = cuts(stage.segment, file)[-1]
    return cut.name, cut.shot, cut.start, cut.end, take.pieces(stage, file, cut)


@pytest.mark.parametrize("shape", ["landscape", "portrait"])
def test_what_a_scene_holds_of_the_one_before_shows_its_last_shot(plan: Plan, project: Project, shape: Shape) -> None:
    """All that is drawn of that shot is the same as in its own scene."""
    for before, after in pairwise(plan(shape=shape)):
        if after.lead:
            assert _last_shot(after.lead, project) == _last_shot(before, project)


def test_other_words_of_the_host_change_their_own_scene_alone(plan: Plan) -> None:
    """The scene after it has the same key, whatever its captions and its loudness are; not so with a sum of money."""
    scene = next(s for s in plan() if s.scene.kind == "flags")
    n, beat, told = next((n, m.beat, m.beat.text) for n, m in enumerate(scene.moments) if m.beat.text)

    def said(words: str) -> film.Segment:
        text = replace(told, shown=words, said=words, phrases=(words,))
        other = replace(scene.moments[n], beat=replace(beat, text=text), levels=(0.5,))
        return replace(scene, moments=(*scene.moments[:n], other, *scene.moments[n + 1 :]), cues=scene.cues[1:])

    assert seen_after(said("听到就挂")) == seen_after(said("先停一停"))
    assert seen_after(said("少了 900 元")) != seen_after(said("少了 800 元"))


@needs_ffprobe
def test_a_film_has_sound_that_ends_before_the_picture(tmp_path: Path) -> None:
    """Both start at 0; the sound is strictly shorter, or a looping player shows a black flash."""
    parts = [noise(tmp_path / f"{n}.mp4", 40 + 5 * n, n) for n in range(3)]
    cues = (Cue(0.4, 1.5, ("第一行", "第二行"), "host", "a"), Cue(2.0, 3.0, ("再见",), "host", "b"))
    out = tmp_path / "film.mp4"
    record = {"Label": "1", "ContentProducer": "JIANGWAN"}
    film.join(
        parts,
        encoded(tmp_path / "s.wav", 5.4),
        cues,
        out,
        title="标题",
        lang="zh-CN",
        aigc=json.dumps(record),
        approved="审定号 0a1b2c3d",
    )
    found = probe(out, "-show_streams", "-show_format")
    picture, voice, captions = found["streams"]
    assert int(picture["nb_frames"]) == 40 + 45 + 50
    assert float(picture["start_time"]) == float(voice["start_time"]) == 0
    assert float(voice["duration"]) < float(picture["duration"]) == pytest.approx(135 / 25)
    assert (voice["codec_name"], voice["sample_rate"]) == ("aac", "48000")
    assert captions["codec_name"] == "mov_text"
    assert [s["disposition"]["default"] for s in found["streams"]] == [1, 1, 0]  # no player draws them by itself
    assert captions["tags"]["language"] == voice["tags"]["language"] == "zho"
    assert json.loads(found["format"]["tags"]["AIGC"]) == record
    assert found["format"]["tags"]["title"] == "标题"
    assert found["format"]["tags"]["comment"] == "审定号 0a1b2c3d"


def test_captions_are_in_the_film_and_off(tmp_path: Path) -> None:
    """The header of their track says so, in a film of any length, and the words are all there."""
    cues = tuple(Cue(n / 10, n / 10 + 0.1, (f"第{n}行",), "host", str(n)) for n in range(12))
    out = tmp_path / "film.mp4"
    film.join([noise(tmp_path / "a.mp4", 40)], encoded(tmp_path / "s.wav", 1.6), cues, out, title="t", lang="zh-CN")
    assert tracks.enabled(out) == [("vide", True), ("soun", True), ("sbtl", False)]
    read = subprocess.run(
        [get_ffmpeg_exe(), "-v", "error", "-i", str(out), "-map", "0:s", "-f", "srt", "-"],
        capture_output=True,
        check=True,
    )
    assert [f"第{n}行" in read.stdout.decode() for n in range(12)] == [True] * 12


@pytest.mark.parametrize("data", [b"", b"\0\0\0\x08free", b"\0\0\0\0moov", b"\xff\xff\xff\xffmoov", b"no film at all"])
def test_a_file_that_is_no_film_is_refused(tmp_path: Path, data: bytes) -> None:
    """ShotCut, empty, lying: an error with the file, and not a byte is changed."""
    path = tmp_path / "a.mp4"
    path.write_bytes(data)
    with pytest.raises(OutreachError, match=r"a\.mp4: error: expected a film"):
        tracks.captions_off(path)
    assert path.read_bytes() == data


def test_a_film_starts_to_play_before_it_is_loaded(tmp_path: Path) -> None:
    """The index (moov) comes before the frames (mdat)."""
    part = noise(tmp_path / "a.mp4", 30)
    film.join([part], encoded(tmp_path / "s.wav", 1.2), (), tmp_path / "film.mp4", title="t", lang="en")
    data = (tmp_path / "film.mp4").read_bytes()
    assert 0 < data.index(b"moov") < data.index(b"mdat")


def test_a_film_of_paths_with_quotes(tmp_path: Path) -> None:
    """A user's folder may be called anything."""
    folder = tmp_path / "it's 视频"
    folder.mkdir()
    part = noise(folder / "a'b.mp4", 30)
    film.join([part], encoded(folder / "s.wav", 1.2), (), folder / "film.mp4", title="t", lang="en")
    assert (folder / "film.mp4").stat().st_size > 1000


def test_subtitles_are_subrip() -> None:
    """Numbers, times with a comma, lines as they are broken."""
    told = srt([Cue(0.4, 1.52, ("一", "二"), "host", "a"), Cue(3661.0, 3662.0, ("三",), "host", "b")])
    assert told == "1\n00:00:00,400 --> 00:00:01,520\n一\n二\n\n2\n01:01:01,000 --> 01:01:02,000\n三\n"


def test_an_encoder_that_fails_says_so(tmp_path: Path) -> None:
    """A folder that does not exist ends in a message, not in a traceback or a silent half file."""
    with pytest.raises((OutreachError, OSError)) as caught, YuvWriter(tmp_path / "no" / "a.mp4", 128, 96) as writer:
        for _ in range(200):
            writer.write_frame(np.zeros(128 * 96 * 3 // 2, np.uint8))
    assert "a.mp4" in str(caught.value)


def test_a_frame_that_cannot_be_made_leaves_no_encoder(tmp_path: Path) -> None:
    """The error comes through, and ffmpeg does not stay behind waiting for frames."""
    with pytest.raises(ZeroDivisionError), YuvWriter(tmp_path / "a.mp4", 128, 96) as writer:
        process = writer.proc
        writer.write_frame(np.zeros(128 * 96 * 3 // 2, np.uint8))
        _ = 1 / 0
    assert process.poll() is not None


def test_a_missing_segment_is_a_message(tmp_path: Path) -> None:
    """ffmpeg's words come with the file's name."""
    with pytest.raises((OutreachError, OSError)):
        film.join([tmp_path / "gone.mp4"], encoded(tmp_path / "s.wav", 1), (), tmp_path / "f.mp4", title="t", lang="en")
    assert not (tmp_path / "f.mp4").exists()


KILLED = """
import os, sys, threading, numpy as np
from pathlib import Path
from outreach.film.writer import YuvWriter
with YuvWriter(Path(sys.argv[1]), 128, 96) as writer:
    for n in range(40):
        writer.write_frame(np.zeros(128 * 96 * 3 // 2, np.uint8))
    print(writer.proc.pid, flush=True)
    os.kill(os.getpid(), 9)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_killed_worker_leaves_no_encoder(tmp_path: Path) -> None:
    """When Python dies, its pipe closes and ffmpeg ends by itself: nothing goes on eating the machine."""
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path / "a.mp4")], capture_output=True, check=False)
    assert done.returncode == -9
    pid = int(done.stdout)
    ended = subprocess.run(["tail", f"--pid={pid}", "-f", "/dev/null"], timeout=20, check=False)
    assert ended.returncode == 0

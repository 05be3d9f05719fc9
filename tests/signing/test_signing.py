"""Sign language: clips from outside are refused or made ours, scenes wait for the signing, the kit is complete."""

from __future__ import annotations

import math
import os
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from click.testing import CliRunner, Result
from films import draw_signer
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray

from outreach import film, signing
from outreach.adapt.cuts import cut
from outreach.cache import Blob, Cache, LostError
from outreach.cli import main
from outreach.diagnostics import OutreachError, Where
from outreach.film import ingest
from outreach.film.geometry import Box
from outreach.film.guide import guide as guide_film
from outreach.film.guide import spoken
from outreach.film.layers import Layer
from outreach.film.signclip import SignClip
from outreach.kinds import LESSON
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.signing import sign_kit
from outreach.signing.sign_kit import GuideFile
from outreach.source import parse
from outreach.storyboard import Storyboard
from outreach.timeline import AFTER_SIGNING, FPS, HOLD, RING_IN, lay_out

MOV_ALPHA = ("-c:v", "qtrle", "-pix_fmt", "argb")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the generated clips are."""
    return tmp_path_factory.mktemp("clips")


@pytest.fixture(scope="module")
def green(folder: Path) -> Path:
    """A figure that moves on green, two seconds."""
    return draw_signer(folder / "green.mp4")


def refused(path: Path) -> str:
    """What is said about a clip that is not taken."""
    with pytest.raises(OutreachError) as caught:
        ingest.probe(path)
    return str(caught.value)


def seen(layer: Layer, x: int, y: int, w: int, h: int) -> NDArray[np.uint16]:
    """What shows through a part of the clip's picture: 255 where it is clear, also outside the kept part."""
    dx, dy = layer.at
    whole = np.full((y + h + layer.height + dy, x + w + layer.width + dx), 255, np.uint16)
    whole[dy : dy + layer.height, dx : dx + layer.width] = layer.left
    return whole[y : y + h, x : x + w]


# --- clips from outside --------------------------------------------------------------------------------------------


def test_green_is_found_and_taken_out(green: Path, folder: Path) -> None:
    """The signer stays solid, the cloth goes: corners clear, coat opaque."""
    clip, problems = ingest.probe(green)
    assert (clip.background, clip.width, clip.height, clip.fps) == ("green", 480, 640, 25)
    assert problems == []
    ingest.transcode(clip, green, folder / "mezzanine.mp4")
    reader = SignClip(folder / "mezzanine.mp4", Box(0, 0, 480, 640))
    layer = reader.layer(20)
    reader.close()
    assert layer is not None
    assert layer.at[1] >= 64  # above the head all is clear: not even kept
    assert (seen(layer, 0, 0, 80, 80) == 255).all()
    assert (seen(layer, 200, 480, 80, 120) == 0).all()  # the coat


def test_alpha_is_kept(folder: Path) -> None:
    """A clip that comes with alpha is not keyed."""
    path = draw_signer(folder / "alpha.mov", *MOV_ALPHA, ground="black@0", seconds=1)
    clip, _ = ingest.probe(path)
    assert clip.background == "alpha"
    ingest.transcode(clip, path, folder / "alpha-mezzanine.mp4")
    reader = SignClip(folder / "alpha-mezzanine.mp4", Box(0, 0, 480, 640))
    layer = reader.layer(5)
    reader.close()
    assert layer is not None
    assert seen(layer, 20, 20, 2, 2).all()
    assert not seen(layer, 240, 560, 2, 2).any()


def test_a_room_stays_behind_the_signer(folder: Path) -> None:
    """Neither green nor alpha: the picture is used whole."""
    path = draw_signer(folder / "room.mp4", ground="0x8890A0", seconds=1)
    clip, _ = ingest.probe(path)
    assert clip.background == "opaque"
    ingest.transcode(clip, path, folder / "room-mezzanine.mp4")
    reader = SignClip(folder / "room-mezzanine.mp4", Box(0, 0, 480, 640))
    layer = reader.layer(5)
    reader.close()
    assert layer is not None
    assert (layer.left == 0).all()


def test_twelve_frames_a_second_are_refused(folder: Path) -> None:
    """Below 25 frames a second fast signs and fingers blur."""
    said = refused(draw_signer(folder / "slow.mp4", fps=12))
    assert "expected at least 25 frames a second, found 12" in said


def test_a_corrupt_clip_is_refused(green: Path, folder: Path) -> None:
    """Bytes lost in the middle show, because the whole clip is decoded."""
    data = bytearray(green.read_bytes())
    middle = len(data) // 2
    data[middle : middle + 4000] = bytes(4000)
    (folder / "corrupt.mp4").write_bytes(data)
    assert "cannot be decoded" in refused(folder / "corrupt.mp4")


def test_half_a_clip_is_refused(green: Path, folder: Path) -> None:
    """A copy that broke off has no index."""
    (folder / "half.mp4").write_bytes(green.read_bytes()[:3000])
    assert "cannot be decoded" in refused(folder / "half.mp4")


def test_a_playlist_called_mp4_is_refused(green: Path, folder: Path) -> None:
    """It would make ffmpeg read another local file (CVE-2017-9993)."""
    playlist = f"#EXTM3U\n#EXT-X-TARGETDURATION:4\n#EXTINF:2,\nfile://{green}\n#EXT-X-ENDLIST\n"
    (folder / "playlist.mp4").write_text(playlist, encoding="utf-8")
    said = refused(folder / "playlist.mp4")
    assert "of another kind" in said or "cannot be decoded" in said
    (folder / "concat.mp4").write_text(f"ffconcat version 1.0\nfile '{green}'\n", encoding="utf-8")
    said = refused(folder / "concat.mp4")
    assert "of another kind" in said or "cannot be decoded" in said


def test_a_name_that_looks_like_an_option(green: Path, folder: Path) -> None:
    """`-y.mp4` and `a:b.mp4` are names, not options or protocols."""
    for name in ("-y.mp4", "concat:x.mp4"):
        shutil.copy(green, folder / name)
        assert ingest.probe(folder / name)[0].seconds == pytest.approx(2, abs=0.1)


def test_a_picture_too_wide_is_taken_with_a_warning(folder: Path) -> None:
    """The signer would be small; nothing is cropped."""
    _, problems = ingest.probe(draw_signer(folder / "wide.mp4", size="1280x720", seconds=1))
    assert [p.code for p in problems] == ["sign-aspect"]


@pytest.mark.parametrize(
    ("size", "held", "shown"),
    [
        ("640x480", ("-display_rotation", "90"), (480, 640)),
        ("960x640", ("-bsf:v", "h264_metadata=sample_aspect_ratio=1/2"), (480, 640)),
    ],
    ids=["a phone held upright", "pixels that are not square"],
)
def test_a_clip_is_taken_as_a_player_shows_it(
    folder: Path, size: str, held: tuple[str, str], shown: tuple[int, int]
) -> None:
    """Turned by its metadata or with narrow pixels: the mezzanine has the shape that the camera saw."""
    stored, path = draw_signer(folder / f"stored-{size}.mp4", size=size), folder / f"held-{size}.mp4"
    before, after = ((*held,), ()) if held[0] == "-display_rotation" else ((), held)
    command = [get_ffmpeg_exe(), "-y", "-loglevel", "error", *before, "-i", stored, *after, "-c", "copy", path]
    subprocess.run(command, check=True)
    clip, problems = ingest.probe(path)
    assert (clip.width, clip.height) == shown
    assert "sign-aspect" not in [p.code for p in problems]
    ingest.transcode(clip, path, folder / "held-mezzanine.mp4")
    reader = SignClip(folder / "held-mezzanine.mp4", Box(0, 0, 480, 640))
    assert (reader.w, reader.h) == shown
    reader.close()


def test_what_is_no_file_is_refused(tmp_path: Path) -> None:
    """An empty file, and a pipe, which would never end."""
    (tmp_path / "empty.mp4").touch()
    os.mkfifo(tmp_path / "pipe.mp4")
    for name in ("empty.mp4", "pipe.mp4"):
        assert "expected a video, found none that can be read" in refused(tmp_path / name)


def test_hands_at_the_edge_are_a_warning() -> None:
    """The outline touches a side in too many frames."""
    solid = np.zeros((5, 90, 160), bool)
    assert ingest.framing(Where("x"), solid) == []
    solid[:, 30:60, :12] = True
    assert "left" in str(ingest.framing(Where("x"), solid)[0])


# --- scenes and their signing --------------------------------------------------------------------------------------


def test_a_scene_waits_until_its_signing_ends(board: Callable[..., Storyboard]) -> None:
    """Its length is the signing's plus half a second; other scenes keep theirs."""
    made = board()
    plain = lay_out(made, {})
    longer = lay_out(made, {}, {plain.scenes[1].scene.id: 60.0})
    lengths = [(b.end - b.start) - (a.end - a.start) for a, b in zip(plain.scenes, longer.scenes, strict=True)]
    assert longer.scenes[1].end - longer.scenes[1].start == math.ceil(60.5 * FPS)
    assert [n for n in lengths if n] == lengths[1:2]


def test_lengths_are_judged(board: Callable[..., Storyboard]) -> None:
    """Longer than speech by 4 s: the scene is held; half as long: is it all there?"""
    timeline = signing.rehearsal(board())
    scene = timeline.scenes[1].scene.id
    speech = signing.speech_end(timeline, scene)
    judged = {s: [p.code for p in signing.judge(scene, speech, speech * s, Where("c"))] for s in (0.3, 1.0, 3.0)}
    assert judged == {0.3: ["sign-short"], 1.0: [], 3.0: ["sign-lag"]}


def test_changed_words_make_signing_stale(board: Callable[..., Storyboard]) -> None:
    """What was signed is compared with what is said now."""
    made = board()
    timeline = signing.rehearsal(made)
    scene = timeline.scenes[0].scene
    fresh = signing.ClipModel(seconds=5.0, signer="李老师", words=signing.digest_of(scene))
    old = fresh.model_copy(update={"words": "0123456789abcdef"})
    assert [signing.coverage(made, timeline, {scene.id: c})[0].stale for c in (fresh, old)] == [False, True]


@pytest.mark.slow
def test_the_sign_clip_is_shown_in_the_slot(
    board: Callable[..., Storyboard], layout: Layout, green: Path, folder: Path
) -> None:
    """The coat is where her place is; where the cloth was, the room shows."""
    clip, _ = ingest.probe(green)
    ingest.transcode(clip, green, folder / "shown.mp4")
    timeline = signing.rehearsal(board())
    segment = film.plan(
        timeline,
        "landscape",
        bearer="video",
        ai_label=False,
        sign_clips={timeline.scenes[0].scene.id: film.SignFile(str(folder / "shown.mp4"), "0")},
    )[0]
    assert segment.slot == "clip"
    pixels = film.frame(segment, 20, layout).astype(int)
    with film.picture(segment, layout) as drawn:
        slot = drawn.boxes["slot"]
    assert np.abs(pixels[slot.bottom - 40, slot.x + slot.w // 2] - np.array([0x20, 0x38, 0x78])).max() < 24
    corner = np.s_[slot.y : slot.y + 20, slot.x + 4 : slot.x + 24]
    bare = film.frame(replace(segment, sign="", slot="empty"), 20, layout).astype(int)
    assert np.abs(pixels[corner] - bare[corner]).max() < 8


def test_after_its_end_the_last_picture_stays(green: Path, folder: Path) -> None:
    """A scene may be longer than its clip; the signer does not vanish. Going back gives the same picture again."""
    clip, _ = ingest.probe(green)
    ingest.transcode(clip, green, folder / "ends.mp4")
    reader = SignClip(folder / "ends.mp4", Box(0, 0, 240, 320))
    early = reader.layer(3)
    last, after = reader.layer(49), reader.layer(80)
    again = reader.layer(3)
    reader.close()
    assert early is not None
    assert last is not None
    assert after is not None
    assert again is not None
    assert np.array_equal(last.y, after.y)
    assert np.array_equal(early.y, again.y)
    assert not np.array_equal(early.y, last.y)


# --- the command line ----------------------------------------------------------------------------------------------


@pytest.fixture
def workplace(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A project of its own to write into."""
    shutil.copytree(project.path("content"), tmp_path / "content")
    (tmp_path / "media").mkdir()
    for part in ("art", "fonts"):
        shutil.copytree(project.path(f"media/{part}"), tmp_path / "media" / part, copy_function=_link)
    shutil.copytree(project.path("templates"), tmp_path / "templates")
    monkeypatch.chdir(tmp_path)
    yield tmp_path


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copyfile(source, target)


def run(*words: str) -> Result:
    """`outreach sign …`."""
    return CliRunner().invoke(main, ["sign", *words])


@pytest.mark.slow
def test_add_then_status(workplace: Path, green: Path) -> None:
    """The mezzanine and its entry are there, and status tells what is covered."""
    done = run("add", "nfc-skimming", str(green), "-a", "seniors", "--scene", "hook", "--signer", "李老师")
    assert done.exit_code == 0, done.output
    stored = workplace / "media/sign/zh-CN/nfc-skimming/seniors"
    assert sorted(p.name for p in stored.iterdir()) == ["clips.yaml", "hook.mp4"]
    project = Project(workplace, Project.find().date)
    assert signing.seconds(project, "nfc-skimming", "seniors", "zh-CN")["hook"] == pytest.approx(2, abs=0.1)
    told = run("status", "nfc-skimming", "-a", "seniors").output
    assert "李老师" in told
    assert "not signed" in told
    assert "1 of " in told


@pytest.mark.slow
def test_another_file_in_a_clips_place_is_told(workplace: Path, green: Path) -> None:
    """Whatever was laid over the mezzanine, or damaged it: neither `status` nor a build takes it for one."""
    assert run("add", "nfc-skimming", str(green), "-a", "seniors", "--scene", "hook", "--signer", "x").exit_code == 0
    stored = workplace / "media/sign/zh-CN/nfc-skimming/seniors/hook.mp4"
    stored.write_bytes(green.read_bytes())
    told = run("status", "nfc-skimming", "-a", "seniors")
    assert told.exit_code == 1
    assert "the clip of scene `hook` is not the one that was added" in told.output
    with pytest.raises(OutreachError, match="not the one that was added"):
        signing.clips(Project(workplace, Project.find().date), "nfc-skimming", "seniors", "zh-CN")


@pytest.mark.slow
@pytest.mark.parametrize("seconds", ["-6.0", "0.0", "100000.0"])
def test_a_length_that_cannot_be_is_an_error(workplace: Path, green: Path, seconds: str) -> None:
    """A scene waits as long as clips.yaml says: a number that cannot be right has a place and a message."""
    assert run("add", "nfc-skimming", str(green), "-a", "seniors", "--scene", "hook", "--signer", "x").exit_code == 0
    listing = workplace / "media/sign/zh-CN/nfc-skimming/seniors/clips.yaml"
    listing.write_text(listing.read_text("utf-8").replace("seconds: 2.0", f"seconds: {seconds}"), "utf-8")
    told = run("status", "nfc-skimming", "-a", "seniors")
    assert told.exit_code == 1
    assert "clips.yaml:5:" in told.output


@pytest.mark.parametrize("name", ["", "  ", "Li\u200bWei", "a\u2028b"])
def test_a_signer_without_a_name_is_wrong_usage(workplace: Path, green: Path, name: str) -> None:
    """And nothing is written that could not be read back."""
    done = run("add", "nfc-skimming", str(green), "-a", "seniors", "--scene", "hook", "--signer", name)
    assert done.exit_code == 2
    assert not (workplace / "media/sign").exists()


def test_add_of_an_unknown_scene_names_the_scenes(workplace: Path, green: Path) -> None:
    """And writes nothing."""
    done = run("add", "nfc-skimming", str(green), "-a", "seniors", "--scene", "hok", "--signer", "x")
    assert done.exit_code == 2
    assert "no scene is called `hok`" in done.output
    assert not (workplace / "media/sign").exists()


def test_a_clip_that_breaks_leaves_nothing(workplace: Path, green: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happens while transcoding, no file has a final name and no entry points nowhere."""

    def broken(clip: ingest.Footage, path: Path, out: Path, start: float, length: float | None) -> None:
        out.write_bytes(b"half")
        raise KeyboardInterrupt

    monkeypatch.setattr(ingest, "transcode", broken)
    run("add", "nfc-skimming", str(green), "-a", "seniors", "--scene", "hook", "--signer", "x")
    assert [p for p in (workplace / "media").rglob("*") if p.is_file() and "sign" in p.parts] == []


@pytest.mark.slow
def test_the_kit_has_every_line_and_every_term(
    workplace: Path, board: Callable[..., Storyboard], profiles: Profiles
) -> None:
    """The cue sheet can be read back: all lines of the lesson, in order, and the tricks explained."""
    done = run("kit", "nfc-skimming", "-a", "seniors", "--voice", "silent", "--sheet-only")
    assert done.exit_code == 0, done.output
    document = pypdfium2.PdfDocument(workplace / "out/nfc-skimming/seniors/zh-CN/sign-kit/cue-sheet.pdf")
    text = "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    made = cut(board(), LESSON, profiles.cuts[LESSON])
    places = [text.find("".join(beat.text.said.split())) for scene in made.scenes for beat in scene.beats if beat.text]
    assert -1 not in places
    assert all("".join(f.trick.shown.split()) in text for s in made.scenes for i in s.items for f in i.flags)


@pytest.mark.slow  # quick: the kit has every line, and tests/test_cache.py
def test_a_kits_file_that_the_cache_loses_is_made_again(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A damaged one is seen and said; a cache that loses every one is an error, with what to do."""
    asked = ("kit", "nfc-skimming", "-a", "seniors", "--voice", "silent", "--sheet-only", "--cache-dir", "lost")
    first, sheet = run(*asked), workplace / "out/nfc-skimming/seniors/zh-CN/sign-kit/cue-sheet.pdf"
    assert first.exit_code == 0, first.output
    made = sheet.read_bytes()
    for path in (workplace / "lost/cas").glob("*/*"):
        path.chmod(0o644)
        path.write_bytes(path.read_bytes()[:-1] + b"x")
    again = run(*asked)
    assert again.exit_code == 0 and "damaged or gone" in again.output
    assert sheet.read_bytes() == made

    def lose(self: Cache, blob: Blob, target: Path) -> None:
        raise LostError(blob.sha256)

    monkeypatch.setattr(Cache, "copy", lose)
    worn = run(*asked)
    assert worn.exit_code == 1 and "was lost 3 times" in worn.output and "the disk of the cache" in worn.output


@pytest.mark.slow  # drawn and encoded; tests/jobs makes one of four frames
def test_the_guide_film_counts_down_and_runs(board: Callable[..., Storyboard], layout: Layout, tmp_path: Path) -> None:
    """Its length is the scenes' and their countdowns; the end card's hold goes on with its scene."""
    *_, card, hold = film.plan(signing.rehearsal(board()), "landscape", bearer="video", ai_label=False, sign_clips={})
    assert hold.start == card.frames
    guide_film([replace(s, frames=20) for s in (card, card, hold)], layout, tmp_path / "guide.mp4", 10)
    assert film.seconds(tmp_path / "guide.mp4") == pytest.approx((2 * 10 + 3 * 20) / FPS)


def test_cues_are_counted_once(board: Callable[..., Storyboard]) -> None:
    """As the cue sheet counts them: nothing is said while the end card stands."""
    timeline = signing.rehearsal(board())
    segments = film.plan(timeline, "landscape", bearer="video", ai_label=False, sign_clips={})
    sheet = sign_kit.cue_sheet(timeline.board, timeline, {}, sign_kit.table(timeline, "silent"))
    assert [len(spoken(segment)) for segment in segments] == [*(len(scene.cues) for scene in sheet.scenes), 0]


def test_the_table_follows_the_guide_film(board: Callable[..., Storyboard]) -> None:
    """Each scene from the end of its countdown to the start of the next; the end card without the time it stands."""
    timeline = signing.rehearsal(board())
    guide = sign_kit.table(timeline, "silent")
    parts = list(guide.scenes.values())
    segments = film.plan(timeline, "landscape", bearer="video", ai_label=False, sign_clips={})
    whole = sum(s.frames for s in segments) + sign_kit.COUNTDOWN * len(parts)  # frames that `film.guide` writes
    assert parts[0].start == 3.0
    for part, following in pairwise(parts):
        assert part.start < part.speech <= part.end < following.start == part.until == pytest.approx(part.end + 3)
    assert parts[-1].end + HOLD == pytest.approx(parts[-1].until - 3) == pytest.approx(whole / FPS)
    assert parse(GuideFile, "guide.yaml", sign_kit.listing(guide)) == guide


def test_a_broken_table_is_told_with_its_line() -> None:
    """It was edited by hand: every fault has its place."""
    text = "voice: silent\nscenes:\n  hook: {start: three, speech: 1.0, end: 2.0, until: 5.0, words: x}\n"
    with pytest.raises(OutreachError, match=r"guide\.yaml:3:17: error"):
        parse(GuideFile, "guide.yaml", text)


@pytest.mark.parametrize(
    ("moves", "seconds"),
    [
        ((), 0.0),  # at rest before the countdown
        (((0.0, 1.2),), 1.2),  # ends late
        (((0.0, 0.4), (1.0, 1.6)), 1.6),  # a sign that is held for long, then the last one
        (((0.0, 0.4), (2.8, 3.4)), 0.4),  # gets ready for the next scene
        (((3.0, 3.4),), 0.0),  # was at rest, gets ready
        (((0.0, 2.6), (2.8, 3.4)), 3.4),  # no rest at all
        (((0.0, 3.5),), 3.5),
    ],
)
def test_a_part_ends_where_the_signer_comes_to_rest(moves: tuple[tuple[float, float], ...], seconds: float) -> None:
    """Late signs count, hands that are taken up for the next scene do not."""
    moving = [any(start <= n / FPS < end for start, end in moves) for n in range(round(3.5 * FPS))]
    assert sign_kit.rest(moving) / FPS == pytest.approx(seconds, abs=0.05)


@pytest.mark.parametrize(("ground", "grain"), [("0x20B040", 0), ("0x8890A0", 24)])
def test_movement_is_seen_and_noise_is_not(folder: Path, ground: str, grain: int) -> None:
    """On clean green and in a noisy room: moving, at rest, moving again."""
    path = draw_signer(folder / f"rest{grain}.mp4", seconds=4, ground=ground, grain=grain, rests=[(1.4, 3.0)])
    moving = ingest.motion(path, 0.6, 3.2)
    assert len(moving) == pytest.approx(80, abs=1)
    assert moving[:20].all()
    assert not moving[27:58].any()  # a fifth of a second after the hand stopped, until it starts
    assert moving[65:].all()


# Three scenes of 3 s with their countdowns, and a signer who ends early in the first, is late in the second and gets
# ready for the third, and signs the third on and on. The times are the guide film's.
SCENES = {"hook": (3.0, 6.0), "tap": (9.0, 12.0), "rescue": (15.0, 18.0)}
RESTS = [(0.0, 3.0), (5.0, 9.0), (13.4, 14.4)]


def _table(folder: Path) -> Path:
    parts = {
        name: sign_kit.PartModel(start=start, speech=end - 0.6, end=end, until=end + 3, words="0123456789abcdef")
        for name, (start, end) in SCENES.items()
    }
    path = folder / "guide.yaml"
    path.write_text(sign_kit.listing(sign_kit.GuideFile(voice="silent", scenes=parts)), "utf-8")
    return path


@pytest.mark.slow
@pytest.mark.parametrize("offset", [0.0, 2.0])
def test_a_film_clip_is_cut_by_the_table_and_the_signers_rest(workplace: Path, offset: float) -> None:
    """Nobody waits for a countdown, nothing signed is lost, and who never rests is named."""
    rests = [(start + offset, end + offset) for start, end in RESTS]
    clip = draw_signer(workplace / "film.mp4", seconds=22 + offset, size="360x480", rests=rests)
    words = ("add", "nfc-skimming", str(clip), "-a", "seniors", "--signer", "李老师", "--offset", str(offset))
    done = run(*words, "--guide", str(_table(workplace)))
    assert done.exit_code == 0, done.output
    known = signing.known(Project.find(), "nfc-skimming", "seniors", "zh-CN")
    lengths = {name: entry.seconds for name, entry in known.items()}
    assert lengths == pytest.approx({"hook": 2.5, "tap": 4.6, "rescue": 6.0}, abs=0.09)
    assert [name for name in SCENES if f"`{name}`" in done.output] == ["rescue"]
    assert {entry.words for entry in known.values()} == {"0123456789abcdef"}


@pytest.mark.slow  # quick: a clip is cut by the table
def test_a_part_begins_on_the_frame_of_its_scene(folder: Path) -> None:
    """Its first picture is the clip's where the countdown is over."""
    path = draw_signer(folder / "long.mp4", seconds=9)
    clip, _ = ingest.probe(path)
    [hook], _ = sign_kit.cuts(parse(GuideFile, "g", _table(folder).read_text("utf-8")), path, 9.0)
    assert (hook.scene, hook.start) == ("hook", 3.0)
    for name, start, length in (("whole", 0.0, None), ("part", hook.start, hook.length)):
        ingest.transcode(clip, path, folder / f"{name}.mp4", start, length)
    part = SignClip(folder / "part.mp4", Box(0, 0, 480, 640))
    whole = SignClip(folder / "whole.mp4", Box(0, 0, 480, 640), 73)
    first = part.layer(0)
    near = {n: whole.layer(n) for n in (73, 74, 75, 76, 77)}
    part.close()
    whole.close()
    assert first is not None
    shown = seen(first, 0, 0, 480, 640).astype(int)
    apart = {n: np.abs(seen(layer, 0, 0, 480, 640) - shown).sum() for n, layer in near.items() if layer}
    assert min(apart, key=lambda n: apart[n]) == 75


def test_a_film_held_for_its_signing_waits_for_no_countdown(board: Callable[..., Storyboard]) -> None:
    """Signing that is over when the countdown begins leaves every scene as long as it is."""
    timeline = signing.rehearsal(board())
    guide = sign_kit.table(timeline, "silent")
    lengths = {name: round(part.end - AFTER_SIGNING - part.start, 3) for name, part in guide.scenes.items()}
    rate = {b.beat.id: b.speech for s in timeline.scenes for b in s.beats}
    assert lay_out(timeline.board, rate, lengths).frames == timeline.frames


@pytest.mark.slow
def test_a_scenes_own_clip_may_start_late(workplace: Path, green: Path) -> None:
    """`--offset` takes off its head; beyond its end nothing is left, and nothing is written."""
    words = ("add", "nfc-skimming", str(green), "-a", "seniors", "--scene", "hook", "--signer", "x", "--offset")
    assert run(*words, "3").exit_code == 1
    assert not (workplace / "media/sign").exists()
    assert run(*words, "0.8").exit_code == 0
    known = signing.known(Project.find(), "nfc-skimming", "seniors", "zh-CN")
    assert known["hook"].seconds == pytest.approx(1.2, abs=0.09)


def test_a_film_clip_needs_the_table_of_its_guide(workplace: Path, green: Path) -> None:
    """Without it the places of the scenes would be a guess."""
    done = run("add", "nfc-skimming", str(green), "-a", "seniors", "--signer", "x")
    assert done.exit_code == 1
    assert str(Path("out/nfc-skimming/seniors/zh-CN/sign-kit/guide.yaml")) in done.output
    assert "--guide" in done.output


@pytest.mark.slow
def test_the_kits_times_are_the_films(workplace: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A film's lines spoken by a build are not spoken again, and the guide has their lengths; `status` too."""
    asked = ("nfc-skimming", "-a", "seniors", "--voice", "espeak")
    assert "has not spoken these words yet" in run("status", *asked).output
    built = CliRunner().invoke(main, ["build", *asked, "-f", "captions", "--json"])
    assert built.exit_code == 0, built.output
    records = sorted((workplace / ".outreach-cache/ac").rglob("*.json"))
    drawn = []

    def guide_film(segments: object, layout: object, path: Path, countdown: int) -> None:
        drawn.append(path.write_bytes(b"film"))

    monkeypatch.setattr("outreach.jobs.guide.guide", guide_film)
    for _ in range(2):  # the second time from the cache
        done = run("kit", *asked)
        assert done.exit_code == 0, done.output
        assert "times: as spoken by `espeak`" in done.output
        assert len(drawn) == 1
        made = {*(workplace / ".outreach-cache/ac").rglob("*.json")} - {*records}
        assert len(made) == 2  # the sheet and the film
    kit = workplace / "out/nfc-skimming/seniors/zh-CN/sign-kit"
    guide = parse(GuideFile, "guide.yaml", (kit / "guide.yaml").read_text("utf-8"))
    cues = (workplace / "out/nfc-skimming/seniors/zh-CN/captions.srt").read_text("utf-8")
    begin = [_seconds(line.split(" --> ")[0]) for line in cues.splitlines() if " --> " in line]
    starts = [part.start - 3 * n for n, part in enumerate(guide.scenes.values(), 1)]  # in the film, without countdowns
    assert all(any(start <= b < start + RING_IN + 0.2 for b in begin) for start in starts)
    told = run("status", *asked).output
    assert "times: as spoken by `espeak`" in told
    shown = [float(line.split("(")[1].split()[0]) for line in told.splitlines() if "s of speech" in line]
    assert shown == pytest.approx([part.speech - part.start for part in guide.scenes.values()], abs=0.06)


def _seconds(clock: str) -> float:
    hours, minutes, rest = clock.replace(",", ".").split(":")
    return int(hours) * 3600 + int(minutes) * 60 + float(rest)

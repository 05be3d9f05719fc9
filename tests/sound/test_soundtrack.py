"""The mix: loudness, true peak, ducking, effects, length; the measuring checked against ffmpeg's ebur128."""

from __future__ import annotations

import datetime as dt
import importlib.util
import io
import os
import re
import subprocess
import wave
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from imageio_ffmpeg import get_ffmpeg_exe

from outreach import film
from outreach.diagnostics import OutreachError
from outreach.project import Project
from outreach.score import Score, SoundCue, Stretch
from outreach.sound import RATE, Clip, Samples, decode, resample, speech_seconds, trim, wav
from outreach.sound.levels import levels
from outreach.sound.loudness import QUIET, TARGETS, level, limit, loudness, true_peak
from outreach.sound.soundtrack import EFFECTS_UNDER, READ, SOFTER, WORDS, Soundtrack, mix
from outreach.sound.timbre import band, mild, telephone
from outreach.storyboard import Storyboard
from outreach.timeline import FPS, Timeline, lay_out
from outreach.voices import lines
from outreach.voices.espeak import Espeak
from outreach.voices.silent import Silent

Make = Callable[..., Storyboard]


def tone(hertz: float, seconds: float, peak: float = 0.3) -> Samples:
    """A sine wave."""
    return (peak * np.sin(2 * np.pi * hertz * np.arange(round(seconds * RATE)) / RATE)).astype(np.float32)


def noise(seconds: float, seed: int = 1) -> Samples:
    """Noise with loud bursts, like speech."""
    rng = np.random.default_rng(seed)
    hull = np.repeat(rng.uniform(0.02, 1, round(seconds * 10)), RATE // 10)
    return (rng.normal(size=len(hull)) * 0.1 * hull).astype(np.float32)


def by_ffmpeg(data: bytes) -> tuple[float, float]:
    """Integrated loudness and true peak of a WAV, as ffmpeg's ebur128 measures them."""
    command = [
        get_ffmpeg_exe(),
        "-nostdin",
        "-hide_banner",
        "-i",
        "pipe:0",
        "-af",
        "ebur128=peak=true",
        "-f",
        "null",
        "-",
    ]
    said = subprocess.run(command, input=data, capture_output=True, check=True).stderr.decode()
    summary = said[said.rindex("Summary:") :]
    numbers = [re.search(pattern, summary) for pattern in (r"I:\s+(-?[\d.]+) LUFS", r"Peak:\s+(-?[\d.]+) dBFS")]
    return tuple(float(n[1]) for n in numbers if n)  # type: ignore[return-value]


@cache
def sounded(make: Make, audience: str, lang: str, voice: str) -> tuple[Timeline, dict[str, Clip]]:
    """The timeline and clips of a film of the tests' own project."""
    engine = Espeak() if voice == "espeak" else Silent()
    story = make({"seniors": "elders"}.get(audience, "visitors"))
    clips = {x.id: engine.speak(x) for x in lines(story, engine)}
    return lay_out(story, {k: c.seconds for k, c in clips.items()}), clips


def scored(timeline: Timeline, project: Project) -> Score:
    """What a film sounds like beside its words."""
    return film.compose(film.plan(timeline, "landscape", bearer="video", ai_label=True, sign_clips={}), project)


@cache
def mixed(make: Make, project_root: Path, profile: str, voice: str = "espeak") -> Soundtrack:
    """The sound of the seniors' film."""
    timeline, clips = sounded(make, "seniors", "zh-CN", voice)
    project = Project(project_root, dt.date(2026, 11, 23))
    return mix(timeline, scored(timeline, project), clips, project, profile=profile)


# --- measuring

SOUNDS = [
    ("sine", tone(997, 6, 0.5)),
    ("bursts", noise(8)),
    ("bursts and silence", np.concatenate([noise(4), np.zeros(4 * RATE, np.float32), noise(4, 2) * 0.05])),
    ("peaks between samples", tone(11025, 4, 0.8) * np.hanning(4 * RATE).astype(np.float32)),
    ("bass", tone(40, 6, 0.5)),
    ("more than one piece of the spectrum", noise(13, 3)),
]


@pytest.mark.parametrize(("name", "sound"), SOUNDS, ids=[n for n, _ in SOUNDS])
def test_we_measure_what_ffmpeg_measures(name: str, sound: Samples) -> None:
    """BS.1770 loudness within 0.1 LU and true peak within 0.3 dB of ffmpeg."""
    wanted = by_ffmpeg(wav(sound, channels=2))
    assert loudness(sound) == pytest.approx(wanted[0], abs=0.1)
    assert true_peak(sound) == pytest.approx(wanted[1], abs=0.3)


def test_silence_has_no_loudness() -> None:
    """Nothing to hear measures the gate's floor and is not lifted."""
    quiet = np.zeros(RATE, np.float32)
    assert loudness(quiet) == QUIET
    assert np.array_equal(level(quiet, TARGETS["online"])[0], quiet)


@pytest.mark.parametrize("profile", TARGETS)
def test_level_hits_its_target(profile: str) -> None:
    """Sound with hard peaks ends at the target, under its true peak."""
    target, sound = TARGETS[profile], noise(8)
    sound[:: RATE // 3] = 1.0  # clicks, so that the limiter has work to do
    done, _ = level(sound * 0.3, target)
    assert by_ffmpeg(wav(done, channels=2))[0] == pytest.approx(target.loudness, abs=0.5)
    assert by_ffmpeg(wav(done, channels=2))[1] <= target.true_peak


def test_the_limiter_leaves_no_step() -> None:
    """The gain glides: next to a limited peak there is no click."""
    sound = tone(200, 1, 0.4)
    sound[RATE // 2 : RATE // 2 + 200] *= 2.4
    gain = limit(sound, -6.0)[np.abs(sound) > 0.05] / sound[np.abs(sound) > 0.05]
    assert true_peak(limit(sound, -6.0)) <= -5.9
    assert np.abs(np.diff(gain)).max() < 0.02
    assert np.array_equal(limit(tone(200, 1, 0.1), -6.0), tone(200, 1, 0.1))


@pytest.mark.parametrize(("source", "target"), [(22050, 48000), (24000, 48000), (48000, 8000), (16000, 48000)])
def test_a_resampled_tone_is_that_tone(source: int, target: int) -> None:
    """Same pitch, same length, no alias."""
    made = resample(np.sin(2 * np.pi * 440 * np.arange(source) / source).astype(np.float32), source, target)
    wanted = np.sin(2 * np.pi * 440 * np.arange(target) / target)
    assert len(made) == target
    assert np.abs(made - wanted)[200:-200].max() < 1e-3
    if target < source:
        above = np.sin(2 * np.pi * 5000 * np.arange(source) / source).astype(np.float32)
        assert np.abs(resample(above, source, target))[200:-200].max() < 0.02


def test_speech_time_leaves_pauses_out() -> None:
    """A gap of half a second is a pause, one of a fifth is not; the ends do not count."""

    def gap(seconds: float) -> Samples:
        return np.zeros(round(seconds * RATE), np.float32)

    sound = np.concatenate([gap(1), tone(200, 1), gap(0.5), tone(200, 1), gap(0.2), tone(200, 1), gap(2)])
    assert speech_seconds(sound) == pytest.approx(3.2, abs=0.03)
    assert len(trim(sound)) / RATE == pytest.approx(3.7, abs=0.06)


# --- the mix


@pytest.mark.every(2)
@pytest.mark.parametrize("profile", TARGETS)
def test_a_film_has_its_loudness(own_board: Make, project: Project, profile: str) -> None:
    """What the manifest says is what ffmpeg measures on the finished WAV, and it is the profile's."""
    sound, target = mixed(own_board, project.root, profile), TARGETS[profile]
    facts = sound.facts()
    measured = by_ffmpeg(sound.wav)
    assert facts["loudness"] == pytest.approx(measured[0], abs=0.15)
    assert facts["true_peak"] == pytest.approx(measured[1], abs=0.3)
    assert measured[0] == pytest.approx(target.loudness, abs=target.tolerance)
    assert measured[1] <= target.true_peak
    assert facts["short_term"] <= target.loudness + 5  # AES TD1004 for items under a minute


def test_the_sound_ends_before_the_picture(own_board: Make, project: Project) -> None:
    """48 kHz stereo 16 bit, one frame shorter than the film, so that a loop shows no black."""
    timeline, _ = sounded(own_board, "seniors", "zh-CN", "espeak")
    with wave.open(io.BytesIO(mixed(own_board, project.root, "online").wav)) as file:
        assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 2, 2)
        assert file.getnframes() == (timeline.frames - 1) * RATE // FPS


def test_the_bed_is_twenty_under_the_speech(own_board: Make, project: Project) -> None:
    """WCAG 1.4.7, measured on the stems while somebody speaks; the bed is there, and its gain never jumps."""
    sound = mixed(own_board, project.root, "online")
    assert sound.bed_under >= 20
    assert sound.facts()["bed_under"] >= 20
    bed = sound.stems["bed"]
    assert loudness(bed) > -50
    assert np.abs(np.diff(bed)).max() < 0.05, "no click"


@pytest.mark.slow  # quick: lines start on their beats
def test_the_mix_is_the_sum_of_its_stems(own_board: Make, project: Project) -> None:
    """MoviePy's mix is sample for sample the sum, but for what the limiter takes from the peaks."""
    sound = mixed(own_board, project.root, "broadcast")  # 5 dB of headroom: the limiter has nothing to do
    with wave.open(io.BytesIO(sound.wav)) as file:
        left = np.frombuffer(file.readframes(file.getnframes()), "<i2")[::2] / 32768
    assert np.abs(left - sum(sound.stems.values())).max() < 2 / 32768


def test_lines_start_on_their_beats(own_board: Make, project: Project) -> None:
    """Each clip's first sound is at its beat's first frame."""
    timeline, clips = sounded(own_board, "seniors", "zh-CN", "espeak")
    speech = mixed(own_board, project.root, "online").stems["speech"]
    beats = [b for s in timeline.scenes for b in s.beats if b.beat.id in clips]
    for beat in beats:
        start = beat.start * RATE // FPS
        assert np.abs(speech[start - RATE // 20 : start]).max(initial=0) < 1e-6
        assert np.abs(speech[start : start + RATE // 5]).max() > 0.01


@pytest.mark.slow  # quick: effects are heard at their frames
def test_effects_never_startle(own_board: Make, project: Project) -> None:
    """Their peaks stay well under the speech, and there are some."""
    stems = mixed(own_board, project.root, "online").stems
    assert true_peak(stems["effects"]) <= true_peak(stems["speech"]) - EFFECTS_UNDER + 0.5
    assert np.abs(stems["effects"]).max() > 0.05


@pytest.mark.slow
def test_a_film_that_is_read_is_heard(own_board: Make, project: Project) -> None:
    """Without speech, bed and effects are as loud as a quiet room wants, and no number is invented."""
    sound = mixed(own_board, project.root, "online", "silent")
    assert sound.rate == 0 and sound.bed_under == 0
    assert by_ffmpeg(sound.wav)[0] == pytest.approx(READ, abs=0.5)
    assert by_ffmpeg(sound.wav)[1] < -6
    assert true_peak(sound.stems["effects"]) < true_peak(sound.stems["bed"]), "no effect startles"
    assert sound.short_term < READ + 8


# --- what the score says is what is heard


def power(samples: Samples, low: float, high: float) -> float:
    """dB between two frequencies."""
    spectrum = np.abs(np.fft.rfft(samples.astype(np.float64))) ** 2
    f = np.fft.rfftfreq(len(samples), 1 / RATE)
    return float(10 * np.log10(spectrum[(f >= low) & (f < high)].sum() / len(samples) + 1e-12))


def outside(samples: Samples) -> float:
    """dB outside of what a telephone carries, against what is inside."""
    inside = power(samples, 300, 3400)
    return float(10 * np.log10(10 ** (power(samples, 0, 300) / 10) + 10 ** (power(samples, 3400, 24000) / 10))) - inside


@pytest.mark.slow  # quick: timbres keep time and words
def test_a_caller_is_heard_through_a_telephone(board: Make, project: Project) -> None:
    """On the speech stem, against the clip: the caller loses 20 dB outside of 300 to 3400 Hz, the host nothing."""

    def starter(_: str) -> Storyboard:
        whole = board("nfc-skimming", "seniors", "zh-CN")  # somebody is heard across a room and over a line
        told = next(n for n, scene in enumerate(whole.scenes) if scene.kind == "pause")
        return replace(whole, scenes=(*whole.scenes[:told], whole.scenes[-1]))

    timeline, clips = sounded(starter, "seniors", "zh-CN", "espeak")
    timbres = dict(scored(timeline, project).timbres)
    speech = mixed(starter, project.root, "broadcast").stems["speech"]
    heard: dict[str, list[float]] = {"phone": [], "line": [], "": []}
    for timed in (b for s in timeline.scenes for b in s.beats if b.beat.id in clips):
        clip = clips[timed.beat.id].samples
        there = speech[timed.start * RATE // FPS :][: len(clip)]
        heard[timbres.get(timed.beat.id, "")].append(outside(clip) - outside(there))
    assert min(heard["phone"]) >= 20
    assert min(heard["line"]) > 0.3
    assert max(np.abs(heard[""])) < 0.5


def test_timbres_keep_time_and_words() -> None:
    """A filtered click stays where it is; what words need comes through; silence stays silence."""
    click = np.zeros(RATE, np.float32)
    click[RATE // 2] = 0.5
    for heard in (telephone(click), mild(click), band(click, 300, 3000)):
        assert len(heard) == len(click) and abs(int(np.abs(heard).argmax()) - RATE // 2) <= 2
    for hertz in (500, 1000, 2500):
        assert np.abs(band(tone(hertz, 1), 300, 3400)[5000:-5000]).max() == pytest.approx(0.3, rel=0.02)
    assert not telephone(np.zeros(RATE, np.float32)).any() and len(telephone(np.zeros(0, np.float32))) == 0
    long = noise(9)
    parts = band(long, 300, 3400)
    assert np.abs(np.fft.rfft(parts)[: 200 * 9]).max() < 0.02 * np.abs(np.fft.rfft(long)).max(), "piece by piece"


def frames(samples: Samples, start: int, end: int) -> Samples:
    """The samples of some frames."""
    return samples[start * RATE // FPS : end * RATE // FPS]


def test_the_pulse_beats_in_the_den_only(own_board: Make, project: Project) -> None:
    """55 Hz is there where the score has a pulse, with harmonics that a small loudspeaker plays, and nowhere else."""
    timeline, _ = sounded(own_board, "seniors", "zh-CN", "espeak")
    bed = mixed(own_board, project.root, "online").stems["bed"]
    beds = scored(timeline, project).stretches
    there = [(one.start + 12, one.end) for one in beds if one.bed == "pulse"]
    dens = [(one.start, one.end) for one in beds if one.bed == "room-den"]
    assert there and all(any(a <= start and end <= b for a, b in dens) for start, end in there)
    edges = sorted([(0, 12), *((a - 12, b + 12) for a, b in there)])
    gaps = [(a[1], b[0]) for a, b in pairwise(edges) if b[0] - a[1] > 50]
    low = [power(frames(bed, a, b), 50, 60) for a, b in there]
    least = max(power(frames(bed, a, b), 50, 60) for a, b in gaps)
    assert min(sound for (a, b), sound in zip(there, low, strict=True) if b - a > 50) > least + 12
    assert min(low) > least + 9, "of a stretch shorter than two beats, most is the pause between them"
    assert min(power(frames(bed, a, b), 200, 500) for a, b in there) > min(low) - 20


@pytest.mark.slow
def test_it_is_silent_before_the_question(own_board: Make, project: Project) -> None:
    """Neither words nor bed nor effects, for most of a second."""
    timeline, _ = sounded(own_board, "seniors", "zh-CN", "espeak")
    sound = mixed(own_board, project.root, "online")
    hushes = scored(timeline, project).hushes
    asked = [s.beats[0].start for s in timeline.scenes if s.scene.kind == "pause" and s.part == 1]
    assert [end for _, end in hushes] == asked != []
    for start, end in hushes:
        assert end - start >= 0.8 * FPS
        for stem in sound.stems.values():
            assert np.abs(frames(stem, start + 1, end)).max() < 1e-4
        assert np.abs(frames(sound.stems["bed"], end + 25, end + 75)).max() > 1e-4


@pytest.mark.slow
def test_the_bed_makes_room_for_words(own_board: Make, project: Project) -> None:
    """While somebody speaks, it loses more where words are understood than elsewhere."""
    timeline, _ = sounded(own_board, "seniors", "zh-CN", "silent")
    project_ = Project(project.root, dt.date(2026, 11, 23))
    score = Score(stretches=(Stretch(0, timeline.frames, "room-den"),))
    beat = next(b for s in timeline.scenes for b in s.beats if b.beat.kind == "say")
    clips = {beat.beat.id: Clip.of(noise(6))}
    bed = mix(timeline, score, clips, project_).stems["bed"]
    talk = frames(bed, beat.start + 20, beat.start + 140), frames(bed, beat.start + 250, beat.start + 370)
    fallen = [power(talk[1], a, b) - power(talk[0], a, b) for a, b in ((60, 600), WORDS)]
    assert fallen[1] > fallen[0] + 8
    assert fallen[0] < 4


@pytest.mark.slow
def test_effects_are_heard_at_their_frames(own_board: Make, project: Project) -> None:
    """Each begins within a frame of where the score has it; a bell is softer than a stamp."""
    timeline, clips = sounded(own_board, "seniors", "zh-CN", "espeak")
    names = ("ring", "whoosh", "stamp", "touch", "coin", "snap", "tap", "chime")
    score = Score(cues=tuple(SoundCue(25 + 50 * n, name) for n, name in enumerate(names)))
    sound = mix(timeline, score, clips, project)
    stem, heights = sound.stems["effects"], {}
    for cue in score.cues:
        own = np.abs(frames(stem, cue.frame - 5, cue.frame + 45))
        begins = np.flatnonzero(own > 0.02 * own.max())[0] * FPS / RATE - 5
        assert -0.1 <= begins <= (2.0 if cue.sound == "whoosh" else 1.0), cue
        heights[cue.sound] = 20 * np.log10(own.max())
    assert heights["chime"] <= heights["stamp"] - SOFTER["chime"] + 1
    assert true_peak(stem) <= true_peak(sound.stems["speech"]) - EFFECTS_UNDER + 0.5


@pytest.mark.slow  # quick: every place has a room
def test_a_room_that_is_too_loud_is_turned_down(own_board: Make, project: Project, tmp_path: Path) -> None:
    """Whatever lies in media/music, the bed stays 20 LU under the speech."""
    timeline, clips = sounded(own_board, "seniors", "zh-CN", "espeak")
    music = tmp_path / "media/music"
    music.mkdir(parents=True)
    (tmp_path / "content").mkdir()
    (music / "bed.flac").write_bytes(wav(tone(300, 4, 0.9)))  # any sound file will do; only its name is asked for
    score = Score(stretches=tuple(Stretch(n, timeline.frames, "bed") for n in range(4)))
    assert mix(timeline, score, clips, Project(tmp_path, dt.date(2026, 11, 23))).bed_under >= 20


@pytest.mark.slow  # quick: that lines start on their beats, and the stems
def test_a_mix_repeats_itself(own_board: Make, project: Project) -> None:
    """The same clips give the same bytes."""
    timeline, clips = sounded(own_board, "seniors", "zh-CN", "silent")
    score = scored(timeline, project)
    assert mix(timeline, score, clips, project).wav == mix(timeline, score, clips, project).wav


def test_the_mouth_follows_the_sound() -> None:
    """Open while there is sound, shut in a pause, one value a frame, between 0 and 1."""
    sound = np.concatenate([tone(200, 0.4), np.zeros(round(0.4 * RATE), np.float32), tone(200, 0.4, 0.15)])
    mouth = levels(Clip.of(sound))
    assert len(mouth) == 30
    assert min(mouth[:10]) > 0.8 and max(mouth[10:20]) == 0.0
    assert 0.3 < max(mouth[21:30]) < 0.9
    assert levels(Clip.of(np.zeros(RATE, np.float32))) == (0.0,) * FPS
    assert levels(Clip(b"", 0.0)) == ()


@pytest.mark.slow  # quick: the bed makes room for words
def test_the_music_is_what_its_script_makes(project: Project) -> None:
    """The files beside media/music/make.py are its own work: they sound the same when made again."""
    path = project.path("media/music/make.py")
    spec = importlib.util.spec_from_file_location("make", path)
    assert spec and spec.loader
    make = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(make)
    for name, sound in make.SOUNDS.items():
        kept = decode(project.read_bytes(f"media/music/{name}.flac"), name)
        made = sound()
        made = (made / np.abs(made).max() * make.peak(name)).astype(np.float32)
        assert len(kept) == len(made)
        assert np.abs(kept - made).max() < 2 / 32768


@pytest.mark.parametrize(
    "name", ["bed", "warm", "pulse", "room-home-evening", "room-den", "room-lobby", "room-dorm-night"]
)
def test_a_bed_loops_without_a_seam(project: Project, name: str) -> None:
    """Its end runs into its beginning."""
    bed = decode(project.read_bytes(f"media/music/{name}.flac"), name)
    assert np.abs(np.diff(np.concatenate([bed[-3:], bed[:3]]))).max() <= np.abs(np.diff(bed)).max()


def test_every_place_has_a_room(project: Project) -> None:
    """Each set of media/art has the sound of its room, and no other place has one."""
    rooms = {f"room-{Path(file).stem}" for file in project.files("media/art/sets")}
    there = {Path(file).stem for file in project.files("media/music") if file.endswith(".flac")}
    assert rooms == {name for name in there if name.startswith("room-")}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "found an empty file"),
        (b"fLaC" + bytes(range(256)) * 20, "expected audio from `media/music/bed.flac`, found something else"),
        (b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n", "found something else"),
        (None, "expected at most 100 MB of sound from `media/music/bed.flac`, found more"),
    ],
    ids=["empty", "garbage", "playlist", "2 GB"],
)
def test_music_that_is_none_is_told_by_name(own_board: Make, tmp_path: Path, data: bytes | None, message: str) -> None:
    """The file is named, and no more of it is read than music may have."""
    (tmp_path / "content").mkdir()
    music = tmp_path / "media/music"
    music.mkdir(parents=True)
    (music / "bed.flac").write_bytes(data or b"")
    if data is None:
        os.truncate(music / "bed.flac", 2 << 30)
    timeline = lay_out(own_board(), {}, None, {})
    with pytest.raises(OutreachError) as problem:
        score = Score(stretches=(Stretch(0, timeline.frames, "bed"),))
        mix(timeline, score, {}, Project(tmp_path, dt.date(2026, 11, 23)))
    assert message in str(problem.value) and problem.value.diagnostics[0].where.file == "media/music/bed.flac"

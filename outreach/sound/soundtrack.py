"""Mixes a film's sound from three stems: speech at its loudness, a bed far under it, effects where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from moviepy import AudioArrayClip, CompositeAudioClip

from outreach.diagnostics import Where
from outreach.project import Project
from outreach.score import Score, Stretch
from outreach.sound import LONGEST_MUSIC, RATE, Clip, Samples, decode, refuse_large, wav
from outreach.sound.loudness import HEADROOM, QUIET, TARGETS, glide, level, limit, loudest, loudness, true_peak
from outreach.sound.pace import film_rate
from outreach.sound.timbre import band, mild, telephone
from outreach.timeline import FPS, Timeline

# LU each bed lies under the speech while nobody speaks; one that is not named is a room.
UNDER_SPEECH = {"bed": 18.5, "warm": 18.5, "pulse": 19.5}
ROOM_UNDER = 30.0  # it is missed when it is gone, and else not noticed
CROSS = 10  # frames in which one bed takes over from another
DUCKED = 2.0  # LU the whole bed gives way when somebody speaks,
CARVED = 12.0  # dB it gives way where words are understood,
WORDS = 1000.0, 4000.0  # Hz
BED_UNDER = 20.5  # LU it then lies under the speech at least: WCAG 1.4.7 asks for 20
ATTACK, RELEASE = 0.25, 0.9  # seconds the bed takes to give way and to come back
EFFECTS_UNDER = 6.0  # dB an effect's peak stays under the peak of the speech: it never startles
SOFTER = {"chime": 6.0, "whoosh": 8.0, "coin": 8.0, "touch": 4.0, "tap": 2.0}  # dB more
READ = -23.5  # LUFS of a film that is read: in a quiet room it is heard, and nobody has to turn it down (GY/T 377-2023)
OVER_BED = 13.0  # dB over that, under which effects stay in such a film as they do under the peak of speech
BED_ENDS = 1.2, 1.8  # seconds of fade at the film's start and end
SAMPLES_A_FRAME = RATE // FPS
TIMBRES = {"phone": telephone, "line": mild}


@dataclass(frozen=True)
class Soundtrack:
    """A film's sound: the mix as WAV, its stems as mono samples, and what was measured on the finished mix."""

    wav: bytes  # 48 kHz stereo 16-bit, one frame shorter than the picture
    stems: Mapping[str, Samples]  # speech, bed, effects
    profile: str
    loudness: float  # LUFS, integrated (BS.1770-4)
    true_peak: float  # dBTP
    short_term: float  # LUFS, the loudest three seconds
    bed_under: float  # LU between the speech and the bed while somebody speaks
    rate: float  # Hanzi or words a minute of speech time, 0 when muted

    def facts(self) -> dict[str, Any]:
        """The measurements for the manifest."""
        names = ("loudness", "true_peak", "short_term", "bed_under", "rate")
        return {"profile": self.profile, **{n: round(getattr(self, n), 2) for n in names}}


def mix(
    timeline: Timeline, score: Score, clips: Mapping[str, Clip], project: Project, *, profile: str = "online"
) -> Soundtrack:
    """The soundtrack of a timeline. `clips`: beat id -> spoken clip; `profile`: a name of loudness.TARGETS.

    Reads the files of media/music that the score names; one that is not there is silent. A muted film (silent clips)
    gets its bed and effects alone, as loud as READ.
    """
    length = max(timeline.frames - 1, 1) * SAMPLES_A_FRAME
    target = TARGETS[profile]
    speech, voiced = level(_speech(timeline, score, clips, length), target)
    muted = voiced <= QUIET
    reference = READ + UNDER_SPEECH["bed"] if muted else voiced
    stems = {
        "speech": speech,
        "bed": _bed(project, score, speech, reference),
        "effects": _effects(score, project, length, READ + OVER_BED if muted else true_peak(speech)),
    }
    stems = _as_read(stems) if muted else _clear_of(stems, voiced)
    whole = limit(_together(stems, length), target.true_peak - HEADROOM)
    integrated, short_term = loudest(whole)
    said = [(beat.text.spoken, clips[beat.id]) for beat in _said(timeline) if beat.text and beat.id in clips]
    return Soundtrack(
        wav=wav(whole, channels=2),
        stems=stems,
        profile=profile,
        loudness=integrated,
        true_peak=true_peak(whole),
        short_term=short_term,
        bed_under=0.0 if muted else _bed_under(stems, voiced),
        rate=film_rate(said, timeline.board.lang),
    )


def _as_read(stems: Mapping[str, Samples]) -> dict[str, Samples]:
    """The stems of a film without speech, together as loud as READ."""
    found = loudness(np.asarray(sum(stems.values()), np.float32))
    gain = np.float32(10 ** ((READ - found) / 20)) if found > QUIET else np.float32(1)
    return {name: stem * gain for name, stem in stems.items()}


def _clear_of(stems: Mapping[str, Samples], voiced: float) -> dict[str, Samples]:
    """The stems with the bed as far under the speech as it must be, whatever was put into it."""
    missing = BED_UNDER - _bed_under(stems, voiced)
    return {**stems, "bed": stems["bed"] * np.float32(10 ** (min(0.0, -missing) / 20))}


def _said(timeline: Timeline) -> Iterator[Any]:
    return (timed.beat for scene in timeline.scenes for timed in scene.beats)


def _speech(timeline: Timeline, score: Score, clips: Mapping[str, Clip], length: int) -> Samples:
    """Every clip at its beat's first frame, out of the device it is heard from, all roles equally loud."""
    stem, timbres = np.zeros(length, np.float32), dict(score.timbres)
    for scene in timeline.scenes:
        for timed in scene.beats:
            clip = clips.get(timed.beat.id)
            if clip is not None:
                heard = TIMBRES[timbres[timed.beat.id]](clip.samples) if timed.beat.id in timbres else clip.samples
                _add(stem, _even(heard), timed.start * SAMPLES_A_FRAME)
    return stem


def _even(samples: Samples) -> Samples:
    """A clip at -20 LUFS, with 5 ms of fade at each end against clicks."""
    found = loudness(samples)
    if found <= QUIET:
        return samples
    ends = min(RATE // 200, len(samples) // 2)
    out = samples * np.float32(10 ** ((-20 - found) / 20))
    out[:ends] *= np.linspace(0, 1, ends, dtype=np.float32)
    out[len(out) - ends :] *= np.linspace(1, 0, ends, dtype=np.float32)
    return out


def _add(stem: Samples, sound: Samples, start: int) -> None:
    end = min(start + len(sound), len(stem))
    if end > start:
        stem[start:end] += sound[: end - start]


def _bed(project: Project, score: Score, speech: Samples, reference: float) -> Samples:
    """Rooms and music, each for its stretch; what words need of the spectrum gives way to them, smoothly."""
    length = len(speech)
    bed, sounds = np.zeros(length, np.float32), dict[str, Samples]()
    for one in score.stretches:
        file = f"media/music/{one.bed}.flac"
        if one.bed not in sounds and project.exists(file):
            sound = _music(project, file)
            under = UNDER_SPEECH.get(one.bed, ROOM_UNDER)
            sounds[one.bed] = sound * np.float32(10 ** ((reference - under - loudness(sound)) / 20))
        if one.bed in sounds:
            _add(bed, _stretch(sounds[one.bed], one), one.start * SAMPLES_A_FRAME)
    spoken = _spoken(speech)
    bed -= band(bed, *WORDS) * (1 - _falling(spoken, CARVED))
    bed *= _falling(spoken, DUCKED) * _ends(length) * _hushed(score, length)
    return bed


def _stretch(sound: Samples, one: Stretch) -> Samples:
    """The sound, repeated for its frames; it fades in from its first one, and out after its last."""
    count, cross = (one.end - one.start + CROSS) * SAMPLES_A_FRAME, CROSS * SAMPLES_A_FRAME
    long = np.tile(sound, -(-count // len(sound)))[:count]
    ramp = np.sin(np.linspace(0, np.pi / 2, min(cross, count), dtype=np.float32))
    long[: len(ramp)] *= ramp
    long[count - len(ramp) :] *= ramp[::-1]
    return long


def _hushed(score: Score, length: int) -> Samples:
    """The gain that is nothing in every hush, and comes back after it."""
    curve, cross = np.ones(length, np.float32), CROSS * SAMPLES_A_FRAME
    at = np.arange(length, dtype=np.float32)
    for start, end in score.hushes:
        away = np.maximum(start * SAMPLES_A_FRAME - at, at - end * SAMPLES_A_FRAME)
        curve *= np.clip(away / cross, 0, 1)
    return curve


def _music(project: Project, file: str) -> Samples:
    refuse_large(project.path(file).stat().st_size, f"`{file}`", Where(file))
    return decode(project.read_bytes(file), f"`{file}`", Where(file), LONGEST_MUSIC)


def _spoken(speech: Samples) -> Samples:
    """1 while somebody speaks, 0 while nobody does: up before a word begins, down after the last one, smoothly."""
    step = RATE // 50
    blocks = np.abs(np.pad(speech, (0, -len(speech) % step)).reshape(-1, step)).max(axis=1) > 0.005
    ahead, after = round(ATTACK * 50), round(RELEASE * 50)
    held = np.convolve(blocks, np.ones(ahead + after), "full")[ahead : ahead + len(blocks)] > 0
    window = np.hanning(2 * ahead + 1)
    smooth = np.convolve(np.pad(held.astype(float), ahead, mode="edge"), window / window.sum(), "valid")
    return glide(smooth, step, len(speech))


def _falling(spoken: Samples, decibels: float) -> Samples:
    """The gain of what gives way by so much while somebody speaks."""
    return np.asarray(10 ** (-decibels * spoken / 20), np.float32)


def _ends(length: int) -> np.ndarray:
    """Fades the bed in and out at the ends of the film."""
    curve = np.ones(length, np.float32)
    rise, fall = (min(round(seconds * RATE), length) for seconds in BED_ENDS)
    curve[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    curve[length - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return curve


def _effects(score: Score, project: Project, length: int, speech_peak: float) -> Samples:
    """Each effect at its frame, its peak under the speech's, and also where several sound together."""
    stem, highest = np.zeros(length, np.float32), speech_peak - EFFECTS_UNDER
    sounds: dict[str, Samples] = {}
    for cue in score.cues:
        file = f"media/music/{cue.sound}.flac"
        if cue.sound not in sounds and project.exists(file):
            sound = _music(project, file)
            wanted = highest - SOFTER.get(cue.sound, 0.0)
            sounds[cue.sound] = sound * np.float32(10 ** ((wanted - true_peak(sound)) / 20))
        if cue.sound in sounds:
            _add(stem, sounds[cue.sound], cue.frame * SAMPLES_A_FRAME)
    return limit(stem, highest)


def _together(stems: Mapping[str, Samples], length: int) -> Samples:
    """The stems added up by MoviePy, ten seconds at a time."""
    clips = [AudioArrayClip(stem[:, None], fps=RATE) for stem in stems.values()]
    whole = CompositeAudioClip(clips)
    pieces = (np.arange(n, min(n + RATE * 10, length)) for n in range(0, length, RATE * 10))
    return np.concatenate([whole.get_frame(piece / RATE)[:, 0] for piece in pieces]).astype(np.float32)


def _bed_under(stems: Mapping[str, Samples], voiced: float) -> float:
    """Speech (of loudness `voiced`) minus bed in LU, both measured only where there is speech."""
    step = RATE // 10
    speech, bed = stems["speech"], stems["bed"]
    count = len(speech) // step
    spoken = np.abs(speech[: count * step].reshape(count, step)).max(axis=1) > 0.02
    under = bed[: count * step].reshape(count, step)[spoken].reshape(-1)
    return voiced - loudness(under) if len(under) else 0.0

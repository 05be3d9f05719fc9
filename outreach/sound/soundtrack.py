"""Mixes a film's sound from three stems: speech at its loudness, a bed far under it, effects where they belong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from moviepy import AudioArrayClip, CompositeAudioClip

from outreach.channels import CHANNELS
from outreach.diagnostics import Where
from outreach.kinds import KINDS
from outreach.project import Project
from outreach.sound import LONGEST_MUSIC, RATE, Clip, Samples, decode, refuse_large, wav
from outreach.sound.loudness import HEADROOM, QUIET, TARGETS, glide, level, limit, loudest, loudness, true_peak
from outreach.sound.pace import film_rate
from outreach.storyboard import Scene
from outreach.timeline import FPS, Timeline

UNDER_SPEECH = 17.0  # LU the bed lies under the speech's loudness while nobody speaks
DUCKED = 5.5  # LU it gives way when somebody does: 22.5 under speech, where WCAG 1.4.7 asks for 20
ATTACK, RELEASE = 0.25, 0.9  # seconds the bed takes to give way and to come back
EFFECTS_UNDER = 6.0  # dB an effect's peak stays under the peak of the speech: it never startles
BED_ENDS = 1.2, 1.8  # seconds of fade at the film's start and end
SAMPLES_A_FRAME = RATE // FPS


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


def mix(timeline: Timeline, clips: Mapping[str, Clip], project: Project, *, profile: str = "online") -> Soundtrack:
    """The soundtrack of a timeline. `clips`: beat id -> spoken clip; `profile`: a name of loudness.TARGETS.

    Reads media/music/{bed,ring,tap,stamp,chime}.flac. A muted film (silent clips) gets its bed and effects alone.
    """
    length = max(timeline.frames - 1, 1) * SAMPLES_A_FRAME
    target = TARGETS[profile]
    speech, voiced = level(_speech(timeline, clips, length), target)
    muted = voiced <= QUIET
    reference = target.loudness if muted else voiced
    stems = {
        "speech": speech,
        "bed": _bed(project, speech, length, reference),
        "effects": _effects(timeline, project, length, reference if muted else true_peak(speech)),
    }
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


def _said(timeline: Timeline) -> Iterator[Any]:
    return (timed.beat for scene in timeline.scenes for timed in scene.beats)


def _speech(timeline: Timeline, clips: Mapping[str, Clip], length: int) -> Samples:
    """Every clip at its beat's first frame, all roles equally loud."""
    stem = np.zeros(length, np.float32)
    for scene in timeline.scenes:
        for timed in scene.beats:
            clip = clips.get(timed.beat.id)
            if clip is not None:
                _add(stem, _even(clip.samples), timed.start * SAMPLES_A_FRAME)
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


def _bed(project: Project, speech: Samples, length: int, reference: float) -> Samples:
    """The bed, repeated to the film's length, under the speech and smoothly giving way to it."""
    file = "media/music/bed.flac"
    if not project.exists(file):
        return np.zeros(length, np.float32)
    one = _music(project, file)
    bed = np.tile(one, -(-length // len(one)))[:length]
    gain = 10 ** ((reference - UNDER_SPEECH - loudness(one)) / 20)
    curve = _ducking(speech) * _ends(length)
    return np.asarray(bed * gain * curve, np.float32)


def _music(project: Project, file: str) -> Samples:
    refuse_large(project.path(file).stat().st_size, f"`{file}`", Where(file))
    return decode(project.read_bytes(file), f"`{file}`", Where(file), LONGEST_MUSIC)


def _ducking(speech: Samples) -> Samples:
    """The bed's gain over time: down before a word begins, up again after the last one, in a smooth line."""
    step = RATE // 50
    blocks = np.abs(np.pad(speech, (0, -len(speech) % step)).reshape(-1, step)).max(axis=1) > 0.005
    ahead, after = round(ATTACK * 50), round(RELEASE * 50)
    held = np.convolve(blocks, np.ones(ahead + after), "full")[ahead : ahead + len(blocks)] > 0
    window = np.hanning(2 * ahead + 1)
    smooth = np.convolve(np.pad(held.astype(float), ahead, mode="edge"), window / window.sum(), "valid")
    gain = 10 ** (-DUCKED * smooth / 20)
    return glide(gain, step, len(speech))


def _ends(length: int) -> np.ndarray:
    """Fades the bed in and out at the ends of the film."""
    curve = np.ones(length, np.float32)
    rise, fall = (min(round(seconds * RATE), length) for seconds in BED_ENDS)
    curve[:rise] *= np.linspace(0, 1, rise, dtype=np.float32)
    curve[length - fall :] *= np.linspace(1, 0, fall, dtype=np.float32)
    return curve


def _effects(timeline: Timeline, project: Project, length: int, speech_peak: float) -> Samples:
    """Each effect where it belongs, its peak under the speech's."""
    stem = np.zeros(length, np.float32)
    sounds: dict[str, Samples] = {}
    for frame, name in cue_effects(timeline):
        file = f"media/music/{name}.flac"
        if name not in sounds and project.exists(file):
            sound = _music(project, file)
            sounds[name] = sound * np.float32(10 ** ((speech_peak - EFFECTS_UNDER - true_peak(sound)) / 20))
        if name in sounds:
            _add(stem, sounds[name], frame * SAMPLES_A_FRAME)
    return stem


def cue_effects(timeline: Timeline) -> Iterator[tuple[int, str]]:
    """(frame, effect): the phone rings as a call opens, a bubble taps, a trick is stamped, the right answer chimes."""
    for timed in timeline.scenes:
        scene = timed.scene
        if scene.channel and CHANNELS[scene.channel].rings and timed.part == 1:
            yield timed.start, "ring"
        if KINDS[scene.kind].last:
            yield timed.start, "chime"
        for beat in timed.beats:
            name = _effect(scene, beat.beat.flag, beat.beat.reveal, beat.beat.item)
            if name:
                yield beat.start, name


def _effect(scene: Scene, flag: str, reveal: bool, item: str) -> str:
    if flag:
        return "stamp"
    if reveal:
        return "chime"
    return "tap" if scene.channel and CHANNELS[scene.channel].taps and item else ""


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

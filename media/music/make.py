"""Synthesises the music bed and the effects beside this file: python media/music/make.py

Sine waves and filtered noise made here, so nothing needs a licence. Replace any file by your own recording of
the same name: the mix brings it to the right level.
"""

from __future__ import annotations

import io
import subprocess
import wave
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Wave = NDArray[np.float64]

# Four chords of a slow, friendly progression (F, Dm7, B flat, C with an added ninth), as MIDI notes.
CHORDS = ((53, 60, 65, 69), (50, 57, 60, 65), (46, 58, 62, 65), (48, 55, 62, 64))
# Over each chord a soft bell every two seconds, on notes of the chord.
MELODY = ((72, 69, 67, 65), (69, 72, 65, 62), (70, 65, 62, 65), (67, 64, 62, 67))
CHORD_SECONDS = 8.0


def hertz(note: float) -> float:
    """The frequency of a MIDI note."""
    return float(440 * 2 ** ((note - 69) / 12))


def tone(frequency: float, seconds: float, partials: tuple[float, ...]) -> Wave:
    """A note: its harmonics at the given strengths."""
    t = np.arange(round(seconds * RATE)) / RATE
    return np.asarray(sum(a * np.sin(2 * np.pi * frequency * n * t) for n, a in enumerate(partials, 1)))


def fade(sound: Wave, rise: float, fall: float) -> Wave:
    """Raised-cosine ends: no click."""
    up, down = round(rise * RATE), round(fall * RATE)
    envelope = np.ones(len(sound))
    envelope[:up] = 0.5 - 0.5 * np.cos(np.pi * np.arange(up) / up)
    envelope[len(sound) - down :] = 0.5 + 0.5 * np.cos(np.pi * np.arange(down) / down)
    return sound * envelope


def ring_down(sound: Wave, half_life: float) -> Wave:
    """Fades like a struck bell."""
    return sound * 0.5 ** (np.arange(len(sound)) / RATE / half_life)


def bed() -> Wave:
    """A pad that loops without a seam: each chord fades into the next, the last into the first."""
    total, overlap = round(len(CHORDS) * CHORD_SECONDS * RATE), 2.0
    loop = np.zeros(total)

    def place(sound: Wave, seconds: float) -> None:
        index = (round(seconds * RATE) + np.arange(len(sound))) % total
        np.add.at(loop, index, sound)

    for n, chord in enumerate(CHORDS):
        for voice, note in enumerate(chord):
            for cents in (-4, 4):  # two voices a little apart: a slow, warm beat
                pad = tone(hertz(note + cents / 100), CHORD_SECONDS + overlap, (1, 0.28, 0.09, 0.03))
                place(0.16 / (1 + 0.2 * voice) * fade(pad, overlap, overlap), n * CHORD_SECONDS)
        for beat, note in enumerate(MELODY[n]):
            bell = ring_down(tone(hertz(note), 3.0, (1, 0.1, 0.12)), 0.5)
            place(0.1 * fade(bell, 0.02, 0.5), n * CHORD_SECONDS + 2.0 * beat)
    return loop


def ring() -> Wave:
    """A soft double ring of a phone."""
    one = fade(tone(hertz(76), 0.13, (1, 0.2)) + tone(hertz(81), 0.13, (0.8, 0.1)), 0.015, 0.05)
    return np.concatenate([one, np.zeros(round(0.06 * RATE)), one])


def tap() -> Wave:
    """A fingertip on glass."""
    return fade(ring_down(tone(620, 0.08, (1, 0.3)) + 0.5 * tone(1480, 0.08, (1,)), 0.012), 0.001, 0.02)


def stamp() -> Wave:
    """A rubber stamp on paper: a low thud and a little breath of noise."""
    length = round(0.22 * RATE)
    t = np.arange(length) / RATE
    thud = np.sin(2 * np.pi * (70 * t + 60 * 0.03 * (1 - np.exp(-t / 0.03))))
    breath = np.convolve(_noise(length), np.hanning(24) / 12, "same")
    return fade(ring_down(thud, 0.04) + 0.35 * ring_down(breath, 0.02), 0.003, 0.05)


def chime() -> Wave:
    """Two rising bells: well done."""
    out = np.zeros(round(1.5 * RATE))
    for note, start in ((77, 0.0), (84, 0.14)):
        bell = ring_down(tone(hertz(note), 1.5 - start, (1, 0.15, 0.2, 0.05)), 0.28)
        out[round(start * RATE) :] += fade(bell, 0.005, 0.3)
    return out


def _noise(count: int) -> Wave:
    """The same noise every time: a linear congruential generator (Numerical Recipes' constants)."""
    state, values = 1, np.empty(count)
    for n in range(count):
        state = (1664525 * state + 1013904223) % (1 << 32)
        values[n] = state / (1 << 31) - 1
    return values


SOUNDS = {"bed": bed, "ring": ring, "tap": tap, "stamp": stamp, "chime": chime}


def flac(sound: Wave) -> bytes:
    """Mono 16-bit FLAC, peaks at -6 dBFS, the same bytes every time."""
    pcm = np.round(sound / np.abs(sound).max() * 0.5 * 32767).astype("<i2").tobytes()
    plain = io.BytesIO()
    with wave.open(plain, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(pcm)
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-loglevel", "error", "-i", "pipe:0", "-fflags", "+bitexact"]
    command += ["-flags:a", "+bitexact", "-compression_level", "12", "-f", "flac", "pipe:1"]
    return subprocess.run(command, input=plain.getvalue(), capture_output=True, check=True).stdout


if __name__ == "__main__":
    for name, make in SOUNDS.items():
        (Path(__file__).parent / f"{name}.flac").write_bytes(flac(make()))

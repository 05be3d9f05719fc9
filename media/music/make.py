"""Synthesises music, rooms and effects beside this file: python media/music/make.py [NAME ...]

Sine waves and filtered noise made here, so nothing needs a licence. Replace any file by your own recording of
the same name: the mix brings it to the right level. `room-X` is heard in the place X of media/art/sets.
"""

from __future__ import annotations

import io
import subprocess
import sys
import wave
from collections.abc import Callable
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

RATE = 48_000
Wave = NDArray[np.float64]

# MIDI notes. Neither glad nor sad: roots, fifths and seconds, no third says which.
OPEN = ((50, 57, 64, 69), (48, 55, 62, 67), (46, 53, 60, 65), (48, 55, 62, 69))
# At home again: F, B flat, C, F, all major, with a soft bell every two seconds on a note of the chord.
MAJOR = ((53, 57, 60, 65), (46, 58, 62, 65), (48, 55, 60, 64), (53, 60, 65, 69))
BELLS = ((72, 69, 77), (70, 74, 77), (72, 67, 76), (77, 72, 69))
CHORD_SECONDS = 6.0
ROOM_SECONDS = 8.0


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


def pad(chords: tuple[tuple[int, ...], ...], bells: tuple[tuple[int, ...], ...] = ()) -> Wave:
    """A pad that loops without a seam: each chord fades into the next, the last into the first."""
    total, overlap = round(len(chords) * CHORD_SECONDS * RATE), 2.0
    loop = np.zeros(total)

    def place(sound: Wave, seconds: float) -> None:
        index = (round(seconds * RATE) + np.arange(len(sound))) % total
        np.add.at(loop, index, sound)

    for n, chord in enumerate(chords):
        for voice, note in enumerate(chord):
            for cents in (-4, 4):  # two voices a little apart: a slow, warm beat
                held = tone(hertz(note + cents / 100), CHORD_SECONDS + overlap, (1, 0.28, 0.09, 0.03))
                place(0.16 / (1 + 0.2 * voice) * fade(held, overlap, overlap), n * CHORD_SECONDS)
        for beat, note in enumerate(bells[n] if bells else ()):
            bell = ring_down(tone(hertz(note), 3.0, (1, 0.1, 0.12)), 0.5)
            place(0.07 * fade(bell, 0.02, 0.5), n * CHORD_SECONDS + 2.0 * beat)
    return loop


def bed() -> Wave:
    """Under what is told and shown: calm, and waiting."""
    return pad(OPEN)


def warm() -> Wave:
    """When it is over: the major cadence, with bells."""
    return pad(MAJOR, BELLS)


def pulse() -> Wave:
    """Where the caller sits: two low beats and a rest, on 55 Hz with harmonics that a tablet's loudspeaker can play."""
    total, partials = round(7.2 * RATE), (1, 0.8, 0.7, 0.55, 0.4, 0.3, 0.2, 0.12)
    loop = np.zeros(total)
    for bar in range(4):
        for start, strength in ((0.0, 1.0), (0.36, 0.6)):
            beat = fade(ring_down(tone(55.0, 1.2, partials), 0.16), 0.03, 0.3)
            np.add.at(loop, (round((bar * 1.8 + start) * RATE) + np.arange(len(beat))) % total, strength * beat)
    t = np.arange(total) / RATE
    drone = sum(a * np.sin(2 * np.pi * f * t) for f, a in ((55.0, 0.12), (110.0, 0.07), (165.0, 0.04)))
    return np.asarray(loop + drone * (1 + 0.4 * np.sin(2 * np.pi * t / 7.2)))  # whole turns in 7.2 s: no seam


def air(seed: int, low: float, high: float, tilt: float = 1.0) -> Wave:
    """Noise of a band that goes round without a seam, weaker towards its upper end."""
    count = round(ROOM_SECONDS * RATE)
    spectrum = np.fft.rfft(_noise(count, seed))
    f = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 1.0)
    shape = 1 / (1 + (low / f) ** 4) / (1 + (f / high) ** 4) * (low / f) ** (tilt / 2)
    made = np.fft.irfft(spectrum * shape, count)
    return np.asarray(made / np.sqrt((made**2).mean()))


def hum(*parts: tuple[float, float]) -> Wave:
    """Steady tones: (whole turns in a room's length, strength)."""
    t = np.arange(round(ROOM_SECONDS * RATE)) / RATE
    return np.asarray(sum(a * np.sin(2 * np.pi * round(f * ROOM_SECONDS) / ROOM_SECONDS * t) for f, a in parts))


def home_evening() -> Wave:
    """Hush, and a clock."""
    room = 0.5 * air(11, 80, 500)
    for second in range(round(ROOM_SECONDS)):
        tick = ring_down(tone((2100, 1650)[second % 2], 0.05, (1, 0.4)), 0.004)
        start = round((second + 0.5) * RATE)
        room[start : start + len(tick)] += 1.6 * fade(tick, 0.0005, 0.01)
    return room


def home_day() -> Wave:
    """Hush, and a street far below."""
    t = np.arange(round(ROOM_SECONDS * RATE)) / RATE
    return np.asarray(
        0.5 * air(12, 80, 600) + 0.4 * air(13, 60, 220) * (1 + 0.7 * np.sin(2 * np.pi * t / ROOM_SECONDS))
    )


def dorm_night() -> Wave:
    """A fan that turns."""
    t = np.arange(round(ROOM_SECONDS * RATE)) / RATE
    blades = 1 + 0.25 * np.sin(2 * np.pi * 13 * t) + 0.1 * np.sin(2 * np.pi * t / 4)
    return np.asarray(0.7 * air(14, 120, 900, 0.6) * blades + hum((52, 0.3), (104, 0.2)))


def den() -> Wave:
    """Machines: the mains, fans, a thin whine."""
    return 0.5 * air(15, 150, 1400, 0.5) + hum(
        (50, 0.25), (100, 0.6), (150, 0.2), (200, 0.3), (300, 0.12), (1880, 0.03)
    )


def lobby() -> Wave:
    """Soft air, and people far away who say no words."""
    room = 0.6 * air(16, 90, 700)
    return room + 0.5 * sum(_voice(seed, pitch) for seed, pitch in ((21, 112), (22, 196), (23, 143), (24, 221)))


def _voice(seed: int, pitch: float) -> Wave:
    """Somebody who talks behind a wall: syllables without words."""
    count = round(ROOM_SECONDS * RATE)
    beats = round(ROOM_SECONDS * 4.5)
    values = _noise(4 * beats, seed)
    loud = np.maximum(0, values[:beats] + 0.3) * (
        np.roll(np.repeat(values[beats : beats + beats // 6 + 1], 6)[:beats], seed) > -0.2
    )
    points = np.arange(beats + 1) * count / beats
    at = np.arange(count)
    hull = np.interp(at, points, np.append(loud, loud[0]))
    bend = np.interp(at, points, np.append(values[2 * beats : 3 * beats], values[2 * beats]))
    phase = np.cumsum(pitch * (1 + 0.08 * (bend - bend.mean()))) / RATE
    phase *= round(phase[-1]) / phase[-1]
    buzz = sum(np.sin(2 * np.pi * n * phase) / n for n in range(1, 9))
    spectrum = np.fft.rfft(np.asarray(buzz) * hull)
    f = np.fft.rfftfreq(count, 1 / RATE)
    wall = np.exp(-(((f - 420) / 260) ** 2)) + 0.25 * np.exp(-(((f - 900) / 300) ** 2))
    echo = np.fft.rfft(_noise(count, seed + 50) * 0.5 ** (np.arange(count) / RATE / 0.12))  # the hall, goes round
    far = np.fft.irfft(spectrum * wall * echo, count)
    return np.asarray(far / np.sqrt((far**2).mean()))


def police_desk() -> Wave:
    """An office at night."""
    return 0.6 * air(17, 100, 800) + hum((100, 0.12), (200, 0.06))


def ring() -> Wave:
    """A soft double ring of a phone."""
    one = fade(tone(hertz(76), 0.13, (1, 0.2)) + tone(hertz(81), 0.13, (0.8, 0.1)), 0.015, 0.05)
    return np.concatenate([one, np.zeros(round(0.06 * RATE)), one])


def tap() -> Wave:
    """A fingertip on glass."""
    return fade(ring_down(tone(620, 0.08, (1, 0.3)) + 0.5 * tone(1480, 0.08, (1,)), 0.012), 0.001, 0.02)


def stamp() -> Wave:
    """A rubber stamp on a pile of paper: a low, dull thud."""
    length = round(0.3 * RATE)
    t = np.arange(length) / RATE
    thud = np.sin(2 * np.pi * (62 * t + 60 * 0.03 * (1 - np.exp(-t / 0.03))))
    body = np.sin(2 * np.pi * 185 * t)
    breath = np.convolve(_noise(length), np.hanning(96) / 48, "same")
    return fade(ring_down(thud, 0.05) + 0.3 * ring_down(body, 0.025) + 0.25 * ring_down(breath, 0.02), 0.004, 0.08)


def whoosh() -> Wave:
    """Something flies by: breath that rises and is gone."""
    length, parts = round(0.45 * RATE), 12
    spectrum, f = np.fft.rfft(_noise(length, 31)), np.maximum(np.fft.rfftfreq(length, 1 / RATE), 1.0)
    at, out = np.arange(length) / length * (parts - 1), np.zeros(length)
    for n in range(parts):
        middle = 350 * (2200 / 350) ** (n / (parts - 1))
        breath = np.fft.irfft(spectrum * np.exp(-(np.log2(f / middle) ** 2) * 3), length)
        out += breath / np.sqrt((breath**2).mean()) * np.maximum(0, 1 - np.abs(at - n))
    return out * np.sin(np.pi * np.linspace(0, 1, length) ** 0.7) ** 2


def touch() -> Wave:
    """The short note of a card reader."""
    return fade(tone(1720, 0.13, (1, 0.12, 0.05)), 0.006, 0.03)


def coin() -> Wave:
    """A coin that falls on coins."""
    note = sum(a * tone(f, 0.06, (1,)) for f, a in ((2350, 1), (3710, 0.6), (5480, 0.3)))
    return fade(ring_down(np.asarray(note), 0.009), 0.001, 0.02)


def snap() -> Wave:
    """A string that breaks: a crack, and what is left swings out."""
    length = round(0.35 * RATE)
    t = np.arange(length) / RATE
    string = sum(
        a * np.sin(2 * np.pi * n * (130 * t + 14 * (1 - np.exp(-t / 0.05))))
        for n, a in ((1, 1), (2, 0.6), (3, 0.5), (5, 0.2))
    )
    crack = np.convolve(_noise(length, 41), np.hanning(8) / 4, "same")
    return fade(0.6 * ring_down(np.asarray(string), 0.06) + 0.8 * ring_down(crack, 0.006), 0.001, 0.1)


def chime() -> Wave:
    """Two rising bells: well done."""
    out = np.zeros(round(1.5 * RATE))
    for note, start in ((77, 0.0), (84, 0.14)):
        bell = ring_down(tone(hertz(note), 1.5 - start, (1, 0.15, 0.2, 0.05)), 0.28)
        out[round(start * RATE) :] += fade(bell, 0.005, 0.3)
    return out


def _noise(count: int, seed: int = 1) -> Wave:
    """The same noise every time: a linear congruential generator (Numerical Recipes' constants)."""
    state, values = seed, np.empty(count)
    for n in range(count):
        state = (1664525 * state + 1013904223) % (1 << 32)
        values[n] = state / (1 << 31) - 1
    return values


SOUNDS: dict[str, Callable[[], Wave]] = {
    "bed": bed,
    "warm": warm,
    "pulse": pulse,
    "room-home-evening": home_evening,
    "room-home-day": home_day,
    "room-dorm-night": dorm_night,
    "room-den": den,
    "room-lobby": lobby,
    "room-police-desk": police_desk,
    "ring": ring,
    "tap": tap,
    "touch": touch,
    "coin": coin,
    "whoosh": whoosh,
    "stamp": stamp,
    "snap": snap,
    "chime": chime,
}


def peak(name: str) -> float:
    """Of full scale: a room is quiet, and a quiet file is small."""
    return 0.015 if name.startswith("room-") else 0.5


def flac(sound: Wave, highest: float) -> bytes:
    """Mono 16-bit FLAC with this peak, the same bytes every time."""
    pcm = np.round(sound / np.abs(sound).max() * highest * 32767).astype("<i2").tobytes()
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
    for wanted in sys.argv[1:] or SOUNDS:
        (Path(__file__).parent / f"{wanted}.flac").write_bytes(flac(SOUNDS[wanted](), peak(wanted)))

"""Samples: decode any audio file, change the sampling rate, trim silence, write WAV. Mono 48 kHz floats in between."""

from __future__ import annotations

import io
import math
import subprocess
import wave
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import imageio_ffmpeg
import numpy as np
from numpy.typing import NDArray

from outreach.diagnostics import NOWHERE, Where, fail
from outreach.messages import msg

RATE = 48_000  # samples a second, everywhere: the rate of film and broadcast
LONGEST = 120.0  # seconds of one spoken line: no sentence is longer, an eight-hour recording is a mistake
LONGEST_MUSIC = 600.0  # seconds of a bed or an effect; a longer film repeats its bed
LARGEST = 100 << 20  # bytes of a sound file: two minutes of the richest studio format, ten of a FLAC
DECODING = 30  # seconds ffmpeg may take for that much
SILENCE = 10 ** (-45 / 20)  # of full scale: quieter than this is not speech
PAUSE = 0.3  # seconds; a longer silence inside a line is a pause and does not count as speech time
_WINDOW = RATE // 100  # silence is looked for in steps of 10 ms
_FORMATS = "wav,mp3,flac,ogg,aac,mov"  # a playlist that names other files is none of them (CVE-2017-9993)
_TAPS = 32  # of the resampling filter, on each side of a sample

# name -> what ffmpeg is told. Telephone exchanges want G.711 A-law at 8 kHz, within the band a telephone carries.
ENCODINGS = {
    "alaw.wav": ["-af", "highpass=f=300,lowpass=f=3400", "-ar", "8000", "-c:a", "pcm_alaw", "-f", "wav"],
    "small.mp3": ["-ar", "24000", "-c:a", "libmp3lame", "-b:a", "32k", "-write_xing", "0", "-f", "mp3"],
    "mp3": ["-c:a", "libmp3lame", "-b:a", "96k", "-write_xing", "0", "-f", "mp3"],
}

Samples = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Clip:
    """One spoken line: mono 48 kHz 16-bit PCM without silence around it, and its length in seconds."""

    pcm: bytes
    seconds: float
    ticks: tuple[float, ...] = ()  # when each unit of `spoken.units` begins, then when the last ends; () when unknown

    @classmethod
    def of(cls, samples: Samples, ticks: tuple[float, ...] = ()) -> Clip:
        """A clip of these samples."""
        return cls(to_pcm(samples), len(samples) / RATE, ticks)

    @property
    def samples(self) -> Samples:
        """The clip as floats between -1 and 1."""
        return from_pcm(self.pcm)


def from_pcm(pcm: bytes) -> Samples:
    """16-bit little-endian PCM as floats between -1 and 1."""
    return (np.frombuffer(pcm, "<i2") / 32768).astype(np.float32)


def to_pcm(samples: Samples) -> bytes:
    """Floats as 16-bit little-endian PCM; louder than full scale is cut off."""
    return (np.clip(np.round(samples * 32768), -32768, 32767)).astype("<i2").tobytes()


def wav(samples: Samples, rate: int = RATE, channels: int = 1) -> bytes:
    """A WAV file; mono samples are repeated on every channel."""
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(to_pcm(np.repeat(samples, channels)))
    return out.getvalue()


def decode(data: bytes, what: str, where: Where = NOWHERE, longest: float = LONGEST) -> Samples:
    """Any WAV, MP3, FLAC, Ogg, AAC or M4A file as mono samples at 48 kHz. `what` names it in messages.

    Whatever a file says of itself, no more than `longest` seconds of it are decoded; more than that is an error.
    """
    if not data:
        raise fail("audio", where, msg("expected audio from {what}, found an empty file", what=what))
    refuse_large(len(data), what, where)
    return _decoded("pipe:0", data, what, where, longest)


def decode_film(film: Path, longest: float) -> Samples:
    """A film's sound, the same way. It is read from its file: its list of frames may stand at the end."""
    return _decoded(f"file:{film}", b"", f"`{film}`", NOWHERE, longest)


def _decoded(source: str, data: bytes, what: str, where: Where, longest: float) -> Samples:
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-loglevel", "error"]
    command += ["-protocol_whitelist", source.partition(":")[0], "-format_whitelist", _FORMATS, "-i", source]
    command += ["-t", f"{longest + 1:g}", "-map", "0:a:0", "-ac", "1", "-ar", str(RATE), "-f", "s16le", "pipe:1"]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=DECODING, check=False)
    except subprocess.TimeoutExpired as problem:
        message = msg("expected audio from {what}, found a file that takes too long to read", what=what)
        raise fail("audio", where, message) from problem
    if done.returncode or not done.stdout:
        reason = done.stderr[-2000:].decode(errors="replace").strip().splitlines()
        raise fail("audio", where, msg("expected audio from {what}, found something else", what=what), *reason[-1:])
    if len(done.stdout) > longest * RATE * 2:
        message = msg(
            "expected at most {most} seconds of sound from {what}, found more", most=f"{longest:g}", what=what
        )
        raise fail("audio", where, message)
    return from_pcm(done.stdout)


def refuse_large(size: int, what: str, where: Where = NOWHERE) -> None:
    """Raises OutreachError for more bytes than any sound that is wanted here has."""
    if size > LARGEST:
        message = msg("expected at most {most} MB of sound from {what}, found more", most=LARGEST >> 20, what=what)
        raise fail("audio", where, message)


def encode(samples: Samples, encoding: str) -> bytes:
    """The samples as a file of one of ENCODINGS, mono; the same samples give the same bytes."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-loglevel", "error"]
    command += [
        "-f",
        "s16le",
        "-ar",
        str(RATE),
        "-ac",
        "1",
        "-i",
        "pipe:0",
        "-fflags",
        "+bitexact",
        "-flags",
        "+bitexact",
    ]
    done = subprocess.run(
        [*command, *ENCODINGS[encoding], "pipe:1"], input=to_pcm(samples), capture_output=True, check=False
    )
    if done.returncode:
        raise fail(
            "audio",
            NOWHERE,
            msg(
                "ffmpeg cannot write `{what}`: {said}", what=encoding, said=done.stderr.decode(errors="replace").strip()
            ),
        )
    return done.stdout


def resample(samples: Samples, source: int, target: int) -> Samples:
    """The same sound at another rate: windowed-sinc interpolation, one phase table for the ratio of the rates."""
    if source == target:
        return samples
    divisor = math.gcd(source, target)
    up, down = target // divisor, source // divisor
    table = _phases(up, down)
    reach = table.shape[1] // 2
    count = -(-len(samples) * up // down)
    padded = np.pad(samples, (reach, reach + 1))
    out = np.empty(count, np.float32)
    for start in range(0, count, 1 << 16):
        place = np.arange(start, min(start + (1 << 16), count)) * down
        windows = np.lib.stride_tricks.sliding_window_view(padded, table.shape[1])[place // up + 1]
        out[start : start + len(place)] = np.einsum("ij,ij->i", windows, table[place % up])
    return out


@lru_cache(maxsize=8)
def _phases(up: int, down: int) -> Samples:
    """One row of filter taps for every position of a new sample between two old ones."""
    cutoff = min(1.0, up / down) * 0.95
    reach = math.ceil(_TAPS / cutoff)
    offsets = np.arange(-reach + 1, reach + 1)[None, :] - np.arange(up)[:, None] / up
    window = np.cos(np.clip(offsets / reach, -1, 1) * np.pi / 2) ** 2
    table: Samples = np.sinc(offsets * cutoff) * window
    table /= table.sum(axis=1, keepdims=True)
    return np.asarray(table, np.float32)


def _loud(samples: Samples) -> NDArray[np.bool_]:
    blocks = samples[: len(samples) // _WINDOW * _WINDOW].reshape(-1, _WINDOW)
    return np.abs(blocks).max(axis=1, initial=0.0) > SILENCE if len(blocks) else np.zeros(0, np.bool_)


def stretch(samples: Samples, tempo: float) -> Samples:
    """The same voice faster (tempo above 1) or slower, its pitch kept: ffmpeg's atempo."""
    if not len(samples) or abs(tempo - 1) < 0.005:
        return samples
    raw = ["-f", "f32le", "-ar", str(RATE), "-ac", "1"]
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-nostdin", "-hide_banner", "-loglevel", "error", *raw, "-i", "pipe:0"]
    command += ["-af", f"atempo={tempo:.4f}", *raw, "pipe:1"]
    done = subprocess.run(command, input=samples.astype("<f4").tobytes(), capture_output=True, check=False)
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip()
        raise fail("audio", NOWHERE, msg("ffmpeg cannot write `{what}`: {said}", what="atempo", said=said))
    return np.frombuffer(done.stdout, "<f4").astype(np.float32)


def trim(samples: Samples, margin: float = 0.02) -> Samples:
    """Without the silence before and after; `margin` seconds stay so that no consonant is clipped."""
    loud = np.flatnonzero(_loud(samples))
    if not len(loud):
        return samples[:0]
    spare = int(margin * RATE)
    return samples[max(0, loud[0] * _WINDOW - spare) : (loud[-1] + 1) * _WINDOW + spare]


def silences(samples: Samples) -> list[tuple[float, float]]:
    """Where it is quiet between the first and the last sound: seconds from, seconds to, in steps of 10 ms."""
    loud = np.flatnonzero(_loud(samples))
    gaps = np.flatnonzero(np.diff(loud) > 1)
    return [(float(loud[n] + 1) * 0.01, float(loud[n + 1]) * 0.01) for n in gaps]


def speech_seconds(samples: Samples) -> float:
    """How long there is speech: without silence around it and without pauses of more than 0.3 s inside."""
    loud = np.flatnonzero(_loud(samples))
    if not len(loud):
        return 0.0
    pauses = sum(end - start for start, end in silences(samples) if end - start > PAUSE + 0.001)
    return float(loud[-1] - loud[0] + 1) * 0.01 - pauses

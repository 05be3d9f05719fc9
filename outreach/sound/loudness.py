"""Measures loudness and true peak (ITU-R BS.1770-4) and brings sound to a target without clipping."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from outreach.sound import RATE, Samples

# BS.1770-4 Annex 1, table 1 and 2: the two stages of the K-weighting filter at 48 kHz (b0 b1 b2, a0 a1 a2).
_SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
_HIGH_PASS = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))
_BLOCK = RATE * 4 // 10  # 400 ms
_STEP = RATE // 10  # blocks overlap by 75 %
_GRAIN = 1 << 13  # samples: lengths of spectra are whole multiples, which transform quickly
_PHASES = 4  # oversampling of the true peak (Annex 2)
QUIET = -70.0  # LUFS: the absolute gate, and what silence measures
HEADROOM = 0.7  # dB a limited peak stays under the true peak: AAC and MP3 encoders add up to half a decibel


@dataclass(frozen=True, slots=True)
class Target:
    """A loudness target: LUFS with tolerance, true peak in dBTP. Online meets AES TD1004 too, broadcast EBU R 128."""

    loudness: float
    true_peak: float
    tolerance: float = 1.0


TARGETS = {"online": Target(-16.0, -1.5), "broadcast": Target(-23.0, -2.0)}


def loudness(samples: Samples, channels: int = 2) -> float:
    """Integrated loudness in LUFS of mono samples played on `channels` speakers (each adds 3 dB)."""
    return _gated(_energy(samples), channels)


def loudest(samples: Samples, channels: int = 2) -> tuple[float, float]:
    """Integrated loudness and that of the loudest 3 seconds, both in LUFS."""
    energy = _energy(samples)
    power = _powers(energy, min(RATE * 3, len(samples)) or 1) * channels
    return _gated(energy, channels), float(_lufs(power.max())) if len(samples) else QUIET


def _gated(energy: np.ndarray, channels: int) -> float:
    power = _powers(energy, _BLOCK) * channels
    power = power[_lufs(power) > QUIET]
    if not len(power):
        return QUIET
    gate = _lufs(power.mean()) - 10
    return float(_lufs(power[_lufs(power) > gate].mean()))


def true_peak(samples: Samples) -> float:
    """The highest level between samples too, in dBTP, by four times oversampling."""
    highest = float(np.abs(samples).max(initial=0.0))
    return 20 * float(np.log10(max(_peaks(samples, highest).max(initial=0.0), 1e-6)))


def level(samples: Samples, target: Target) -> tuple[Samples, float]:
    """`samples` brought to the target's loudness, their peaks held under its true peak with a smooth limiter.

    Returns them with the loudness they have now, LUFS.
    """
    out, found = samples, loudness(samples)
    for _ in range(4):
        if found <= QUIET or abs(found - target.loudness) < 0.2:
            break
        gain = 10 ** ((target.loudness - found) / 20)
        out = limit(out * np.float32(gain), target.true_peak - HEADROOM)
        found = loudness(out)  # limiting took a little away
    return out, found


def limit(samples: Samples, ceiling: float) -> Samples:
    """Peaks held under `ceiling` dBTP: the gain falls 5 ms before a peak and returns within 60 ms, never in a step."""
    top = 10 ** (ceiling / 20)
    block = RATE // 1000
    peaks = _peaks(samples, top)
    count = -(-len(peaks) // block)
    by_block = np.pad(peaks, (0, count * block - len(peaks))).reshape(count, block).max(axis=1)
    gain = np.minimum(1.0, top / np.maximum(by_block, 1e-9))
    if gain.min(initial=1.0) >= 1.0:
        return samples
    held = np.lib.stride_tricks.sliding_window_view(np.pad(gain, (60, 11), constant_values=1.0), 72).min(axis=1)
    window = np.hanning(13)[1:-1]
    smooth = np.convolve(np.pad(held, 5, mode="edge"), window / window.sum(), "valid")
    return samples * glide(smooth, block, len(samples), block // 2)


def glide(values: np.ndarray, step: int, length: int, first: int = 0) -> Samples:
    """A straight line through `values`, one every `step` samples from `first` on; level before and after them."""
    here = np.asarray(values, np.float32)
    rise = np.diff(here, append=here[-1:])[:, None] * np.arange(step, dtype=np.float32) / step
    line = np.concatenate((np.full(first, here[0], np.float32), (here[:, None] + rise).ravel()))
    return np.pad(line, (0, max(0, length - len(line))), mode="edge")[:length]


def _energy(samples: Samples) -> np.ndarray:
    """The K-weighted signal's energy up to each sample: one more value than samples."""
    total = np.zeros(len(samples) + 1)
    np.cumsum(np.square(_weigh(samples)), dtype=np.float64, out=total[1:])
    return total


def _powers(energy: np.ndarray, block: int) -> np.ndarray:
    """Mean square in overlapping blocks."""
    length = len(energy) - 1
    starts = np.arange(0, max(length - block, 0) + 1, _STEP)
    ends = np.minimum(starts + block, length)
    return np.asarray((energy[ends] - energy[starts]) / block)


def _weigh(samples: Samples) -> Samples:
    """K-weighting, done on the spectrum of pieces; each starts early and ends padded, so the filter's tail has room."""
    tail = RATE // 4
    size = min(1 << 18, -(-(len(samples) + 2 * tail) // _GRAIN) * _GRAIN)
    response = _response(size)
    out = np.empty(len(samples), np.float32)
    step = size - 2 * tail
    for start in range(0, len(samples), step):
        begin = max(0, start - tail)
        piece = np.fft.irfft(np.fft.rfft(samples[begin : start + step], size) * response, size)
        out[start : start + step] = piece[start - begin : min(start + step, len(samples)) - begin]
    return out


@lru_cache(maxsize=64)
def _response(size: int) -> np.ndarray:
    """The K-weighting filter's answer to each frequency of a spectrum of `size` samples."""
    turn = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    response = np.ones(1, np.complex128)
    for (b0, b1, b2), (a0, a1, a2) in (_SHELF, _HIGH_PASS):
        response = response * (b0 + b1 * turn + b2 * turn**2) / (a0 + a1 * turn + a2 * turn**2)
    return response.astype(np.complex64)


def _peaks(samples: Samples, least: float = 0.0) -> Samples:
    """For every sample the highest level from it to the next one; exact only where that may exceed `least`."""
    peaks = np.abs(samples)
    # Band-limited sound can rise between two samples, but not to more than twice the higher of its neighbours here.
    near = np.flatnonzero(peaks > least / 2)
    windows = np.lib.stride_tricks.sliding_window_view(np.pad(samples, (15, 17)), 32)
    for start in range(0, len(near), 1 << 15):
        places = near[start : start + (1 << 15)]
        peaks[places] = np.maximum(peaks[places], np.abs(windows[places] @ _BETWEEN).max(axis=1))
    return peaks


def _between() -> Samples:
    """Filter taps for the places between two samples, one column each."""
    place = np.arange(-15, 17)[:, None] - np.arange(1, _PHASES)[None, :] / _PHASES
    taps = np.sinc(place) * np.cos(place / 17 * np.pi / 2) ** 2
    return np.asarray(taps / taps.sum(axis=0), np.float32)


_BETWEEN = _between()


def _lufs(power: np.ndarray | float) -> np.ndarray:
    return -0.691 + 10 * np.log10(np.maximum(power, 1e-12))

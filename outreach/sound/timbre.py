"""Parts of the spectrum: a voice as a telephone carries it, a bed without what words need."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from outreach.sound import RATE, Samples

_REACH = 1024  # samples a filter hears to each side: an edge of 130 Hz
_PIECE = 1 << 17
# The cut lies this far inside: what is outside of 300 to 3400 Hz (ITU-T G.712) is gone, not going.
_TELEPHONE = 370.0, 3300.0
_MILD = 200.0, 5500.0
_DRIVE = 2.0  # how far the loudest of a voice is driven into saturation


def telephone(samples: Samples) -> Samples:
    """A voice through a telephone: 300 to 3400 Hz, a little saturated."""
    narrow = band(samples, *_TELEPHONE)
    loud = float(np.percentile(np.abs(narrow), 99.5)) if len(narrow) else 0.0
    if loud < 1e-5:
        return narrow
    driven = np.tanh(narrow * np.float32(_DRIVE / loud / 2)) * np.float32(loud)
    return band(driven.astype(np.float32), *_TELEPHONE)


def mild(samples: Samples) -> Samples:
    """A voice through a good line: narrower, nothing else."""
    return band(samples, *_MILD)


def band(samples: Samples, low: float, high: float) -> Samples:
    """What lies between two frequencies, in its time: the filter is symmetric. It ends where `samples` end."""
    spectrum, out = _answer(low, high), np.empty(len(samples), np.float32)
    step, padded = _PIECE - 2 * _REACH, np.pad(samples, (_REACH, _REACH))
    for start in range(0, len(samples), step):
        piece = padded[start : start + _PIECE]
        done = np.fft.irfft(np.fft.rfft(piece, _PIECE) * spectrum, _PIECE)[2 * _REACH :]
        count = min(step, len(samples) - start)
        out[start : start + count] = done[:count]
    return out


@lru_cache(maxsize=8)
def _answer(low: float, high: float) -> np.ndarray:
    """The spectrum of a windowed sinc."""
    place = np.arange(-_REACH, _REACH + 1)

    def under(edge: float) -> np.ndarray:
        taps = np.sinc(2 * edge / RATE * place) * np.blackman(len(place))
        return np.asarray(taps / taps.sum())

    return np.asarray(np.fft.rfft(under(high) - under(low), _PIECE))

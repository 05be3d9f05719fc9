"""A soundtrack as AAC, encoded once for all variants of a film."""

from __future__ import annotations

from pathlib import Path

from outreach.ffmpeg import EXACT, write

# A player that loops shows a black flash when the sound is longer than the picture (alxndlk/wallper-app#4): it ends
# this many seconds before it. An AAC frame lasts 21 ms at 48 kHz, and the encoder may add one.
SHORTER = 0.06
# At this rate ffmpeg's `fast` coder beats its default, as its documentation says: on a film of ours 46 dB over noise
# instead of 28. Both channels are the same, so little is gained by searching for what they share: without that search
# 41 dB are left, at 0.4 of the time.
AAC = ("-c:a", "aac", "-aac_coder", "fast", "-aac_ms", "0", "-b:a", "160k")


def encode_sound(wav: Path, length: float, out: Path) -> None:
    """Encodes a soundtrack for a film of `length` seconds: AAC, 48 kHz, ending before the picture.

    Done once, it serves every variant of a film: joining copies it.
    """
    write(["-f", "wav", "-i", str(wav), "-map", "0:a", *_aac(length), *EXACT, "-f", "mp4", str(out)])


def _aac(length: float) -> list[str]:
    end = length - SHORTER
    until = f"atrim=0:{end:.3f},afade=t=out:st={max(0.0, end - SHORTER):.3f}:d={SHORTER}"
    return [*AAC, "-ar", "48000", "-ac", "2", "-af", until]

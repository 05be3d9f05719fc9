"""Segments and sound become a film: the pictures are copied, the sound is encoded once over the whole film."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe
from mutagen import MutagenError
from mutagen.mp4 import MP4

from outreach.captions import Cue, srt
from outreach.diagnostics import NOWHERE, Where, fail
from outreach.film.tracks import captions_off
from outreach.lang import tongue
from outreach.messages import msg

# A player that loops shows a black flash when the sound is longer than the picture (alxndlk/wallper-app#4): it ends
# this many seconds before it. An AAC frame lasts 21 ms at 48 kHz, and the encoder may add one.
SHORTER = 0.06
# At this rate ffmpeg's `fast` coder beats its default, as its documentation says: on a film of ours 46 dB over noise
# instead of 28. Both channels are the same, so little is gained by searching for what they share: without that search
# 41 dB are left, at 0.4 of the time.
AAC = ("-c:a", "aac", "-aac_coder", "fast", "-aac_ms", "0", "-b:a", "160k")
_EXACT = ("-flags", "+bitexact", "-fflags", "+bitexact")


def join(
    segments: Sequence[Path],
    soundtrack: Path,
    cues: Sequence[Cue],
    out: Path,
    *,
    title: str,
    lang: str,
    aigc: str = "",
) -> None:
    """Writes the film to `out` (MP4): H.264 copied, AAC 48 kHz, captions as a track that is off, the AI
    record as `AIGC`.

    `soundtrack`: what `encode_sound` made; `aigc`: the record of GB 45438-2025 App. E as JSON, "" for none.
    Raises OutreachError.
    """
    with tempfile.TemporaryDirectory(prefix="outreach-film-", dir=out.parent) as folder:
        listing = _listing(segments, Path(folder))
        captions = Path(folder) / "captions.srt"
        captions.write_text(srt(cues), "utf-8")
        _run(_command(listing, soundtrack, captions if cues else None, out, title, lang, aigc))
    captions_off(out)


def repeat(segment: Path, times: int, out: Path) -> None:
    """Writes a segment `times` over, copied. Raises OutreachError."""
    with tempfile.TemporaryDirectory(prefix="outreach-film-", dir=out.parent) as folder:
        listing = _listing([segment] * times, Path(folder))
        command = ["-f", "concat", "-safe", "0", "-i", str(listing), "-map", "0:v", "-c:v", "copy", *_EXACT]
        _run([*command, "-video_track_timescale", "12800", "-f", "mp4", str(out)])


def _listing(segments: Sequence[Path], folder: Path) -> Path:
    """The concat demuxer's list. Our own files only, by absolute paths."""
    listing = folder / "segments.txt"
    listing.write_text("".join(f"file '{_quoted(s)}'\n" for s in segments), "utf-8")
    return listing


def encode_sound(wav: Path, length: float, out: Path) -> None:
    """Encodes a soundtrack for a film of `length` seconds: AAC, 48 kHz, ending before the picture.

    Done once, it serves every variant of a film: joining copies it.
    """
    _run(["-f", "wav", "-i", str(wav), "-map", "0:a", *_aac(length), *_EXACT, "-f", "mp4", str(out)])


def _aac(length: float) -> list[str]:
    end = length - SHORTER
    until = f"atrim=0:{end:.3f},afade=t=out:st={max(0.0, end - SHORTER):.3f}:d={SHORTER}"
    return [*AAC, "-ar", "48000", "-ac", "2", "-af", until]


def _command(
    listing: Path,
    soundtrack: Path,
    captions: Path | None,
    out: Path,
    title: str,
    lang: str,
    aigc: str,
) -> list[str]:
    track = tongue(lang).iso639_2
    command = ["-f", "concat", "-safe", "0", "-i", str(listing), "-f", "mp4", "-i", str(soundtrack)]
    command += ["-f", "srt", "-i", str(captions)] if captions else []
    command += ["-map", "0:v", "-map", "1:a"] + (["-map", "2:s"] if captions else [])
    command += ["-c:v", "copy", "-c:a", "copy"]
    command += ["-c:s", "mov_text", "-metadata:s:s:0", f"language={track}"] if captions else []
    command += ["-metadata:s:a:0", f"language={track}", "-metadata", f"title={title}"]
    command += ["-metadata", f"AIGC={aigc}"] if aigc else []
    command += [*_EXACT, "-video_track_timescale", "12800"]
    return [*command, "-movflags", "+faststart+use_metadata_tags", "-f", "mp4", str(out)]


def _quoted(path: Path) -> str:
    return "file:" + str(path.resolve()).replace("'", r"'\''")


def seconds(segment: Path) -> float:
    """A segment's length, from its header."""
    try:
        info = MP4(segment).info
    except MutagenError as problem:
        message = msg("cannot read `{file}`: {why}", file=segment.name, why=problem)
        raise fail("film", Where(str(segment)), message) from problem
    assert info is not None
    return float(info.length)


def _run(command: list[str]) -> None:
    whole = [get_ffmpeg_exe(), "-y", "-nostdin", "-hide_banner", "-loglevel", "error", *command]
    done = subprocess.run(whole, capture_output=True, check=False)
    if done.returncode:
        raise fail("film", Where(command[-1]) if command else NOWHERE, f"ffmpeg: {done.stderr.decode().strip()}")

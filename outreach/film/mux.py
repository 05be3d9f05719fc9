"""Segments and sound become a film: the pictures are copied, the sound is encoded once over the whole film."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from mutagen import MutagenError
from mutagen.mp4 import MP4

from outreach.captions import Cue, srt
from outreach.diagnostics import Where, fail
from outreach.ffmpeg import EXACT, write
from outreach.film.tracks import captions_off
from outreach.lang import tongue
from outreach.messages import msg


def join(
    segments: Sequence[Path],
    soundtrack: Path,
    cues: Sequence[Cue],
    out: Path,
    *,
    title: str,
    lang: str,
    aigc: str = "",
    approved: str = "",
) -> None:
    """Writes the film to `out` (MP4): H.264 copied, AAC 48 kHz, captions as a track that is off, the AI
    record as `AIGC`, which approval it has as `comment`.

    `soundtrack`: what `sound.aac` made; `aigc`: the record of GB 45438-2025 App. E as JSON, "" for none.
    Raises OutreachError.
    """
    with tempfile.TemporaryDirectory(prefix="outreach-film-", dir=out.parent) as folder:
        listing = _listing(segments, Path(folder))
        captions = Path(folder) / "captions.srt"
        captions.write_text(srt(cues), "utf-8")
        said = {"title": title, "AIGC": aigc, "comment": approved}
        write(_command(listing, soundtrack, captions if cues else None, out, said, lang))
    captions_off(out)


def repeat(segment: Path, times: int, out: Path) -> None:
    """Writes a segment `times` over, copied. Raises OutreachError."""
    with tempfile.TemporaryDirectory(prefix="outreach-film-", dir=out.parent) as folder:
        listing = _listing([segment] * times, Path(folder))
        command = ["-f", "concat", "-safe", "0", "-i", str(listing), "-map", "0:v", "-c:v", "copy", *EXACT]
        write([*command, "-video_track_timescale", "12800", "-f", "mp4", str(out)])


def _listing(segments: Sequence[Path], folder: Path) -> Path:
    """The concat demuxer's list. Our own files only, by absolute paths."""
    listing = folder / "segments.txt"
    listing.write_text("".join(f"file '{_quoted(s)}'\n" for s in segments), "utf-8")
    return listing


def _command(
    listing: Path,
    soundtrack: Path,
    captions: Path | None,
    out: Path,
    said: Mapping[str, str],
    lang: str,
) -> list[str]:
    track = tongue(lang).iso639_2
    command = ["-f", "concat", "-safe", "0", "-i", str(listing), "-f", "mp4", "-i", str(soundtrack)]
    command += ["-f", "srt", "-i", str(captions)] if captions else []
    command += ["-map", "0:v", "-map", "1:a"] + (["-map", "2:s"] if captions else [])
    command += ["-c:v", "copy", "-c:a", "copy"]
    command += ["-c:s", "mov_text", "-metadata:s:s:0", f"language={track}"] if captions else []
    command += ["-metadata:s:a:0", f"language={track}"]
    command += [part for name, value in said.items() if value for part in ("-metadata", f"{name}={value}")]
    command += [*EXACT, "-video_track_timescale", "12800"]
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

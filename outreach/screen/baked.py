"""One long film of all films of a pack, again and again: for players that show black between two.

The pictures are copied. The sound is encoded once over the whole: joined by copying it begins late and ends after the
picture, and a player that loops such a film shows black.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from outreach.aigc import AiLabel
from outreach.ffmpeg import EXACT, write
from outreach.screen.streams import SILENT, stream
from outreach.sound.aac import AAC, SHORTER

_FORM = ("-video_track_timescale", "12800", "-movflags", "+faststart+use_metadata_tags", "-f", "mp4")


def bake(films: Sequence[Path], minutes: int, out: Path, label: AiLabel | None) -> None:
    """Writes the films over and over until `minutes` are full. Raises OutreachError."""
    known = {film: stream(film) for film in films}
    once = sum(known[film][1] for film in films)
    times = max(1, -(-minutes * 60_000 // once))
    with tempfile.TemporaryDirectory(prefix=".outreach-loop-", dir=out.parent) as made:
        folder = Path(made)
        command = _joined(
            [_mute(film, folder / f"{n}.mp4") for n, film in enumerate(films)] * times, folder / "seen.txt"
        )
        chosen = ["-map", "0:v:0", "-c:v", "copy"]
        if all(coded["sound"] != SILENT for coded, _ in known.values()):
            command += _joined([*films] * times, folder / "heard.txt")
            chosen += _sound(once * times / 1000 - SHORTER)
        chosen += ["-metadata", f"AIGC={label.json()}"] if label else []
        write([*command, *chosen, *EXACT, *_FORM, str(out)])


def _mute(film: Path, out: Path) -> Path:
    """The pictures alone: beside sound, whose first packet comes before second 0, they would all begin later."""
    write(["-i", f"file:{film}", "-map", "0:v:0", "-c", "copy", *EXACT, *_FORM, str(out)])
    return out


def _joined(films: Sequence[Path], listed: Path) -> list[str]:
    """Films one after the other, as an input: a list of names as ffmpeg's concat demuxer reads it."""
    names = [str(film.resolve()).replace("'", r"'\''") for film in films]
    listed.write_text("".join(f"file 'file:{name}'\n" for name in names), "utf-8")
    return ["-f", "concat", "-safe", "0", "-i", str(listed)]


def _sound(end: float) -> list[str]:
    """Gaps between two films are filled with silence, so that no film's sound comes early."""
    return [
        "-map",
        "1:a:0",
        *AAC,
        "-ar",
        "48000",
        "-ac",
        "2",
        "-af",
        f"aresample=async=1:first_pts=0,apad,atrim=0:{end:.3f}",
    ]

"""How a film is coded. All films of a pack must be alike: a player that changes its decoder between two shows black."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.diagnostics import Diagnostic, Where, error, fail
from outreach.messages import msg

SECONDS = 60.0  # ffmpeg reads a header in a tenth of one
SILENT = "-"  # the sound of a film that has none
_VIDEO = re.compile(
    r"Stream #\S+: Video: (?P<coding>[^,]+?)(?: \(\w{4} /[^)]*\))?, (?P<pixels>\w+)[^\n]*?, (?P<size>\d+x\d+)"
)
_RATE = re.compile(r", (?P<rate>[\d.]+) fps")
_AUDIO = re.compile(
    r"Stream #\S+: Audio: (?P<coding>[^,]+?)(?: \(\w{4} /[^)]*\))?, (?P<rate>\d+ Hz), (?P<channels>[^,]+)"
)
_LENGTH = re.compile(r"Duration: (\d+):(\d\d):(\d\d\.\d+)")

Stream = dict[str, str]


def stream(path: Path) -> tuple[Stream, int]:
    """Coding, size, rate and sound of a film, and its length in ms. Raises OutreachError for what is no film."""
    command = [
        get_ffmpeg_exe(),
        "-nostdin",
        "-hide_banner",
        "-protocol_whitelist",
        "file",
        "-f",
        "mov",
        "-i",
        f"file:{path}",
    ]
    try:
        said = subprocess.run(command, capture_output=True, check=False, timeout=SECONDS).stderr.decode(
            errors="replace"
        )
    except subprocess.TimeoutExpired:
        said = ""
    video, rate, length = _VIDEO.search(said), _RATE.search(said), _LENGTH.search(said)
    if not video or not rate or not length:
        raise fail("film", Where(str(path)), msg("expected a film, found something else"))
    audio = _AUDIO.search(said)
    heard = f"{audio['coding']}, {audio['rate']}, {audio['channels']}" if audio else SILENT
    found = {"coding": video["coding"], "pixels": video["pixels"], "size": video["size"], "rate": rate["rate"]}
    hours, minutes, seconds = length.groups()
    return found | {"sound": heard}, round((int(hours) * 60 + int(minutes)) * 60_000 + float(seconds) * 1000)


def odd(streams: Mapping[str, Stream]) -> Iterator[Diagnostic]:
    """Names each film that is coded in another way than most."""
    if not streams:
        return
    ways = Counter(tuple(sorted(one.items())) for one in streams.values())
    usual = dict(ways.most_common(1)[0][0])
    for name, one in streams.items():
        wanted = ", ".join(value for key, value in usual.items() if one[key] != value)
        found = ", ".join(one[key] for key, value in usual.items() if one[key] != value)
        if found:
            message = msg(
                "coded otherwise than the other films: expected {wanted}, found {found}", wanted=wanted, found=found
            )
            hint = msg("pack it alone, or build all of them anew")
            yield error("odd-film", Where(name), message, hint, wanted=wanted, measured=found)

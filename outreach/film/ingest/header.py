"""What a file says of itself: its kind, its streams, its size and signal."""

from __future__ import annotations

import re
import stat
from pathlib import Path

from outreach.diagnostics import Where, fail
from outreach.film.ingest.opening import broken, input_of, run
from outreach.messages import msg

MAX_BYTES = 4 << 30


def header(path: Path, where: Where) -> str:
    """What ffmpeg says of a file. Raises OutreachError for one that is no video."""
    try:
        found = path.stat()
    except OSError as problem:
        raise fail("sign", where, msg("cannot read `{file}`: {why}", file=path.name, why=problem.strerror)) from problem
    if not stat.S_ISREG(found.st_mode) or not found.st_size:
        raise fail("sign", where, msg("expected a video, found none that can be read"))
    if found.st_size > MAX_BYTES:
        raise fail(
            "sign", where, msg("expected at most {most} bytes, found {size}", most=MAX_BYTES, size=found.st_size)
        )
    done = run([*input_of(path), "-t", "0", "-f", "null", "-"], where)
    said = done.stderr.decode("utf-8", "replace")
    if "not on whitelist" in said or "not whitelisted" in said:
        raise fail(
            "sign",
            where,
            msg("expected a video in MP4, MOV, MKV or WebM, found `{file}` of another kind", file=path.name),
            msg("a playlist or a text renamed to .mp4 is refused; export the video itself"),
        )
    if done.returncode:
        raise broken(where, said)
    return said


def stream(said: str) -> tuple[int, str] | None:
    """The number and the description of the moving picture: a cover is a video to ffmpeg, too."""
    found = [(int(n), text) for n, text in re.findall(r"Stream #0:(\d+)[^\n]*?: Video: ([^\n]*)", said)]
    still = re.compile(r"(png|mjpeg|bmp|gif|webp)\b|.*attached pic")
    moving = [one for one in found if not still.match(one[1])]
    return next(iter([*moving, *found]), None)


def signal(video: str) -> tuple[bool, str, str]:
    """Is it interlaced, its HDR curve, its colour matrix: what the header says."""
    fields = re.search(r"(top|bottom)(?: coded)? first", video)
    transfer = re.search(r"arib-std-b67|smpte2084", video)
    matrix = re.search(r"\b(smpte170m|bt470bg|bt2020nc)\b", video)
    return bool(fields), transfer[0] if transfer else "", matrix[1] if matrix else ""


def shown_size(video: str, said: str) -> tuple[int, int] | None:
    """Width and height as a player shows them: pixels made square, and turned as the camera was held."""
    size = re.search(r"\b(\d{2,5})x(\d{2,5})\b", video)
    if size is None:
        return None
    width, height = int(size[1]), int(size[2])
    pixel = re.search(r"\bSAR (\d+):(\d+)", video)
    if pixel and int(pixel[1]) and int(pixel[2]):
        width = round(width * int(pixel[1]) / int(pixel[2]))
    turned = re.search(r"rotation of (-?[\d.]+) degrees", said)
    return (height, width) if turned and round(float(turned[1])) % 180 else (width, height)

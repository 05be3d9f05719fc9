"""A film plays on every branch screen and phone: its coding, its frames, the order of its parts.

Why: a box behind a screen shows black, stutters or starts late where a laptop plays well, and nobody is there to see.
Source: BrightSign, Optimizing Video Quality (progressive, constant frame rate, at most 25 Mb/s on small players); H.264
level 4.0 takes 1080p at 30 frames a second (ITU-T H.264 Table A-1: 245,760 macroblocks a second); MP4 whose `moov`
comes first plays while it loads. That sound ends with the picture is ours: a player that loops shows black in between.
PASS: H.264 High, level 4.0, 8 bits 4:2:0, BT.709 limited range, 25 frames a second without gaps, a key frame every 2 s,
AAC 48 kHz, `moov` before the pictures
FAIL: 10 bits or full range; a frame that lasts two; a key frame after 10 s; 15 Mb/s and more; sound in the dark
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, Where, error, fail
from outreach.ffmpeg import given
from outreach.messages import Message, msg

ROUND = 0.02  # seconds: half a frame
RATES = (24.0, 25.0, 30.0)  # a second
PIXELS = "yuv420p(tv, bt709"
HERTZ = 48_000

Found = tuple[Message, str]  # what is wanted, what was measured
_VIDEO = re.compile(r"Stream #\d+:\d+.*?: Video: (\w+)(?: \((?P<profile>[^)/]+)\))?.*?, (?P<pixels>\w+\([^)]*\)|\w+),")
_AUDIO = re.compile(r"Stream #\d+:\d+.*?: Audio: (\w+).*?, (\d+) Hz")
_PACKET = re.compile(r"^(\d), +(-?\d+), +(-?\d+), +(\d+), +(\d+), 0x\w+(?P<flags>.*)$", re.MULTILINE)
_BASE = re.compile(r"^#tb (\d): (\d+)/(\d+)$", re.MULTILINE)


@dataclass(frozen=True)
class _Packet:
    """A frame as it is stored: seconds, and how many bytes."""

    start: float
    seconds: float
    bytes: int
    key: bool


@dataclass(frozen=True)
class _Film:
    """What a film says of itself, and its packets in the order in which they are shown."""

    header: str
    level: int  # of H.264, tenths; 0: it is another coding
    moov_first: bool
    pictures: tuple[_Packet, ...]
    sounds: tuple[_Packet, ...]


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields each way in which some player would stumble. Raises OutreachError for what is no film."""
    film = _read(built)
    for wanted, measured in (*_coding(film, built), *_frames(film, built), *_sound(film), *_order(film)):
        message = msg("`{name}`: expected {wanted}, found {found}", name=built.path, wanted=wanted, found=measured)
        hint = msg("build it again; a program that saves films anew changes how they are coded")
        yield error("film-stream", NOWHERE, message, hint, wanted=wanted, measured=measured, spot=Spot(built.path))


def _coding(film: _Film, built: Built) -> Iterator[Found]:
    video = _VIDEO.search(film.header)
    assert video
    coding = f"{video[1]} {video['profile'] or ''}".strip()
    if coding not in ("h264 High", "h264 Main"):
        yield msg("H.264 High or Main"), coding
    elif film.level > (level := built.limit("film_stream.level")) * 10 + 0.1:
        yield msg("H.264 of at most level {n}", n=f"{level:g}"), f"{film.level / 10:g}"
    if not video["pixels"].startswith(PIXELS) or "progressive" not in video["pixels"]:
        yield msg("8 bits 4:2:0, BT.709, limited range, progressive"), video["pixels"]


def _frames(film: _Film, built: Built) -> Iterator[Found]:
    """Every frame as long as the next, and the pictures not too many bits."""
    shown, often, most = film.pictures, built.limit("film_stream.key"), built.limit("film_stream.bits")
    steps = [after.start - before.start for before, after in pairwise(shown)]
    usual = sorted(steps)[len(steps) // 2] if steps else 0.0
    if usual and all(abs(1 / usual - rate) > 0.05 for rate in RATES):
        yield msg("{rates} frames a second", rates=" / ".join(f"{rate:g}" for rate in RATES)), f"{1 / usual:.4g}"
    uneven = next((n for n, step in enumerate(steps) if abs(step - usual) > usual / 4), None)
    if uneven is not None:
        at, step = f"{shown[uneven].start:.2f}", f"{steps[uneven]:.3f}"
        yield msg("frames of one length, {n} s", n=f"{usual:.3f}"), msg("one of {n} s at second {at}", n=step, at=at)
    keys = [one.start for one in shown if one.key]
    ends = [*keys, shown[-1].start + usual]
    gap, at_second = max((after - before, before) for before, after in pairwise(ends))
    if gap > often + ROUND:
        found = msg("{n} s from second {at} on", n=f"{gap:.2f}", at=f"{at_second:.2f}")
        yield msg("a key frame every {n} s", n=f"{often:g}"), found
    seconds = ends[-1] - shown[0].start
    rate = sum(one.bytes for one in shown) * 8 / 1e6 / seconds if seconds else 0.0
    if rate > most:
        yield msg("at most {n} Mb/s", n=f"{most:g}"), f"{rate:.1f}"


def _sound(film: _Film) -> Iterator[Found]:
    heard = _AUDIO.search(film.header)
    if not heard:
        return
    if (heard[1], heard[2]) != ("aac", str(HERTZ)):
        yield msg("AAC, {n} kHz", n=HERTZ // 1000), f"{heard[1]}, {int(heard[2]) / 1000:g} kHz"
    step = film.pictures[1].start - film.pictures[0].start if len(film.pictures) > 1 else 0.0
    end = film.pictures[-1].start + step
    last = max((one.start + one.seconds for one in film.sounds), default=0.0)
    if last > end + ROUND:
        yield msg("sound that ends with the picture, at {n} s", n=f"{end:.2f}"), f"{last:.2f} s"


def _order(film: _Film) -> Iterator[Found]:
    if not film.moov_first:
        yield msg("the index (`moov`) before the pictures"), msg("it stands at the end")


def _read(built: Built) -> _Film:
    """Asks ffmpeg; nothing is decoded."""
    with given(built.bytes) as file:
        command = [
            get_ffmpeg_exe(),
            "-nostdin",
            "-hide_banner",
            "-i",
            f"file:{file}",
            "-map",
            "0:v:0",
            "-map",
            "0:a:0?",
        ]
        done = subprocess.run([*command, "-c", "copy", "-f", "framecrc", "-"], capture_output=True, check=False)
    header, packets = done.stderr.decode(errors="replace"), done.stdout.decode(errors="replace")
    tracks = _packets(packets)
    if done.returncode or not _VIDEO.search(header) or not tracks[0]:
        raise fail("film", Where(built.path), f"ffmpeg: {header[-400:].strip()}")
    config = built.bytes.find(b"avcC")  # ISO/IEC 14496-15 §5.3.3: version, profile, compatibility, level
    level = built.bytes[config + 7] if config >= 0 else 0
    index, pictures = built.bytes.find(b"moov"), built.bytes.find(b"mdat")
    return _Film(header, level, 0 <= index < pictures, tracks[0], tracks[1])


def _packets(told: str) -> tuple[tuple[_Packet, ...], tuple[_Packet, ...]]:
    """Of the pictures, and of the sound, in the order in which they are shown."""
    bases = {track: int(one) / int(other) for track, one, other in _BASE.findall(told)}
    found: dict[str, list[_Packet]] = {"0": [], "1": []}
    for packet in _PACKET.finditer(told):
        base, key = bases[packet[1]], "F=" not in packet["flags"]
        found[packet[1]].append(_Packet(int(packet[3]) * base, int(packet[4]) * base, int(packet[5]), key))
    pictures, sounds = (tuple(sorted(one, key=lambda packet: packet.start)) for one in found.values())
    return pictures, sounds

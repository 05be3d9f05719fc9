"""An interpreter's clip from outside becomes a mezzanine: probed behind a whitelist, checked, keyed, transcoded.

ffmpeg opens playlists that are called .mp4 and reads other local files through them; `-protocol_whitelist` alone does
not stop that, `-format_whitelist` does (CVE-2017-9993). So nothing else of the project ever opens a file from outside.

A mezzanine is H.264 at 25 fps without sound, the picture above and its matte below: alpha in a codec without alpha.
"""

from __future__ import annotations

import re
import stat
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray

from outreach.diagnostics import Diagnostic, OutreachError, Where, error, fail, warning
from outreach.messages import msg
from outreach.timeline import FPS

WHITELIST = ("-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm")
MAX_BYTES = 4 << 30
MAX_PIXELS = 4096 * 2304
MAX_SECONDS = 1800.0
MIN_FPS = 24.9  # a clip at 25 fps may say 24.98; below, fast signs and fingers blur
MIN_HEIGHT = 480
WIDEST = 1.0  # width over height: elbows have room, the signer is not lost (W3C WAI media guide)
NARROWEST = 0.5
SIZE = (720, 1080)  # the mezzanine's greatest width and height
TIMEOUT = 900  # seconds for the whole clip
EDGE = 0.02  # of the frame: a matte that reaches this far has a hand or elbow cut off
PROBE = (160, 90)  # px of the frames that are looked at
# Movement is judged against the frame a fifth of a second before: slow hands show, and the noise of a camera, the
# flicker of lamps and breathing stay below. A face that speaks and a finger that wags are above.
APART = 5  # frames
CHANGE = 16  # of 255
MOVED = 0.0005  # of the small frame's pixels

Background = Literal["alpha", "green", "room"]


@dataclass(frozen=True, slots=True)
class Clip:
    """What was found in a clip."""

    width: int
    height: int
    fps: float
    seconds: float
    background: Background
    key: str = ""  # the green, as RRGGBB


def probe(path: Path) -> tuple[Clip, list[Diagnostic]]:
    """Opens a clip and judges it. Raises OutreachError with everything that makes it unusable; returns the warnings."""
    where = Where(str(path))
    said = _header(path, where)
    video = re.search(r"Stream #0:\d+.*?: Video: (.*)", said)
    length = re.search(r"Duration: (\d+):(\d\d):(\d\d\.\d+)", said)
    size = _shown_size(video[1], said) if video else None
    rate = re.search(r"([\d.]+) fps", video[1]) if video else None
    if not (video and length and size and rate):
        raise fail("sign", where, msg("expected a video, found none that can be read"))
    width, height = size
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3])
    problems = _judge(where, width, height, float(rate[1]), seconds)
    if any(p.severity == "error" for p in problems):
        raise OutreachError(problems)
    frames = _look(path, where, seconds)
    background, key = _background(frames, bool(re.search(r"yuva|rgba|argb|bgra|gbrap|alpha_mode", said)))
    problems += framing(where, frames, background, key)
    return Clip(width, height, float(rate[1]), seconds, background, key), problems


def _shown_size(video: str, said: str) -> tuple[int, int] | None:
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


def _header(path: Path, where: Where) -> str:
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
    done = _run([*_input(path), "-t", "0", "-f", "null", "-"], where)
    said = done.stderr.decode("utf-8", "replace")
    if "not on whitelist" in said or "not whitelisted" in said:
        raise fail(
            "sign",
            where,
            msg("expected a video in MP4, MOV, MKV or WebM, found `{file}` of another kind", file=path.name),
            msg("a playlist or a text renamed to .mp4 is refused; export the video itself"),
        )
    if done.returncode:
        raise _broken(where, said)
    return said


def _judge(where: Where, width: int, height: int, fps: float, seconds: float) -> list[Diagnostic]:
    found = []
    if fps < MIN_FPS:
        hint = msg("record again at 25 or 30 frames a second: below that signs cannot be read")
        found.append(error("sign-rate", where, msg("expected at least 25 frames a second, found {fps}", fps=fps), hint))
    if width * height > MAX_PIXELS:
        found.append(error("sign-size", where, msg("expected at most 4096x2304, found {w}x{h}", w=width, h=height)))
    if height < MIN_HEIGHT:
        text = msg("expected a picture at least {least} px high, found {h}", least=MIN_HEIGHT, h=height)
        found.append(error("sign-size", where, text))
    if not 0.5 <= seconds <= MAX_SECONDS:
        text = msg("expected half a second to half an hour, found {s} s", s=round(seconds, 2))
        found.append(error("sign-length", where, text))
    if not NARROWEST <= width / height <= WIDEST:
        hint = msg("turn the camera upright: from below the waist to above the head, an elbow's width each side")
        text = msg("expected a picture between 1:2 and 1:1, found {w}x{h}", w=width, h=height)
        found.append(warning("sign-aspect", where, text, hint))
    return found


def _look(path: Path, where: Where, seconds: float) -> NDArray[np.uint8]:
    """Small frames of the whole clip, as (n, height, width, 4) RGBA. All of it is decoded: a broken one shows."""
    step = max(1, int(seconds * FPS / 24))
    wide, high = PROBE
    filters = f"fps={FPS},select='not(mod(n,{step}))',scale={wide}:{high},format=rgba"
    command = ["-xerror", "-err_detect", "explode", *_input(path), "-map", "0:v:0", "-vf", filters]
    done = _run([*command, "-fps_mode", "passthrough", "-f", "rawvideo", "-"], where)
    pixels = np.frombuffer(done.stdout, np.uint8)
    count = len(pixels) // (wide * high * 4)
    if done.returncode or not count:
        raise _broken(where, done.stderr.decode("utf-8", "replace"))
    return pixels[: count * wide * high * 4].reshape(count, high, wide, 4)


def _background(frames: NDArray[np.uint8], alpha: bool) -> tuple[Background, str]:
    """What is behind the signer: nothing (alpha), one green, or a room. Judged on the upper and side borders."""
    if alpha and (frames[..., 3] < 128).any():
        return "alpha", ""
    border = np.concatenate(
        [frames[:, :6].reshape(-1, 4), frames[:, :, :5].reshape(-1, 4), frames[:, :, -5:].reshape(-1, 4)]
    )
    r, g, b = (float(v) for v in np.median(border[:, :3], axis=0))
    spread = np.abs(border[:, :3].astype(int) - np.array([r, g, b])).max(axis=1)
    if g > 60 and g > 1.35 * max(r, b) and (spread < 48).mean() > 0.7:
        return "green", f"{round(r):02X}{round(g):02X}{round(b):02X}"
    return "room", ""


def framing(where: Where, frames: NDArray[np.uint8], background: Background, key: str) -> list[Diagnostic]:
    """Hands or head that leave the picture: the signer's outline touches the top or a side."""
    if background == "room":
        return []
    if background == "alpha":
        solid = frames[..., 3] > 127
    else:
        green = np.array([int(key[n : n + 2], 16) for n in (0, 2, 4)])
        solid = np.abs(frames[..., :3].astype(int) - green).max(axis=3) > 90
    rows, columns = max(1, int(PROBE[1] * EDGE)), max(1, int(PROBE[0] * EDGE))
    places = {"top": solid[:, :rows], "left": solid[:, :, :columns], "right": solid[:, :, -columns:]}
    cut = [side for side, part in places.items() if part.any(axis=(1, 2)).mean() > 0.1]
    hint = msg("leave an elbow's width on each side and room above the head; signing is never cropped")
    text = msg("expected free space around the signer, found the outline at the {sides}", sides=", ".join(cut))
    return [warning("sign-framing", where, text, hint)] if cut else []


def motion(path: Path, start: float, length: float) -> NDArray[np.bool_]:
    """Does the signer of a probed clip move? One answer a frame, FPS a second, for `length` seconds from `start`.

    A movement shows for a fifth of a second after it ended. Raises OutreachError.
    """
    wide, high = PROBE
    before = min(start, APART / FPS)
    part = ["-ss", f"{start - before:.3f}", "-t", f"{length + before:.3f}"]
    filters = f"fps={FPS},scale={wide}:{high}:flags=area,format=gray"
    done = _run([*part, *_input(path), "-map", "0:v:0", "-vf", filters, "-f", "rawvideo", "-"], Where(str(path)))
    if done.returncode:
        raise _broken(Where(str(path)), done.stderr.decode("utf-8", "replace"))
    pixels = np.frombuffer(done.stdout, np.uint8)
    count = len(pixels) // (wide * high)
    frames = pixels[: count * wide * high].reshape(count, high * wide).astype(np.int16)
    changed = np.abs(frames[APART:] - frames[:-APART]) > CHANGE
    return np.asarray(changed.mean(axis=1) > MOVED)


def transcode(clip: Clip, path: Path, out: Path, start: float = 0.0, length: float | None = None) -> None:
    """Writes the mezzanine of a probed clip (or of a part of it, in seconds) to `out`. Raises OutreachError."""
    scale = min(1.0, SIZE[0] / clip.width, SIZE[1] / clip.height)
    wide, high = (2 * round(side * scale / 2) for side in (clip.width, clip.height))
    # The key's numbers are chosen for evenly lit cloth: near the green all clear, then a soft edge; despill takes the
    # green light off hair and sleeves.
    key = {"green": f"chromakey=0x{clip.key}:0.13:0.07,despill=type=green:mix=0.4,", "alpha": "", "room": ""}
    solid = ",geq=lum=235:cb=128:cr=128" if clip.background == "room" else ""
    graph = (
        f"[0:v:0]fps={FPS},scale={wide}:{high},setsar=1,format=yuva444p,{key[clip.background]}split[a][b];"
        f"[a]format=yuv420p[picture];[b]alphaextract,format=gray,scale=out_range=tv,format=yuv420p{solid}[matte];"
        "[picture][matte]vstack,format=yuv420p[out]"
    )
    part = ["-ss", f"{start:.3f}"] if start else []
    part += ["-t", f"{length:.3f}"] if length else []
    command = [*part, *_input(path), "-filter_complex", graph, "-map", "[out]", "-an", "-map_metadata", "-1"]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-tune", "fastdecode", "-crf", "16", "-g", str(FPS)]
    command += ["-bf", "0", "-threads", "2"]
    done = _run([*command, "-flags", "+bitexact", "-fflags", "+bitexact", "-f", "mp4", f"file:{out}"], Where(str(path)))
    if done.returncode:
        raise _broken(Where(str(path)), done.stderr.decode("utf-8", "replace"))


def _input(path: Path) -> list[str]:
    decoder = ["-c:v", "libvpx-vp9"] if path.suffix.lower() == ".webm" else []  # ffmpeg's own VP9 drops the alpha
    return [*WHITELIST, *decoder, "-i", f"file:{path.resolve()}"]


def _run(arguments: list[str], where: Where) -> subprocess.CompletedProcess[bytes]:
    command = [get_ffmpeg_exe(), "-y", "-nostdin", "-hide_banner", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT)
    except subprocess.TimeoutExpired as late:
        raise fail("sign", where, msg("gave up after {s} s", s=TIMEOUT)) from late


def _broken(where: Where, said: str) -> OutreachError:
    said = re.sub(r"\[[^\]\n]*@ 0x[0-9a-f]+\] ?", "", said)
    lines = [line.strip() for line in said.splitlines() if re.search(r"[Ii]nvalid|[Ee]rror|not found|moov", line)]
    hint = msg("export the clip again; ffmpeg says: {said}", said=lines[0] if lines else "nothing")
    return fail("sign", where, msg("expected a whole video, found one that cannot be decoded"), hint)

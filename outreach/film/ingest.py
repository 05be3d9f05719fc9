"""An interpreter's clip from outside becomes a mezzanine: probed behind a whitelist, checked, keyed, transcoded.

ffmpeg opens playlists that are called .mp4 and reads other local files through them; `-protocol_whitelist` alone does
not stop that, `-format_whitelist` does (CVE-2017-9993). So nothing else of the project ever opens a file from outside.

A mezzanine is H.264 at 25 fps without sound, the picture above and its matte below: alpha in a codec without alpha.
"""

from __future__ import annotations

import io
import re
import stat
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

import numpy as np
from imageio_ffmpeg import get_ffmpeg_exe
from numpy.typing import NDArray
from PIL import Image

from outreach.diagnostics import Diagnostic, OutreachError, Where, error, fail, warning
from outreach.film.keying import Key, key, over_grounds, quality
from outreach.film.mux import seconds
from outreach.messages import msg
from outreach.timeline import FPS

WHITELIST = ("-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts")
MAX_BYTES = 4 << 30
MAX_PIXELS = 4096 * 2304
MAX_SECONDS = 1800.0
MIN_FPS = 23.9  # films have 23.976; below, fast signs and fingers blur
EXACT_FPS = 24.9  # a clip at 25 fps may say 24.98; below, one picture or two in a second are shown twice
MIN_HEIGHT = 480
WIDEST = 1.0  # width over height: elbows have room, the signer is not lost (W3C WAI media guide)
NARROWEST = 0.5
SIZE = (720, 1080)  # the mezzanine's greatest width and height
BEYOND = 5.0  # seconds looked at after the end that the file tells
TIMEOUT = 900  # seconds for the whole clip
EDGE = 0.02  # of the frame: a matte that reaches this far has a hand or elbow cut off
PROBE = (160, 90)  # px of the frames that are looked at
# Movement is judged against the frame a fifth of a second before: slow hands show, and the noise of a camera, the
# flicker of lamps and breathing stay below. A face that speaks and a finger that wags are above.
APART = 5  # frames
CHANGE = 16  # of 255
MOVED = 0.0005  # of the small frame's pixels

Background = Literal["alpha", "green", "opaque"]


@dataclass(frozen=True, slots=True)
class Footage:
    """What was found in a clip."""

    width: int
    height: int
    fps: float
    seconds: float
    background: Background
    key: str = ""  # the green, as RRGGBB
    stream: int = 0  # the number of the picture's stream in the file
    fields: bool = False  # two half pictures in each, taken one after the other
    transfer: str = ""  # ffmpeg's name of an HDR curve
    matrix: str = ""  # ffmpeg's name of the colour matrix, when it is not that of HD
    cloth: Key | None = None


def probe(path: Path) -> tuple[Footage, list[Diagnostic]]:
    """Opens a clip and judges it. Raises OutreachError with everything that makes it unusable; returns the warnings."""
    where = Where(str(path))
    said = _header(path, where)
    found = _stream(said)
    length = re.search(r"Duration: (\d+):(\d\d):(\d\d\.\d+)", said)
    size = _shown_size(found[1], said) if found else None
    rate = re.search(r"([\d.]+) (?:fps|tbr)", found[1]) if found else None
    if not (found and length and size and rate):
        raise fail("sign", where, msg("expected a video, found none that can be read"))
    number, video = found
    seconds = int(length[1]) * 3600 + int(length[2]) * 60 + float(length[3])
    problems = _judge(where, *size, float(rate[1]), seconds)
    if any(p.severity == "error" for p in problems):
        raise OutreachError(problems)
    fields, transfer, matrix = _signal(video)
    clip = Footage(*size, float(rate[1]), seconds, "opaque", "", number, fields, transfer, matrix)
    planes = _look(path, where, clip)
    background, cloth = _background(planes, bool(re.search(r"yuva|rgba|argb|bgra|gbrap|alpha_mode", said)))
    problems += _matte(where, planes, cloth)
    if any(p.severity == "error" for p in problems):
        raise OutreachError(problems)
    problems += _outline(where, planes, background, cloth)
    return replace(clip, background=background, key=_as_rgb(planes) if cloth else "", cloth=cloth), problems


def _stream(said: str) -> tuple[int, str] | None:
    """The number and the description of the moving picture: a cover is a video to ffmpeg, too."""
    found = [(int(n), text) for n, text in re.findall(r"Stream #0:(\d+)[^\n]*?: Video: ([^\n]*)", said)]
    still = re.compile(r"(png|mjpeg|bmp|gif|webp)\b|.*attached pic")
    moving = [one for one in found if not still.match(one[1])]
    return next(iter([*moving, *found]), None)


def _signal(video: str) -> tuple[bool, str, str]:
    """Is it interlaced, its HDR curve, its colour matrix: what the header says."""
    fields = re.search(r"(top|bottom)(?: coded)? first", video)
    transfer = re.search(r"arib-std-b67|smpte2084", video)
    matrix = re.search(r"\b(smpte170m|bt470bg|bt2020nc)\b", video)
    return bool(fields), transfer[0] if transfer else "", matrix[1] if matrix else ""


# 100 cd/m² become the white of an ordinary screen. What is up to 60 stays as it is, skin among it; above it is pressed
# together, so that paper, at 203 (ITU-R BT.2408), is still white.
_TONES = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:param=0.6:peak=10:desat=0"


def _plain(clip: Footage, size: str, every: str = "") -> str:
    """Filters that make an ordinary picture of any clip: 25 whole pictures a second, HD's colours, `size`."""
    steps = ["bwdif=mode=send_frame:deint=all"] if clip.fields else []
    steps += [f"fps={FPS}", *([every] if every else [])]
    matrices = {"smpte170m": "bt601", "bt470bg": "bt601", "bt2020nc": "bt2020"}
    if clip.transfer:
        given = f"zscale=tin={clip.transfer}:pin=2020:min=2020_ncl:"
        steps += [f"scale={size}", _TONES.replace("zscale=", given, 1), "zscale=t=bt709:m=bt709:r=tv"]
    elif clip.matrix:
        steps.append(f"scale={size}:in_color_matrix={matrices[clip.matrix]}:out_color_matrix=bt709:out_range=tv")
    else:
        steps.append(f"scale={size}:out_range=tv")
    return ",".join([*steps, "setsar=1"])


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
    if MIN_FPS <= fps < EXACT_FPS:
        hint = msg("record at 25 or 30 frames a second where you can")
        text = msg("found {fps} frames a second: taken in at {n}, some pictures are shown twice", fps=f"{fps:g}", n=FPS)
        found.append(warning("sign-rate", where, text, hint))
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


def _look(path: Path, where: Where, clip: Footage) -> NDArray[np.uint8]:
    """Small frames of the whole clip, as (n, height, width, 4) Y, U, V, alpha. All is decoded: a broken one shows."""
    step = max(1, int(clip.seconds * FPS / 24))
    wide, high = PROBE
    filters = _plain(clip, f"{wide}:{high}", f"select='not(mod(n,{step}))'") + ",format=yuva444p"
    longest = f"{clip.seconds + BEYOND:.3f}"
    command = ["-xerror", "-err_detect", "explode", "-t", longest, *_input(path), "-map", f"0:{clip.stream}"]
    done = _run([*command, "-vf", filters, "-t", longest, "-fps_mode", "passthrough", "-f", "rawvideo", "-"], where)
    pixels = np.frombuffer(done.stdout, np.uint8)
    count = len(pixels) // (wide * high * 4)
    if done.returncode or not count:
        raise _broken(where, done.stderr.decode("utf-8", "replace"))
    _as_long_as_said(where, clip.seconds, count * step / FPS, step / FPS)
    planes = pixels[: count * wide * high * 4].reshape(count, 4, high, wide)
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1))


def _as_long_as_said(where: Where, said: float, found: float, step: float) -> None:
    """A header that lies about the length: signs would be lost, or the last picture would stand for an hour."""
    if not said - max(2.0, 0.1 * said) - step <= found <= said + max(1.0, 0.02 * said) + step:
        message = msg("the file says {said} s, its picture lasts {found} s", said=round(said, 1), found=round(found, 1))
        raise fail("sign-length", where, message, msg("export the clip again"))


def _background(planes: NDArray[np.uint8], alpha: bool) -> tuple[Background, Key | None]:
    """What is behind the signer: nothing (alpha), one green, or a place that stays."""
    if alpha and (planes[..., 3] < 128).any():
        return "alpha", None
    cloth = key(planes)
    return ("green", cloth) if cloth else ("opaque", None)


def _matte(where: Where, planes: NDArray[np.uint8], cloth: Key | None) -> list[Diagnostic]:
    """Refuses a clip whose signer would be shown with holes, or with pieces of cloth around."""
    if cloth is None:
        return []
    found = quality(planes, cloth)
    if found.good:
        return []
    message = msg(
        "the cloth cannot be taken out: {signer} % of the signer would stay, {cloth} % of the cloth would go",
        signer=int(found.signer * 100),
        cloth=int(found.cloth * 100),
    )
    hint = msg(
        "light the cloth evenly and wear nothing greenish, or film in front of a plain wall: the room is shown then"
    )
    return [error("sign-matte", where, message, hint)]


def _as_rgb(planes: NDArray[np.uint8]) -> str:
    """The cloth's colour as RRGGBB, for people."""
    border = np.concatenate([planes[:, :6].reshape(-1, 4), planes[:, :, :5].reshape(-1, 4)])
    y, u, v = (float(n) for n in np.median(border[:, :3], axis=0))
    y, u, v = (y - 16) * 255 / 219, (u - 128) * 255 / 224, (v - 128) * 255 / 224
    rgb = (y + 1.5748 * v, y - 0.1873 * u - 0.4681 * v, y + 1.8556 * u)
    return "".join(f"{round(min(255.0, max(0.0, one))):02X}" for one in rgb)


def _outline(where: Where, planes: NDArray[np.uint8], background: Background, cloth: Key | None) -> list[Diagnostic]:
    """`framing` of the signer as the matte shows it."""
    if background == "opaque":
        return []
    return framing(where, planes[..., 3] > 127 if cloth is None else cloth.alpha(planes) > 0.5)


def framing(where: Where, solid: NDArray[np.bool_]) -> list[Diagnostic]:
    """Hands or head that leave the picture: the signer's outline, (n, height, width), touches the top or a side."""
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
    found = _stream(_header(path, Where(str(path))))
    done = _run(
        [*part, *_input(path), "-map", f"0:{found[0] if found else 0}", "-vf", filters, "-f", "rawvideo", "-"],
        Where(str(path)),
    )
    if done.returncode:
        raise _broken(Where(str(path)), done.stderr.decode("utf-8", "replace"))
    pixels = np.frombuffer(done.stdout, np.uint8)
    count = len(pixels) // (wide * high)
    frames = pixels[: count * wide * high].reshape(count, high * wide).astype(np.int16)
    changed = np.abs(frames[APART:] - frames[:-APART]) > CHANGE
    return np.asarray(changed.mean(axis=1) > MOVED)


def transcode(clip: Footage, path: Path, out: Path, start: float = 0.0, length: float | None = None) -> None:
    """Writes the mezzanine of a probed clip (or of a part of it, in seconds) to `out`. Raises OutreachError."""
    part = ["-ss", f"{start:.3f}"] if start else []
    part += ["-t", f"{min(length or clip.seconds, clip.seconds):.3f}"]
    command = [*part, *_input(path), "-filter_complex", _graph(clip), "-map", "[out]", "-an", "-map_metadata", "-1"]
    command += ["-c:v", "libx264", "-preset", "veryfast", "-tune", "fastdecode", "-crf", "16", "-g", str(FPS)]
    command += ["-bf", "0", "-threads", "2"]
    done = _run([*command, "-flags", "+bitexact", "-fflags", "+bitexact", "-f", "mp4", f"file:{out}"], Where(str(path)))
    if done.returncode:
        raise _broken(Where(str(path)), done.stderr.decode("utf-8", "replace"))


def _graph(clip: Footage) -> str:
    """The whole way from a clip to picture above and matte below."""
    scale = min(1.0, SIZE[0] / clip.width, SIZE[1] / clip.height)
    size = ":".join(str(2 * round(side * scale / 2)) for side in (clip.width, clip.height))
    plain = f"[0:{clip.stream}]{_plain(clip, size)}[plain];"
    joined = "[picture][matte]vstack,format=yuv420p[out]"
    if clip.cloth:
        return f"{plain}{clip.cloth.filters(size)}[alpha]format=yuv420p[grey];[grey]{_NO_COLOR}[matte];{joined}"
    if clip.background == "alpha":
        split = "[plain]format=yuva444p,split[a][b];[a]format=yuv420p[picture];"
        return f"{plain}{split}[b]alphaextract,format=gray,scale=out_range=tv,format=yuv420p[matte];{joined}"
    return f"{plain}[plain]format=yuv420p,split[picture][b];[b]lut=y=235:u=128:v=128[matte];{joined}"


_NO_COLOR = "lut=u=128:v=128"


def preview(mezzanine: Path, out: Path, moments: int = 3) -> None:
    """Writes a PNG of the signer at some moments, each on a light and a dark ground. Raises OutreachError."""
    length, rows = seconds(mezzanine), []
    for n in range(moments):
        at = length * (n + 0.5) / moments
        command = [
            "-ss",
            f"{at:.3f}",
            "-i",
            f"file:{mezzanine}",
            "-frames:v",
            "1",
            "-f",
            "image2pipe",
            "-c:v",
            "ppm",
            "-",
        ]
        done = _run(command, Where(str(mezzanine)))
        if done.returncode or not done.stdout:
            raise _broken(Where(str(mezzanine)), done.stderr.decode("utf-8", "replace"))
        both = np.asarray(Image.open(io.BytesIO(done.stdout), formats=("PPM",)))
        half = len(both) // 2
        rows.append(over_grounds(both[:half], both[half:, :, 0]))
    picture = Image.fromarray(np.concatenate(rows, axis=1))
    picture.thumbnail((2400, 600))
    picture.save(out, "PNG")


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

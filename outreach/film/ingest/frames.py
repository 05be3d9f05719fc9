"""The frames of a file as an ordinary picture; small ones to look at, and where the signer moves."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from outreach.diagnostics import Where
from outreach.film.ingest.footage import Footage
from outreach.film.ingest.header import header, stream
from outreach.film.ingest.judgement import PROBE, as_long_as_said
from outreach.film.ingest.opening import broken, input_of, run
from outreach.timeline import FPS

BEYOND = 5.0  # seconds looked at after the end that the file tells
# Movement is judged against the frame a fifth of a second before: slow hands show, and the noise of a camera, the
# flicker of lamps and breathing stay below. A face that speaks and a finger that wags are above.
APART = 5  # frames
CHANGE = 16  # of 255
MOVED = 0.0005  # of the small frame's pixels
# 100 cd/m² become the white of an ordinary screen. What is up to 60 stays as it is, skin among it; above it is pressed
# together, so that paper, at 203 (ITU-R BT.2408), is still white.
_TONES = "zscale=t=linear:npl=100,format=gbrpf32le,zscale=p=bt709,tonemap=mobius:param=0.6:peak=10:desat=0"


def plain(clip: Footage, size: str, every: str = "") -> str:
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


def look(path: Path, where: Where, clip: Footage) -> NDArray[np.uint8]:
    """Small frames of the whole clip, as (n, height, width, 4) Y, U, V, alpha. All is decoded: a broken one shows."""
    step = max(1, int(clip.seconds * FPS / 24))
    wide, high = PROBE
    filters = plain(clip, f"{wide}:{high}", f"select='not(mod(n,{step}))'") + ",format=yuva444p"
    longest = f"{clip.seconds + BEYOND:.3f}"
    command = ["-xerror", "-err_detect", "explode", "-t", longest, *input_of(path), "-map", f"0:{clip.stream}"]
    done = run([*command, "-vf", filters, "-t", longest, "-fps_mode", "passthrough", "-f", "rawvideo", "-"], where)
    pixels = np.frombuffer(done.stdout, np.uint8)
    count = len(pixels) // (wide * high * 4)
    if done.returncode or not count:
        raise broken(where, done.stderr.decode("utf-8", "replace"))
    as_long_as_said(where, clip.seconds, count * step / FPS, step / FPS)
    planes = pixels[: count * wide * high * 4].reshape(count, 4, high, wide)
    return np.ascontiguousarray(planes.transpose(0, 2, 3, 1))


def motion(path: Path, start: float, length: float) -> NDArray[np.bool_]:
    """Does the signer of a probed clip move? One answer a frame, FPS a second, for `length` seconds from `start`.

    A movement shows for a fifth of a second after it ended. Raises OutreachError.
    """
    wide, high = PROBE
    before = min(start, APART / FPS)
    part = ["-ss", f"{start - before:.3f}", "-t", f"{length + before:.3f}"]
    filters = f"fps={FPS},scale={wide}:{high}:flags=area,format=gray"
    found = stream(header(path, Where(str(path))))
    done = run(
        [*part, *input_of(path), "-map", f"0:{found[0] if found else 0}", "-vf", filters, "-f", "rawvideo", "-"],
        Where(str(path)),
    )
    if done.returncode:
        raise broken(Where(str(path)), done.stderr.decode("utf-8", "replace"))
    pixels = np.frombuffer(done.stdout, np.uint8)
    count = len(pixels) // (wide * high)
    frames = pixels[: count * wide * high].reshape(count, high * wide).astype(np.int16)
    changed = np.abs(frames[APART:] - frames[:-APART]) > CHANGE
    return np.asarray(changed.mean(axis=1) > MOVED)

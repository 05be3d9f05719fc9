"""Is the ffmpeg that imageio-ffmpeg names (its own, or `IMAGEIO_FFMPEG_EXE`) one that can make a film?"""

from __future__ import annotations

import os
import subprocess
import threading
from functools import lru_cache

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.diagnostics import NOWHERE, Diagnostic, error
from outreach.messages import msg

SECONDS = 10.0  # it answers in a tenth of one
MOST = 1 << 20  # bytes of an answer; ffmpeg's has 10,000
NAME = "IMAGEIO_FFMPEG_EXE"


def fault() -> Diagnostic | None:
    """What is wrong with it; asked once a process, before anything is drawn."""
    try:
        exe = get_ffmpeg_exe()
    except RuntimeError:  # there is none
        exe = ""
    said = _encoders(exe)
    if " libx264 " in said and " aac " in said:
        return None
    if os.environ.get(NAME):
        message = msg("`{name}` names `{file}`, which is no ffmpeg with libx264 and aac", name=NAME, file=exe)
        return error("encode", NOWHERE, message, msg("unset it: imageio-ffmpeg brings one"))
    message = msg("expected an ffmpeg with libx264 and aac, found none")
    return error("encode", NOWHERE, message, msg("reinstall imageio-ffmpeg"))


@lru_cache(maxsize=4)
def _encoders(exe: str) -> str:
    """What the program says of its encoders; "" when it is none. It may be any program: slow, endless, silent."""
    try:
        process = subprocess.Popen(
            [exe, "-hide_banner", "-encoders"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return ""
    clock = threading.Timer(SECONDS, process.kill)
    clock.start()
    with process:
        assert process.stdout
        said = process.stdout.read(MOST)
        process.kill()
    clock.cancel()
    return said.decode(errors="replace")

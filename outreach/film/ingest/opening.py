"""Opens a file from outside in ffmpeg, behind the whitelist: nothing else does."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from imageio_ffmpeg import get_ffmpeg_exe

from outreach.diagnostics import OutreachError, Where, fail
from outreach.messages import msg

WHITELIST = ("-protocol_whitelist", "file", "-format_whitelist", "mov,mp4,m4a,3gp,3g2,mj2,matroska,webm,mpegts")
TIMEOUT = 900  # seconds for the whole clip


def input_of(path: Path) -> list[str]:
    """The arguments that open a file behind the whitelist."""
    decoder = ["-c:v", "libvpx-vp9"] if path.suffix.lower() == ".webm" else []  # ffmpeg's own VP9 drops the alpha
    return [*WHITELIST, *decoder, "-i", f"file:{path.resolve()}"]


def run(arguments: list[str], where: Where) -> subprocess.CompletedProcess[bytes]:
    """Runs ffmpeg for at most TIMEOUT seconds."""
    command = [get_ffmpeg_exe(), "-y", "-nostdin", "-hide_banner", *arguments]
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=TIMEOUT)
    except subprocess.TimeoutExpired as late:
        raise fail("sign", where, msg("gave up after {s} s", s=TIMEOUT)) from late


def broken(where: Where, said: str) -> OutreachError:
    """The error for a file that cannot be decoded, with what ffmpeg says of it."""
    said = re.sub(r"\[[^\]\n]*@ 0x[0-9a-f]+\] ?", "", said)
    lines = [line.strip() for line in said.splitlines() if re.search(r"[Ii]nvalid|[Ee]rror|not found|moov", line)]
    hint = msg("export the clip again; ffmpeg says: {said}", said=lines[0] if lines else "nothing")
    return fail("sign", where, msg("expected a whole video, found one that cannot be decoded"), hint)

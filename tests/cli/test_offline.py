"""No command knocks at another machine's door unless the online voice is asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from outreach.project import starter_root

# Every process of a command writes down each socket to a network and each name that it looks up, and is refused it.
WATCH = """
import os, sys

def watch(event, args):
    network = event == "socket.__new__" and int(args[1]) != 1
    if network or event in ("socket.connect", "socket.getaddrinfo", "socket.gethostbyname", "socket.sendto"):
        with open(os.environ["TOLD"], "a") as told:
            told.write(f"{event} {args[1:]}\\n")
        raise OSError("no network here")

sys.addaudithook(watch)
"""


def told(tmp_path: Path, *args: str) -> str:
    """What a command tried to reach, run on the starter's own content."""
    (tmp_path / "sitecustomize.py").write_text(WATCH)
    log = tmp_path / "told"
    env = {**os.environ, "TOLD": str(log), "PYTHONPATH": f"{tmp_path}{os.pathsep}{os.environ.get('PYTHONPATH', '')}"}
    env |= {"OUTREACH_CACHE": str(tmp_path / "cache"), "OUTREACH_KOKORO_MODEL": str(tmp_path / "none")}
    command = [sys.executable, "-m", "outreach", *args]
    done = subprocess.run(
        command, env=env, cwd=starter_root(), capture_output=True, text=True, check=False, timeout=300
    )
    assert "Traceback" not in done.stderr and done.returncode in (0, 1), done.stderr
    return log.read_text() if log.exists() else ""


@pytest.mark.slow
@pytest.mark.parametrize(
    "args",
    [
        ["voice", "list"],
        ["voice", "try", "你好", "-o", "{}/try.wav"],
        ["doctor"],
        ["sign", "status", "nfc-skimming", "-a", "seniors"],
        ["list"],
        ["build", "nfc-skimming", "-a", "seniors", "-f", "page", "-o", "{}/out"],
    ],
    ids=lambda args: " ".join(args[:2]),
)
def test_nobody_is_asked(tmp_path: Path, args: list[str]) -> None:
    """Not a socket, not a name, with `auto` and no neural voice on this machine."""
    assert told(tmp_path, *(one.format(tmp_path) for one in args)) == ""


@pytest.mark.slow
def test_the_watch_sees_the_online_voice(tmp_path: Path) -> None:
    """Asked for by name it is looked up: the watch of the test above would have seen it."""
    assert "getaddrinfo" in told(tmp_path, "voice", "try", "你好", "--voice", "edge", "-o", f"{tmp_path}/try.wav")

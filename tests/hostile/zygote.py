"""Runs commands of outreach, each in a fork of this process: imported once, limited one by one, without a network.

Reads one JSON object a line: {"folder", "words", "env", "script"}; answers with how it ended. `script` is Python that
runs before the command, for what no file can be (a deleted folder, a clock).
"""

from __future__ import annotations

import datetime as dt
import gc
import json
import os
import resource
import signal
import socket
import sys
import time
from pathlib import Path
from typing import Any, NoReturn

import outreach.build
from outreach import closure
from outreach.cli import COMMANDS, main
from outreach.coverage import fonts, undrawable
from outreach.drawings import check_drawings
from outreach.keys import sources, tools
from outreach.lang import tongue
from outreach.profiles import load_profiles
from outreach.profiles.branches import load_branches
from outreach.project import Project, starter_root
from outreach.script import load_script

WALL = 40.0  # seconds: the machine may be busy; what is judged is the processor's time
CPU = 10  # seconds after which the system ends it
MEMORY = 2 << 30  # bytes of addresses above what the libraries already take: a seat belt; what is judged is the peak


def deny(*_: Any, **__: Any) -> NoReturn:
    """Stands for every call that would leave the machine."""
    sys.stderr.write("NETWORK ASKED\n")
    raise OSError(101, "Network is unreachable")


def child(job: dict[str, Any]) -> NoReturn:
    """Runs one command to its end."""
    os.setsid()
    os.chdir(job["folder"])
    for name, fd in (("stdout", 1), ("stderr", 2)):
        os.dup2(os.open(f"{job['log']}.{name}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC), fd)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    socket.socket.connect = deny  # type: ignore[method-assign]
    socket.getaddrinfo = deny
    used = int(Path("/proc/self/statm").read_text().split()[0]) * resource.getpagesize()
    resource.setrlimit(resource.RLIMIT_AS, (used + MEMORY, used + MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU, CPU))
    os.environ.update(job["env"])
    code = 1
    try:
        exec(job["script"], {})
        main(job["words"])
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:  # as the interpreter itself would end
        sys.excepthook(*sys.exc_info())
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def run(job: dict[str, Any]) -> dict[str, Any]:
    """Forks, waits, and says how it ended."""
    pid = os.fork()
    if pid == 0:
        child(job)
    began, hung = time.monotonic(), False
    while True:
        done, status, used = os.wait4(pid, os.WNOHANG)
        if done:
            break
        if time.monotonic() - began > WALL and not hung:
            hung = True
            os.killpg(pid, signal.SIGKILL)
        time.sleep(0.005)
    code = os.waitstatus_to_exitcode(status)
    return {"code": code, "hung": hung, "seconds": used.ru_utime + used.ru_stime, "peak": used.ru_maxrss << 10}


def warm() -> None:
    """Does once what every command does and no case changes: models of the content, letters of the fonts."""
    starter = Project(starter_root(), dt.date(2026, 11, 23))
    profiles, _ = load_profiles(starter)
    assert profiles and not check_drawings(starter, profiles)
    load_branches(starter)
    load_script(starter, starter.names("content/scams")[0])
    undrawable("a", fonts(starter))
    closure.table()
    sources(), tools()
    for lang in ("zh-CN", "en"):
        assert tongue(lang)
    gc.freeze()  # what is there is not looked through, and so not copied, in each fork


if __name__ == "__main__":
    for name in COMMANDS:
        main.get_command(None, name)  # type: ignore[arg-type]
    assert outreach.build
    warm()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(run(json.loads(line))) + "\n")
        sys.stdout.flush()

"""Opens the files of a class of tests/hostile_files.py, one after the other, and says in JSON lines how each ended.

Started by tests/hostile/test_hostile_files.py with an empty folder and the classes; no network, a bound of memory.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import resource
import socket
import sys
import traceback
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

from hostile_files import Case, cases

from outreach import seal, svg
from outreach.check_folder import check_folder
from outreach.diagnostics import Diagnostic, OutreachError, Where
from outreach.limits import load_preflight
from outreach.profiles import BrandModel, load_branches
from outreach.project import Project
from outreach.source import load

MEMORY = 3 << 30  # bytes of addresses: a seat belt; what is judged is the peak
SECONDS = 30  # of the processor for one file, after which the system ends the process
DAY = dt.date(2026, 11, 27)


def deny(*_: Any, **__: Any) -> NoReturn:
    """Stands for every call that would leave the machine."""
    sys.stderr.write("NETWORK ASKED\n")
    raise OSError(101, "Network is unreachable")


def opened(case: Case, folder: Path) -> Iterable[Diagnostic]:
    """What is said of the file."""
    file = folder / case.name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(case.data)
    project = Project(folder, DAY)
    if case.how in ("finished", "manifest"):
        return check_folder(folder).problems
    if case.how == "brand":
        return load(project, case.name, BrandModel)[1].problems
    if case.how == "branches":
        return load_branches(project, case.name)[1]
    if case.how == "limits":
        return load_preflight(project)[1]
    if case.how == "seal":
        return seal.verify(folder, seal.Trust((), {}), DAY)
    return _drawing(project, case)


def _drawing(project: Project, case: Case) -> list[Diagnostic]:
    data = project.read_bytes(case.name, svg.MAX_BYTES)
    if case.name.endswith(".svg"):
        svg.drawing(case.name, project.read_text(case.name, svg.MAX_BYTES))
    else:
        svg.framed(svg.raster(data, Where(case.name)))
    return []


def ended(case: Case, folder: Path) -> dict[str, Any]:
    """Outcome, what was said, seconds of the processor."""
    began, fault = _spent(), ""
    problems: Iterable[Diagnostic] = ()
    try:
        problems = [*opened(case, folder)]
    except OutreachError as problem:
        problems = problem.diagnostics
    except BaseException:
        fault = traceback.format_exc()
    said = [str(one) for one in problems if one.severity != "info"]
    return {"fault": fault, "said": said, "seconds": _spent() - began}


def _spent() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def main(folder: Path, names: list[str]) -> None:
    """All files of some classes: each class in a fork, so that its peak is its own and all is imported once."""
    socket.socket.connect = deny  # type: ignore[method-assign]
    socket.getaddrinfo = deny
    for name in names:
        sys.stdout.flush()
        pid = os.fork()
        if pid == 0:
            _class(name, folder / name)
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        if status:
            sys.stdout.write(json.dumps({"class": name, "died": os.waitstatus_to_exitcode(status)}) + "\n")


def _class(name: str, folder: Path) -> None:
    made = cases(name)  # before anything is measured: a bomb is made, too
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for n, (key, case) in enumerate(made.items()):
        spent = int(resource.getrusage(resource.RUSAGE_SELF).ru_utime) + SECONDS
        resource.setrlimit(resource.RLIMIT_CPU, (spent, resource.RLIM_INFINITY))
        sys.stdout.write(json.dumps({"class": name, "case": key, **ended(case, folder / str(n))}) + "\n")
        sys.stdout.flush()
    peak = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    sys.stdout.write(json.dumps({"class": name, "peak": peak << 10, "seconds": _spent()}) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])

"""Any program that turns text on its standard input into a sound file on its standard output. No shell."""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from threading import Thread, Timer
from typing import IO

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg
from outreach.project import Project
from outreach.sound import LARGEST, Clip, decode, trim
from outreach.voices import Line

VARIABLE = "OUTREACH_VOICE_COMMAND"  # `--voice "command:PROGRAM ARGS"` comes first
LONGEST_COMMAND = 4096  # characters


@dataclass(frozen=True, slots=True)
class Command:
    """`{lang}`, `{voice}` and `{rate}` in an argument are filled in; the text never becomes an argument."""

    name: str = "command"
    synthetic: bool = True
    draft: bool = False
    argv: tuple[str, ...] = ()
    limit: float = 60.0  # seconds for a line
    fault: str = ""  # what is wrong with the words it was given

    def ready(self, lang: str) -> str:
        """Needs a program that exists."""
        if self.fault:
            return self.fault
        if not self.argv:
            return msg('no program is named: set {name} or use `--voice "command:PROGRAM ARGS"`', name=VARIABLE)
        return "" if shutil.which(self.argv[0]) else msg("its program `{name}` is not found", name=self.argv[0])

    def speak(self, line: Line) -> Clip:
        """One run of the program."""
        values = {"lang": line.lang, "voice": line.voice, "rate": f"{sum(line.rate) / 2:.0f}"}
        argv = [_fill(one, values) for one in self.argv]
        program = f"`{self.argv[0]}`"
        try:
            code, sound, complaint = _run(argv, line.text.encode(), self.limit)
        except TimeoutError as problem:
            hint = msg("a line should take a second or two; run the program by hand to see why it hangs")
            late = msg("{name} did not end within {s} s for `{line}`", name=program, s=f"{self.limit:g}", line=line.id)
            raise fail("voice", NOWHERE, late, hint) from problem
        except OSError as problem:
            message = msg("cannot run {name}: {why}", name=program, why=problem.strerror)
            raise fail("voice", NOWHERE, message) from problem
        if len(sound) <= LARGEST and code:
            said = complaint.decode(errors="replace").strip().splitlines()[-1:]
            message = msg("{name} ended with code {code} for `{line}`", name=program, code=code, line=line.id)
            raise fail("voice", NOWHERE, message, *said)
        samples = trim(decode(sound, f"{program} for `{line.id}`"))
        if not len(samples):
            message = msg("expected speech from {name} for `{line}`, found silence", name=program, line=line.id)
            raise fail("voice", NOWHERE, message)
        return Clip.of(samples)


def _run(argv: list[str], text: bytes, limit: float) -> tuple[int, bytes, bytes]:
    """Exit code, output and the end of its complaints. Reads no more than a sound can have, waits no longer than told.

    Raises TimeoutError, or OSError when it cannot start.
    """
    late: list[bool] = []
    with _started(argv) as process:
        assert process.stdin and process.stdout and process.stderr
        clock = Timer(limit, _expire, (process, late))
        complaints: list[bytes] = []
        helpers = [
            Thread(target=_feed, args=(process.stdin, text)),
            Thread(target=_tail, args=(process.stderr, complaints)),
        ]
        for one in (clock, *helpers):
            one.daemon = True
            one.start()
        sound = process.stdout.read(LARGEST + 1)
        if len(sound) > LARGEST:
            _stop(process)
        code = process.wait()
        clock.cancel()
        for one in helpers:
            one.join(1)
    if late:
        raise TimeoutError
    return code, sound, b"".join(complaints)


@contextmanager
def _started(argv: list[str]) -> Iterator[subprocess.Popen[bytes]]:
    """The program in a group of its own, so that what it started ends with it; nothing is left when we are done."""
    process = subprocess.Popen(
        argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
    )
    try:
        yield process
    finally:
        _stop(process)
        process.wait()
        for stream in (process.stdin, process.stdout, process.stderr):
            with suppress(OSError, ValueError):
                stream.close()  # type: ignore[union-attr]


def _expire(process: subprocess.Popen[bytes], late: list[bool]) -> None:
    late.append(True)
    _stop(process)


def _stop(process: subprocess.Popen[bytes]) -> None:
    with suppress(OSError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()


def _feed(stream: IO[bytes], text: bytes) -> None:
    with suppress(OSError, ValueError):  # a program need not read what it is told
        stream.write(text)
        stream.close()


def _tail(stream: IO[bytes], found: list[bytes]) -> None:
    with suppress(OSError, ValueError):
        while piece := stream.read(4096):
            found[:] = [*found[-1:], piece]


def _fill(argument: str, values: dict[str, str]) -> str:
    for name, value in values.items():
        argument = argument.replace(f"{{{name}}}", value)
    return argument


def make(option: str, lang: str, project: Project, scam: str) -> Command:
    """The program named in `command:…` or in the environment, split like a shell would, run without one."""
    words = option or os.environ.get(VARIABLE, "")
    if len(words) > LONGEST_COMMAND or not words.isprintable():
        return Command(fault=msg("expected a program and its arguments, found a text that is none"))
    try:
        return Command(argv=tuple(shlex.split(words)))
    except ValueError:
        return Command(fault=msg("expected a closing quotation mark in `{command}`", command=words))

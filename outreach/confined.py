"""Typst in a process of its own, with a bound of time and of memory: for templates that came with a project.

A template is a program: it can loop for ever, ask for all memory or make the compiler abort. The process stays for all
pages of a worker, is ended by the system at its bound, and a fresh one takes its place.
"""

from __future__ import annotations

import math
import multiprocessing
import os
import signal
import struct
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from outreach.diagnostics import OutreachError, Where, fail
from outreach.messages import Message, msg
from outreach.typesetter import Format, Typesetter, fetch_nothing

MEMORY = 256 << 20  # bytes one page may take beyond what the process has: 8,000 x 8,000 pixels
SECONDS = 2.5  # of the processor; the slowest of the starter's own, a long picture, takes 0.8
SLOW = 50  # … and at least so many times what starting took here: a slow machine is slow at both
PDF_PAGES = 40  # each is drawn and looked at for codes
PICTURES = 1000  # parts of a film's frames are pages of one picture file each
LONGEST = 14_400  # points that a side of a PDF's page may have (ISO 32000-1, annex C)
DPI = 300  # as those who look for codes draw a page,
MOST_PIXELS = 40_000_000  # and as many as they draw at most; the starter's longest picture has 18 million
PAGES, MEGAPIXELS, POINTS = msg("pages"), msg("million pixels"), msg("points for the side of a page")
LATE = 10  # the same in seconds of the clock, times this: the machine may be busy. Windows has no other bound.


@dataclass
class Confined:
    """Compiles like a Typesetter. A template that goes beyond its bounds is an error and is not run again."""

    root: Path
    fonts: Path
    own: tuple[str, ...]  # the files that are not the starter's, for the message
    _process: Any = field(default=None, repr=False)
    _pipe: Any = field(default=None, repr=False)
    _seconds: float = SECONDS
    _last: str = ""
    _ended: dict[str, OutreachError] = field(default_factory=dict, repr=False)

    def compile(self, template: str, data: str, format: Format, options: dict[str, Any]) -> list[bytes]:
        """As Typesetter.compile."""
        if template in self._ended:
            raise self._ended[template]
        self._last = template
        pages: list[bytes] = self._ask("compile", template, data, format, options)
        return pages

    def query(self, selector: str) -> str:
        """As Typesetter.query."""
        found: str = self._ask("query", selector)
        return found

    def forget(self) -> None:
        """As Typesetter.forget."""
        if self._process is not None:
            self._ask("forget")

    def _ask(self, *what: Any) -> Any:
        try:
            if self._process is None:
                self._start()
            self._pipe.send(what)
            if not self._pipe.poll(LATE * self._seconds):
                self._process.kill()
            answer = self._pipe.recv()
        except (EOFError, OSError):
            self._ended[self._last] = self._why()
            raise self._ended[self._last] from None
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def _start(self) -> None:
        context = multiprocessing.get_context("spawn")  # no fork: a worker has threads
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs, self.root, self.fonts), daemon=True)
        self._process.start()
        theirs.close()
        self._seconds = self._pipe.recv()

    def _why(self) -> OutreachError:
        """What ended the process, as an error of the template it was at."""
        self._process.join()
        ended, self._process = self._process.exitcode, None
        self._pipe.close()
        hint = msg(
            "a loop without end, a huge list, page or picture is the usual cause; see {files}", files=self._files()
        )
        return fail("layout", Where(f"templates/{self._last}"), _said(ended, self._seconds), hint)

    def _files(self) -> str:
        shown = self.own[:5]
        return ", ".join(f"`{name}`" for name in shown) + (" …" if len(self.own) > len(shown) else "")


def _said(ended: int, seconds: float) -> Message:
    if ended == -signal.SIGABRT:
        return msg("the layout needs more than {mb} MB of memory, which is its bound", mb=MEMORY >> 20)
    late = [signal.SIGTERM] if sys.platform == "win32" else [signal.SIGPROF, signal.SIGKILL]
    if -ended in late:
        return msg("the layout needs more than {s} seconds, which is its bound", s=f"{seconds:.1f}")
    return msg("the layout ended in a crash ({code}): something is nested far too deep", code=ended)


def _serve(pipe: Connection, root: Path, fonts: Path) -> None:
    """The process: answers until nobody asks any more."""
    began = time.process_time()
    _silent()
    fetch_nothing()
    desk = Typesetter(root, fonts)
    desk.warm()
    seconds = max(SECONDS, SLOW * (time.process_time() - began))
    pipe.send(seconds)
    with suppress(EOFError, OSError):  # whoever asked is gone
        while True:
            name, *words = pipe.recv()
            _bound(seconds)
            try:
                answer = getattr(desk, name)(*words)
                if name == "compile":
                    _bearable(answer, *words)
            except MemoryError:
                os.abort()
            except Exception as problem:  # whatever it is, whoever asked hears of it
                answer = problem
            _bound(0)
            pipe.send(answer)


def _bearable(pages: list[bytes], template: str, _data: str, format: Format, _options: dict[str, Any]) -> None:
    """Refuses what others would be ended by who read it: each page of a PDF is drawn here, where that has a bound."""
    place = Where(f"templates/{template}")
    if format == "pdf":
        _drawn(pages[0], place)
    elif format == "png":
        sides = [struct.unpack(">II", page[16:24]) for page in pages]
        _at_most(MOST_PIXELS // 10**6, sum(wide * high for wide, high in sides) // 10**6, MEGAPIXELS, place)
    _at_most(PICTURES, len(pages), PAGES, place)


def _drawn(pdf: bytes, place: Where) -> None:
    import pypdfium2  # noqa: PLC0415 - only for who makes a PDF

    document = pypdfium2.PdfDocument(pdf)
    _at_most(PDF_PAGES, len(document), PAGES, place)
    for page in document:
        size = page.get_size()
        _at_most(LONGEST, math.ceil(max(size)), POINTS, place)
        page.render(scale=min(DPI / 72, math.sqrt(MOST_PIXELS / (size[0] * size[1]))), grayscale=True).close()


def _at_most(most: int, found: int, what: str, place: Where) -> None:
    if found > most:
        raise fail("layout", place, msg("expected at most {most} {what}, found {n}", most=most, what=what, n=found))


def _silent() -> None:
    """An abort is told by whoever asked; what the compiler itself says of it is for its makers."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), 2)


if sys.platform == "linux":
    import resource

    def _bound(seconds: float) -> None:
        """From now on, so long and so much more memory; 0: as long and as much as it likes."""
        now = int(Path("/proc/self/statm").read_text("ascii").split()[5]) * resource.getpagesize()
        most = now + MEMORY if seconds else resource.RLIM_INFINITY
        # Data, not addresses: fonts that are mapped and room that an allocator only reserves cost nothing.
        hard = resource.getrlimit(resource.RLIMIT_DATA)[1]
        resource.setrlimit(resource.RLIMIT_DATA, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))
        signal.setitimer(signal.ITIMER_PROF, seconds)

elif sys.platform == "win32":

    def _bound(seconds: float) -> None:
        """Whoever asked watches the clock."""

else:

    def _bound(seconds: float) -> None:
        """From now on, so long; macOS knows limits of memory and keeps none."""
        signal.setitimer(signal.ITIMER_PROF, seconds)

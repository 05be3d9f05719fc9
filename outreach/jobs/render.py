"""A format of a pack: a storyboard or a timeline becomes named files, labelled and read back before they count."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar

from outreach import aigc
from outreach.cache import Record
from outreach.checks.built import modules
from outreach.formats import FORMATS
from outreach.formats.base import Render
from outreach.jobs import clips
from outreach.jobs.base import Desk, Job
from outreach.jobs.readback import label, read_back, wanted
from outreach.layout import Layout
from outreach.overflow import Fault, UnmadeError
from outreach.storyboard import Storyboard
from outreach.timeline import Timeline


@dataclass(frozen=True, kw_only=True, eq=False)
class Rendered(Job):
    """What every job of a format has."""

    kind: ClassVar[str] = "render"
    format: str
    source: Storyboard | Timeline
    ai: aigc.AiLabel | None = None
    codes: tuple[str, ...] = ()  # what its QR codes must say

    def modules(self) -> tuple[str, ...]:
        """Also the format's own, and the checks of what it makes."""
        return (type(self).__module__, FORMATS[self.format].module, *modules(film=False))

    def finish(self, desk: Desk, files: dict[str, bytes], faults: tuple[Fault, ...] = ()) -> Record:
        """Labels the files, reads codes and labels back, keeps them."""
        done = {name: label(name, data, self.ai) for name, data in files.items()}
        board = self.source.board if isinstance(self.source, Timeline) else self.source
        floor = {"floor": board.style.print_type["floor"]} if FORMATS[self.format].medium == "print" else {}
        facts = {**wanted(self.codes, self.ai), **floor}
        read_back({f"{board.folder}/{name}": data for name, data in done.items()}, self.format, facts, board)
        return desk.store.put(
            self.key, done, facts | ({"overflow": [fault.plain() for fault in faults]} if faults else {})
        )


@dataclass(frozen=True, kw_only=True, eq=False)
class RenderJob(Rendered):
    """A sheet, a deck, a page, cards, captions."""

    def run(self, desk: Desk) -> Record:
        """Renders it: a sheet that cannot hold its words costs only itself."""
        files, faults = _made(renderer(self.format), self.source, desk.layout)
        return self.finish(desk, files, faults)


@dataclass(frozen=True, kw_only=True, eq=False)
class HeardJob(Rendered):
    """A format that is heard: the storyboard and the clips of its parts."""

    clips: tuple[clips.SpokenClip, ...] = ()

    @property
    def needs(self) -> tuple[str, ...]:
        """The spoken lines."""
        return tuple(one.made_by for one in self.clips)

    def run(self, desk: Desk) -> Record:
        """Renders it of its clips."""
        files, faults = _made(renderer(self.format), (self.source, clips.read(self.clips, desk)), desk.layout)
        return self.finish(desk, files, faults)


def renderer(format: str) -> Render:
    """The function that makes a format."""
    made = FORMATS[format].render
    assert made is not None, format
    return made


def _made(render: Render, source: Any, layout: Layout) -> tuple[dict[str, bytes], tuple[Fault, ...]]:
    """The files, and what did not fit."""
    try:
        return render(source, layout), ()
    except UnmadeError as problem:
        return problem.files, problem.faults
    finally:
        layout.forget()

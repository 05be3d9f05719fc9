"""Typst: a template of templates/ and plain data become a PDF, PNG pages or a layer with alpha.

One compiler a process, bundled fonts only. Data goes in as a JSON value (`sys.inputs.data`), never as Typst source, so
a text that looks like code stays a text. Templates that are not the starter's run in a process of their own, bounded.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from outreach.confined import Confined
from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import Project, starter_of
from outreach.typesetter import Format, Typesetter
from outreach.views import View, sent

Data = View | Mapping[str, Any]  # a mapping is for a trial: what is built has a view

# A text that begins with @ is a package's name, also one put together; so are the ways to write its letters otherwise.
_FETCHES = re.compile(r'"@[^"]*"?|@preview\S*|\\u\{0*40\}|from-unicode')


@dataclass(eq=False)
class Layout:
    """Renders templates for one project. Keep one a process: only the first page loads the fonts."""

    project: Project
    _folder: Any = field(default=None, repr=False)

    @cached_property
    def root(self) -> Path:
        """A folder that holds templates/ and media/art/ and nothing else: what a template reads stays inside it."""
        self._folder = tempfile.TemporaryDirectory(prefix="outreach-")
        root = Path(self._folder.name)
        for top in ("templates", "media/art"):  # hard links: the compiler refuses others that lead out of its root
            for file in self.project.files(top):
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                _link(self.project.path(file), root / file)
        return root

    @cached_property
    def _typesetter(self) -> Typesetter | Confined:
        """The starter's own templates are ours and run here; others are programs of somebody else."""
        self._alone()
        fonts = self.project.path("media/fonts")
        own = self._own()
        return Confined(self.root, fonts, own) if own else Typesetter(self.root, fonts)

    def _own(self) -> tuple[str, ...]:
        """The project's templates that are not the starter's, byte by byte."""
        starter = starter_of(self.project)
        if self.project.folders["templates"].resolve() == starter.folders["templates"].resolve():
            return ()
        named = (file for file in self.project.files("templates") if file.endswith(".typ"))
        return tuple(
            file for file in named if not starter.exists(file) or starter.digest(file) != self.project.digest(file)
        )

    def forget(self) -> None:
        """Lets go of what is remembered of the pages before; see Typesetter."""
        self._typesetter.forget()

    def _alone(self) -> None:
        """Refuses templates that name packages: the compiler would fetch them from the network while it draws."""
        for file in self.project.files("templates"):
            if file.endswith(".typ"):
                for number, line in enumerate(self.project.read_text(file).split("\n"), 1):
                    found = _FETCHES.search(line)
                    if found:
                        message = msg("`{text}` names a package; nothing is fetched", text=found[0])
                        hint = msg("copy what you need of it into templates/")
                        raise fail("layout", Where(file, number, found.start() + 1), message, hint)

    def pdf(self, template: str, data: Data, *, date: str = "", standards: tuple[str, ...] = ("ua-1",)) -> bytes:
        """A PDF of `templates/<template>`. PDF/UA-1 by default: a missing glyph, alt text or title is an error.

        `date` (ISO) is what the file says it was made on: the day its words were reviewed, whenever it is built.
        """
        return self._compile(template, data, "pdf", pdf_standards=list(standards), timestamp=_timestamp(date))[0]

    def png(self, template: str, data: Data, *, ppi: float = 72.0) -> list[bytes]:
        """One PNG a page; at 72 ppi a Typst `pt` is a pixel. A page with `fill: none` keeps its alpha."""
        return self._compile(template, data, "png", ppi=ppi)

    def facts(self, label: str) -> list[Any]:
        """What the template compiled last told about itself: the values of its metadata with a label."""
        found = json.loads(self._typesetter.query(f"<{label}>"))
        return found if isinstance(found, list) else []

    def svg(self, template: str, data: Data) -> list[bytes]:
        """One SVG a page."""
        return self._compile(template, data, "svg")

    def _compile(self, template: str, data: Data, format: Format, **options: Any) -> list[bytes]:
        self.project.path(f"templates/{template}")
        return self._typesetter.compile(template, json.dumps(sent(data), ensure_ascii=False), format, options)


def _timestamp(date: str) -> int:
    """Seconds from 1970-01-01 to a day; the first day a zip can hold (1980) when none is given."""
    day = dt.date.fromisoformat(date) if date else dt.date(1980, 1, 1)
    return (day.toordinal() - dt.date(1970, 1, 1).toordinal()) * 86400


def _link(source: Path, target: Path) -> None:
    """A hard link, or a copy where the file system has none."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)

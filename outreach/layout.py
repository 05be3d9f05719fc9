"""Typst: a template of templates/ and plain data become a PDF, PNG pages or a layer with alpha.

One compiler a process, bundled fonts only. Data goes in as a JSON value (`sys.inputs.data`), never as Typst source, so
a text that looks like code stays a text. A warning of the compiler is an error of ours.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import typst

from outreach.diagnostics import NOWHERE, OutreachError, Where, error, fail
from outreach.messages import msg
from outreach.project import Project

# A text that begins with @ is a package's name, also one put together; so are the ways to write its letters otherwise.
_FETCHES = re.compile(r'"@[^"]*"?|@preview\S*|\\u\{0*40\}|from-unicode')


AGE = 10  # typst-py's `comemo::evict(10)` after each compilation


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
        for room in ("templates", "media/art"):  # hard links: the compiler refuses others that lead out of its root
            for file in self.project.files(room):
                (root / file).parent.mkdir(parents=True, exist_ok=True)
                _link(self.project.path(file), root / file)
        return root

    @cached_property
    def _fonts(self) -> typst.Fonts:
        folder = self.project.path("media/fonts")
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])

    @cached_property
    def _compiler(self) -> typst.Compiler:
        self._alone()
        return typst.Compiler(root=str(self.root), font_paths=self._fonts)

    @cached_property
    def _blank(self) -> typst.Compiler:
        """A compiler of an empty page; beside the other, which `facts` asks about its last page."""
        return typst.Compiler(root=str(self.root), font_paths=self._fonts)

    def forget(self) -> None:
        """Lets go of what is remembered of the pages before: up to 800 MB for a sheet whose words hardly fit.

        What all compilers of a process remember grows older with each page; what nothing asked for in `AGE` pages is
        dropped. Whoever lays out a large sheet calls this after it: the next one needs nothing of it.
        """
        for _ in range(AGE + 1):
            self._blank.compile(b"", format="svg")

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

    def pdf(self, template: str, data: Mapping[str, Any], *, standards: tuple[str, ...] = ("ua-1",)) -> bytes:
        """A PDF of `templates/<template>`. PDF/UA-1 by default: a missing glyph, alt text or title is an error."""
        return self._compile(template, data, "pdf", pdf_standards=list(standards), timestamp=self._timestamp())[0]

    def png(self, template: str, data: Mapping[str, Any], *, ppi: float = 72.0) -> list[bytes]:
        """One PNG a page; at 72 ppi a Typst `pt` is a pixel. A page with `fill: none` keeps its alpha."""
        return self._compile(template, data, "png", ppi=ppi)

    def facts(self, label: str) -> list[Any]:
        """What the template compiled last told about itself: the values of its metadata with a label."""
        found = json.loads(self._compiler.query(f"<{label}>", field="value"))
        return found if isinstance(found, list) else []

    def svg(self, template: str, data: Mapping[str, Any]) -> list[bytes]:
        """One SVG a page."""
        return self._compile(template, data, "svg")

    def _timestamp(self) -> int:
        date = self.project.date
        return (date.toordinal() - 719163) * 86400  # days since 1970-01-01: the same bytes all day

    def _compile(
        self, template: str, data: Mapping[str, Any], format: Literal["pdf", "png", "svg"], **options: Any
    ) -> list[bytes]:
        self.project.path(f"templates/{template}")
        source = self.root / "templates" / template
        inputs = {"data": json.dumps(data, ensure_ascii=False)}
        try:
            made, warnings = self._compiler.compile_with_warnings(
                input=str(source), format=format, sys_inputs=inputs, **options
            )
        except typst.TypstError as problem:
            raise OutreachError(
                [error("layout", _place(problem, template), problem.message, *problem.hints)]
            ) from problem
        except BaseException as problem:
            if type(problem).__name__ != "PanicException":
                raise
            hint = msg("a page of endless width or height, or far too large, cannot be drawn")
            message = msg("the layout gave up: {why}", why=problem)
            raise fail("layout", Where(f"templates/{template}"), message, hint) from None
        serious = [w for w in warnings if "unknown font" in w.message or "could not be displayed" in w.message]
        if serious:
            raise OutreachError(
                [error("layout", NOWHERE, f"templates/{template}: {w.message}", *w.hints) for w in serious]
            )
        return [page for page in (made if isinstance(made, list) else [made]) if page is not None]


def _place(problem: typst.TypstError, template: str) -> Where:
    """The line of the template that the compiler names, as a path of the project."""
    found = re.search(r"┌─ \S*?(templates/\S+?):(\d+):(\d+)", problem.diagnostic or "")
    return Where(found[1], int(found[2]), int(found[3]) + 1) if found else Where(f"templates/{template}")


def _link(source: Path, target: Path) -> None:
    """A hard link, or a copy where the file system has none."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)

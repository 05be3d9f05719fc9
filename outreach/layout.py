"""Typst: a template of templates/ and plain data become a PDF, PNG pages or a layer with alpha.

One compiler a process, bundled fonts only. Data goes in as a JSON value (`sys.inputs.data`), never as Typst source, so
a text that looks like code stays a text. A warning of the compiler is an error of ours.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import typst

from outreach.diagnostics import NOWHERE, OutreachError, Where, error
from outreach.project import Project


@dataclass
class Layout:
    """Renders templates for one project. Keep one a process: only the first page loads the fonts."""

    project: Project
    _folder: Any = field(default=None, repr=False)

    @cached_property
    def root(self) -> Path:
        """A folder that holds templates/ and media/: the project, or hard links to both when they live apart."""
        rooms = self.project.rooms
        home = rooms["templates"].parent.resolve()
        if all(rooms[room].resolve() == home / room for room in ("templates", "media")):
            return home
        self._folder = tempfile.TemporaryDirectory(prefix="outreach-")
        root = Path(self._folder.name)
        for room in ("templates", "media"):  # no symbolic links: the compiler refuses what they lead out of its root
            shutil.copytree(rooms[room], root / room, copy_function=_link, ignore=shutil.ignore_patterns("*.ttc"))
        return root

    @cached_property
    def _compiler(self) -> typst.Compiler:
        folder = self.project.path("media/fonts")
        fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
        return typst.Compiler(root=str(self.root), font_paths=fonts)

    def pdf(self, template: str, data: Mapping[str, Any], *, standards: tuple[str, ...] = ("ua-1",)) -> bytes:
        """A PDF of `templates/<template>`. PDF/UA-1 by default: a missing glyph, alt text or title is an error."""
        return self._compile(template, data, "pdf", pdf_standards=list(standards), timestamp=self._timestamp())[0]

    def png(self, template: str, data: Mapping[str, Any], *, ppi: float = 72.0) -> list[bytes]:
        """One PNG a page; at 72 ppi a Typst `pt` is a pixel. A page with `fill: none` keeps its alpha."""
        return self._compile(template, data, "png", ppi=ppi)

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
                [error("layout", Where(f"templates/{template}"), problem.message, *problem.hints)]
            ) from problem
        serious = [w for w in warnings if "unknown font" in w.message or "could not be displayed" in w.message]
        if serious:
            raise OutreachError(
                [error("layout", NOWHERE, f"templates/{template}: {w.message}", *w.hints) for w in serious]
            )
        return [page for page in (made if isinstance(made, list) else [made]) if page is not None]


def _link(source: str, target: str) -> None:
    """A hard link, or a copy where the file system has none."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copyfile(source, target)

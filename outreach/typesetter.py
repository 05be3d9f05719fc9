"""Typst itself, in this process: one compiler over one folder and one folder of fonts.

A warning of the compiler that costs words or a typeface is an error of ours.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Literal

import typst

from outreach.diagnostics import OutreachError, Where, error, fail
from outreach.messages import msg

AGE = 10  # typst-py's `comemo::evict(10)` after each compilation
Format = Literal["pdf", "png", "svg"]
NOWHERE_TO_FETCH = "http://127.0.0.1:0"  # port 0 takes no connection
_PROXIES = ("http_proxy", "https_proxy", "all_proxy")


@dataclass
class Typesetter:
    """A compiler that sees `root` and `fonts` and nothing else; the fonts load with the first page."""

    root: Path
    fonts: Path

    @cached_property
    def _faces(self) -> typst.Fonts:
        return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self.fonts)])

    @cached_property
    def _compiler(self) -> typst.Compiler:
        packages = str(self.root / "packages")  # there is no such folder: not even those that the machine has
        return typst.Compiler(
            root=str(self.root), font_paths=self._faces, package_path=packages, package_cache_path=packages
        )

    @cached_property
    def _blank(self) -> typst.Compiler:
        """A compiler of an empty page; beside the other, which `query` asks about its last page."""
        return typst.Compiler(root=str(self.root), font_paths=self._faces)

    def forget(self) -> None:
        """Lets go of what is remembered of the pages before: up to 800 MB for a sheet whose words hardly fit.

        What all compilers of a process remember grows older with each page; what nothing asked for in `AGE` pages is
        dropped. Whoever lays out a large sheet calls this after it: the next one needs nothing of it.
        """
        for _ in range(AGE + 1):
            self._blank.compile(b"", format="svg")

    def warm(self) -> None:
        """Loads the fonts and sets a first word."""
        self._compiler.compile(b"#set page(width: 9pt, height: 9pt)\nx", format="png")

    def compile(self, template: str, data: str, format: Format, options: dict[str, Any]) -> list[bytes]:
        """The pages of `templates/<template>`, which gets `data` as a JSON text. Raises OutreachError."""
        source = str(self.root / "templates" / template)
        try:
            made, warnings = self._compiler.compile_with_warnings(
                input=source, format=format, sys_inputs={"data": data}, **options
            )
        except typst.TypstError as problem:
            raise _told(problem, template) from problem
        except BaseException as problem:
            if type(problem).__name__ != "PanicException":
                raise
            hint = msg("a page without an end, a page far too large or a pattern of almost no size cannot be drawn")
            message = msg("the layout gave up: it cannot be drawn")
            raise fail("layout", Where(f"templates/{template}"), message, hint) from problem
        serious = [w for w in warnings if "unknown font" in w.message or "could not be displayed" in w.message]
        if serious:
            place = Where(f"templates/{template}")
            raise OutreachError([error("layout", place, w.message, *w.hints) for w in serious])
        return [page for page in (made if isinstance(made, list) else [made]) if page is not None]

    def query(self, selector: str) -> str:
        """The values of the metadata that fits, in what was compiled last, as a JSON text."""
        return self._compiler.query(selector, field="value")


def fetch_nothing() -> None:
    """For a process of its own: the compiler asks the network for packages only through a proxy that takes nobody.

    A template can put a package's name together in more ways than a look at its text finds.
    """
    os.environ.pop("no_proxy", None)
    os.environ.pop("NO_PROXY", None)
    os.environ.update({name: NOWHERE_TO_FETCH for proxy in _PROXIES for name in (proxy, proxy.upper())})


def _told(problem: typst.TypstError, template: str) -> OutreachError:
    where = _place(problem, template)
    if "failed to download package" in problem.message:
        message = msg("a package is wanted here; nothing is fetched")
        return fail("layout", where, message, msg("copy what you need of it into templates/"))
    return fail("layout", where, problem.message, *problem.hints)


def _place(problem: typst.TypstError, template: str) -> Where:
    """The line of the template that the compiler names, as a path of the project."""
    found = re.search(r"┌─ \S*?(templates/\S+?):(\d+):(\d+)", problem.diagnostic or "")
    return Where(found[1], int(found[2]), int(found[3]) + 1) if found else Where(f"templates/{template}")

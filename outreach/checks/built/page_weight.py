"""A web page is light: what a phone loads of its own accord, before anybody asks for the film, is soon there.

Why: the code is scanned in a basement, a lift, a village; a page that does not come is a blank screen under our name.
Source: ours: 500 kB are ten seconds of a connection of 400 kb/s.
The bytes of the files are added up as they lie in the folder: the page, its styles, scripts, pictures and posters. Not
counted: the film and what else is loaded when it is asked for, and that a server may send everything packed.
PASS: a page with its drawings of 112 kB
FAIL: a page with a photograph of 3 MB
"""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from lxml import html

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import msg

# What is loaded unasked: XPath of the address.
_LOADED = "//img/@src|//script/@src|//video/@poster|//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href"


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields a page that is too heavy, with its heaviest file."""
    tree = html.document_fromstring(built.bytes or b"<p></p>", parser=html.HTMLParser(encoding="utf-8"))
    found: Any = tree.xpath(_LOADED)
    files = {built.path: len(built.bytes)}
    for address in map(str, found):
        path = _path(built.path, address)
        if built.beside and path in built.beside:
            files[path] = built.beside[path].stat().st_size
    whole, most = sum(files.values()) / 1000, built.limit("page_weight.bytes")
    if whole > most:
        heaviest = max(files, key=lambda name: files[name])
        wanted, measured = msg("a page of at most {n} kB", n=f"{most:g}"), f"{whole:.0f} kB"
        message = msg("`{name}`: expected {wanted}, found {found}", name=built.path, wanted=wanted, found=measured)
        hint = msg("the heaviest: `{file}`, {n} kB", file=heaviest, n=f"{files[heaviest] / 1000:.0f}")
        yield error("page-weight", NOWHERE, message, hint, wanted=wanted, measured=measured, spot=Spot(built.path))


def _path(page: str, address: str) -> str:
    """Where a file lies that a page names, below the output folder; "" for what is elsewhere."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme or not parts.path:
        return ""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(parts.path)))

"""Pages, captions and announcements are what their names say, and a page shows only what lies beside it.

Why: a page that was copied without its pictures, or cut off on its way, looks whole in a list of files.
Source: HTML (WHATWG: doctype, `lang`, `title`); WebVTT (W3C: the first line); our rule that everything works offline.
PASS: a page with its style and drawings; captions that begin with WEBVTT; sound that ffmpeg decodes to the end
WARN: a script or picture from another host
FAIL: a page without an end, without `lang` or `title`, whose drawing is not there; captions without a time
"""

from __future__ import annotations

import posixpath
import re
import subprocess
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urlsplit

from imageio_ffmpeg import get_ffmpeg_exe
from lxml import html

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error, warning
from outreach.messages import Message, msg

_CUE = re.compile(r"\d\d:\d\d[.,]\d{3} --> \d\d:\d\d:\d\d[.,]\d{3}|\d\d:\d\d[.,]\d{3} --> \d\d:\d\d[.,]\d{3}")
# Elements that load something of their own accord: XPath of the address.
_LOADED = "//img/@src|//script/@src|//source/@src|//track/@src|//iframe/@src|//embed/@src|//object/@data"
_LINKED = "//link[@rel='stylesheet' or @rel='icon' or @rel='preload']/@href"


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is missing or foreign."""
    if built.suffix == ".html":
        yield from _page(built)
    elif built.suffix in (".vtt", ".srt"):
        yield from _captions(built)
    else:
        yield from _sound(built)


def _page(built: Built) -> Iterator[Diagnostic]:
    text = built.bytes.decode("utf-8", "replace")
    tree = html.document_fromstring(text.encode() or b"<p></p>", parser=html.HTMLParser(encoding="utf-8"))
    if "\ufffd" in text or not re.search(r"</html>\s*$", text, re.I):
        yield _wrong(built, msg("a whole page in UTF-8"))
        return
    if not tree.get("lang") or not (tree.findtext(".//title") or "").strip():
        yield _wrong(built, msg("a page with a language and a title"))
    found: Any = tree.xpath(f"{_LOADED}|{_LINKED}")
    for address in dict.fromkeys(map(str, found)):
        yield from _loaded(built, address)


def _loaded(built: Built, address: str) -> Iterator[Diagnostic]:
    """What a page loads; a file above its own folder is another format's, made only when it is wished for."""
    parts = urlsplit(address)
    if parts.netloc or parts.scheme in ("http", "https"):
        message = msg("`{name}`: loads `{address}` from another host", name=built.path, address=address)
        yield warning("page", NOWHERE, message, msg("pages of ours work offline: who put it there?"), spot=_spot(built))
    elif built.beside is not None and parts.path and not parts.scheme and not address.startswith(("..", "/")):
        path = posixpath.normpath(posixpath.join(posixpath.dirname(built.path), unquote(parts.path)))
        if path not in built.beside:
            message = msg("`{name}`: shows `{file}`, which is not there", name=built.path, file=address)
            yield error("page", NOWHERE, message, msg("copy the whole folder"), spot=_spot(built))


def _captions(built: Built) -> Iterator[Diagnostic]:
    text = built.bytes.decode("utf-8-sig", "replace")
    if "\ufffd" in text or not _CUE.search(text) or (built.suffix == ".vtt" and not text.startswith("WEBVTT")):
        yield _wrong(built, msg("captions in UTF-8"))


def _sound(built: Built) -> Iterator[Diagnostic]:
    command = [
        get_ffmpeg_exe(),
        "-nostdin",
        "-v",
        "error",
        "-xerror",
        "-i",
        "pipe:0",
        "-map",
        "0:a:0",
        "-f",
        "null",
        "-",
    ]
    done = subprocess.run(command, input=built.bytes, capture_output=True, check=False)
    if done.returncode:
        yield _wrong(built, msg("sound that can be heard to its end"))


def _wrong(built: Built, wanted: Message) -> Diagnostic:
    message = msg("`{name}`: expected {wanted}, found something else", name=built.path, wanted=wanted)
    return error("whole", NOWHERE, message, msg("copy it again"), wanted=wanted, spot=_spot(built))


def _spot(built: Built) -> Spot:
    return Spot(built.path)

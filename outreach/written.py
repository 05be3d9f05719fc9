"""What is written in a finished file, in letters that can be copied: by page, slide, or as a whole."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

import pypdfium2 as pdfium
from lxml import html
from pptx import Presentation

Box = tuple[float, float, float, float]  # left, top, right, low, from 0 to 1
_SEEN = "//text()[not(ancestor::script or ancestor::style)]|//@alt|//@aria-label|//@title|//@content"


@dataclass(frozen=True)
class Written:
    """The words of a page, a slide or a whole file, and where some of them stand there (None: nobody knows)."""

    words: str
    unit: Literal["page", "slide", "second", ""] = ""
    number: float = 0  # pages and slides from 1
    place: Callable[[str], Box | None] = lambda _: None


def written(suffix: str, data: bytes) -> Iterator[Written]:
    """All that is written in a file of that kind. Raises what its reader raises for a broken one."""
    yield from READERS[suffix](data)


def _pages(data: bytes) -> Iterator[Written]:
    with pdfium.PdfDocument(data) as document:
        for n, page in enumerate(document, 1):
            text, size = page.get_textpage(), page.get_size()
            yield Written(text.get_text_range(), "page", n, partial(_box, text, size))


def _box(text: pdfium.PdfTextPage, size: tuple[float, float], words: str) -> Box | None:
    """Where the words first stand on a page."""
    found = text.search(words).get_next()
    if not found:
        return None
    signs = [text.get_charbox(n) for n in range(found[0], sum(found))]  # left, low, right, top, in points from below
    left, low = min(one[0] for one in signs), min(one[1] for one in signs)
    right, top = max(one[2] for one in signs), max(one[3] for one in signs)
    return left / size[0], 1 - top / size[1], right / size[0], 1 - low / size[1]


def _slides(data: bytes) -> Iterator[Written]:
    """What is shown, and the speaker's notes."""
    for n, slide in enumerate(Presentation(io.BytesIO(data)).slides, 1):
        parts = [slide._element, *([slide.notes_slide._element] if slide.has_notes_slide else [])]
        yield Written("\n".join(_paragraphs(parts)), "slide", n)


def _paragraphs(parts: list[Any]) -> Iterator[str]:
    main = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
    for part in parts:
        for paragraph in part.iter(f"{main}p"):
            yield "".join(run.text or "" for run in paragraph.iter(f"{main}t"))


def _page(data: bytes) -> Iterator[Written]:
    """A page for a browser, without its code; also words for pictures and other things that are read aloud."""
    tree = html.document_fromstring(data or b"<p></p>", parser=html.HTMLParser(encoding="utf-8"))
    words: Any = tree.xpath(_SEEN)
    yield Written("\n".join(map(str, words)))


def _text(data: bytes) -> Iterator[Written]:
    yield Written(data.decode("utf-8", "replace"))


READERS: dict[str, Callable[[bytes], Iterator[Written]]] = {
    ".pdf": _pages,
    ".pptx": _slides,
    ".html": _page,
    **dict.fromkeys((".txt", ".vtt", ".srt"), _text),
}

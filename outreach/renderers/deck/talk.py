"""The slides of a talk together: few enough, nothing asked twice, every title unique."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from outreach.renderers.deck.pages import Page

MOST = 16  # slides of a talk in two languages, which is held in half the time
ASKED = 2  # questions of a quiz that are kept first where slides have to go; the page has them all


def few(pages: list[Page]) -> list[Page]:
    """Of a talk in two languages that is too long the last questions go first, then the agenda and the slide in short,
    then all questions: the story has asked one already."""
    asked = [(page, *after) for page, *after in _with_answers(pages) if page.layout == "quiz"]
    other = [page for page in pages if page.section == "opening" and page.layout in ("agenda", "hook")]
    spare = [*reversed(asked[ASKED:]), *((page,) for page in reversed(other)), *reversed(asked[:ASKED])]
    while len(pages) >= MOST and spare:
        gone = spare.pop(0)
        pages = [page for page in pages if not any(page is one for one in gone)]
        if gone[0].layout == "hook":  # what it showed is said at the cover
            pages[0] = replace(pages[0], say=gone[0].say, seconds=gone[0].seconds)
    return pages


def _with_answers(pages: Sequence[Page]) -> Iterator[list[Page]]:
    """Each page with the slide of its answer, where that is another."""
    for one, after in zip(pages, [*pages[1:], None], strict=True):
        if one.layout != "answer":
            yield [one, *([after] if after and after.layout == "answer" else [])]


def asked_once(pages: Sequence[Page]) -> Iterator[Page]:
    """What a kind of scene asks is asked at its first slide, of a talk at the first on which there is a trick."""
    asked = set()
    for page in pages:
        own = page.layout in ("pause", "quiz")
        idle = page.layout == "story" and not any(item.flags for item in page.items)
        if page.ask and not own and (idle or page.ask.shown in asked):
            yield replace(page, ask=None)
            continue
        if page.ask:
            asked.add(page.ask.shown)
        yield page


def numbered(pages: Sequence[Page]) -> tuple[Page, ...]:
    """Slides with the same title get (1/2), (2/2), so that every title is unique."""
    titles = [p.title.shown for p in pages]
    seen: dict[str, int] = {}
    found = []
    for page in pages:
        title = page.title.shown
        seen[title] = seen.get(title, 0) + 1
        found.append(replace(page, part=(seen[title], titles.count(title))))
    return tuple(found)

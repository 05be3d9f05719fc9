"""Speaker's notes: what to say, what to ask, how long it takes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.packuri import PackURI
from pptx.oxml.slide import CT_NotesSlide
from pptx.parts.slide import NotesSlidePart

from outreach.renderers.deck.ink import Pen, element, name_of, placeholder
from outreach.renderers.deck.pages import Page
from outreach.renderers.deck.typeset import Paragraph
from outreach.storyboard import Storyboard, Text

SIZE = 14.0


def lines(page: Page, board: Storyboard) -> Iterator[tuple[str, str, bool]]:
    """(text, language, heading) of each line of a slide's notes; the companion language follows its text."""
    labels = board.labels
    yield f"{labels['notes_time'].shown} {clock(page.seconds)}", board.lang, True
    if page.say:
        yield labels["notes_say"].shown, board.lang, True
        for text in page.say:
            yield from _both(text)
    if page.ask:
        yield labels["notes_ask"].shown, board.lang, True
        yield from _both(page.ask)
    if page.then:
        yield labels["answer"].shown, board.lang, True
        for text in page.then:
            yield from _both(text)


def _both(text: Text) -> Iterator[tuple[str, str, bool]]:
    yield text.said, text.lang, False
    if text.beside:
        yield text.beside.said, text.beside.lang, False


def clock(seconds: float) -> str:
    """Minutes and seconds, to the nearest five seconds: "1:05"."""
    whole = max(5, 5 * round(seconds / 5))
    return f"{whole // 60}:{whole % 60:02d}"


def write(slide: Any, rows: list[tuple[str, str, bool]], pen: Pen) -> None:
    """Give the slide a notes page with these lines: its picture and the text, in the notes master's places."""
    paragraphs = [Paragraph((text,), lang, SIZE, bold, pitch=1.2) for text, lang, bold in rows]
    package, number = slide.part.package, slide.part.partname.idx
    master = package.presentation_part.notes_master_part
    part = NotesSlidePart(
        PackURI(f"/ppt/notesSlides/notesSlide{number}.xml"), CT.PML_NOTES_SLIDE, package, CT_NotesSlide.new()
    )
    part.relate_to(master, RT.NOTES_MASTER)
    part.relate_to(slide.part, RT.SLIDE)
    slide.part.relate_to(part, RT.NOTES_SLIDE)
    index = {ph.element.ph.get("type"): ph.element.ph.get("idx") for ph in master.notes_master.placeholders}
    tree = part.notes_slide.shapes._spTree
    tree.append(element(
        f'<p:sp><p:nvSpPr>{name_of(2, "slide image", decorative=True)}<p:cNvSpPr><a:spLocks noGrp="1" noRot="1" '
        f'noChangeAspect="1"/></p:cNvSpPr><p:nvPr><p:ph type="sldImg" idx="{index["sldImg"]}"/></p:nvPr></p:nvSpPr>'
        "<p:spPr/></p:sp>"
    ))  # fmt: skip
    body = pen.body(paragraphs, inherit=True, wrap=False)  # numbers as they are typed
    tree.append(element(placeholder(name_of(3, "notes"), "body", int(index["body"]), body)))

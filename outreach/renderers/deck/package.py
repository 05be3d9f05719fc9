"""The finished package: sections, properties, and a zip whose bytes depend on nothing but its content."""

from __future__ import annotations

import datetime as dt
import io
import uuid
import zipfile
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import quoteattr

from outreach.imprint import imprint_line
from outreach.renderers.deck.ink import element
from outreach.storyboard import Storyboard

P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a zip can hold


def sections(deck: Any, names: Sequence[tuple[str, int]]) -> None:
    """Group the slides: (section name, number of slides), in order."""
    ids = [slide.slide_id for slide in deck.slides]
    rows, start = "", 0
    for n, (name, count) in enumerate(names):
        key = str(uuid.uuid5(uuid.NAMESPACE_URL, f"outreach:{n}:{name}")).upper()
        members = "".join(f'<p14:sldId id="{i}"/>' for i in ids[start : start + count])
        rows += (
            f'<p14:section name={quoteattr(name)} id="{{{key}}}"><p14:sldIdLst>{members}</p14:sldIdLst></p14:section>'
        )
        start += count
    deck.part._element.append(
        element(
            '<p:extLst><p:ext uri="{521415D9-36F7-43E2-AB2F-B90AF26B5E84}">'
            f'<p14:sectionLst xmlns:p14="{P14}">{rows}</p14:sectionLst></p:ext></p:extLst>'
        )
    )


def properties(deck: Any, board: Storyboard) -> None:
    """Core properties: title, author, language, subject, and the day its words were reviewed as its date."""
    core = deck.core_properties
    core.title, core.author = _brief(board.title.shown), _brief(board.brand.name.shown)
    core.subject, core.language = _brief(board.summary.shown), board.lang
    core.keywords = _brief(", ".join(filter(None, (board.scam, board.audience, board.lang, imprint_line(board)))))
    core.category = "" if board.review.approved else _brief(board.labels["draft"].shown)
    core.last_modified_by, core.revision = core.author, 1
    date = dt.date.fromisoformat(board.reviewed)
    core.created = core.modified = dt.datetime(date.year, date.month, date.day, tzinfo=dt.UTC)


def _brief(words: str) -> str:
    """What a property holds: python-pptx refuses more than Office reads, 255 characters."""
    return words if len(words) <= 255 else words[:254] + "…"


def pack(deck: Any) -> bytes:
    """The package as bytes, the same for the same slides: entries keep their order and carry one fixed date."""
    loose = io.BytesIO()
    deck.save(loose)
    done = io.BytesIO()
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(done, "w") as target:
        for name in source.namelist():
            kind = zipfile.ZIP_STORED if name.endswith((".png", ".jpg", ".mp4")) else zipfile.ZIP_DEFLATED
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o600 << 16
            target.writestr(info, source.read(name), kind)
    return done.getvalue()

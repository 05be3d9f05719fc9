"""PDF: the entry `/AIGC` of the document information."""

from __future__ import annotations

import io

import pikepdf

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg


def write(data: bytes, text: str) -> bytes:
    """The file with this entry; saved so that the same input gives the same bytes."""
    out = io.BytesIO()
    with _open(data) as pdf:
        pdf.docinfo["/AIGC"] = pikepdf.String(text)
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def read(data: bytes) -> list[str]:
    """The entry's text, if there is one."""
    with _open(data) as pdf:
        return [str(pdf.docinfo["/AIGC"])] if "/AIGC" in pdf.docinfo else []


def _open(data: bytes) -> pikepdf.Pdf:
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PdfError as problem:
        raise fail(
            "aigc",
            NOWHERE,
            msg("expected a file of kind {kind}, found something else", kind="PDF"),
        ) from problem

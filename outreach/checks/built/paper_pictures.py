"""Pictures on a sheet have enough dots for paper.

Why: what looks sharp on a screen is a blur on paper, and a blurred bank looks like a forged one.
Source: 300 dots an inch at full size is usual for print, 150 are the least (pageloot.com, schoolprinter.hk). Ours are
drawn in lines: this asks what somebody else put on a sheet.
PASS: a photo of 200 dots an inch
FAIL: a logo from a web page, 72 dots an inch
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import msg
from outreach.paper.seen import pages


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields each page with a picture that is too coarse."""
    least = built.limit("paper_pictures.dots")
    for page in pages(built.bytes):
        dots = min(page.pictures, default=least)
        if dots < least - 1:
            wanted, found = msg("pictures of {n} dots an inch and more", n=f"{least:g}"), f"{dots:.0f}"
            values = {"name": built.path, "n": page.number, "wanted": wanted, "found": found}
            told = msg("`{name}`, page {n}: expected {wanted}, found {found}", **values)
            hint = msg("put in a larger picture, or show it smaller")
            spot = Spot(built.path, "page", page.number)
            yield error("paper-pictures", NOWHERE, told, hint, wanted=wanted, measured=found, spot=spot)

"""Beside each printed code stands in letters where it leads.

Why: a code that says nothing of itself teaches people to scan any code; who pastes another over it is not seen.
Source: quishing.online (a letter with a code and no printed address is a warning sign); NCSC. How near is ours: not
farther than the code is wide, so that both are seen at once.
PASS: `fz.jiangwanbank.example` under a code that leads to https://fz.jiangwanbank.example/q/…
FAIL: a code alone; one with another address beside it
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

import numpy as np
import pypdfium2 as pdfium

from outreach.checks.built import Built
from outreach.codes.symbol import Symbol, symbols
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import msg
from outreach.paper.seen import Page, pages

DPI = 150.0
MOST_PIXELS = 20_000_000  # a roll-up is looked at from afar


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields each code without its address."""
    far = built.limit("paper_address.near")
    with pdfium.PdfDocument(built.bytes) as document:
        for page in pages(built.bytes):
            dots = min(DPI / 72, math.sqrt(MOST_PIXELS / (page.size[0] * page.size[1])))
            drawn = np.asarray(document[page.number - 1].render(scale=dots).to_pil().convert("L"))
            for one in symbols(drawn, None):
                host = urlsplit(one.text.lower()).hostname
                ours = built.codes is None or one.text in built.codes  # of others paper_code tells
                if host and ours and not _near(one, host, page, dots, far):
                    yield _bare(built, page, one, host, dots)


def _near(one: Symbol, host: str, page: Page, dots: float, far: float) -> bool:
    """Does the host, or the domain that it belongs to, stand not farther away than so many of the code's sides?"""
    box = [side / dots for side in one.box]
    room, above = far * (box[2] - box[0]), host.partition(".")[2]
    words = "".join(letter.sign[0] for letter in page.letters).lower()
    name = above if "." in above else host
    places = [match.span() for match in re.finditer(re.escape(name), words)]
    return any(_apart(letter.box, box) <= room for a, b in places for letter in page.letters[a:b])


def _apart(one: Sequence[float], other: Sequence[float]) -> float:
    """The way between two boxes."""
    across = max(one[0] - other[2], other[0] - one[2], 0.0)
    return math.hypot(across, max(one[1] - other[3], other[1] - one[3], 0.0))


def _bare(built: Built, page: Page, one: Symbol, host: str, dots: float) -> Diagnostic:
    wanted, found = msg("`{host}` in letters beside the code", host=host), msg("nothing of it")
    values = {"name": built.path, "n": page.number, "wanted": wanted, "found": found}
    told = msg("`{name}`, page {n}: expected {wanted}, found {found}", **values)
    wide, high = (side * dots for side in page.size)
    left, top, right, low = one.box
    spot = Spot(built.path, "page", page.number, (left / wide, top / high, right / wide, low / high))
    hint = msg("print the address beside it, or take the code out")
    return error("paper-address", NOWHERE, told, hint, wanted=wanted, measured=found, spot=spot)

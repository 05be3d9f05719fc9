"""Where the mark of a draft lies on a sheet, and which words lie under it."""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2 as pdfium

BESIDE, ABOVE = (
    0.5,
    0.25,
)  # of the letters' height: the mark's paper round its words (`draft` of templates/print/parts.typ)
EDGE = 0.5  # points that the boxes of letters may touch


def covered(data: bytes, mark: str) -> Iterator[tuple[int, str]]:
    """(page, the words that lie under it) of each mark, "" where there are none."""
    for n, page in enumerate(pdfium.PdfDocument(data), 1):
        text = page.get_textpage()
        letters = [(text.get_text_range(k, 1), text.get_charbox(k, loose=True)) for k in range(text.count_chars())]
        search = text.search(mark)
        while found := search.get_next():
            first, count = found
            own = [box for _, box in letters[first : first + count]]
            high = max(box[3] - box[1] for box in own)
            left, right = min(b[0] for b in own) - BESIDE * high, max(b[2] for b in own) + BESIDE * high
            low, top = min(b[1] for b in own) - ABOVE * high, max(b[3] for b in own) + ABOVE * high
            others = [*letters[:first], *letters[first + count :]]
            under = [
                one
                for one, (x, y, to_x, to_y) in others
                if one.strip() and x < right - EDGE and to_x > left + EDGE and y < top - EDGE and to_y > low + EDGE
            ]
            yield n, "".join(under)

"""What a print dialogue should start with: the side to flip on, the true size (ISO 32000-2, 12.2, table 147)."""

from __future__ import annotations

import io

import pikepdf

from outreach.paper.tags import head_rows

# Which edge a sheet is flipped on, by template: an A4 sheet that is folded lies flat and turns on its short edge.
# Any other sheet is held upright and turns like a page of a book.
SHORT_EDGE = frozenset({"half-fold", "trifold"})
ONE_SIDED = frozenset({"game", "bingo"})  # pages are parts of one picture, or sheets for one person each


def advise(data: bytes, template: str) -> bytes:
    """The PDF with /Duplex and /PrintScaling None: fitted to a page, folds would shift. Same input, same bytes."""
    with pikepdf.open(io.BytesIO(data)) as file:
        head_rows(file)
        if len(file.pages) == 1 or template in ONE_SIDED:
            sides = pikepdf.Name.Simplex
        else:
            sides = pikepdf.Name.DuplexFlipShortEdge if template in SHORT_EDGE else pikepdf.Name.DuplexFlipLongEdge
        wishes = file.Root.get("/ViewerPreferences", pikepdf.Dictionary())
        wishes["/Duplex"], wishes["/PrintScaling"] = sides, pikepdf.Name("/None")
        wishes["/PickTrayByPDFSize"] = True
        file.Root["/ViewerPreferences"] = wishes
        out = io.BytesIO()
        file.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()

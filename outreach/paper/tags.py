"""Tags of a finished sheet that the layout cannot set: the header cells of its tables."""

from __future__ import annotations

from typing import Any

import pikepdf


def head_rows(file: pikepdf.Pdf) -> None:
    """The first cell of each row heads it, in every table without header cells: a number, and what it is for.

    Typst writes header cells for a row of headings alone; what each number is needs none above it (ISO 14289-1 §7.5).
    """
    tables = [one for one in file.objects if _is(one, "/Table")]
    for rows in ([*_below(one, "/TR")] for one in tables):
        cells = [[*_below(row, "/TH", "/TD")] for row in rows]
        if all(_is(cell, "/TD") for row in cells for cell in row):
            for row in cells:
                row[0].S, row[0].A = pikepdf.Name.TH, pikepdf.Dictionary(O=pikepdf.Name.Table, Scope=pikepdf.Name.Row)


def _is(one: Any, *kinds: str) -> bool:
    return isinstance(one, pikepdf.Dictionary) and str(one.get("/S", "")) in kinds


def _below(one: Any, *kinds: str) -> list[Any]:
    """The elements of some kinds under another, through groups of rows."""
    kids = one.get("/K", [])
    found = [
        kid for kid in (kids if isinstance(kids, pikepdf.Array) else [kids]) if isinstance(kid, pikepdf.Dictionary)
    ]
    groups = [kid for kid in found if _is(kid, "/THead", "/TBody", "/TFoot")]
    return [kid for kid in found if _is(kid, *kinds)] + [kid for group in groups for kid in _below(group, *kinds)]

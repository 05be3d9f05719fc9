"""Leaflets: a storyboard becomes a printed sheet in the fold its audience needs."""

from __future__ import annotations

import json
import re
from typing import Any

from outreach.diagnostics import OutreachError, Where, fail
from outreach.layout import Layout
from outreach.press import to_press
from outreach.sheet import Print, sheet
from outreach.storyboard import Storyboard

# Trim sizes in mm, width x height (ISO 216). A folded sheet is laid out flat.
SIZES = {"half-fold": (297.0, 210.0), "a5": (148.0, 210.0), "bilingual": (210.0, 297.0)}
NARROW = {"half-fold": (285.0, 210.0), "a5": (142.5, 210.0), "bilingual": (210.0, 285.0)}  # 210 x 285, half and whole


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """The prints of the leaflet: for an office printer in colour and for a copier (both tagged PDF/UA-1, all ink at
    least 6 mm from the edge), and for a press on A4 and on the 285 mm sheet Chinese printers cut (standards §7)."""
    fold = board.style.leaflet
    size = SIZES[fold]
    return {
        "leaflet.pdf": printed(board, layout, fold, "leaflet", size),
        "leaflet-mono.pdf": printed(board, layout, fold, "leaflet", size, "mono"),
        "leaflet-press.pdf": printed(board, layout, fold, "leaflet", size, "press"),
        "leaflet-press-285.pdf": printed(board, layout, fold, "leaflet", NARROW[fold], "press"),
    }


def printed(
    board: Storyboard,
    layout: Layout,
    template: str,
    format: str,
    size: tuple[float, float],
    print_: Print = "office",
) -> bytes:
    """`templates/print/<template>.typ` on a page of `size` mm. Raises OutreachError naming a text that is too long."""
    data = sheet(board, layout.project, format, print_)
    data["page"] = {"width": size[0], "height": size[1]}
    try:
        made = layout.pdf(f"print/{template}.typ", data)
    except OutreachError as problem:
        raise _too_long(problem, template) or problem from problem
    return to_press(made) if print_ == "press" else made


def _too_long(problem: OutreachError, template: str) -> OutreachError | None:
    """The template's own report of a panel that cannot hold its words, as an error at the longest of them."""
    for one in problem.diagnostics:
        found = re.search(r"too long: (\{.*\})", one.message)
        if found:
            report: dict[str, Any] = json.loads(found.group(1).replace('\\"', '"'))
            file, line, column = report["where"]
            return fail(
                "print-length",
                Where(file, line, column),
                f"the text of panel `{report['panel']}` needs {report['over']} mm more than the page of "
                f"`{template}` has; its longest is `{report['text']}`",
                "shorten it, or give this audience fewer lines with `only:`",
            )
    return None

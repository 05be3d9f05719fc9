"""What the gallery's links say: what a file is for, its paper and how to turn that, how long a film is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, get_args

import pypdfium2

from outreach.formats import listed
from outreach.formats.base import Icon

Row = Mapping[str, Any]

ICONS: tuple[Icon, ...] = get_args(Icon)
PAPER = {(148, 210): "A5", (210, 297): "A4", (297, 420): "A3", (420, 594): "A2"}  # mm, ISO 216
_FLIPS = {2: "gallery_flip_short", 3: "gallery_flip_long"}  # pdfium's numbers of /Duplex


def own_name(row: Row) -> str:
    """The name of a file inside its pack's folder."""
    return str(row["path"]).removeprefix(f"{row['scam']}/{row['audience']}/{row['lang']}/")


def rank(row: Row) -> tuple[int, int, str]:
    """The place of a file among others: what is printed first, then as the formats name them."""
    file, place = listed(own_name(row))
    return ICONS.index(file.icon), place, row["path"]


def link_text(row: Row, name: str, labels: Mapping[str, str]) -> str:
    """What a person reads on the link of a file; "" for one that belongs to another."""
    file, _ = listed(name)
    said = [labels.get(label, label) for label in file.label]
    if file.numbered and (number := re.search(r"\d+", name)):
        said[0] += f" {int(number[0])}"
    return " · ".join([*said, labels["gallery_stale"]] if said and "stale" in row else said)


def details(row: Row, out: Path, labels: Mapping[str, str]) -> str:
    """The paper of a sheet that an office prints and the edge to flip on, as its file says; the length of a film."""
    if "stale" in row:
        return ""
    if row["path"].endswith(".pdf") and "-press" not in row["path"]:
        return " · ".join(_sheet(out / row["path"], labels))
    seconds = row.get("seconds")
    return clock(seconds) if seconds and listed(own_name(row))[0].icon == "play" else ""


def _sheet(path: Path, labels: Mapping[str, str]) -> list[str]:
    try:
        with pypdfium2.PdfDocument(path) as document:
            width, height = sorted(round(side * 25.4 / 72) for side in document[0].get_size())
            flip = _FLIPS.get(pypdfium2.raw.FPDF_VIEWERREF_GetDuplex(document))
            sides = labels[flip] if flip and len(document) > 1 else ""
    except (pypdfium2.PdfiumError, OSError):
        return []
    paper = next((name for (w, h), name in PAPER.items() if abs(w - width) <= 1 and abs(h - height) <= 1), "")
    return [words for words in (paper or f"{width} × {height} mm", sides) if words]


def clock(seconds: float) -> str:
    """A length as minutes and seconds: 1:05."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"

"""A deck as lines a person can read and a test can compare: slide, placeholder, shape, alternative text, notes."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from pptx import Presentation

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"


def lines(data: bytes) -> Iterator[str]:
    """Every slide of a deck, in reading order."""
    deck = Presentation(io.BytesIO(data))
    for n, slide in enumerate(deck.slides, 1):
        yield f"=== {n} [{slide.slide_layout.name}]"
        for shape in slide.shapes:
            yield from _shape(shape, "")
        yield from (f"  note: {p.text}" for p in slide.notes_slide.notes_text_frame.paragraphs)


def _shape(shape: Any, indent: str) -> Iterator[str]:
    kind = "placeholder" if shape.is_placeholder else shape.shape_type.name.lower() if shape.shape_type else "shape"
    alt = shape._element.xpath(".//p:cNvPr")[0].get("descr", "")
    text = shape.text_frame.text.replace("\x0b", "⏎").replace("\n", " ¶ ") if shape.has_text_frame else ""
    yield f"{indent}{kind} {shape.name}" + (f" | {text}" if text else "") + (f" | alt: {alt}" if alt else "")
    if kind == "group":
        for member in shape.shapes:
            yield from _shape(member, indent + "  ")


def shapes(data: bytes) -> Iterator[tuple[int, Any]]:
    """(slide number, shape) of every shape, groups opened."""
    for n, slide in enumerate(Presentation(io.BytesIO(data)).slides, 1):
        stack = list(slide.shapes)
        while stack:
            shape = stack.pop(0)
            yield n, shape
            if shape.shape_type is not None and shape.shape_type.name == "GROUP":
                stack = [*shape.shapes, *stack]

"""Elements of Office's XML that must be there."""

from __future__ import annotations

from lxml import etree


def found(node: etree._Element, path: str) -> etree._Element:
    """The first element at `path`; fails when there is none."""
    one = node.find(path)
    assert one is not None, f"{node.tag}: no {path}"
    return one

"""Text on a slide has the contrast its audience needs, also on the theme's tints."""

from __future__ import annotations

import colorsys
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree
from oxml import found

from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
MAP = {"bg1": "lt1", "tx1": "dk1", "bg2": "lt2", "tx2": "dk2"}  # the master's colour map
PACKS = (("seniors", "zh-CN", 7.0), ("students", "zh-CN", 4.5), ("foreign-residents", "en", 4.5))


@pytest.mark.every(3)
@pytest.mark.parametrize(("audience", "lang", "wanted"), PACKS)
def test_text_stands_out(
    board: Callable[..., Storyboard], layout: Layout, audience: str, lang: str, wanted: float
) -> None:
    """Each text against its own shape's fill, or the slide's ground: 7:1 for seniors, 4.5:1 for the others."""
    package = zipfile.ZipFile(io.BytesIO(deck.full_deck(board("nfc-skimming", audience, lang), layout)))
    theme = {
        str(node.tag).removeprefix(A): node[0].get("val", "")
        for node in found(etree.fromstring(package.read("ppt/theme/theme1.xml")), f".//{A}clrScheme")
    }
    seen = set()
    for name in package.namelist():
        if re.fullmatch(r"ppt/slides/slide\d+\.xml", name):
            root = etree.fromstring(package.read(name))
            bare = root.get("showMasterSp") == "0"  # a picture and its veil: test_deck_office measures them as drawn
            for shape in root.iter(f"{P}sp"):
                if bare and shape.find(f".//{P}ph") is not None:
                    continue
                seen |= {(*pair, wanted) for pair in _pairs(shape, theme)}
    low = [
        (ink, ground, round(_contrast(ink, ground), 2)) for ink, ground, need in seen if _contrast(ink, ground) < need
    ]
    assert len(seen) > 8 and not low


def _pairs(shape: etree._Element, theme: dict[str, str]) -> set[tuple[str, str]]:
    """(ink, ground) of every run of a shape; its highlight is a ground too."""
    fill = shape.find(f"{P}spPr/{A}solidFill/{A}schemeClr")
    title = shape.find(f".//{P}ph[@type='title']") is not None
    ground = _color(fill, theme) if fill is not None else theme["lt2"]
    pairs = set()
    for look in shape.iter(f"{A}rPr"):
        ink = _color(found(look, f"{A}solidFill/{A}schemeClr"), theme)
        lit = look.find(f"{A}highlight/{A}schemeClr")
        under = theme["accent1"] if title and ink == theme["lt1"] else ground  # the title band of the layout
        pairs.add((ink, _color(lit, theme) if lit is not None else under))
    return pairs


def _color(node: etree._Element, theme: dict[str, str]) -> str:
    """RRGGBB of a theme colour with its luminance modulation (ECMA-376 20.1.2.3.20, .21)."""
    name = str(node.attrib["val"])
    value = theme[MAP.get(name, name)]
    red, green, blue = (int(value[i : i + 2], 16) / 255 for i in (0, 2, 4))
    hue, light, full = colorsys.rgb_to_hls(red, green, blue)
    for change in node:
        amount = int(change.attrib["val"]) / 100000
        light = light * amount if change.tag == f"{A}lumMod" else min(1.0, light + amount)
    return "".join(f"{round(255 * part):02X}" for part in colorsys.hls_to_rgb(hue, light, full))


def _contrast(one: str, other: str) -> float:
    """WCAG contrast ratio."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(value: str) -> float:
    parts = [int(value[i : i + 2], 16) / 255 for i in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

"""The deck's template: opened with care, recoloured, its layouts and placeholders found by name."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pptx import Presentation
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml

from outreach.diagnostics import Where, fail
from outreach.layout import Layout
from outreach.messages import msg
from outreach.renderers.deck.ink import EMU, SLOTS, A, Box
from outreach.storyboard import Style

FILE = "templates/deck/deck.pptx"
# Limits for a package from outside, which may be a zip bomb.
MAX_ENTRIES, MAX_BYTES, MAX_RATIO = 5000, 500 << 20, 200
_ACTIVE = re.compile(r"vbaProject|activeX|oleObject|/embeddings/", re.I)


@dataclass(frozen=True, slots=True)
class Place:
    """A placeholder of a layout."""

    name: str
    kind: str  # the type of p:ph: title, body, pic, ftr, sldNum
    index: int | None
    box: Box


@dataclass(frozen=True)
class Template:
    """An opened template: each storyboard gets a fresh one."""

    deck: Any  # pptx.Presentation
    layouts: dict[str, Any]
    places: dict[str, dict[str, Place]]
    images: dict[bytes, Any] = field(default_factory=dict)  # PNG -> its part in this deck

    def add_slide(self, layout: str) -> Any:
        """A slide on a layout, empty: python-pptx would first copy every placeholder, in the layout's order."""
        relation, slide = self.deck.part.add_slide(self.layouts[layout])
        self.deck.part._element.get_or_add_sldIdLst().add_sldId(relation)
        return slide

    def box(self, layout: str, name: str) -> Box:
        """Where a placeholder lies. Raises OutreachError when the template has lost it."""
        return self.place(layout, name).box

    def place(self, layout: str, name: str) -> Place:
        """A placeholder by the names of its layout and its own."""
        found = self.places.get(layout, {}).get(name)
        if found is None:
            have = ", ".join(self.places.get(layout, {})) or msg("no such layout")
            raise fail(
                "template",
                Where(FILE),
                msg(
                    "expected the placeholder `{name}` in the layout `{layout}`, found {have}",
                    name=name,
                    layout=layout,
                    have=have,
                ),
                msg("name it in PowerPoint: View, Slide Master, then Home, Select, Selection Pane"),
            )
        return found


def open_template(layout: Layout, style: Style) -> Template:
    """The project's template in the style's colours and fonts, without slides."""
    data = layout.project.read_bytes(FILE)
    inspect(data)
    deck = Presentation(io.BytesIO(data))
    if len(deck.slides):
        message = msg("expected a template without slides, found {n} slides", n=len(deck.slides))
        raise fail("template", Where(FILE), message)
    _dress(deck, style)
    layouts = {one.name: one for one in deck.slide_layouts}
    if data not in _measured:
        _measured[data] = {name: places_of(one) for name, one in layouts.items()}
    return Template(deck, layouts, _measured[data])


_measured: dict[bytes, dict[str, dict[str, Place]]] = {}  # by the template's bytes


@lru_cache(maxsize=4)
def inspect(data: bytes) -> None:
    """Refuses a package that is no plain template: too big, programs or embedded objects, links to other machines."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as problem:
        raise fail(
            "template", Where(FILE), msg("expected a PowerPoint file, found something that is not a zip")
        ) from problem
    names = package.namelist()
    size = sum(info.file_size for info in package.infolist())
    if len(names) > MAX_ENTRIES or size > MAX_BYTES or size > MAX_RATIO * max(1, len(data)):
        message = msg("expected a small package, found {n} entries of {size} bytes", n=len(names), size=size)
        raise fail("template", Where(FILE), message)
    for name in names:
        if name.startswith(("/", "\\")) or ".." in name.split("/") or names.count(name) > 1:
            raise fail("template", Where(FILE), msg("`{name}` is not a name that a package may hold", name=name))
        if _ACTIVE.search(name):
            message = msg("`{name}` is a program or an embedded object; a template has none", name=name)
            raise fail("template", Where(FILE), message)
    for name in names:
        if name.endswith(".rels"):
            _links(name, package.read(name))


def _links(name: str, rels: bytes) -> None:
    for row in parse_xml(rels):  # python-pptx's parser resolves no entities
        target = row.get("Target", "")
        outside = row.get("TargetMode") == "External"
        if outside and not (row.get("Type", "").endswith("/hyperlink") and re.match(r"https?://", target)):
            message = msg("`{name}` reaches out to `{target}`; a template must stand alone", name=name, target=target)
            raise fail("template", Where(FILE), message)
        if target.startswith("ppaction://"):
            raise fail(
                "template",
                Where(FILE),
                msg("`{name}` runs `{target}`; a template must not act", name=name, target=target),
            )


def _dress(deck: Any, style: Style) -> None:
    """Write the style's colours and fonts into every theme part."""
    for part in deck.part.package.iter_parts():
        if str(part.partname).startswith("/ppt/theme/"):
            part._blob = _recolour(part.blob, style)


def _recolour(theme: bytes, style: Style) -> bytes:
    root = parse_xml(theme)
    for slot, token in SLOTS.items():
        for node in root.iter(f"{{{A}}}{slot}"):
            node[:] = [root.makeelement(f"{{{A}}}srgbClr", {"val": style.colors[token].lstrip("#")})]
    for kind in ("majorFont", "minorFont"):
        for fonts in root.iter(f"{{{A}}}{kind}"):
            for script, face in style.office_fonts.items():
                fonts.find(f"{{{A}}}{script}").set("typeface", face)
    return bytes(serialize_part_xml(root))


def places_of(layout: Any) -> dict[str, Place]:
    """The placeholders of a layout by name."""
    found = {}
    for shape in layout.placeholders:
        ph = shape._element.ph
        kind = ph.get("type", "body")
        box = Box(*(v / EMU for v in (shape.left, shape.top, shape.width, shape.height)))
        found[shape.name] = Place(shape.name, kind, int(ph.get("idx")) if ph.get("idx") else None, box)
    return found

"""The deck's template: opened with care, recoloured, its layouts and placeholders found by name."""

from __future__ import annotations

import io
import posixpath
import re
import struct
import zipfile
import zlib
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from lxml import etree
from pptx import Presentation
from pptx.exc import PythonPptxError
from pptx.opc.oxml import serialize_part_xml
from pptx.oxml import parse_xml

from outreach.diagnostics import OutreachError, Where, fail
from outreach.kept import Kept
from outreach.layout import Layout
from outreach.messages import msg
from outreach.renderers.deck.ink import EMU, SLOTS, A, Box
from outreach.storyboard import Style

FILE = "templates/deck/deck.pptx"
# Limits for a package from outside, which may be a zip bomb.
MAX_ENTRIES, MAX_BYTES, MAX_RATIO = 5000, 64 << 20, 200
MAX_XML = 8 << 20  # bytes of one part: a master with everything on it has some 100 KB
_ACTIVE = re.compile(r"vbaProject|vbaData|activeX|oleObject|/embeddings/|macroEnabled|ms-office\.vba|/control\b", re.I)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # Office's own container: programs, embedded objects, encrypted files
_MAIN = re.compile(r"presentationml\.(presentation|template)\.main\+xml")
# Windows has these and Office for Mac brings them; UOS and Kylin take Noto or WenQuanYi: there is room for them.
SCRIPTS = {
    "Hans": "Microsoft YaHei",
    "Hant": "Microsoft JhengHei",
    "Jpan": "Yu Gothic",
    "Hang": "Malgun Gothic",
    "Thai": "Leelawadee UI",
    "Arab": "Arial",
}
NEEDED = ("[Content_Types].xml", "_rels/.rels", "ppt/presentation.xml")


@dataclass(frozen=True, slots=True)
class Placeholder:
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
    placeholders: dict[str, dict[str, Placeholder]]
    images: dict[bytes, Any] = field(default_factory=dict)  # PNG or JPEG -> its part in this deck

    def add_slide(self, layout: str) -> Any:
        """A slide on a layout, empty: python-pptx would first copy every placeholder, in the layout's order."""
        relation, slide = self.deck.part.add_slide(self.layouts[layout])
        self.deck.part._element.get_or_add_sldIdLst().add_sldId(relation)
        return slide

    def box(self, layout: str, name: str) -> Box:
        """Where a placeholder lies. Raises OutreachError when the template has lost it."""
        return self.placeholder(layout, name).box

    def placeholder(self, layout: str, name: str) -> Placeholder:
        """A placeholder by the names of its layout and its own."""
        found = self.placeholders.get(layout, {}).get(name)
        if found is None:
            have = ", ".join(self.placeholders.get(layout, {})) or msg("no such layout")
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
    try:
        deck = Presentation(io.BytesIO(data))
        slides = len(deck.slides)
        _settle(deck)
        _dress(deck, style)
        layouts = {one.name: one for one in deck.slide_layouts}
        places = _measured.of(data, lambda: {name: placeholders_of(one) for name, one in layouts.items()})
    except (
        LookupError,
        ValueError,
        AttributeError,
        TypeError,
        AssertionError,
        etree.LxmlError,
        PythonPptxError,
    ) as problem:
        # python-pptx knows no damaged files: a part that is missing or of another kind shows as any of these
        raise _damaged(str(problem)) from problem
    if slides:
        message = msg("expected a template without slides, found {n} slides", n=slides)
        raise fail("template", Where(FILE), message)
    return Template(deck, layouts, places)


def _damaged(why: str) -> OutreachError:
    hint = msg("open it in PowerPoint, save it as .pptx, or take the starter's templates/deck/deck.pptx again")
    return fail("template", Where(FILE), msg("this PowerPoint file is damaged or incomplete: {why}", why=why), hint)


_measured: Kept[bytes, dict[str, dict[str, Placeholder]]] = Kept(4)  # by the template's bytes


@lru_cache(maxsize=4)
def inspect(data: bytes) -> None:
    """Refuses a package that is no plain template: too big, programs or embedded objects, links to other machines."""
    try:
        package = zipfile.ZipFile(io.BytesIO(data))
    except zipfile.BadZipFile as problem:
        raise fail(
            "template", Where(FILE), msg("expected a PowerPoint file, found something that is not a zip")
        ) from problem
    except (ValueError, NotImplementedError, OSError, struct.error) as problem:
        raise _damaged(str(problem)) from problem
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
    themes = [name for name in names if name.startswith("ppt/theme/")]
    for name in (*NEEDED, *([] if themes else ["ppt/theme/theme1.xml"])):
        if name not in names:
            raise _damaged(msg("`{name}` is missing", name=name))
    for info in package.infolist():
        _part(info, _content(package, info), names)


def _content(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """A part's bytes, with its checksum compared. Raises OutreachError for an encrypted, damaged or too long one."""
    if info.flag_bits & 1:
        hint = msg("save it without a password")
        raise fail("template", Where(FILE), msg("`{name}` is encrypted", name=info.filename), hint)
    if info.filename.endswith((".xml", ".rels")) and info.file_size > MAX_XML:
        message = msg(
            "`{name}` has {size} bytes, at most {most} are read", name=info.filename, size=info.file_size, most=MAX_XML
        )
        raise fail("template", Where(FILE), message)
    try:
        return package.read(info)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError) as problem:
        raise _damaged(str(problem)) from problem


def _part(info: zipfile.ZipInfo, data: bytes, names: list[str]) -> None:
    """Judges one part by what is in it: a program stays one under another name."""
    name = info.filename
    if data.startswith(_OLE):
        message = msg("`{name}` is a program or an embedded object; a template has none", name=name)
        raise fail("template", Where(FILE), message)
    if not name.endswith((".xml", ".rels")):
        return
    try:
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))
    except etree.XMLSyntaxError as problem:
        raise _damaged(f"{name}: {problem.msg}") from problem
    if root.getroottree().docinfo.internalDTD is not None:
        raise _damaged(msg("`{name}` has a DOCTYPE; no Office program writes one", name=name))
    if name == "[Content_Types].xml":
        _kinds(root)
    if name.endswith(".rels"):
        _links(name, root, names)


def _kinds(root: etree._Element) -> None:
    kinds = [(row.get("PartName", ""), row.get("ContentType", "")) for row in root]
    for part, kind in kinds:
        if _ACTIVE.search(kind):
            message = msg("`{name}` is a program or an embedded object; a template has none", name=part or kind)
            raise fail("template", Where(FILE), message)
    main = next((kind for part, kind in kinds if part == "/ppt/presentation.xml"), "")
    if not _MAIN.search(main):
        raise fail("template", Where(FILE), msg("expected a PowerPoint file (.pptx), found `{kind}`", kind=main[-80:]))


def _links(name: str, root: etree._Element, names: list[str]) -> None:
    folder = posixpath.dirname(posixpath.dirname(name))
    for row in root:
        target = row.get("Target", "")
        mode = row.get("TargetMode", "Internal")
        outside = mode != "Internal" or ":" in target.split("/")[0]
        if _ACTIVE.search(row.get("Type", "")):
            message = msg("`{name}` is a program or an embedded object; a template has none", name=target)
            raise fail("template", Where(FILE), message)
        part = posixpath.normpath(target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target))
        if not outside and part not in names:
            raise _damaged(msg("`{name}` is missing", name=part))
        if outside and not (row.get("Type", "").endswith("/hyperlink") and re.match(r"https?://", target)):
            message = msg("`{name}` reaches out to `{target}`; a template must stand alone", name=name, target=target)
            raise fail("template", Where(FILE), message)
        if target.startswith("ppaction://"):
            raise fail(
                "template",
                Where(FILE),
                msg("`{name}` runs `{target}`; a template must not act", name=name, target=target),
            )


def _settle(deck: Any) -> None:
    """Leaves out what is one machine's own: settings of its printer, and what it called the size of its slides."""
    part = deck.part
    for key in [key for key, row in part.rels.items() if row.reltype.endswith("/printerSettings")]:
        part.rels.pop(key)
    part._element.sldSz.attrib.pop("type", None)


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
                own = fonts.find(f"{{{A}}}{script}")
                if own is None:
                    raise ValueError(f"{kind}: {script}")
                own.set("typeface", face)
            _by_script(fonts)
    return bytes(serialize_part_xml(root))


def _by_script(fonts: etree._Element) -> None:
    """The faces that programs take for words of another script than the deck's own."""
    for row in fonts.findall(f"{{{A}}}font"):
        if row.get("script") in SCRIPTS:
            fonts.remove(row)
    place = 1 + max(n for n, row in enumerate(fonts) if etree.QName(row).localname in ("latin", "ea", "cs"))
    rows = [fonts.makeelement(f"{{{A}}}font", {"script": one, "typeface": face}) for one, face in SCRIPTS.items()]
    fonts[place:place] = rows


def placeholders_of(layout: Any) -> dict[str, Placeholder]:
    """The placeholders of a layout by name."""
    found = {}
    for shape in layout.placeholders:
        ph = shape._element.ph
        kind = ph.get("type", "body")
        box = Box(*(v / EMU for v in (shape.left, shape.top, shape.width, shape.height)))
        found[shape.name] = Placeholder(shape.name, kind, int(ph.get("idx")) if ph.get("idx") else None, box)
    return found

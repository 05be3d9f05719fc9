"""A finished deck opens everywhere: what Keynote, WPS or PowerPoint refuses or offers to repair is looked for.

Why: a speaker who is offered a repair in front of an audience does not trust the file; Keynote does not open it. A
package may follow the schema and still be refused: validators and LibreOffice let these faults pass.
Source: ECMA-376 Part 2, 10.1 (content types), Part 1, 13.3 (notes), 19.2.1.16 (notes masters), 19.2.1.39 and 19.7.17
(size of slides), 19.5.72 (targets of animation); faults told of python-pptx (scanny/python-pptx 1051), PptxGenJS
(gitbrent/PptxGenJS 1443, 1444) and others; printer settings are one Windows machine's own.
PASS: every part typed, every type of a part that is there, notes with their master, sizes that agree
FAIL: an override for a slide that was removed; notes without `notesMasterIdLst`; a fade-in of a deleted shape
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import Message, msg

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MAIN, TYPES = "ppt/presentation.xml", "[Content_Types].xml"
SHAPES = {"screen4x3": (4, 3), "screen16x9": (16, 9), "screen16x10": (16, 10)}
OFF = 0.01  # share by which a side may miss the ratio that is named: sizes are rounded


@dataclass
class Package:
    """The parts of a deck, their types and relationships."""

    parts: dict[str, bytes]
    _roots: dict[str, etree._Element] = field(default_factory=dict)

    def root(self, name: str) -> etree._Element:
        """A part as XML, parsed once."""
        if name not in self._roots:
            safe = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
            self._roots[name] = etree.fromstring(self.parts[name], safe)
        return self._roots[name]

    def slides(self, kind: str) -> list[str]:
        """The XML parts of a folder, such as `slides`."""
        return sorted(n for n in self.parts if posixpath.dirname(n) == f"ppt/{kind}" and n.endswith(".xml"))

    @cached_property
    def links(self) -> dict[str, dict[str, tuple[str, str]]]:
        """Part -> relationship -> (last word of its type, part it leads to); those that lead outside are left out."""
        found: dict[str, dict[str, tuple[str, str]]] = {}
        for name in self.parts:
            if name.endswith(".rels"):
                folder, file = posixpath.split(name)
                base = posixpath.dirname(folder)
                found[posixpath.join(base, file.removesuffix(".rels"))] = {
                    row.get("Id", ""): (row.get("Type", "").rpartition("/")[2], _part(base, row.get("Target", "")))
                    for row in self.root(name)
                    if row.get("TargetMode") != "External"
                }
        return found

    def kinds(self, part: str) -> set[str]:
        """What kinds of parts a part leads to."""
        return {kind for kind, _ in self.links.get(part, {}).values()}


def _part(folder: str, target: str) -> str:
    return target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what an office program would refuse or repair."""
    with zipfile.ZipFile(io.BytesIO(built.bytes)) as file:
        package = Package({name: file.read(name) for name in file.namelist() if not name.endswith("/")})
        twice = sorted({name for name in file.namelist() if file.namelist().count(name) > 1})
    found = [msg("`{part}` stands in it twice", part=name) for name in twice]
    try:
        found += [what for rule in RULES for what in rule(package)]
    except etree.XMLSyntaxError as problem:
        found.append(msg("a part of it is no XML: {why}", why=problem.msg))
    for what in found:
        message = msg(
            "`{name}`: expected a deck that every program opens, found that {what}", name=built.path, what=what
        )
        hint = msg(
            "if you have changed templates/deck/deck.pptx, save it anew in PowerPoint or take the starter's again"
        )
        yield error("deck-package", NOWHERE, message, hint, spot=Spot(built.path))


def _types(package: Package) -> Iterator[Message]:
    """Content types of parts that are not there; parts without one."""
    rows = package.root(TYPES)
    named = [row.get("PartName", "").lstrip("/") for row in rows if row.get("PartName")]
    endings = {row.get("Extension", "").lower() for row in rows if row.get("Extension")}
    for name in sorted(set(named) - set(package.parts)):
        yield msg("it names a content type for `{part}`, which is not in it", part=name)
    for name in sorted({name for name in named if named.count(name) > 1}):
        yield msg("it names two content types for `{part}`", part=name)
    for name in package.parts:
        if name != TYPES and name not in named and name.rpartition(".")[2].lower() not in endings:
            yield msg("it names no content type for `{part}`", part=name)


def _ends(package: Package) -> Iterator[Message]:
    """Relationships that lead nowhere, and those that are meant but not there."""
    for part, links in package.links.items():
        for _, target in links.values():
            if target not in package.parts:
                yield msg("`{part}` leads to `{target}`, which is not in it", part=part, target=target)
    for part in [MAIN, *package.slides("slides"), *package.slides("notesSlides")]:
        meant = {value for node in package.root(part).iter() for name, value in node.attrib.items() if _link(name)}
        for key in sorted(meant - set(package.links.get(part, {}))):
            if key:
                yield msg("`{part}` means `{key}`, which leads nowhere", part=part, key=key)


def _link(name: str | bytes) -> bool:
    return str(name).startswith(R)


def _notes(package: Package) -> Iterator[Message]:
    """Notes without their master, a master that the presentation does not list."""
    notes, masters = package.slides("notesSlides"), package.slides("notesMasters")
    listed = {node.get(f"{R}id") for node in package.root(MAIN).iter(f"{P}notesMasterId")}
    kept = {key for key, (kind, _) in package.links.get(MAIN, {}).items() if kind == "notesMaster"}
    if (notes or masters) and not listed & kept:
        yield msg("it has notes, and `notesMasterIdLst` lists no master of them: Keynote opens it not at all")
    for part in notes:
        for kind in ("notesMaster", "slide"):
            if kind not in package.kinds(part):
                yield msg("`{part}` leads to no `{kind}`", part=part, kind=kind)
    for part in masters:
        if "theme" not in package.kinds(part):
            yield msg("`{part}` leads to no `{kind}`", part=part, kind="theme")


def _size(package: Package) -> Iterator[Message]:
    """A size of slides that is called another."""
    for node in package.root(MAIN).iter(f"{P}sldSz"):
        wide, high = SHAPES.get(node.get("type", ""), (0, 0))
        if wide and abs(int(node.get("cx", 0)) * high / (int(node.get("cy", 0)) * wide or 1) - 1) > OFF:
            size = f"{node.get('cx')} x {node.get('cy')}"
            yield msg("its slides of {size} are called `{kind}`", size=size, kind=node.get("type"))


def _targets(package: Package) -> Iterator[Message]:
    """Animation of shapes that are not there; shapes with one number."""
    for part in package.slides("slides"):
        numbers = [node.get("id", "") for node in package.root(part).iter(f"{P}cNvPr")]
        moved = {node.get("spid", "") for kind in ("spTgt", "bldP", "bldGraphic", "bldDgm", "inkTgt")
                 for node in package.root(part).iter(f"{P}{kind}")}  # fmt: skip
        for number in sorted(moved - set(numbers)):
            yield msg("`{part}` moves the shape {number}, which is not on it", part=part, number=number)
        for number in sorted({number for number in numbers if numbers.count(number) > 1}):
            yield msg("`{part}` has two shapes of number {number}", part=part, number=number)


def _printers(package: Package) -> Iterator[Message]:
    """Settings of somebody's printer."""
    for part in package.parts:
        if "printersettings" in part.lower():
            yield msg("it holds the settings of a printer, `{part}`", part=part)


RULES: tuple[Callable[[Package], Iterator[Message]], ...] = (_types, _ends, _notes, _size, _targets, _printers)

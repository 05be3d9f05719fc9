"""The XML of a drawing as a tree: UTF-8, no entities, bounded in size and depth, every element with its line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from outreach.diagnostics import OutreachError, Where, fail
from outreach.messages import msg

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
MAX_DEPTH = 100  # drawing programs nest groups ten or twenty deep
MAX_ELEMENTS = 20_000
MAX_SHAPES = 1 << 20  # bytes of a drawing without its embedded pictures
_DECLARED = re.compile(r"""\A<\?xml[^>]*?encoding\s*=\s*["']([^"']*)["']""")
_COMMENT = re.compile(r"<!--.*?-->", re.S)
_EMBEDDED = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=\s]*")

PLAIN = msg(
    "export it again as plain SVG (Inkscape: Plain SVG; Illustrator: without its editing capabilities), or as PNG"
)


def refuse(where: Where, what: str, *hints: str) -> OutreachError:
    """The error of a drawing that holds something a drawing may not."""
    return fail("art", where, msg("expected a plain drawing, found {what}", what=what), *hints)


def where_of(file: str, node: etree._Element) -> Where:
    """Where an element stands."""
    return Where(file, node.sourceline if isinstance(node.sourceline, int) else 0)


def local(node: etree._Element) -> str:
    """The name of an SVG element; empty for one of another namespace, which no viewer draws."""
    space, _, name = str(node.tag).rpartition("}")
    return name if space == f"{{{SVG}" else ""


def parse(file: str, text: str) -> etree._Element:
    """The root of the drawing. Raises OutreachError for what is none, what is too deep, too big or not plain."""
    _prolog(file, text)
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as problem:
        line, column = problem.position
        if "depth" in str(problem.msg):
            raise _too_deep(Where(file, line)) from problem
        message = msg("expected a drawing (SVG), found other text")
        raise fail("art", Where(file, max(line, 1), max(column, 1)), message) from problem
    if root.tag != f"{{{SVG}}}svg":
        hint = msg('its first element is `<svg xmlns="{space}">`', space=SVG)
        raise fail("art", Where(file), msg("expected a drawing (SVG), found other text"), hint)
    _bounded(file, root)
    return root


def _prolog(file: str, text: str) -> None:
    """What stands before the first element: an encoding, and a DOCTYPE, which may name a DTD but declare nothing."""
    named = _DECLARED.match(text)
    if named and named[1].lower() not in ("utf-8", "utf8", "us-ascii", "ascii"):
        raise fail("art", Where(file, 1), msg("expected UTF-8 text, found the encoding `{name}`", name=named[1]), PLAIN)
    size = len(_EMBEDDED.sub("", text))
    if size > MAX_SHAPES:
        message = msg("expected at most {most} bytes, found {size}", most=MAX_SHAPES, size=size)
        raise fail("size", Where(file), message, PLAIN)
    plain = _COMMENT.sub(lambda found: "\n" * found[0].count("\n"), text)
    doctype = re.search(r"<!DOCTYPE[^>\[]*\[|<!ENTITY", plain)
    if doctype:
        line = plain.count("\n", 0, doctype.start()) + 1
        raise refuse(Where(file, line), msg("a DOCTYPE that declares entities"), PLAIN)


def _bounded(file: str, root: etree._Element) -> None:
    count = 0
    for node, depth in _walk(root):
        count += 1
        if depth > MAX_DEPTH:
            raise _too_deep(where_of(file, node))
        if not isinstance(node.tag, str):
            raise refuse(where_of(file, node), msg("an entity"), PLAIN)
    if count > MAX_ELEMENTS:
        raise fail("size", Where(file), msg("expected at most {most} elements, found {n}", most=MAX_ELEMENTS, n=count))


def _walk(root: etree._Element) -> Iterator[tuple[etree._Element, int]]:
    waiting = [(root, 1)]
    while waiting:
        node, depth = waiting.pop()
        yield node, depth
        waiting += [(child, depth + 1) for child in node] if depth <= MAX_DEPTH else []


def _too_deep(where: Where) -> OutreachError:
    message = msg("expected at most {most} levels of groups, found more", most=MAX_DEPTH)
    return fail("art", where, message, msg("ungroup the drawing in the program that made it"))

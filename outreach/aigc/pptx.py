"""PPTX: the custom document property `AIGC` in docProps/custom.xml (TC260-PG-20258A §6.1). Other properties stay."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg

PART = "docProps/custom.xml"
PROPERTIES = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
VALUES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
FORMAT_ID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # every custom property has this one
EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest date a ZIP file can hold: the same bytes whenever it is written


def write(data: bytes, text: str) -> bytes:
    """The file with the property, its part declared and linked; every other part is copied as it is."""
    parts = _parts(data)
    by_name = {info.filename: body for info, body in parts}
    changed = {PART: _property(by_name.get(PART), text)}
    if PART not in by_name:
        changed["[Content_Types].xml"] = _declared(by_name["[Content_Types].xml"])
        changed["_rels/.rels"] = _linked(by_name["_rels/.rels"])
        new = zipfile.ZipInfo(PART, EPOCH)
        new.compress_type = zipfile.ZIP_DEFLATED
        parts.append((new, b""))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for info, body in parts:
            file.writestr(info, changed.get(info.filename, body), compress_type=info.compress_type)
    return out.getvalue()


def read(data: bytes) -> list[str]:
    """The text of every property `AIGC`."""
    body = {info.filename: body for info, body in _parts(data)}.get(PART)
    if body is None:
        return []
    root = ElementTree.fromstring(body)
    return ["".join(node.itertext()) for node in root if node.get("name") == "AIGC"]


def _parts(data: bytes) -> list[tuple[zipfile.ZipInfo, bytes]]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as file:
            return [(info, file.read(info)) for info in file.infolist()]
    except zipfile.BadZipFile as problem:
        raise fail(
            "aigc", NOWHERE, msg("expected a file of kind {kind}, found something else", kind="PPTX")
        ) from problem


def _property(old: bytes | None, text: str) -> bytes:
    ElementTree.register_namespace("", PROPERTIES)
    ElementTree.register_namespace("vt", VALUES)
    root = ElementTree.fromstring(old) if old else ElementTree.Element(f"{{{PROPERTIES}}}Properties")
    for node in [n for n in root if n.get("name") == "AIGC"]:
        root.remove(node)
    used = [int(node.get("pid", "1")) for node in root]
    attributes = {"fmtid": FORMAT_ID, "pid": str(max(used, default=1) + 1), "name": "AIGC"}
    node = ElementTree.SubElement(root, f"{{{PROPERTIES}}}property", attributes)
    ElementTree.SubElement(node, f"{{{VALUES}}}lpwstr").text = text
    return _xml(root)


def _declared(types: bytes) -> bytes:
    ElementTree.register_namespace("", TYPES)
    root = ElementTree.fromstring(types)
    ElementTree.SubElement(root, f"{{{TYPES}}}Override", {"PartName": f"/{PART}", "ContentType": CONTENT_TYPE})
    return _xml(root)


def _linked(relations: bytes) -> bytes:
    ElementTree.register_namespace("", RELATIONS)
    root = ElementTree.fromstring(relations)
    taken = {node.get("Id") for node in root}
    free = next(f"rId{n}" for n in range(1, 1000) if f"rId{n}" not in taken)
    attributes = {"Id": free, "Type": RELATION, "Target": PART}
    ElementTree.SubElement(root, f"{{{RELATIONS}}}Relationship", attributes)
    return _xml(root)


def _xml(root: ElementTree.Element) -> bytes:
    text = ElementTree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n{text}'.encode()

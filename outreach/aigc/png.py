"""PNG: the property TC260:AIGC in the XMP packet, which is an iTXt chunk (TC260-PG-20259A). Other properties stay."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from xml.etree import ElementTree

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg

SIGNATURE = b"\x89PNG\r\n\x1a\n"
KEYWORD = b"XML:com.adobe.xmp"
MOST = 1 << 20  # bytes of a text that is looked into
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TC260 = "http://www.tc260.org.cn/ns/AIGC/1.0/"
PROPERTY = f"{{{TC260}}}AIGC"
EMPTY = (
    f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
    '<rdf:Description rdf:about=""/></rdf:RDF></x:xmpmeta>'
)


def write(data: bytes, text: str) -> bytes:
    """The file with the property, in one packet right after the header."""
    chunks = list(_chunks(data))
    packets = [packet for kind, body in chunks if (packet := _packet(kind, body)) is not None]
    rest = [(kind, body) for kind, body in chunks if _packet(kind, body) is None]
    merged = _merge(packets[0] if packets else EMPTY, text)
    body = KEYWORD + b"\0\0\0\0\0" + merged.encode()
    return SIGNATURE + b"".join(_chunk(*c) for c in (rest[0], (b"iTXt", body), *rest[1:]))


def read(data: bytes) -> list[str]:
    """The property's text in every packet, written as an element or as an attribute."""
    found = []
    for kind, body in _chunks(data):
        packet = _packet(kind, body)
        for node in ElementTree.fromstring(packet).iter() if packet else ():
            found += [node.text or ""] if node.tag == PROPERTY else []
            found += [node.attrib[PROPERTY]] if PROPERTY in node.attrib else []
    return found


def _merge(packet: str, text: str) -> str:
    for prefix, space in (("x", "adobe:ns:meta/"), ("rdf", RDF), ("TC260", TC260)):
        ElementTree.register_namespace(prefix, space)
    root = ElementTree.fromstring(packet)
    for parent in root.iter():
        parent.attrib.pop(PROPERTY, None)
        for child in [c for c in parent if c.tag == PROPERTY]:
            parent.remove(child)
    home = next((node for node in root.iter(f"{{{RDF}}}Description")), None)
    if home is None:
        raise fail("aigc", NOWHERE, msg("expected an rdf:Description in the picture's XMP, found none"))
    ElementTree.SubElement(home, PROPERTY).text = text
    xml = ElementTree.tostring(root, encoding="unicode")
    return f'<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>{xml}<?xpacket end="r"?>'


def _packet(kind: bytes, body: bytes) -> str | None:
    """The XMP of an iTXt chunk, without its wrapper; None for every other chunk."""
    if kind != b"iTXt" or not body.startswith(KEYWORD + b"\0"):
        return None
    compressed = body[len(KEYWORD) + 1]
    text = body[len(KEYWORD) + 3 :].split(b"\0", 2)[2]
    xml = (_inflated(text) if compressed else text).decode("utf-8")
    if "<!DOCTYPE" in xml or "<!ENTITY" in xml:
        raise fail("aigc", NOWHERE, msg("expected plain XMP in the picture, found a document type"))
    start, end = xml.find("<x:xmpmeta"), xml.rfind("</x:xmpmeta>")
    return xml[start : end + len("</x:xmpmeta>")] if start >= 0 and end > start else EMPTY


def _chunks(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    if not data.startswith(SIGNATURE):
        raise fail("aigc", NOWHERE, msg("expected a file of kind {kind}, found something else", kind="PNG"))
    place = len(SIGNATURE)
    while place + 12 <= len(data):
        size = struct.unpack_from(">I", data, place)[0]
        yield data[place + 4 : place + 8], data[place + 8 : place + 8 + size]
        place += 12 + size


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def _inflated(text: bytes) -> bytes:
    """A text of the picture; a record has a few hundred bytes, and what unpacks to gigabytes is none."""
    packed = zlib.decompressobj()
    found = packed.decompress(text, MOST)
    if packed.unconsumed_tail:
        raise fail("aigc", NOWHERE, msg("expected an XMP record of at most {n} bytes, found more", n=MOST))
    return found

"""MP4: the key `AIGC` of moov.udta.meta, as `mdta` keys and ilst (TC260-PG-20257A). The streams are not touched.

ffmpeg writes the same with `-movflags use_metadata_tags`. mutagen does not know these keys, so the boxes are read here.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator

from outreach.diagnostics import NOWHERE, fail
from outreach.messages import msg

NAME = b"AIGC"
_HEAVY = {b"moov", b"udta", b"trak", b"mdia", b"minf", b"stbl"}  # boxes that hold boxes, on the way to what is changed
Box = tuple[bytes, bytes]  # type and contents


def read(data: bytes) -> list[str]:
    """The text of every key `AIGC`."""
    return [value.decode("utf-8", "replace") for name, value in _keys(data) if name == NAME]


def write(data: bytes, text: str) -> bytes:
    """The file with one such key; places in the stream tables move along when the header before them grows."""
    kept = [(name, value) for name, value in _keys(data) if name != NAME]
    boxes = list(_boxes(data))
    if b"moov" not in {kind for kind, _ in boxes}:
        raise fail("aigc", NOWHERE, msg("expected a file of kind {kind}, found something else", kind="MP4"))
    old = next(body for kind, body in boxes if kind == b"moov")
    new = _with_meta(old, _meta([*kept, (NAME, text.encode())]))
    kinds = [kind for kind, _ in boxes]
    if kinds.index(b"moov") < kinds.index(b"mdat"):
        new = _moved(new, len(new) - len(old))
    return b"".join(_box(kind, new if kind == b"moov" else body) for kind, body in boxes)


def _keys(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Every (key, value) of every `mdta` metadata box in moov or moov.udta."""
    moov = next((body for kind, body in _boxes(data) if kind == b"moov"), b"")
    homes = [moov, *(body for kind, body in _boxes(moov) if kind == b"udta")]
    for meta in (body for home in homes for kind, body in _boxes(home) if kind == b"meta"):
        parts = dict(_boxes(_inside(meta)))
        if b"keys" not in parts or b"ilst" not in parts:
            continue
        names = [body for _, body in _boxes(parts[b"keys"][8:])]
        for kind, body in _boxes(parts[b"ilst"]):
            index = struct.unpack(">I", kind)[0] - 1
            value = next((b[8:] for k, b in _boxes(body) if k == b"data"), b"")
            if 0 <= index < len(names):
                yield names[index], value


def _inside(meta: bytes) -> bytes:
    """A `meta` box's boxes: ISO files put four bytes of version and flags before them, QuickTime files do not."""
    return meta if meta[4:8] == b"hdlr" else meta[4:]


def _with_meta(moov: bytes, meta: bytes) -> bytes:
    """moov with this metadata instead of its old `mdta` one, in udta; other boxes stay as they are."""
    boxes = [(k, b) for k, b in _boxes(moov) if not _is_keys(k, b)]
    udta = next((b for k, b in boxes if k == b"udta"), b"")
    body = b"".join(_box(k, b) for k, b in _boxes(udta) if not _is_keys(k, b)) + meta
    rest = [(k, b) for k, b in boxes if k != b"udta"]
    return b"".join(_box(k, b) for k, b in rest) + _box(b"udta", body)


def _is_keys(kind: bytes, body: bytes) -> bool:
    return kind == b"meta" and b"keys" in dict(_boxes(_inside(body)))


def _meta(pairs: list[tuple[bytes, bytes]]) -> bytes:
    handler = _box(b"hdlr", bytes(8) + b"mdta" + bytes(13))
    names = b"".join(_box(b"mdta", name) for name, _ in pairs)
    keys = _box(b"keys", struct.pack(">II", 0, len(pairs)) + names)
    values = [_box(b"data", struct.pack(">II", 1, 0) + value) for _, value in pairs]
    listed = b"".join(_box(struct.pack(">I", n), value) for n, value in enumerate(values, 1))
    return _box(b"meta", bytes(4) + handler + keys + _box(b"ilst", listed))


def _moved(body: bytes, by: int) -> bytes:
    """The same boxes with every chunk offset (stco, co64) moved."""
    return b"".join(_box(kind, _moved_one(kind, inner, by)) for kind, inner in _boxes(body))


def _moved_one(kind: bytes, body: bytes, by: int) -> bytes:
    if kind in _HEAVY:
        return _moved(body, by)
    if kind not in (b"stco", b"co64"):
        return body
    letter = "I" if kind == b"stco" else "Q"
    count = struct.unpack_from(">I", body, 4)[0]
    places = struct.unpack_from(f">{count}{letter}", body, 8)
    return body[:8] + struct.pack(f">{count}{letter}", *(place + by for place in places))


def _boxes(data: bytes) -> Iterator[Box]:
    place = 0
    while place + 8 <= len(data):
        size, kind = struct.unpack_from(">I4s", data, place)
        start = place + 8
        if size == 1:
            size, start = struct.unpack_from(">Q", data, start)[0], place + 16
        end = len(data) if size == 0 else place + size
        if end < start or end > len(data):
            return
        yield kind, data[start:end]
        place = end


def _box(kind: bytes, body: bytes) -> bytes:
    if len(body) + 8 < 1 << 32:
        return struct.pack(">I4s", len(body) + 8, kind) + body
    return struct.pack(">I4sQ", 1, kind, len(body) + 16) + body

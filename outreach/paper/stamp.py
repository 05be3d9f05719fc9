"""Prints for thousands of branches: one laid-out PDF, and for each branch its card and its QR code put in place.

Laying a leaflet out costs a hundred times what a branch changes of it, so the leaflet is made once with room for the
card and a stand-in code, both in a colour nothing else has. A copy for a branch is that file with an incremental update
(ISO 32000-1 §7.5.6): new objects for the card and the code, and nothing rewritten. The tags of the accessible PDF stay:
the card's text stands inside the paragraph that held its room.
"""

from __future__ import annotations

import hashlib
import io
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pikepdf

from outreach.codes import qr
from outreach.paper.press import cmyk, converted

MARK = "#010203"  # the colour of the stand-ins, in templates/print and here
_RGB = tuple(int(MARK[i : i + 2], 16) / 255 for i in (1, 3, 5))
_MARKS = (_RGB, cmyk(_RGB))
_CARD, _CODE, _FORM = "card", "code", "form"  # where the card is placed, the code, and the card's drawing itself


@dataclass(frozen=True)
class Base:
    """A leaflet with room for a branch, its page programs cut where the stand-ins are."""

    data: bytes
    streams: dict[str, int]  # the object numbers of the three streams a branch replaces
    corner: tuple[float, float]  # left and top of the card's room, in points from the page's lower left
    press: bool  # its colours are CMYK
    trailer: bytes  # Root and Info
    first_id: bytes
    size: int  # one more than the highest object number
    start: int  # where the cross-reference table begins


def base(data: bytes) -> Base:
    """Finds the stand-ins of a laid-out leaflet. Raises ValueError when it has not exactly one card and one code."""
    corner, places, press = (0.0, 0.0), [], False
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            program = list(pikepdf.parse_content_stream(page))
            press = press or any(str(step.operator) == "k" for step in program)
            parts, corners = _cut(program)
            streams = [file.make_stream(_stand_in(p) if isinstance(p, str) else p) for p in parts]
            page.obj.Contents = pikepdf.Array(streams)  # cut between operators, as ISO 32000-1 §7.8.2 allows
            places += [part for part in parts if isinstance(part, str)]
            if corners:
                corner = corners[0]
                if "/XObject" not in page.obj.Resources:
                    page.obj.Resources.XObject = pikepdf.Dictionary()
                page.obj.Resources.XObject.Branch = file.make_stream(_stand_in(_FORM))
        if sorted(places) != [_CARD, _CODE]:
            raise ValueError(f"expected room for one card and one code, found {places}")
        out = io.BytesIO()
        options: dict[str, Any] = {"object_stream_mode": pikepdf.ObjectStreamMode.disable, "compress_streams": True}
        file.save(out, deterministic_id=True, **options)
    return _described(out.getvalue(), corner, press)


def _stand_in(kind: str) -> bytes:
    return f"% outreach {kind}".encode()


def _described(data: bytes, corner: tuple[float, float], press: bool) -> Base:
    with pikepdf.open(io.BytesIO(data)) as file:
        streams = [one for one in file.objects if isinstance(one, pikepdf.Stream) and "/Subtype" not in one]
        kinds = {_stand_in(kind): kind for kind in (_CARD, _CODE, _FORM)}
        numbers = {
            kinds[w]: s.objgen[0] for s in streams if len(s.read_raw_bytes()) < 99 and (w := s.read_bytes()) in kinds
        }
    end = data[data.rindex(b"trailer") :]
    found = {key: re.search(rb"/" + key + rb" (\d+ \d+ R)", end) for key in (b"Root", b"Info")}
    trailer = b" ".join(b"/%s %s" % (key, match.group(1)) for key, match in found.items() if match)
    size, start = (re.search(p, end) for p in (rb"/Size (\d+)", rb"startxref\s+(\d+)"))
    assert size and start
    # the layout's own id says only title and author; this one says which file the copies are updates of
    first_id = b"<%s>" % hashlib.md5(data, usedforsecurity=False).hexdigest().encode()
    return Base(data, numbers, corner, press, trailer, first_id, int(size.group(1)), int(start.group(1)))


def _cut(program: list[Any]) -> tuple[list[bytes | str], list[tuple[float, float]]]:
    """A page's program as bytes with the names of stand-ins between them, and the corners of the card's room."""
    parts: list[bytes | str] = []
    corners, start, n = [], 0, 0
    while n < len(program):
        if _is_mark(program[n]):
            if any(str(s.operator) == "BT" for s in program[n : n + 3]):
                begin, end = _around(program, n)
                corners.append(_corner(program, n))
                kind = _CARD
            else:
                begin = n
                end = next(i for i in range(n, len(program)) if str(program[i].operator) in ("f", "f*")) + 1
                kind = _CODE
            parts += [pikepdf.unparse_content_stream(program[start:begin]), kind]
            start = n = end
        n += 1
    return [*parts, pikepdf.unparse_content_stream(program[start:])], corners


def _is_mark(step: Any) -> bool:
    if str(step.operator) not in ("scn", "k") or any(isinstance(v, pikepdf.Name) for v in step.operands):
        return False  # a name is a pattern's: a gradient of a picture
    color = tuple(float(v) for v in step.operands)
    return any(len(color) == len(m) and all(abs(a - b) < 0.002 for a, b in zip(color, m, strict=True)) for m in _MARKS)


def _around(program: list[Any], n: int) -> tuple[int, int]:
    """The span of operators inside the tag that step `n` stands in."""
    begin = next(i for i in range(n, -1, -1) if str(program[i].operator) == "BDC")
    return begin + 1, next(i for i in range(n, len(program)) if str(program[i].operator) == "EMC")


def _corner(program: list[Any], n: int) -> tuple[float, float]:
    matrix = next(s.operands for s in reversed(program[:n]) if str(s.operator) == "cm")
    size = next(s.operands[1] for s in program[n:] if str(s.operator) == "Tf")
    return float(matrix[4]), float(matrix[5]) + 0.88 * float(size)  # a line's top in templates/print is at 0.88 em


def stamp(on: Base, card: bytes, payload: str, level: qr.Level = "M") -> bytes:
    """The leaflet with `card` (a PDF of one page) in its room and the code of `payload`. Same input, same bytes."""
    drawing = _exported(card, on.press)
    left, top = on.corner
    place = f"q 1 0 0 1 {left:.4f} {top - drawing.height:.4f} cm /Branch Do Q".encode()
    objects = {
        on.streams[_CARD]: _stream(b"", place),
        on.streams[_CODE]: _stream(b"", _code(payload, level, on.press)),
        on.streams[_FORM]: _numbered(drawing.form, on.size),
    }
    objects |= {on.size + n: _numbered(one, on.size) for n, one in enumerate(drawing.objects)}
    return _updated(on, objects)


def _updated(on: Base, objects: dict[int, bytes]) -> bytes:
    """The file with new or newer objects appended, and a cross-reference section that points back to the old one."""
    out, at, rows = [on.data], len(on.data), []
    for number in sorted(objects):
        text = b"%d 0 obj\n%s\nendobj\n" % (number, objects[number])
        rows.append(b"%d 1\n%010d 00000 n \n" % (number, at))
        out.append(text)
        at += len(text)
    size = max(on.size, *(n + 1 for n in objects))
    changed = hashlib.md5(b"".join(out[1:]), usedforsecurity=False).hexdigest().encode()
    trailer = b"<< %s /Size %d /Prev %d /ID [%s<%s>] >>" % (on.trailer, size, on.start, on.first_id, changed)
    return b"".join([*out, b"xref\n", *rows, b"trailer\n", trailer, b"\nstartxref\n%d\n%%%%EOF\n" % at])


@lru_cache(maxsize=64)
def _code(payload: str, level: qr.Level, press: bool) -> bytes:
    """The dark modules as filled rectangles in the stand-in's own units, one a module, y downwards."""
    black = b"0 0 0 1 k\n" if press else b"0 g\n"
    return black + b"\n".join(b"%d %d %d 1 re" % run for run in qr.runs(payload, level)) + b"\nf"


def _stream(entries: bytes, words: bytes) -> bytes:
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(words), words)


# --- a card as a form, with what it needs ---

Chunks = tuple[bytes | int, ...]  # written PDF with the numbers of other exported objects still to be filled in


@dataclass(frozen=True)
class _Drawing:
    form: Chunks
    objects: tuple[Chunks, ...]
    height: float


@lru_cache(maxsize=64)
def _exported(card: bytes, press: bool) -> _Drawing:
    """A page as a form XObject without tags of its own: it stands inside the tag of its room."""
    with pikepdf.open(io.BytesIO(card)) as source:
        page = source.pages[0]
        steps = [s for s in pikepdf.parse_content_stream(page) if str(s.operator) not in ("BDC", "BMC", "EMC")]
        words = pikepdf.unparse_content_stream(list(converted(steps, page.obj.Resources)) if press else steps)
        box = b"[%s]" % b" ".join(_number(n) for n in page.obj.MediaBox)
        writer = _Writer()
        resources = writer.written(page.obj.Resources, direct=True)
        head = b"<< /Type /XObject /Subtype /Form /BBox %s /Resources " % box
        form = (head, *resources, b" /Length %d >>\nstream\n%s\nendstream" % (len(words), words))
        return _Drawing(form, tuple(writer.objects()), float(page.obj.MediaBox[3]))


class _Writer:
    """Writes PDF objects out; those they point to get numbers of their own, in the order they are met."""

    def __init__(self) -> None:
        self.queue: list[Any] = []
        self.known: dict[tuple[int, int], int] = {}

    def objects(self) -> list[Chunks]:
        """Everything that was pointed to, and what that points to."""
        done: list[Chunks] = []
        while len(done) < len(self.queue):
            done.append(tuple(self.written(self.queue[len(done)], direct=True)))
        return done

    def written(self, one: Any, direct: bool = False) -> list[bytes | int]:
        """`one` as chunks; a reference unless `direct`."""
        if not direct and isinstance(one, pikepdf.Object) and one.is_indirect:
            if one.objgen not in self.known:
                self.known[one.objgen] = len(self.queue)
                self.queue.append(one)
            return [self.known[one.objgen], b" 0 R"]
        if isinstance(one, pikepdf.Stream):
            words = one.read_raw_bytes()
            entries = {k: v for k, v in one.stream_dict.items() if k != "/Length"}
            return [*self._dictionary(entries, b" /Length %d" % len(words)), b"\nstream\n", words, b"\nendstream"]
        if isinstance(one, pikepdf.Dictionary):
            return self._dictionary(dict(one.items()), b"")
        if isinstance(one, pikepdf.Array):
            return [b"[", *(chunk for item in one for chunk in (*self.written(item), b" ")), b"]"]
        return [one.unparse() if isinstance(one, pikepdf.Object) else _number(one)]

    def _dictionary(self, entries: dict[str, Any], more: bytes) -> list[bytes | int]:
        out: list[bytes | int] = [b"<<"]
        for key, value in entries.items():
            out += [b" %s " % pikepdf.Name(key).unparse(), *self.written(value)]
        return [*out, more, b" >>"]


def _number(value: Any) -> bytes:
    if isinstance(value, bool):
        return b"true" if value else b"false"
    return f"{value:f}".encode() if not isinstance(value, int) else b"%d" % value


def _numbered(chunks: Chunks, first: int) -> bytes:
    return b"".join(chunk if isinstance(chunk, bytes) else b"%d" % (first + chunk) for chunk in chunks)

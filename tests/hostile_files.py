"""Hostile files of every class, made here: none is kept as a file. `CLASSES` has a function for each class.

A case is what is done with the file (`how`: a way of tests/hostile/opening.py), its name, and its bytes.
"""

from __future__ import annotations

import io
import json
import struct
import wave
import zipfile
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from PIL import Image

ROOT = Path(__file__).parent.parent
TEMPLATE = ROOT / "templates/deck/deck.pptx"


@dataclass(frozen=True)
class Case:
    """A hostile file, and how it is opened."""

    how: str
    name: str
    data: bytes


Files = dict[str, bytes | str]


def _torn(whole: bytes) -> Files:
    """What a bad cable, a full disk and another program make of any file."""
    half = len(whole) // 2
    return {
        "empty": b"",
        "one byte": whole[:1],
        "head alone": whole[:16],
        "half": whole[:half],
        "without its end": whole[:-20],
        "twice": whole + whole,
        "zeros": bytes(len(whole)),
        "ones": b"\xff" * 4096,
        "zeros in the middle": whole[:half] + bytes(64) + whole[half + 64 :],
        "begins late": b"\r\n" + whole,
        "another kind": b"%!PS-Adobe-3.0\nquit\n",
        "a web page": b"<!doctype html><html><title>login</title>Please log in</html>",
    }


def _yaml() -> Files:
    bomb = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{y}: &{y} [{', '.join(['*' + x] * 9)}]\n" for x, y in zip("abcdefgh", "bcdefghi", strict=True)
    )
    return {
        "empty": "",
        "zeros": bytes(100),
        "UTF-16": "id: x\n".encode("utf-16"),
        "GBK": "id: 骗局\n".encode("gbk"),
        "bomb": bomb,
        "code": "!!python/object/apply:os.system ['touch evil']\n",
        "deep": "a: " + "[" * 9000,
        "deep maps": "a: " + "{b: " * 9000,
        "deep lines": "\n".join(" " * n + "-" for n in range(900)),
        "itself": "&a [*a]\n",
        "a list": "- a\n",
        "a word": "hello\n",
        "a number": "1\n",
        "two documents": "id: a\n---\nid: b\n",
        "open quote": 'id: "a\n',
        "open bracket": "id: [a\n",
        "tab": "id:\n\ta: b\n",
        "surrogate": 'id: "\\ud800"\n',
        "merge": "<<: [a]\n",
        "long": "# " + "x" * (2 << 20),
        "million keys": "".join(f"k{n}: 1\n" for n in range(60_000)),
        "numbers": "id: " + "9" * 5000 + "\n",
        "sixties": "id: " + "1:" * 30 + "1\n",
        "nan": "schema: .nan\n",
        "right to left": "id: \u202ea\n",
        "bell": "id: a\a\n",
        "newer": "schema: 99\n",
        "binary": "id: !!binary R0lG\n",
        "null key": "null: a\n",
        "truth key": "true: a\n",
    }


def _svg() -> Files:
    head = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 9 9">'
    laughs = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
    inside = {
        "script": "<script>alert(1)</script>",
        "handler": '<rect width="9" height="9" onload="alert(1)"/>',
        "another host": '<image href="https://evil.example/x.png" width="9" height="9"/>',
        "a file of the machine": '<image xlink:href="file:///etc/passwd" width="9" height="9"/>',
        "foreign": "<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>",
        "use of itself": '<g id="a"><use href="#a"/></g>',
        "style import": "<style>@import url(https://evil.example/x.css)</style>",
        "not a number": '<rect width="NaN" height="1e999"/>',
        "deep": "<g>" * 3000 + "</g>" * 3000,
        "many": "<path d='M0 0L1 1'/>" * 60_000,
        "path without end": f'<path d="M0 0{"L1 1" * 200_000}"/>',
        "path of words": '<path d="M a b c"/>',
        "huge": '<rect width="1e300" height="1e300"/>',
        "animated": '<animate attributeName="href" to="javascript:alert(1)"/>',
    }
    files: Files = {key: f"{head}{words}</svg>" for key, words in inside.items()}
    return files | {
        "laughs": f'<!DOCTYPE svg [<!ENTITY l0 "lol">{laughs}]>{head}<text>&l9;</text></svg>',
        "entity of the machine": f'<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>{head}<text>&x;</text></svg>',
        "no end": head,
        "no window": '<svg xmlns="http://www.w3.org/2000/svg"/>',
        "empty": "",
        "zeros": bytes(99),
        "UTF-16": f"{head}</svg>".encode("utf-16"),
        "large": head + "<!--" + "x" * (9 << 20) + "--></svg>",
        "no SVG": "<html/>",
    }


def _packed(parts: Mapping[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return out.getvalue()


def _parts() -> dict[str, bytes]:
    with zipfile.ZipFile(TEMPLATE) as package:
        return {name: package.read(name) for name in package.namelist()}


def _pptx() -> Files:
    parts = _parts()
    main, types = "ppt/presentation.xml", "[Content_Types].xml"
    laughs = b'<!DOCTYPE p [<!ENTITY a "lol">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(9)
    )
    outside = b'<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>'
    swapped = {
        "no presentation": {key: data for key, data in parts.items() if key != main},
        "no types": {key: data for key, data in parts.items() if key != types},
        "no relations": {key: data for key, data in parts.items() if not key.endswith(".rels")},
        "empty presentation": parts | {main: b""},
        "presentation of words": parts | {main: b"hello"},
        "another root": parts | {main: b"<html/>"},
        "open tag": parts | {main: parts[main][:-30]},
        "laughs": parts | {main: laughs + b"]><p>&j;</p>"},
        "entity of the machine": parts | {main: outside},
        "deep": parts | {main: b"<a>" * 20_000 + b"</a>" * 20_000},
        "size of nothing": parts | {main: parts[main].replace(b"<p:sldSz ", b'<p:sldSz cx="0" cy="0" x="', 1)},
        "picture that is none": parts | {"ppt/media/image9.png": b"x"},
        "picture of 4 billion dots": parts | {"ppt/media/image9.png": _image_head(65_000, 65_000)},
        "zeros for types": parts | {types: bytes(500)},
        "UTF-16 types": parts | {types: parts[types].decode().encode("utf-16")},
    }
    return {key: _packed(one) for key, one in swapped.items()}


def _zips() -> Files:
    whole = TEMPLATE.read_bytes()
    encrypted = bytearray(whole)
    for at in _finds(whole, b"PK\x01\x02"):
        encrypted[at + 8] |= 1
    lies = bytearray(whole)
    for at in _finds(whole, b"PK\x01\x02"):
        lies[at + 24 : at + 28] = struct.pack("<I", 0xFFFFFFF0)
    return _torn(whole) | {
        "a bomb": _bomb(300),
        "many files": _packed({f"ppt/media/{n}.txt": b"x" for n in range(20_000)}),
        "a way out": _packed({"../../evil.txt": b"x", **_parts()}),
        "a name of the machine": _packed({"/etc/evil": b"x", **_parts()}),
        "encrypted": bytes(encrypted),
        "sizes that lie": bytes(lies),
        "nothing in it": _packed({}),
        "no deck": _packed({"word/document.xml": b"<x/>"}),
    }


def _bomb(megabytes: int) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        with package.open("ppt/presentation.xml", "w", force_zip64=True) as part:
            for _ in range(megabytes):
                part.write(bytes(1 << 20))
        package.writestr("[Content_Types].xml", "<Types/>")
    return out.getvalue()


def _finds(data: bytes, mark: bytes) -> list[int]:
    found, at = [], data.find(mark)
    while at >= 0:
        found.append(at)
        at = data.find(mark, at + 1)
    return found


def _sheet(change: Callable[[pikepdf.Pdf], object] = lambda _: None, pages: int = 1) -> bytes:
    out = io.BytesIO()
    with pikepdf.new() as file:
        for _ in range(pages):
            file.add_blank_page(page_size=(595, 842))
        change(file)
        file.save(out, fix_metadata_version=False)
    return out.getvalue()


def _metadata(file: pikepdf.Pdf) -> None:
    file.Root["/Metadata"] = file.make_stream(b"<x")


def _pdf() -> Files:
    def root(name: str, value: object) -> bytes:
        return _sheet(lambda file: file.Root.__setitem__(name, value))

    def page(name: str, value: object) -> bytes:
        return _sheet(lambda file: file.pages[0].obj.__setitem__(name, value))

    def tags(file: pikepdf.Pdf) -> None:
        one = file.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.P))
        one.K = one
        file.Root.StructTreeRoot = pikepdf.Dictionary(K=one)
        file.Root.MarkInfo = pikepdf.Dictionary(Marked=True)

    def drawn(program: bytes) -> bytes:
        return _sheet(lambda file: file.pages[0].obj.__setitem__("/Contents", file.make_stream(program)))

    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F="/bin/sh")
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert(1)")
    locked = io.BytesIO()
    with pikepdf.open(io.BytesIO(_sheet())) as file:
        file.save(locked, encryption=pikepdf.Encryption(owner="a", user="b"))
    return _torn(_sheet()) | {
        "locked": locked.getvalue(),
        "script": root("/OpenAction", script),
        "launches": root("/OpenAction", launch),
        "tags that lead back": _sheet(tags),
        "tags of nothing": root("/StructTreeRoot", pikepdf.Dictionary()),
        "tags that are a number": root("/StructTreeRoot", 7),
        "language of a number": root("/Lang", 7),
        "metadata of words": _sheet(_metadata),
        "a page as large as a town": page("/MediaBox", pikepdf.Array([0, 0, 1_000_000, 1_000_000])),
        "a page of nothing": page("/MediaBox", pikepdf.Array([0, 0, 0, 0])),
        "a page of words": page("/MediaBox", pikepdf.Name.Hello),
        "a box of two numbers": page("/BleedBox", pikepdf.Array([0, 0])),
        "boxes inside out": page("/BleedBox", pikepdf.Array([595, 842, 0, 0])),
        "no page": _sheet(pages=0),
        "many pages": _sheet(pages=400),
        "a bomb": drawn(b"q " * (30 << 20)),
        "a drawing that never closes": drawn(b"q " * 100_000),
        "colours of nothing": drawn(b"rg k g K scn Tf"),
        "numbers beyond numbers": drawn(b"1e999 0 0 1e999 0 0 cm 0 0 1 1 re f"),
        "inline picture without end": drawn(b"BI /W 9 /H 9 /BPC 8 /CS /G ID xxxx"),
    }


def _image_head(wide: int, high: int) -> bytes:
    """A PNG that says it is so large, and holds one line."""
    head = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    parts = [(b"IHDR", head), (b"IDAT", zlib.compress(bytes(100))), (b"IEND", b"")]
    made = b"".join(struct.pack(">I", len(d)) + k + d + struct.pack(">I", zlib.crc32(k + d)) for k, d in parts)
    return b"\x89PNG\r\n\x1a\n" + made


def _picture(kind: str) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(out, kind)
    return out.getvalue()


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def _png() -> Files:
    whole = _picture("PNG")
    text = b"XML:com.adobe.xmp\0\1\0\0\0" + zlib.compress(bytes(100 << 20), 9)
    return _torn(whole) | {
        "4 billion dots": _image_head(65_000, 65_000),
        "no dots": _image_head(0, 0),
        "a dot high": _image_head(2_000_000_000, 1),
        "a text that is a bomb": whole[:33] + _chunk(b"iTXt", text) + whole[33:],
        "a record of words": whole[:33] + _chunk(b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x") + whole[33:],
        "a record with an entity": whole[:33]
        + _chunk(b"iTXt", b'XML:com.adobe.xmp\0\0\0\0\0<!DOCTYPE x [<!ENTITY a SYSTEM "/etc/passwd">]><x>&a;</x>')
        + whole[33:],
        "a chunk longer than the file": whole[:33] + b"\x7f\xff\xff\xff" + whole[37:],
        "wrong sums": whole.replace(b"IDAT", b"IDAT", 1)[:-8] + b"\0\0\0\0" + whole[-4:],
        "palette of nothing": _image_head(9, 9).replace(b"\x08\x00\x00\x00\x00", b"\x08\x03\x00\x00\x00", 1),
    }


def _jpeg() -> Files:
    whole = _picture("JPEG")
    size = whole.index(b"\xff\xc0") + 5
    return _torn(whole) | {
        "4 billion dots": whole[:size] + b"\xff\xf0\xff\xf0" + whole[size + 4 :],
        "no dots": whole[:size] + bytes(4) + whole[size + 4 :],
        "a JPEG with a page in it": whole + b"<script>alert(1)</script>",
    }


def _box(kind: bytes, data: bytes = b"", size: int | None = None) -> bytes:
    return struct.pack(">I", len(data) + 8 if size is None else size) + kind + data


def _mp4() -> Files:
    head = _box(b"ftyp", b"isom\0\0\2\0isomiso2")
    return _torn(head + _box(b"moov", _box(b"mvhd", bytes(100))) + _box(b"mdat", bytes(500))) | {
        "playlist": "#EXTM3U\n#EXTINF:1,\n/etc/passwd\n",
        "list of files": "ffconcat version 1.0\nfile /etc/passwd\n",
        "a description of another host": "v=0\nm=video 1 RTP/AVP 96\nc=IN IP4 198.51.100.1\n",
        "boxes without end": head + _box(b"moov", size=0) + _box(b"moov", size=0),
        "boxes in boxes": head + _nested(b"moov", 2000),
        "a box longer than the file": head + _box(b"moov", size=0x7FFFFFFF),
        "a box shorter than itself": head + _box(b"moov", size=3) * 500,
        "record of words": head + _box(b"moov", _box(b"udta", _box(b"meta", b"\0\0\0\0AIGC" * 50))),
        "a page": "<!doctype html><video src=x>",
    }


def _nested(kind: bytes, deep: int) -> bytes:
    data = b""
    for _ in range(deep):
        data = _box(kind, data)
    return data


def _captions(head: str, point: str) -> Files:
    cue = f"00:00:01{point}000 --> 00:00:03{point}000\n"
    whole = f"{head}1\n{cue}hello\n".encode()
    return _torn(whole) | {
        "back in time": f"{head}00:00:09{point}000 --> 00:00:01{point}000\nhello\n",
        "no time": f"{head}00:00:01{point}000 --> 00:00:01{point}000\nhello\n",
        "a year": f"{head}9999:00:00{point}000 --> 9999:00:01{point}000\nhello\n",
        "a million signs": f"{head}{cue}{'x' * 1_000_000}\n",
        "open tags": f"{head}{cue}{'<' * 200_000}\n",
        "open braces": f"{head}{cue}{'{' + chr(92)}" + "{\\" * 100_000 + "\n",
        "many captions": head + "".join(f"{cue}a\n\n" for _ in range(20_000)),
        "digits": f"{head}{'9' * 200_000}:00:00{point}000 --> 00:00:01{point}000\nhello\n",
        "empty lines": head + "\n" * 500_000 + cue + "a\n",
        "UTF-16": (head + cue + "a\n").encode("utf-16"),
    }


def _wav() -> Files:
    out = io.BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(bytes(8000))
    whole = out.getvalue()
    return _torn(whole) | {
        "no channel": whole[:22] + b"\0\0" + whole[24:],
        "no rate": whole[:24] + bytes(4) + whole[28:],
        "4 billion bytes": whole[:40] + b"\xff\xff\xff\xff" + whole[44:],
        "a record longer than the file": whole + b"AIGC\xff\xff\xff\x7f{",
        "a record of words": whole + b"AIGC\x08\0\0\0{{{{{{{{",
        "a record without end": whole + b"AIGC" + struct.pack("<I", 60_000) + b"[" * 60_000,
    }


HEADER = "number,name,address,phone\n"


def _csv() -> Files:
    good = "B001,江湾银行人民路支行,人民路 1 号,400-000-0001\n"
    return {
        "empty": "",
        "zeros": bytes(500),
        "bytes": bytes(range(256)) * 20,
        "no header": good,
        "header alone": HEADER,
        "open quote": HEADER + '"B001,a,b,c\n' * 500,
        "open quotes": HEADER + ('"' * 99 + "\n") * 500,
        "a cell of a million signs": HEADER + "B001," + "x" * 1_000_000 + ",a,1\n",
        "a row of 100,000 cells": HEADER + "," * 100_000 + "\n",
        "one line": "x" * 3_000_000,
        "formula": HEADER + "=cmd|' /C calc'!A0,a,b,400-000-0001\n",
        "way out": HEADER + "../../x,a,b,400-000-0001\n",
        "device": HEADER + "con,a,b,400-000-0001\n",
        "turned": HEADER + "B001,a\u202eb,b,400-000-0001\n",
        "bell": HEADER + "B001,a\a,b,400-000-0001\n",
        "two of one number": HEADER + good * 2,
        "semicolons": (HEADER + good).replace(",", ";"),
        "UTF-16": (HEADER + good).encode("utf-16"),
        "half of UTF-16": (HEADER + good).encode("utf-16")[:-1],
        "line ends of a Mac": (HEADER + good).replace("\n", "\r"),
        "surrogate": HEADER + "B001,\udcff,b,400-000-0001\n",
        "markup": HEADER + "B001,<script>alert(1)</script>,b,400-000-0001\n",
    }


def _xlsx() -> Files:
    book = {"[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "<x/>"}
    whole = _packed(book)
    return {
        "a workbook called CSV": whole,
        "half of one": whole[: len(whole) // 2],
        "a bomb": _packed({**book, "xl/sharedStrings.xml": bytes(900_000)}),
        "an old workbook": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(3000),
        "a page called workbook": "<html><table><tr><td>B001</td></tr></table></html>",
        "a workbook of XML": '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>',
    }


def _html() -> Files:
    whole = b"<!doctype html><html lang='zh-CN'><head><title>t</title></head><body>t</body></html>\n"
    end = b"</body></html>"
    return _torn(whole) | {
        "deep": b"<html lang=zh><title>t</title>" + b"<div>" * 50_000 + end,
        "a million tags": b"<html lang=zh><title>t</title>" + b"<b>" * 200_000 + end,
        "open comment": b"<html><!--" + b"-" * 500_000,
        "attributes": b"<html lang=zh><title>t</title><a " + b"x=y " * 100_000 + b">" + end,
        "addresses": b"<html lang=zh><title>t</title>" + b"<img src='//[::1'>" * 50 + b"<img src='http://['>" + end,
        "a way out": b"<html lang=zh><title>t</title><img src='a/../../../../etc/passwd'>" + end,
        "zeros in words": whole.replace(b"body>t", b"body>\0\0\0"),
        "entities": b"<html lang=zh><title>t</title>&#99999999999;&#x110000;" + end,
        "charset that lies": whole.replace(b"<title>", b"<meta charset=utf-7><title>"),
    }


def _manifests() -> Files:
    row = {"path": "tiny/a/zh-CN/a.srt", "sha256": "0" * 64, "bytes": 1, "state": "draft", "scam": "tiny"}
    row |= {"audience": "a", "lang": "zh-CN", "branch": "", "format": "captions", "title": "x"}

    def of(**changed: object) -> str:
        return json.dumps({"schema": 2, "artefacts": [{**row, **changed}]})

    return {
        "a row of nothing": of(),
        "empty": "",
        "zeros": bytes(99),
        "bytes": b"\xff" * 99,
        "a list": "[]",
        "a number": "7",
        "deep": "[" * 100_000,
        "deep rows": '{"artefacts": ' + "[" * 100_000,
        "no keys": '{"artefacts": [{}]}',
        "nan": '{"artefacts": [{"bytes": NaN}]}',
        "path that leads out": of(path="../../x"),
        "path of the machine": of(path="/etc/passwd"),
        "path of another machine": of(path="C:\\x"),
        "path of zeros": of(path="a/b/c/\0"),
        "script": of(path="javascript:alert(1)"),
        "less than no bytes": of(bytes=-1),
        "codes of numbers": of(codes=[1]),
        "sound of words": of(sound={"profile": "x"}),
        "numbers without end": '{"schema": 2, "artefacts": [' + json.dumps(row)[:-1] + ', "bytes": 1e999}]}',
        "schema of words": '{"schema": "x", "artefacts": []}',
        "newer": '{"schema": 99, "artefacts": []}',
    }


def _limits() -> Files:
    one = 'schema: 1\nchecks:\n  film_stream:\n    limits:\n      bits: {%s: %s, unit: x, source: x, checked: "%s"}\n'
    return {
        "without end": one % ("most", ".inf", "2026-11-27"),
        "less than nothing": one % ("most", "-1", "2026-11-27"),
        "a word": one % ("most", "x", "2026-11-27"),
        "no such side": one % ("about", "1", "2026-11-27"),
        "no such day": one % ("most", "1", "soon"),
        "no such check": "schema: 1\nchecks: {../../x: {level: off}}\n",
        "many checks": "schema: 1\nchecks:\n" + "".join(f"  c{n}: {{level: off}}\n" for n in range(5000)),
        "a list": "schema: 1\nchecks: [a]\n",
        "nothing": "schema: 1\n",
    }


def _seals() -> Files:
    sealed = {"schema": 1, "made": "2026-11-27", "until": "2027-11-27", "files": {"../../etc/passwd": "0" * 64}}
    forged = {"sealed": sealed, "key": "AAAA", "signature": "AAAA"}
    return {
        "empty": "",
        "zeros": bytes(99),
        "bytes": b"\xff" * 99,
        "a list": "[]",
        "null": "null",
        "deep": "[" * 100_000,
        "forged": json.dumps(forged),
        "key of numbers": json.dumps({**forged, "key": 7}),
        "key of no letters": json.dumps({**forged, "key": "\u2603"}),
        "key of 32 zeros": json.dumps({**forged, "key": "A" * 43 + "=", "signature": "A" * 86 + "=="}),
        "no signature": json.dumps({"sealed": sealed, "key": "AAAA"}),
        "sealed words": json.dumps({**forged, "sealed": "x"}),
        "30 MB": json.dumps({**forged, "x": "x" * (30 << 20)}),
    }


# class -> how its files are opened, what they are called, what makes them
CLASSES: dict[str, tuple[str, str, Callable[[], Files]]] = {
    "YAML": ("brand", "content/brand.yaml", _yaml),
    "preflight.yaml": ("limits", "content/preflight.yaml", _limits),
    "CSV": ("branches", "content/branches.csv", _csv),
    "XLSX": ("branches", "content/branches.csv", _xlsx),
    "SVG": ("drawing", "media/art/x.svg", _svg),
    "JPEG": ("drawing", "media/art/x.jpg", _jpeg),
    "PNG": ("finished", "long.png", _png),
    "PPTX": ("finished", "deck.pptx", _pptx),
    "ZIP": ("finished", "deck.pptx", _zips),
    "PDF": ("finished", "leaflet.pdf", _pdf),
    "HTML": ("finished", "index.html", _html),
    "MP4": ("finished", "video.mp4", _mp4),
    "VTT": ("finished", "captions.vtt", lambda: _captions("WEBVTT\n\n", ".")),
    "SRT": ("finished", "captions.srt", lambda: _captions("", ",")),
    "WAV": ("finished", "hotline-audio.wav", _wav),
    "manifest": ("manifest", "manifest.json", _manifests),
    "seal": ("seal", "seal.json", _seals),
}


def cases(name: str) -> dict[str, Case]:
    """The files of a class, by name."""
    how, file, made = CLASSES[name]
    return {key: Case(how, file, data if isinstance(data, bytes) else _bytes(data)) for key, data in made().items()}


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")

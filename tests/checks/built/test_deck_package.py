"""A deck's package: ours passes, also a validator of the format; each fault that some program stumbles on is told."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from judged import judged
from openxml_audit import FileFormat, OpenXmlValidator

from outreach.checks.built import Built, deck_package
from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard

Parts = dict[str, bytes]
Plant = Callable[[Parts], None]
MAIN, RELS, TYPES = "ppt/presentation.xml", "ppt/_rels/presentation.xml.rels", "[Content_Types].xml"
NOTES = "ppt/notesSlides/_rels/notesSlide2.xml.rels"


@pytest.fixture(scope="module")
def made(own_board: Callable[..., Storyboard], layout: Layout) -> bytes:
    """A deck with notes, pictures and animation."""
    return deck.full_deck(own_board("visitors"), layout)


def _parts(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def _said(parts: Parts, *, opens: bool = True) -> list[str]:
    """By this check and no other, where python-pptx opens it at all."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    data = file.getvalue()
    found = judged("x/deck.pptx", data, "deck_package") if opens else deck_package.check(Built("x/deck.pptx", data))
    return [str(one) for one in found]


def _swap(parts: Parts, name: str, old: bytes, new: bytes) -> None:
    assert old in parts[name], (name, parts[name][:2000])
    parts[name] = parts[name].replace(old, new, 1)


def _cut(parts: Parts, name: str, start: bytes, end: bytes) -> None:
    data = parts[name]
    first = data.index(start)
    parts[name] = data[:first] + data[data.index(end, first) + len(end) :]


def _row(parts: Parts, name: str, word: bytes) -> None:
    """Takes out the relationship whose type ends so."""
    at = parts[name].index(b"/" + word + b'"')
    first = parts[name].rindex(b"<Relationship ", 0, at)
    parts[name] = parts[name][:first] + parts[name][parts[name].index(b"/>", at) + 2 :]


def _slide(parts: Parts, tag: bytes) -> str:
    return next(name for name in sorted(parts) if name.startswith("ppt/slides/slide") and tag in parts[name])


def _typed(part: bytes) -> bytes:
    return b'<Override PartName="/' + part + b'" ContentType="application/xml"/></Types>'


def _printer(parts: Parts) -> None:
    parts["ppt/printerSettings/printerSettings1.bin"] = b"x"
    _swap(parts, TYPES, b"</Types>", b'<Default Extension="bin" ContentType="application/octet-stream"/></Types>')


def _number(parts: Parts) -> None:
    name = _slide(parts, b'<p:cNvPr id="3"')
    _swap(parts, name, b'<p:cNvPr id="3"', b'<p:cNvPr id="2"')


def _gone(parts: Parts) -> None:
    del parts["ppt/slides/slide2.xml"]


def _unlinked(parts: Parts) -> None:
    folder, _, file = _slide(parts, b"r:embed").rpartition("/")
    _row(parts, f"{folder}/_rels/{file}.rels", b"image")


def _adds(part: str) -> Plant:
    return lambda parts: _swap(parts, TYPES, b"</Types>", _typed(part.encode()))


def _stray(tag: bytes, first: bytes) -> Plant:
    """Another number for the first shape that is moved."""
    return lambda parts: _swap(parts, _slide(parts, tag), tag + b' spid="', tag + b' spid="' + first)


UNOPENED = {"a part that is gone", "two types of a part"}  # python-pptx gives up: the other checks cannot be asked
SIZED = b'<p:sldSz type="screen4x3" '
PLANTED: dict[str, tuple[Plant, str]] = {
    "a type of no part": (_adds("ppt/slides/slide99.xml"), "`ppt/slides/slide99.xml`, which is not in it"),
    "two types of a part": (_adds(MAIN), "two content types for `ppt/presentation.xml`"),
    "a part of no type": (lambda parts: parts.update({"ppt/x.dat": b"x"}), "no content type for `ppt/x.dat`"),
    "a part that is gone": (_gone, "leads to `ppt/slides/slide2.xml`, which is not in it"),
    "a link that is gone": (_unlinked, "leads nowhere"),
    "no list of notes masters": (lambda p: _cut(p, MAIN, b"<p:notesMasterIdLst>", b"</p:notesMasterIdLst>"), "Keynote"),
    "notes without a master": (lambda parts: _row(parts, NOTES, b"notesMaster"), "leads to no `notesMaster`"),
    "notes without a slide": (lambda parts: _row(parts, NOTES, b"slide"), "leads to no `slide`"),
    "a size called another": (lambda parts: _swap(parts, MAIN, b"<p:sldSz ", SIZED), "called `screen4x3`"),
    "a target that is gone": (_stray(b"<p:spTgt", b"9"), "moves the shape 9"),
    "a built text of no shape": (_stray(b"<p:bldP", b"8"), "moves the shape 8"),
    "a number of two shapes": (_number, "two shapes of number 2"),
    "a printer": (_printer, "the settings of a printer"),
}


def test_our_deck_opens_everywhere(made: bytes) -> None:
    """Nothing is said of it, nor of one that names its true shape."""
    parts = _parts(made)
    assert _said(parts) == []
    _swap(parts, MAIN, b"<p:sldSz ", b'<p:sldSz type="screen16x9" ')
    assert _said(parts) == []


@pytest.mark.every(2)
@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_is_told(fault: str, made: bytes) -> None:
    """One sentence that names the part."""
    plant, words = PLANTED[fault]
    parts = _parts(made)
    plant(parts)
    said = _said(parts, opens=fault not in UNOPENED)
    assert any(words in one for one in said), said


@pytest.mark.parametrize("again", [b"", b"<p:presentation"])
def test_a_part_that_stands_twice_is_told(made: bytes, again: bytes) -> None:
    """A zip can hold a name two times; programs read one or the other."""
    file = io.BytesIO(made)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(file, "a") as package:
        package.writestr(MAIN, again or _parts(made)[MAIN])
    said = [str(one) for one in deck_package.check(Built("deck.pptx", file.getvalue()))]
    assert any("`ppt/presentation.xml` stands in it twice" in one for one in said)
    assert any("no XML" in one for one in said) is bool(again)


@pytest.mark.slow
@pytest.mark.parametrize("audience", ["elders", "visitors"])
def test_a_validator_finds_nothing(
    own_board: Callable[..., Storyboard], layout: Layout, tmp_path: Path, audience: str
) -> None:
    """openxml-audit, a port of the Open XML SDK's: schema, semantics and relationships of both decks."""
    board, file = own_board(audience), tmp_path / "deck.pptx"
    for data in (deck.full_deck(board, layout), deck.short_deck(board, layout)):
        file.write_bytes(data)
        result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(file)
        assert [one.description for one in result.errors] == []

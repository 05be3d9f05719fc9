"""The deck's template: found by name, refused when it acts or reaches out, reproducible."""

from __future__ import annotations

import io
import re
import runpy
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest
from oxml import found
from pptx import Presentation
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI

from outreach.diagnostics import OutreachError
from outreach.layout import Layout
from outreach.project import Project
from outreach.renderers import deck
from outreach.renderers.deck.template import _settle, inspect, open_template
from outreach.storyboard import Storyboard

ROOT = Path(__file__).parents[2]
TEMPLATE = ROOT / "templates" / "deck" / "deck.pptx"
SIZE = "{http://schemas.openxmlformats.org/presentationml/2006/main}sldSz"


def _with(**members: bytes | str) -> bytes:
    """The template with members added or replaced."""
    out = io.BytesIO()
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in members:
                target.writestr(name, source.read(name))
        for name, data in members.items():
            target.writestr(name, data)
    return out.getvalue()


def _rels(target: str, kind: str = "slideLayout") -> str:
    return (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        f'Target="{target}" TargetMode="External"/></Relationships>'
    )


def test_the_committed_template_passes() -> None:
    """Our own template is a plain one."""
    inspect(TEMPLATE.read_bytes())


def test_the_template_is_what_its_script_writes() -> None:
    """tests/tools/make_deck_template.py makes the committed file, byte for byte in each part."""
    parts = runpy.run_path(str(ROOT / "tests" / "tools" / "make_deck_template.py"))["members"]()
    with zipfile.ZipFile(TEMPLATE) as package:
        assert {name: package.read(name).decode() for name in package.namelist()} == parts


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"no zip at all", "expected a PowerPoint file"),
        (_with(**{"ppt/vbaProject.bin": b"x"}), "a program or an embedded object"),
        (_with(**{"ppt/embeddings/oleObject1.bin": b"x"}), "a program or an embedded object"),
        (_with(**{"ppt/_rels/x.xml.rels": _rels("file:///c:/secret.potx")}), "must stand alone"),
        (_with(**{"ppt/_rels/x.xml.rels": _rels("https://evil.example/t.potx")}), "must stand alone"),
        (_with(**{"ppt/_rels/x.xml.rels": _rels("javascript:1", "hyperlink")}), "must stand alone"),
        (_with(**{"../out.xml": b"x"}), "not a name that a package may hold"),
        (_with(**{"ppt/media/bomb.bin": bytes(60 << 20)}), "expected a small package"),
    ],
    ids=["no zip", "macro", "ole", "file", "remote template", "script link", "path", "bomb"],
)
def test_a_template_that_could_act_is_refused(data: bytes, message: str) -> None:
    """Programs, embedded objects, links to elsewhere and bombs are refused before the package is opened."""
    with pytest.raises(OutreachError, match=message):
        inspect(data)


def _zip(change: Callable[[zipfile.ZipInfo, bytes], tuple[str, bytes] | None]) -> bytes:
    """The template with each member as `change` makes it; None leaves it out."""
    out = io.BytesIO()
    with zipfile.ZipFile(TEMPLATE) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for info in source.infolist():
            made = change(info, source.read(info))
            if made:
                target.writestr(*made)
    return out.getvalue()


def _without(name: str) -> bytes:
    return _zip(lambda info, data: None if info.filename == name else (info.filename, data))


def _broken(name: str) -> bytes:
    return _zip(lambda info, data: (info.filename, data[:-9] if info.filename == name else data))


def _replaced(name: str, old: bytes, new: bytes) -> bytes:
    def change(info: zipfile.ZipInfo, data: bytes) -> tuple[str, bytes]:
        assert info.filename != name or old in data
        return info.filename, data.replace(old, new) if info.filename == name else data

    return _zip(change)


def _flipped(offset: int, value: int) -> bytes:
    """A byte of the first entry, changed in both headers: 8 the flags, 10 the method (APPNOTE 4.3.7, 4.3.12)."""
    data = bytearray(TEMPLATE.read_bytes())
    local, central = data.index(b"PK\x03\x04"), data.index(b"PK\x01\x02")
    data[local + offset - 2] = data[central + offset] = value
    return bytes(data)


def _spoilt() -> bytes:
    data = bytearray(TEMPLATE.read_bytes())
    data[200] ^= 0xFF  # inside the first entry's data
    return bytes(data)


LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]>'
MASTER, THEME, MAIN = "ppt/slideMasters/slideMaster1.xml", "ppt/theme/theme1.xml", "ppt/presentation.xml"
TYPES, RELS = "[Content_Types].xml", "_rels/.rels"
DAMAGED: dict[str, Callable[[], bytes]] = {
    "encrypted": lambda: _flipped(8, 1),
    "another method": lambda: _flipped(10, 97),
    "a wrong checksum": _spoilt,
    "cut": lambda: TEMPLATE.read_bytes()[:5000],
    "office's own container": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000),
    **{f"without {name}": partial(_without, name) for name in (TYPES, RELS, MAIN, MASTER, THEME)},
    **{f"broken {name}": partial(_broken, name) for name in (TYPES, RELS, MAIN, MASTER, THEME)},
    **{f"entities in {name}": partial(_replaced, name, b"?>", b"?>" + LAUGHS) for name in (TYPES, RELS, THEME)},
    "deep": lambda: _replaced(MASTER, b"</p:cSld>", b"<p:x>" * 300 + b"</p:x>" * 300 + b"</p:cSld>"),
    "a part of 9 MB": lambda: _replaced(MASTER, b"</p:cSld>", b"<!--" + b"x y" * (3 << 20) + b"--></p:cSld>"),
    "macros by type": lambda: _replaced(TYPES, b"presentation.main+xml", b"presentation.macroEnabled.main+xml"),
    "a document": lambda: _replaced(TYPES, b"presentationml.presentation.main", b"wordprocessingml.document.main"),
    "a program under another name": lambda: _with(
        **{"ppt/media/x.png": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99)}
    ),
    "a theme without fonts": lambda: _zip(
        lambda i, d: (i.filename, re.sub(rb"<a:ea [^>]*/>", b"", d) if i.filename == THEME else d)
    ),
    "a picture elsewhere": lambda: _with(
        **{"ppt/_rels/x.xml.rels": _rels("file://evil/x.png").replace("External", "external")}
    ),
}


@pytest.mark.parametrize("name", DAMAGED)
def test_a_damaged_or_hostile_template_is_one_clear_error(
    board: Callable[..., Storyboard], layout: Layout, tmp_path: Path, name: str
) -> None:
    """It names the file; nothing is a fault of ours, nothing takes memory."""
    (tmp_path / "templates/deck").mkdir(parents=True)
    (tmp_path / "templates/deck/deck.pptx").write_bytes(DAMAGED[name]())
    own = Layout(Project(tmp_path, layout.project.date))
    with pytest.raises(OutreachError, match=r"^templates/deck/deck\.pptx: error: ") as caught:
        open_template(own, board().style)
    assert len(caught.value.diagnostics) == 1


def test_a_lost_placeholder_is_named(board: Callable[..., Storyboard], layout: Layout, tmp_path: Path) -> None:
    """A template whose placeholder was renamed says which one is missing and where to name it."""
    with zipfile.ZipFile(TEMPLATE) as package:
        cover = package.read("ppt/slideLayouts/slideLayout1.xml").decode()
    broken = _with(**{"ppt/slideLayouts/slideLayout1.xml": cover.replace('name="summary"', 'name="Text 7"')})
    folder = tmp_path / "templates" / "deck"
    folder.mkdir(parents=True)
    (folder / "deck.pptx").write_bytes(broken)
    (folder / "picture.typ").write_bytes((ROOT / "templates" / "deck" / "picture.typ").read_bytes())
    project = replace(Project(tmp_path, layout.project.date))
    with pytest.raises(OutreachError, match="expected the placeholder `summary` in the layout `cover`"):
        deck.full_deck(board(), Layout(project))


@pytest.mark.slow
def test_a_moved_placeholder_moves_the_text(board: Callable[..., Storyboard], layout: Layout, tmp_path: Path) -> None:
    """A designer's change to a layout reaches the slides: what the template says, not what the code knows."""
    with zipfile.ZipFile(TEMPLATE) as package:
        names = [n for n in package.namelist() if n.startswith("ppt/slideLayouts/slideLayout")]
        name = next(n for n in names if b'name="flags"' in package.read(n))
        flags = package.read(name).decode()
    moved = flags.replace(
        f'<a:off x="{48 * 12700}" y="{130 * 12700}"/>', f'<a:off x="{60 * 12700}" y="{140 * 12700}"/>', 1
    )
    assert moved != flags
    folder = tmp_path / "templates" / "deck"
    folder.mkdir(parents=True)
    (folder / "deck.pptx").write_bytes(_with(**{name: moved.replace(f'cy="{360 * 12700}"', f'cy="{340 * 12700}"', 1)}))
    (folder / "picture.typ").write_bytes((ROOT / "templates" / "deck" / "picture.typ").read_bytes())
    made = Presentation(io.BytesIO(deck.full_deck(board(), Layout(Project(tmp_path, layout.project.date)))))
    slide = next(s for s in made.slides if s.slide_layout.name == "flags")
    first = next(s for s in slide.shapes if s.shape_type is not None and s.shape_type.name == "GROUP")
    assert (first.left, first.top) == (60 * 12700, 140 * 12700)


def test_a_project_with_templates_of_its_own_draws_the_starters_art(layout: Layout, tmp_path: Path) -> None:
    """The folders of a project may live apart: its own templates, the starter's drawings and fonts."""
    folder = tmp_path / "templates" / "deck"
    folder.mkdir(parents=True)
    (folder / "picture.typ").write_bytes((ROOT / "templates" / "deck" / "picture.typ").read_bytes())
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4h-4z"/></svg>'
    data = {"svg": svg, "width": 4, "height": 4}
    made = Layout(Project(tmp_path, layout.project.date)).png("deck/picture.typ", data)
    assert made == layout.png("deck/picture.typ", data)


def test_a_printer_and_a_name_of_another_size_are_left_out(layout: Layout, board: Callable[..., Storyboard]) -> None:
    """Templates that Windows saved hold both; Keynote refuses a deck that has them."""
    template = Presentation(str(TEMPLATE))
    settings = Part(
        PackURI("/ppt/printerSettings/printerSettings1.bin"), "application/octet-stream", template.part.package, b"x"
    )
    template.part.relate_to(
        settings, "http://schemas.openxmlformats.org/officeDocument/2006/relationships/printerSettings"
    )
    found(template.part._element, SIZE).set("type", "screen4x3")
    _settle(template)
    saved = io.BytesIO()
    template.save(saved)
    assert not [name for name in zipfile.ZipFile(saved).namelist() if "printer" in name]
    assert Presentation(saved).part._element.xpath("p:sldSz/@type") == []

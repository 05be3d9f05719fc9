"""The deck's package: PowerPoint opens what is well ordered and complete without offering a repair."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Callable

import pytest
from lxml import etree
from oxml import found

from outreach.layout import Layout
from outreach.renderers import deck
from outreach.storyboard import Storyboard

A = "http://schemas.openxmlformats.org/drawingml/2006/main"
P = "http://schemas.openxmlformats.org/presentationml/2006/main"
PACKS = (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))

# ECMA-376 Part 1, Annex A: the order in which children may come (those that we or PowerPoint's own parts use).
ORDER = {
    f"{{{P}}}sld": "cSld clrMapOvr transition timing extLst",
    f"{{{P}}}presentation": "sldMasterIdLst notesMasterIdLst handoutMasterIdLst sldIdLst sldSz notesSz embeddedFontLst "
    "custShowLst photoAlbum custDataLst kinsoku defaultTextStyle modifyVerifier extLst",
    f"{{{P}}}sldMaster": "cSld clrMap sldLayoutIdLst transition timing hf txStyles extLst",
    f"{{{P}}}sldLayout": "cSld clrMapOvr transition timing hf extLst",
    f"{{{P}}}sp": "nvSpPr spPr style txBody extLst",
    f"{{{P}}}pic": "nvPicPr blipFill spPr style extLst",
    f"{{{P}}}txBody": "bodyPr lstStyle p",
    f"{{{P}}}spPr": "xfrm custGeom prstGeom noFill solidFill gradFill blipFill pattFill grpFill ln effectLst",
    f"{{{A}}}p": "pPr r br fld endParaRPr",
    f"{{{A}}}r": "rPr t",
    f"{{{A}}}pPr": "lnSpc spcBef spcAft buClrTx buNone buFont buAutoNum buChar tabLst defRPr extLst",
    f"{{{A}}}rPr": "ln noFill solidFill effectLst highlight uLn latin ea cs sym hlinkClick rtl extLst",
    f"{{{P}}}timing": "tnLst bldLst extLst",
    f"{{{P}}}cTn": "stCondLst endCondLst endSync iterate childTnLst subTnLst",
    f"{{{P}}}seq": "cTn prevCondLst nextCondLst",
}
FREE = {f"{{{A}}}p": {"r", "br", "fld"}}  # these may alternate


@pytest.fixture(scope="module", params=PACKS, ids=lambda pack: pack[0])
def package(request: pytest.FixtureRequest, board: Callable[..., Storyboard], layout: Layout) -> zipfile.ZipFile:
    """The deck of a starter scam, as a zip."""
    made = deck.render(board("nfc-skimming", *request.param), layout)["deck.pptx"]
    return zipfile.ZipFile(io.BytesIO(made))


def test_children_come_in_schema_order(package: zipfile.ZipFile) -> None:
    """What we write follows the order of the schema; PowerPoint repairs what does not."""
    for name, root in _parts(package):
        for node in root.iter():
            order = ORDER.get(str(node.tag), "").split()
            if not order:
                continue
            free = FREE.get(str(node.tag), set())
            places = [
                order.index("r" if kind in free else kind)
                for kind in (etree.QName(child).localname for child in node if isinstance(child.tag, str))
            ]
            assert places == sorted(places), (name, node.tag, [etree.QName(c).localname for c in node])


def test_relationships_lead_to_parts_with_a_content_type(package: zipfile.ZipFile) -> None:
    """Every target exists, every part has a content type, none appears twice, nothing leads outside."""
    names = package.namelist()
    assert len(set(names)) == len(names)
    types = etree.fromstring(package.read("[Content_Types].xml"))
    overrides = {node.get("PartName") for node in types if node.get("PartName")}
    endings = {node.get("Extension") for node in types if node.get("Extension")}
    for name in names:
        if name.endswith(".rels"):
            base = posixpath.dirname(posixpath.dirname(name))
            for row in etree.fromstring(package.read(name)):
                assert row.get("TargetMode") != "External"
                target = row.get("Target", "")
                full = (
                    target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(base, target))
                )
                assert full in names, (name, target)
        elif name != "[Content_Types].xml":
            assert f"/{name}" in overrides or name.rpartition(".")[2] in endings, name


def test_shape_numbers_are_unique_and_animation_finds_them(package: zipfile.ZipFile) -> None:
    """Each slide numbers its shapes once; the animation names shapes that are there."""
    animated = 0
    for name, root in _parts(package):
        if name.startswith("ppt/slides/"):
            numbers = [node.get("id") for node in root.iter(f"{{{P}}}cNvPr")]
            assert len(set(numbers)) == len(numbers), name
            targets = {node.get("spid") for node in root.iter(f"{{{P}}}spTgt")}
            assert targets <= set(numbers), name
            animated += bool(targets)
            built = {node.get("spid") for node in root.iter(f"{{{P}}}bldP")}
            assert built <= targets, name
            times = [node.get("id") for node in root.iter(f"{{{P}}}cTn")]
            assert len(set(times)) == len(times), name
    assert animated >= 2  # the dialogue and the answer


def test_no_slide_moves_by_itself(package: zipfile.ZipFile) -> None:
    """No transitions; every entrance waits for a click: the speaker has the pace."""
    for name, root in _parts(package):
        assert root.find(f".//{{{P}}}transition") is None, name
        for node in root.iter(f"{{{P}}}cTn"):
            assert node.get("nodeType") not in ("afterEffect",), name


def test_sections_hold_every_slide_once(package: zipfile.ZipFile) -> None:
    """The section list names each slide exactly once, in order."""
    root = etree.fromstring(package.read("ppt/presentation.xml"))
    slides = [node.get("id") for node in found(root, f"{{{P}}}sldIdLst")]
    p14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
    assert [node.get("id") for node in root.iter(f"{{{p14}}}sldId")] == slides


@pytest.mark.slow
def test_groups_enclose_their_members(package: zipfile.ZipFile) -> None:
    """A group's frame is that of its members, so that selecting and moving it in PowerPoint does what it seems to."""
    for name, root in _parts(package):
        for group in root.iter(f"{{{P}}}grpSp"):
            frame = _frame(found(group, f"{{{P}}}grpSpPr/{{{A}}}xfrm"))
            for member in group:
                at = member.find(f"{{{P}}}spPr/{{{A}}}xfrm")
                if at is not None:
                    x, y, right, foot = _frame(at)
                    inside = frame[0] <= x and frame[1] <= y and right <= frame[2] and foot <= frame[3]
                    assert inside, (name, found(group, f".//{{{P}}}cNvPr").get("name"))


def _frame(xfrm: etree._Element) -> tuple[int, int, int, int]:
    off, ext = found(xfrm, f"{{{A}}}off").attrib, found(xfrm, f"{{{A}}}ext").attrib
    x, y, w, h = (int(v) for v in (off["x"], off["y"], ext["cx"], ext["cy"]))
    return x, y, x + w, y + h


def _parts(package: zipfile.ZipFile) -> list[tuple[str, etree._Element]]:
    return [(n, etree.fromstring(package.read(n))) for n in package.namelist() if n.endswith(".xml")]

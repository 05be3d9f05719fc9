"""The four prints of a leaflet: office, copier, press; their codes under wear; and the copies of branches."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import cv2
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
import zxingcpp
from degrade import STEPS
from sheets import BRANCH, LANGS

from outreach.checks.built.paper_code import pages, verify
from outreach.codes import links
from outreach.codes.qr import decode
from outreach.diagnostics import OutreachError, Where
from outreach.layout import Layout
from outreach.overflow import UnmadeError, told
from outreach.paper import stamp
from outreach.paper.press import cmyk, to_press
from outreach.renderers import leaflet
from outreach.storyboard import Storyboard, Text

Boards = Callable[[str, str], Storyboard]
PACKS = tuple(LANGS.items())
MM = 72 / 25.4


@pytest.fixture(scope="session")
def prints(made: Callable[..., dict[str, bytes]]) -> dict[str, dict[str, bytes]]:
    """All prints of every audience, made once."""
    return {audience: made("leaflet", audience) for audience, _ in PACKS}


def every(prints: dict[str, dict[str, bytes]], *names: str) -> Iterator[tuple[str, bytes]]:
    """(audience and file, bytes) of the prints called `names`."""
    return ((f"{who} {name}", files[name]) for who, files in prints.items() for name in names)


def programs(data: bytes) -> Iterator[list[Any]]:
    """The operators of every page and form of a PDF."""
    with pikepdf.open(io.BytesIO(data)) as file:
        for page in file.pages:
            yield list(pikepdf.parse_content_stream(page))
        for one in file.objects:
            if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Form":
                yield list(pikepdf.parse_content_stream(one))


def test_office_prints_keep_ink_inside_six_millimetres(prints: dict[str, dict[str, bytes]]) -> None:
    """A home printer cannot reach the edge: nothing stands in the outer 6 mm."""
    for name, data in every(prints, "leaflet.pdf", "leaflet-mono.pdf"):
        for page in pages(data, 150):
            edge = round(6 / 25.4 * 150) - 1
            inside = np.zeros(page.shape, dtype=bool)
            inside[edge:-edge, edge:-edge] = True
            assert page[~inside].min() == 255, name


def test_copier_print_is_grey_and_light(prints: dict[str, dict[str, bytes]]) -> None:
    """No colour at all, and less than 15 % of the toner of a black page."""
    for name, data in every(prints, "leaflet-mono.pdf"):
        for page in pages(data, 72):
            assert (255 - page.mean()) / 255 < 0.15, name
        for program in programs(data):
            for step in program:
                if str(step.operator) in ("scn", "SCN"):
                    assert max(step.operands) - min(step.operands) < 0.001, name


@pytest.mark.slow
def test_type_is_never_smaller_than_the_audience_reads(
    prints: dict[str, dict[str, bytes]], leaflet_board: Boards
) -> None:
    """Every letter of every print is at least the floor of its audience, 16 pt for seniors (UKAAF G003)."""
    for audience, lang in PACKS:
        floor = leaflet_board(audience, lang).style.print_type["floor"]
        for name, data in prints[audience].items():
            sizes = {float(s.operands[1]) for p in programs(data) for s in p if str(s.operator) == "Tf"}
            # the number on a disc stands beside its text and repeats its order
            assert min(sizes) >= floor * (0.85 if audience == "seniors" else 0.8), (name, sorted(sizes))


def test_press_prints_have_no_rgb_and_at_most_300_percent_ink(prints: dict[str, dict[str, bytes]]) -> None:
    """Every colour is CMYK with at most 300 % ink, and letters under 12 pt are black alone."""
    for name, data in every(prints, "leaflet-press.pdf", "leaflet-press-285.pdf"):
        for program in programs(data):
            names = {str(step.operator) for step in program}
            assert not names & {"rg", "RG", "scn", "SCN", "sc", "SC", "cs", "CS", "g", "G"}, name
            ink: list[float] = []
            for step in program:
                if str(step.operator) in ("k", "K"):
                    ink = [float(v) for v in step.operands]
                    assert sum(ink) <= 3.0, name
                elif str(step.operator) == "Tf" and float(step.operands[1]) < 12:
                    assert ink == [0, 0, 0, 1] or sum(ink) < 0.4, (name, ink)


def test_press_boxes_and_marks(prints: dict[str, dict[str, bytes]]) -> None:
    """TrimBox at the wanted size, 3 mm of bleed round it, marks only outside the bleed, inside the media."""
    wanted = {"seniors": (297, 210, 285), "students": (148, 210, 142.5), "foreign-residents": (210, 297, 210)}
    for audience, files in prints.items():
        for name, width in (("leaflet-press.pdf", wanted[audience][0]), ("leaflet-press-285.pdf", wanted[audience][2])):
            with pikepdf.open(io.BytesIO(files[name])) as file:
                for page in file.pages:
                    trim, bleed, media = (
                        [float(n) for n in page.obj[b]] for b in ("/TrimBox", "/BleedBox", "/MediaBox")
                    )
                    assert (trim[2] - trim[0]) / MM == pytest.approx(width, abs=0.05)
                    assert [round((a - b) / MM, 1) for a, b in zip(bleed, trim, strict=True)] == [-3, -3, 3, 3]
                    assert all(m <= b - 5 * MM for m, b in zip(media[:2], bleed[:2], strict=True))
            for seen in pages(files[name], 150):
                slug = round(10 / 25.4 * 150) - 2  # from the media's edge to the bleed's
                ring = np.concatenate([seen[:slug].ravel(), seen[-slug:].ravel()])
                assert ring.min() < 128, "crop marks are drawn"
                dark = (ring < 200).mean()
                assert dark < 0.01, "nothing but thin marks outside the bleed"


@pytest.mark.parametrize("color", [(0, 0, 0), (1, 1, 1), (0.1, 0.14, 0.25), (0.7, 0.15, 0.12), (0.5,)])
def test_cmyk_takes_all_grey_out(color: tuple[float, ...]) -> None:
    """One of cyan, magenta and yellow is always 0, so no colour exceeds 300 %; and it turns back into itself."""
    cyan, magenta, yellow, black = cmyk(color)
    assert min(cyan, magenta, yellow) == 0 and cyan + magenta + yellow + black <= 3
    back = [(1 - v) * (1 - black) for v in (cyan, magenta, yellow)]
    assert back == pytest.approx(list(color) * (3 if len(color) == 1 else 1))


def test_press_refuses_gradients() -> None:
    """A drawing whose colours cannot be rewritten stops the print instead of going out in RGB."""
    with pikepdf.new() as file:
        page = file.add_blank_page(page_size=(100, 100))
        page.obj.TrimBox = pikepdf.Array([0, 0, 100, 100])
        page.obj.Resources = pikepdf.Dictionary(Shading=pikepdf.Dictionary(S0=pikepdf.Dictionary(ShadingType=2)))
        out = io.BytesIO()
        file.save(out)
    with pytest.raises(OutreachError, match="flat drawings for the press, found a shading"):
        to_press(out.getvalue())


def strong(page: np.ndarray[Any, Any]) -> list[float]:
    """The connected fields of strong colour on a page, as shares of it, the largest first."""
    hsv = cv2.cvtColor(page, cv2.COLOR_RGB2HSV)
    colored = ((hsv[:, :, 1] > 90) & (hsv[:, :, 1] > 255 - hsv[:, :, 2])).astype(np.uint8)
    whole = cv2.morphologyEx(colored | (hsv[:, :, 2] < 90), cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    _, _, stats, _ = cv2.connectedComponentsWithStats(whole)
    boxes = stats[1:, cv2.CC_STAT_WIDTH].astype(float) * stats[1:, cv2.CC_STAT_HEIGHT]
    return sorted((boxes / page[:, :, 0].size).tolist(), reverse=True)


@pytest.mark.parametrize("audience", [audience for audience, _ in PACKS])
def test_one_thing_dominates_the_front(prints: dict[str, dict[str, bytes]], audience: str) -> None:
    """Whoever takes up a leaflet sees its picture and question first: one field, far larger than the next."""
    page = np.asarray(pdfium.PdfDocument(prints[audience]["leaflet.pdf"])[0].render(scale=1).to_pil().convert("RGB"))
    front = page[:, page.shape[1] // 2 :] if audience == "seniors" else page  # the sheet lies flat: the right half
    first, second, *_ = strong(front)
    assert first > 0.22 and first > 4 * second, (first, second)


# --- codes ---


def zxing(page: np.ndarray[Any, Any]) -> list[str]:
    """The first decoder; like a phone's camera, it looks once more with the specks filtered out."""
    return decode(page) or decode(cv2.medianBlur(page, 3))


def opencv(page: np.ndarray[Any, Any]) -> list[str]:
    """The second decoder, in the same way."""
    reader = cv2.QRCodeDetectorAruco()
    return [t for t in (reader.detectAndDecode(p)[0] for p in (page, cv2.medianBlur(page, 3))) if t][:1]


def around_code(page: np.ndarray[Any, Any]) -> np.ndarray[Any, Any] | None:
    """The part of a page a phone held over its code sees."""
    kind: Any = zxingcpp.BarcodeFormat.QRCode  # typed differently by zxing-cpp 2 and 3
    found = zxingcpp.read_barcodes(page, formats=kind)
    if not found:
        return None
    (left, top), (right, low) = ((p.x, p.y) for p in (found[0].position.top_left, found[0].position.bottom_right))
    room = (right - left) // 2
    return np.ascontiguousarray(page[max(0, top - room) : low + room, max(0, left - room) : right + room])


@pytest.mark.slow  # test_sheets.py reads each sheet's code
def test_codes_are_read_from_the_whole_page_by_both_decoders(
    prints: dict[str, dict[str, bytes]], leaflet_board: Boards
) -> None:
    """zxing-cpp and OpenCV each find the wanted payload on the finished page at 300 dpi."""
    for audience, lang in PACKS:
        wanted = links.payload(leaflet_board(audience, lang), "leaflet")
        for name, data in prints[audience].items():
            assert verify(data, (wanted,)) == [], name
        page = next(p for p in pages(prints[audience]["leaflet.pdf"]) if decode(p))
        assert opencv(page) == [wanted]


@pytest.fixture(scope="session")
def seen(prints: dict[str, dict[str, bytes]]) -> list[tuple[str, str, np.ndarray]]:
    """Of every print its audience, name and what stands around its code, as a camera sees it."""
    names = ("leaflet.pdf", "leaflet-mono.pdf", "leaflet-press.pdf")
    return [
        (who, name, next(part for p in pages(files[name]) if (part := around_code(p)) is not None))
        for who, files in prints.items()
        for name in names
    ]


@pytest.mark.slow
@pytest.mark.parametrize("wear", list(STEPS))
def test_codes_survive_wear(seen: list[tuple[str, str, np.ndarray]], leaflet_board: Boards, wear: str) -> None:
    """150 dpi, 3 degrees, blur, JPEG, fading and 10 % salt: both decoders still read the same payload."""
    for audience, name, part in seen:
        wanted = links.payload(leaflet_board(audience, dict(PACKS)[audience]), "leaflet")
        worn = STEPS[wear](part)
        assert (zxing(worn), opencv(worn)) == ([wanted], [wanted]), (audience, name)


@pytest.mark.slow
def test_a_covered_or_foreign_code_fails(prints: dict[str, dict[str, bytes]], leaflet_board: Boards) -> None:
    """No code, or another one, is an error that names both."""
    data = prints["seniors"]["leaflet.pdf"]
    wanted = links.payload(leaflet_board("seniors", "zh-CN"), "leaflet")
    other = wanted[:-1] + "0"
    assert [p.message for p in verify(data, (other,), name="leaflet.pdf")] == [
        f"`leaflet.pdf`, page 1: found the code `{wanted}`, expected `{other}`",
        f"`leaflet.pdf`: expected the QR code `{other}`, found `{wanted}`",
    ]
    with pikepdf.open(io.BytesIO(data)) as file:
        del file.pages[0]
        out = io.BytesIO()
        file.save(out)
    (found,) = verify(out.getvalue(), (wanted,), name="leaflet.pdf")
    assert found.message == f"`leaflet.pdf`: expected the QR code `{wanted}`, found none"


# --- too long, branches, repeatability ---


@pytest.mark.slow  # quick: tests/paper/test_overflow.py
def test_text_that_does_not_fit_is_an_error_at_its_line(leaflet_board: Boards, layout: Layout) -> None:
    """A line too long for its panel stops the build and is named with its file, line and column."""
    board = leaflet_board("seniors", "zh-CN")
    where = Where("content/scams/x/script.yaml", 12, 9)
    words = ("请", "马上", "挂断", "电话，") * 40
    shown = "".join(words)
    long = Text(shown, shown, shown, "zh-CN", words, words, where=where)
    scenes = tuple(
        replace(s, items=(replace(s.items[0], text=long), *s.items[1:])) if s.kind == "actions" else s
        for s in board.scenes
    )
    board = replace(board, scenes=scenes)
    with pytest.raises(UnmadeError) as caught:
        leaflet.render(board, layout)
    (fault,) = caught.value.faults
    problem = told(fault, "leaflet", board)
    assert problem.where == where
    assert re.match(
        r"`leaflet` of `leaflet-sample` for seniors \(zh-CN\): `advice` of `half-fold` needs [\d.]+ mm more",
        problem.message,
    )


@pytest.mark.slow
def test_two_runs_give_the_same_bytes(
    prints: dict[str, dict[str, bytes]], leaflet_board: Boards, layout: Layout
) -> None:
    """No clock and no chance: a second run, also with a new compiler, is byte-identical."""
    assert leaflet.render(leaflet_board("students", "zh-CN"), Layout(layout.project)) == prints["students"]


@pytest.mark.slow  # test_sheets.py asks a branch's code of a sheet
def test_branch_copies_carry_the_branch_and_its_own_code(
    leaflet_board: Boards, layout: Layout, made: Callable[..., dict[str, bytes]]
) -> None:
    """Name, address, telephone and a code of its own, in every print; the rest of the sheet stays as it was."""
    for audience, lang in PACKS:
        board = replace(leaflet_board(audience, lang), branch=BRANCH)
        for name, data in made("leaflet", audience, True).items():
            document = pdfium.PdfDocument(data)
            text = "\n".join(page.get_textpage().get_text_range() for page in document)
            flat = re.sub(r"\s", "", text)
            assert "江湾银行国际社区支行" in flat and "滨江大道90号" in flat and BRANCH.phone in flat, name
            if name in ("leaflet.pdf", "leaflet-press.pdf"):
                assert verify(data, (links.payload(board, "leaflet"),)) == [], name
            with pikepdf.open(io.BytesIO(data)) as file:
                assert file.check_pdf_syntax() == [] and file.Root.MarkInfo.Marked, name
    board = replace(leaflet_board("students", "zh-CN"), branch=BRANCH)
    assert leaflet.render(board, layout) == made("leaflet", "students", True)


@pytest.mark.slow
def test_branch_name_that_does_not_fit_is_an_error(leaflet_board: Boards, layout: Layout) -> None:
    """A name longer than its card is refused, not cut."""
    board = replace(leaflet_board("students", "zh-CN"), branch=replace(BRANCH, name="江湾银行" * 30))
    with pytest.raises(UnmadeError) as caught:
        leaflet.render(board, layout)
    (fault,) = caught.value.faults
    assert (fault.panel, fault.branch, caught.value.files) == ("branch", "JW0003", {})


def test_stamp_wants_one_card_and_one_code(prints: dict[str, dict[str, bytes]]) -> None:
    """A sheet without room for a branch cannot be a base."""
    with pytest.raises(ValueError, match="expected room for one card and one code"):
        stamp.base(prints["students"]["leaflet.pdf"])

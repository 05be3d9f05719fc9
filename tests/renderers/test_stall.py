"""What a stall gets: board game, lots, bingo, the trick on a board, stickers, also round ones."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any

import click
import numpy as np
import pikepdf
import pypdfium2 as pdfium
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from own import AUDIENCES
from stress import asked

from outreach.checks.built import Built, run
from outreach.checks.built.paper_code import verify
from outreach.cli.places import format_option
from outreach.codes import links, qr
from outreach.formats import FORMATS, USES, named
from outreach.layout import Layout
from outreach.overflow import UnmadeError
from outreach.paper import form
from outreach.paper.views import Bingo, Flow, Lots
from outreach.paper.words import words
from outreach.profiles import Profiles
from outreach.renderers import bingo, flow, game, lots, roundels, stickers
from outreach.storyboard import Storyboard, Text

Boards = Callable[..., Storyboard]
Files = Callable[[str, str], dict[str, bytes]]
MM = 72 / 25.4
KIT = USES["stall"]
A_LINE = words(Text("x", "x", "x", "zh-CN", ("x",), ("x",)))


@pytest.fixture(scope="module")
def files(own_board: Boards, layout: Layout) -> Files:
    """The prints of a format for an audience, each made once."""
    kept: dict[tuple[str, str], dict[str, bytes]] = {}

    def make(name: str, audience: str) -> dict[str, bytes]:
        if (name, audience) not in kept:
            render = FORMATS[name].render
            assert render
            kept[name, audience] = render(own_board(audience), layout)
        return kept[name, audience]

    return make


def plain(text: str) -> str:
    """Words as they are compared: without spaces."""
    return re.sub(r"\s", "", text)


def said(data: bytes) -> str:
    """All words of a PDF."""
    return plain("".join(page.get_textpage().get_text_range() for page in pdfium.PdfDocument(data)))


def letters(page: Any) -> Iterator[tuple[str, float, float]]:
    """Each letter of a page and where it begins, in mm from the left and from the top."""
    text, height = page.get_textpage(), page.get_size()[1]
    for n in range(text.count_chars()):
        left, _, _, top = text.get_charbox(n)
        yield text.get_text_range(n, 1), left / MM, (height - top) / MM


def test_the_name_of_the_use_stands_for_its_formats() -> None:
    """`-f stall` asks for all of them; another name stays what it is."""
    assert named(("stall", "leaflet", KIT[0])) == (*KIT, "leaflet")
    assert all(FORMATS[name].use == "stall" for name in KIT)

    @click.command()
    @format_option
    def said(formats: tuple[str, ...]) -> None:
        click.echo(" ".join(formats))

    assert CliRunner().invoke(said, ["-f", "stall", "-f", "leaflet"]).output.split() == [*KIT, "leaflet"]


def test_nobody_gets_a_stall_unasked(profiles: Profiles) -> None:
    """No audience that ships lists it: packs take no longer for it."""
    assert not {*KIT} & {name for one in profiles.audiences.values() for name in one.formats}


@pytest.mark.every(4, 2)
@pytest.mark.parametrize("audience", AUDIENCES)
@pytest.mark.parametrize("name", KIT)
def test_prints(files: Files, own_board: Boards, name: str, audience: str) -> None:
    """Each has its three prints, says that it is a draft, and is tagged; that of the press is trimmed in a bleed."""
    made = files(name, audience)
    assert {*made} == {file.name for file in FORMATS[name].files}
    for file, data in made.items():
        assert plain(own_board(audience).labels["draft"].shown) in said(data), file
        with pikepdf.open(io.BytesIO(data)) as document:
            assert document.Root.MarkInfo.Marked and document.Root.Lang
            page = document.pages[0].obj
            if file.endswith("-press.pdf"):
                trim, bleed = ([float(n) for n in box] for box in (page.TrimBox, page.BleedBox))
                assert [b - t for b, t in zip(bleed, trim, strict=True)] == pytest.approx(
                    [-3 * MM] * 2 + [3 * MM] * 2, abs=0.1
                )


@pytest.mark.slow
@pytest.mark.parametrize("name", KIT)
def test_what_does_not_fit_is_told(own_board: Boards, layout: Layout, name: str) -> None:
    """A sentence of two hundred words is an error that names it, not small type."""
    board = own_board("visitors")
    long = " ".join(["believe"] * 200) + "."
    text = replace(board.labels["draft"], shown=long, phrases=(long,), beside=None)
    scenes = tuple(
        replace(
            s,
            title=text if s.kind == "endcard" else s.title,
            items=tuple(
                replace(i, text=text, flags=i.flags, runs=()) if i.kind in ("line", "step", "flag") else i
                for i in s.items
            ),
        )
        for s in board.scenes
    )
    render = FORMATS[name].render
    assert render
    longer = replace(board, scenes=scenes, refusal=text, ticks=(text, *board.ticks))
    with pytest.raises(UnmadeError) as told:
        render(longer, layout)
    assert any(cause.words == long for fault in told.value.faults for cause in fault.causes)


# --- the board game ---------------------------------------------------------------------------------------------------


def reached(squares: Sequence[Any]) -> set[int]:
    """The fields that somebody may come to stand on, over all throws of a die."""
    by_number = {one.number: one for one in squares}
    seen, left = {1}, [1]
    while left:
        at = left.pop()
        for thrown in range(1, 7):
            landed = by_number[min(at + thrown, len(squares))]
            for place in {landed.to or landed.number} - seen:
                seen.add(place)
                left.append(place)
    return seen


@given(traps=st.integers(0, 40), ladders=st.integers(0, 30), drawings=st.integers(0, 3))
def test_every_path_can_be_walked(traps: int, ladders: int, drawings: int) -> None:
    """From each field the end is near, nobody is sent from trap to trap, and each field touches the next."""
    specials = [*[("trap", A_LINE)] * traps, *[("ladder", A_LINE)] * ladders]
    found = [*game.squares(specials, ["x"] * drawings, A_LINE, A_LINE)]
    assert [one.number for one in found] == [*range(1, len(found) + 1)]
    assert [one.role for one in found].count("trap") == traps and [one.role for one in found].count("ladder") == ladders
    assert (found[0].role, found[-1].role) == ("start", "end")
    for one in found:
        assert (one.role in ("trap", "ladder")) == bool(one.to)
        assert one.to == 0 or found[one.to - 1].role in ("plain", "start", "end")
        assert one.role != "trap" or one.to < one.number
        assert one.role != "ladder" or one.to > one.number
    assert len({(one.column, one.row) for one in found}) == len(found)
    assert all(abs(a.column - b.column) + abs(a.row - b.row) == 1 for a, b in pairwise(found))
    assert len(found) in reached(found)
    assert not any(one.role == after.role == "trap" for one, after in pairwise(found))


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_the_board_has_each_sentence(files: Files, own_board: Boards, audience: str) -> None:
    """What the scammers say with a trick in it, what to answer, and the four rules; the same words each time."""
    board = own_board(audience)
    text = said(files("game", audience)["game-press.pdf"])
    tricks = [item.text for s in board.scenes for item in s.items if item.flags]
    assert tricks and board.refusal and board.ask
    wanted = [*tricks, board.refusal, board.ask, *(board.labels[f"game_rule_{n}"] for n in range(1, 5))]
    assert [one.shown for one in wanted if plain(one.shown) not in text] == []


def test_tiles_overlap_and_the_sheet_of_the_press_is_of_its_size(files: Files) -> None:
    """Four sheets of A4, each the same picture moved by less than its window; A2 for the press."""
    tiling = game.TILING
    assert all(step + 5 <= window for step, window in zip(tiling.step, tiling.window, strict=True))
    assert all(
        step + window >= side * tiling.zoom - 0.01
        for step, window, side in zip(tiling.step, tiling.window, form.A3, strict=True)
    )
    document = pdfium.PdfDocument(files("game", "elders")["game.pdf"])
    assert [tuple(round(n / MM) for n in page.get_size()) for page in document] == [(210, 297)] * 4
    first, *others = (sorted(letters(page))[:400] for page in document)
    for (dx, dy), other in zip(((1, 0), (0, 1), (1, 1)), others, strict=True):
        known = {
            (letter, round(x - dx * tiling.step[0], 1), round(y - dy * tiling.step[1], 1)) for letter, x, y in first
        }
        met = {(letter, round(x, 1), round(y, 1)) for letter, x, y in other}
        assert len(known & met) > 0.8 * len(known)
    with pikepdf.open(io.BytesIO(files("game", "elders")["game-press.pdf"])) as press:
        left, low, right, high = (float(n) for n in press.pages[0].obj.TrimBox)
        assert ((right - left) / MM, (high - low) / MM) == pytest.approx((420, 594), abs=0.1)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_office_letters_are_as_large_as_the_audience_needs(own_board: Boards, layout: Layout, audience: str) -> None:
    """The floor of the design, enlarged in four tiles, is large print."""
    view = form.filled(own_board(audience), layout, game.SHEET, "game.pdf")
    assert view.type["floor"] * game.TILING.zoom >= own_board(audience).style.print_type["floor"]


# --- cards to draw ----------------------------------------------------------------------------------------------------


@given(count=st.integers(1, 30), places=st.sampled_from([6, 8]))
def test_the_last_sheet_of_cards_is_full(count: int, places: int) -> None:
    """From the first card on again; each has the number of its words."""
    cards = [lots._lot(message=replace(A_LINE, plain=str(n)), answer=A_LINE, why=None) for n in range(1, count + 1)]
    found = [*lots.filled_up(cards, places)]
    assert len(found) % places == 0 and 0 <= len(found) - count < places
    assert all(one.message and one.message.plain == str(one.number) for one in found)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_back_lies_behind_its_front(own_board: Boards, layout: Layout, audience: str) -> None:
    """The sheet is flipped on its long edge: the numbers of the backs stand at the mirrored places, at one height."""
    board = asked(own_board(audience))
    (sheet,) = lots.sheets(board)
    view = form.filled(board, layout, sheet, "lots.pdf")
    kit = view.kit
    assert isinstance(kit, Lots)
    made = form.typeset(layout, "lots", view)
    pages = [*pdfium.PdfDocument(made)]
    columns, rows = kit.across
    wide = (210 - 16) / columns
    assert len(pages) == 2 * len(kit.lots) // (columns * rows)
    for n, (front, back) in enumerate(zip(pages[::2], pages[1::2], strict=True)):
        for k, lot in enumerate(kit.lots[n * columns * rows : (n + 1) * columns * rows]):
            left, top = 8 + k % columns * wide, 8 + k // columns * (297 - 28) / rows
            number = str(lot.number)
            ours = [
                (x, y)
                for letter, x, y in letters(front)
                if letter == number and left < x < left + wide and top < y < top + 16
            ]
            theirs = [
                (x, y)
                for letter, x, y in letters(back)
                if letter == number and 210 - left - wide < x < 210 - left and top < y < top + 16
            ]
            assert ours and theirs and ours[0][1] == pytest.approx(theirs[0][1], abs=0.1)
            assert ours[0][0] - left == pytest.approx(theirs[0][0] - (210 - left - wide), abs=0.1)


@pytest.mark.parametrize("audience", AUDIENCES)
def test_cards_tell_the_genuine_from_the_scam(own_board: Boards, audience: str) -> None:
    """A card for each question, and one for each trick of the story; only what is genuine is said to be so."""
    board = asked(own_board(audience))
    found = [*lots.lots(board)]
    assert [one.genuine for one in found if one.message and one.message.plain == board.summary.shown] == [True]
    assert sum(one.genuine for one in found) == 1 and sum(one.message is None for one in found) == 1
    tricks = [item.text.shown for s in board.scenes for item in s.items if item.flags]
    assert {*tricks} <= {one.message.plain for one in found if one.message}
    assert all(one.answer.plain for one in found)


# --- bingo ------------------------------------------------------------------------------------------------------------


@given(count=st.integers(0, 40), most=st.sampled_from([3, 4]), seed=st.text(max_size=9))
def test_no_two_sheets_are_alike(count: int, most: int, seed: str) -> None:
    """Twelve of them where there is something to deal, the same for the same seed, no call twice on a sheet."""
    row = bingo.side(count, most)
    found = bingo.dealt(count, row, seed)
    assert len({*found}) == len(found) and found == bingo.dealt(count, row, seed)
    assert len(found) == bingo.SHEETS if count > 1 else 1 <= len(found) <= bingo.SHEETS
    for sheet in found:
        given_ = [n for n in sheet if n != bingo.FREE]
        assert len(sheet) == row * row and len({*given_}) == len(given_) == min(count, row * row - row % 2)
        assert all(0 <= n < count for n in given_) and (row % 2 == 0 or sheet[row * row // 2] == bingo.FREE)


def test_the_sheets_of_two_stories_differ() -> None:
    """And those of two audiences: the seed names them."""
    assert bingo.dealt(12, 3, "parcel/elders/zh-CN") != bingo.dealt(12, 3, "parcel/visitors/en")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_sheets_have_what_is_read_aloud(own_board: Boards, files: Files, layout: Layout, audience: str) -> None:
    """Each field is on the list, which has all that scammers say and do, in their words; nothing genuine is on it."""
    board = asked(own_board(audience))
    (sheet,) = bingo.sheets(board)
    kit = form.filled(board, layout, sheet, "bingo.pdf").kit
    assert isinstance(kit, Bingo)
    called = [one.plain for one in kit.calls]
    items = [item for scene in board.scenes for item in scene.items]
    for item in items:  # of several sentences the one with the trick
        assert all(any(flag.phrase in one and one in item.text.shown for one in called) for flag in item.flags), item
    steps = [item.text.shown for s in board.scenes if s.kind == "anatomy" for item in s.items if item.kind == "step"]
    assert {*steps} <= {*called}
    assert any(item.flags and item.text.shown not in called for item in items) == (audience == "visitors")
    assert board.summary.shown not in {one.plain for one in kit.calls}
    pages = [
        plain(page.get_textpage().get_text_range())
        for page in pdfium.PdfDocument(files("bingo", audience)["bingo.pdf"])
    ]
    assert len(pages) == bingo.SHEETS + 1
    assert [
        text for text in called if any(text in item.text.shown for item in items) and plain(text) not in pages[-1]
    ] == []


def test_large_print_has_fewer_fields(own_board: Boards) -> None:
    """Rows of three for older readers; others have four as soon as there are enough words."""
    assert bingo.side(40, bingo.LARGE_SIDE) == 3
    assert [bingo.side(n, bingo.SIDE) for n in (4, 15, 16)] == [3, 3, 4]
    assert own_board("elders").style.print_type["floor"] >= form.LARGE > own_board("visitors").style.print_type["floor"]


# --- the trick on a board ---------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_step_has_a_way_out(own_board: Boards, files: Files, audience: str) -> None:
    """As often as there are steps it says where to stop; the sentences to say are there, and the code is read."""
    board = own_board(audience)
    (steps,) = (scene.items for scene in board.scenes if scene.kind == "anatomy")
    for name, data in files("flow", audience).items():
        text = said(data)
        assert text.count(plain(board.labels["flow_stop"].shown)) == len(steps), name
        wanted = [*(item.text for item in steps), board.labels["say_refusal"], board.labels["say_ask"]]
        assert [one.shown for one in wanted if plain(one.shown) not in text] == [], name
        assert verify(data, (links.payload(board, "flow"),)) == [], name


def test_a_story_that_nobody_takes_apart_shows_its_tricks(own_board: Boards, layout: Layout) -> None:
    """The scammers' own sentences, and why they work; without a refusal and a question it says to hang up."""
    board = own_board("elders")
    scenes = tuple(scene for scene in board.scenes if scene.kind != "anatomy")
    labels = {name: text for name, text in board.labels.items() if name not in ("say_refusal", "say_ask")}
    view = form.filled(replace(board, scenes=scenes, labels=labels), layout, flow.sheets(board)[0], "flow.pdf")
    assert isinstance(view.kit, Flow)
    tricks = [item for scene in scenes for item in scene.items if item.flags]
    assert [one.text.plain for one in view.kit.steps[: len(tricks)]] == [item.text.shown for item in tricks]
    assert view.kit.steps[0].detail and all(one.stop is None for one in view.kit.steps)
    form.typeset(layout, "flow", view)


# --- stickers ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("audience", AUDIENCES)
def test_each_letter_is_on_a_label(own_board: Boards, files: Files, audience: str) -> None:
    """At least 1.5 mm inside one of the 21 that a sheet has, but for the line below them; none is empty."""
    (page,) = pdfium.PdfDocument(files("stickers", audience)["stickers.pdf"])
    met = set()
    for letter, x, y in letters(page):
        column = int((x - stickers.FIRST[0]) // stickers.PITCH[0])
        row = int((y - stickers.FIRST[1]) // stickers.PITCH[1])
        if row >= 7 or not letter.strip():
            continue
        assert 0 <= column < 3 and row >= 0, letter
        met.add((column, row))
        assert 1.5 < x - stickers.FIRST[0] - column * stickers.PITCH[0] < stickers.LABEL[0] - 1.5, letter
    assert len(met) == 21
    board = own_board(audience)
    assert board.refusal
    text = said(files("stickers", audience)["stickers.pdf"])
    called = [one.number for one in board.hotlines if not one.urgent]
    wanted = [board.refusal.shown, board.labels["series"].shown, board.labels["bingo_free"].shown, *called]
    assert called and [one for one in wanted if text.count(plain(one)) < 5] == []


def test_the_sheet_is_one_that_is_sold() -> None:
    """L7160: margins of 7.2 and 15.1 mm."""
    assert pytest.approx((7.2, 15.15), abs=0.05) == stickers.FIRST


# --- round stickers ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("audience", "across"), [("elders", roundels.LARGE_ACROSS), ("visitors", roundels.ACROSS)])
def test_every_round_sticker_is_whole_when_it_is_cut(
    own_board: Boards, files: Files, audience: str, across: float
) -> None:
    """Each letter is 1.5 mm and more inside its circle; in large print circles are larger."""
    board, columns = own_board(audience), round(210 / (across + 8))
    pitch = across + 2 * roundels.BLEED
    first = (210 - columns * pitch) / 2
    (page,) = pdfium.PdfDocument(files("roundels", audience)["roundels.pdf"])
    text, high = page.get_textpage(), page.get_size()[1]
    met = set()
    for n in range(text.count_chars()):
        if not text.get_text_range(n, 1).strip():
            continue
        left, low, right, top = (one / MM for one in text.get_charbox(n))
        column, row = int((left - first) // pitch), int((high / MM - top - roundels.TOP) // pitch)
        if high / MM - top > 297 - 15:
            continue
        middle = (first + (column + 0.5) * pitch, roundels.TOP + (row + 0.5) * pitch)
        for x in (left, right):
            for y in (high / MM - top, high / MM - low):
                assert np.hypot(x - middle[0], y - middle[1]) < across / 2 - 1.5, text.get_text_range(n, 1)
        met.add((column, row))
    assert len(met) == columns * (4 if columns == 3 else 3)
    slogan = next(scene.title.shown for scene in board.scenes if scene.kind == "endcard")
    words_ = said(files("roundels", audience)["roundels.pdf"])
    asked = next(one.number for one in board.hotlines if not one.urgent)
    assert {words_.count(plain(one)) for one in (slogan, board.link.domain, asked)} == {len(met)}


@pytest.mark.slow
@pytest.mark.parametrize("audience", AUDIENCES)
def test_every_round_sticker_has_a_code_that_is_read(own_board: Boards, files: Files, audience: str) -> None:
    """All of a sheet, each alone, on every print: of 20 mm and more, with its clear margin, as a build asks it."""
    payload = links.payload(own_board(audience), "roundels")
    for name, data in files("roundels", audience).items():
        assert run([Built(name, data, "roundels", {"codes": [payload]})])[0] == [], name
        (page,) = pdfium.PdfDocument(data)
        read = qr.decode(np.asarray(page.render(scale=200 / 72).to_pil().convert("L")))
        assert set(read) == {payload} and len(read) in (6, 12), (name, len(read))

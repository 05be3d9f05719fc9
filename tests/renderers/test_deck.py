"""The deck: what is in it, read back with python-pptx and lxml."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from deck_projection import lines, shapes
from lxml import etree
from oxml import found
from pptx import Presentation
from pptx.util import Pt
from stress import hotlines
from typed import Make

from outreach.adapt import adapt
from outreach.codes import qr
from outreach.codes.links import payload
from outreach.diagnostics import OutreachError, Where
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.renderers import deck
from outreach.script import load_script
from outreach.storyboard import Review, Storyboard, Text

HERE = Path(__file__).parent
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
SLIDE = (12192000, 6858000)
PACKS = (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))


@pytest.fixture(scope="session")
def sample(
    project: Project, profiles: Profiles, tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Storyboard]:
    """Storyboards of a script with every kind of scene that no content edit changes."""
    content = tmp_path_factory.mktemp("deck") / "content"
    shutil.copytree(project.path("content"), content, ignore=shutil.ignore_patterns("scams"))
    folder = content / "scams" / "deck-sample"
    folder.mkdir(parents=True)
    (folder / "script.yaml").write_bytes((HERE / "deck_script.yaml").read_bytes())
    (folder / "en.yaml").write_bytes((HERE / "deck_script_en.yaml").read_bytes())
    script, problems = load_script(Project(content.parent, project.date), "deck-sample")
    assert script is not None, "\n".join(map(str, problems))

    def make(audience: str) -> Storyboard:
        found, problems = adapt(script, profiles, audience, dict(PACKS)[audience])
        assert found is not None, "\n".join(map(str, problems))
        return found

    return make


@pytest.fixture(scope="session")
def decks(sample: Callable[[str], Storyboard], layout: Layout) -> dict[str, bytes]:
    """deck.pptx of the sample for each audience."""
    return {audience: deck.render(sample(audience), layout)["deck.pptx"] for audience, _ in PACKS}


@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_deck_reads_as_agreed(decks: dict[str, bytes], golden: Callable[[str, str], None], audience: str) -> None:
    """Slides, placeholders, texts, alternative texts and notes are those of the golden file."""
    golden(f"deck-{audience}.txt", "\n".join(lines(decks[audience])) + "\n")


@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_every_text_of_the_storyboard_is_on_a_slide(decks: dict[str, bytes], sample: Make, audience: str) -> None:
    """No text is lost on the way: titles, lines, options, answers, steps, details, trick names and notes."""
    board = sample(audience)
    seen = _plain("".join(s.text_frame.text for _, s in shapes(decks[audience]) if s.has_text_frame))
    wanted: list[Text | None] = [board.title, *board.sources, *(h.purpose for h in board.hotlines)]
    if board.companion:  # a short talk has no slide for it: the host says it at the cover
        cover = Presentation(io.BytesIO(decks[audience])).slides[0]
        assert _plain(board.summary.shown) in _plain(cover.notes_slide.notes_text_frame.text)
    else:
        wanted.append(board.summary)
    for scene in board.scenes:
        wanted += [scene.title, scene.question, scene.answer]
        if scene.kind != "endcard":
            wanted += [
                t for i in scene.items for t in (i.text, i.detail, *(x for f in i.flags for x in (f.trick, f.note)))
            ]
    missing = [t.shown for t in wanted if t is not None and _plain(t.shown) not in seen]
    assert not missing


def test_what_the_host_says_is_in_the_notes(decks: dict[str, bytes], sample: Make) -> None:
    """Every spoken line of the storyboard can be read aloud from the notes."""
    board = sample("seniors")
    notes = "".join(s.notes_slide.notes_text_frame.text for s in Presentation(io.BytesIO(decks["seniors"])).slides)
    missing = [
        b.text.said for s in board.scenes for b in s.beats if b.text and _plain(b.text.said) not in _plain(notes)
    ]
    assert not missing


@pytest.mark.parametrize("audience", ["visitors", "elders"])
def test_the_last_slide_has_the_help_card_of_a_talk_in_two_languages(
    own_board: Callable[..., Storyboard], layout: Layout, audience: str
) -> None:
    """The leaflet's words, what is read across a counter the largest of it; the notes say them, too. Every last slide
    has the sources."""
    board = own_board(audience)
    last = [*Presentation(io.BytesIO(deck.full_deck(board, layout))).slides][-1]
    cards = [shape for shape in last.shapes if shape.name == "help card"]
    assert board.sources[0].shown in "".join(s.text_frame.text for s in last.shapes if s.has_text_frame)
    assert len(cards) == (1 if board.companion else 0)
    for card in cards:
        words, notes = (
            [board.labels[name] for name in ("card_text", "card_say")],
            last.notes_slide.notes_text_frame.text,
        )
        looks = [run for shape in card.shapes for p in shape.text_frame.paragraphs for run in p.runs]
        said = _plain("".join(run.text for run in looks))
        shown = words[0].beside
        assert shown
        assert [
            t.shown for t in (shown, *words) if _plain(t.shown) not in said or _plain(t.shown) not in _plain(notes)
        ] == []
        told = [run for run in looks if run.text in shown.shown and len(run.text) > 5]
        assert told and min(run.font.size for run in told) > max(
            run.font.size for run in looks if run.text in words[0].shown
        )


@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_runs_name_language_and_the_fonts_of_the_theme(decks: dict[str, bytes], audience: str) -> None:
    """Every run carries its language; its faces are the theme's, those of titles in titles: one change restyles all."""
    for part in _xml(decks[audience], r"ppt/(slides|notesSlides)/[^/]+\.xml"):
        for look in part.iter(f"{A}rPr"):
            titled = look.xpath("ancestor::p:sp//p:ph[contains(@type, 'itle')]", namespaces={"p": P.strip("{}")})
            faces = [found(look, f"{A}{k}").get("typeface") for k in ("latin", "ea", "cs")]
            assert faces == [f"+{'mj' if titled else 'mn'}-{script}" for script in ("lt", "ea", "cs")]
            assert look.get("lang") in ("zh-CN", "en-US")


@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_no_line_break_stands_in_a_sentence(decks: dict[str, bytes], audience: str) -> None:
    """Who changes a word or the size of the type does not have to take out breaks first."""
    for part in _xml(decks[audience], r"ppt/slides/[^/]+\.xml"):
        assert not [
            etree.tostring(p, method="text", encoding="unicode")
            for p in part.iter(f"{A}p")
            if p.find(f"{A}br") is not None
        ]


@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_numbers_never_break(decks: dict[str, bytes], audience: str) -> None:
    """A number to dial stands in a box that does not wrap, as it is typed; in a sentence its hyphens do not break."""
    dialled = {s.text_frame.text for _, s in shapes(decks[audience]) if s.has_text_frame and not s.text_frame.word_wrap}
    assert "400-000-0000" in dialled
    for _, shape in shapes(decks[audience]):
        if shape.has_text_frame and shape.text_frame.text not in dialled:
            assert not re.search(r"\d-\d", re.sub(r"\S*[a-z/]\S*", "", shape.text_frame.text)), shape.text_frame.text


@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_type_keeps_the_audience_floor(decks: dict[str, bytes], sample: Make, audience: str) -> None:
    """Nothing is smaller than the floor; what is no text of the talk, and the second language, keep 18 pt."""
    board = sample(audience)
    floor = board.style.slide_type["floor"]
    for n, shape in shapes(decks[audience]):
        if shape.has_text_frame:
            small = re.search(r"footer|draft|slide number|mark$|number$|^trick \d+$", shape.name) is not None
            for look in shape._element.iter(f"{A}rPr"):
                second = bool(board.companion) and not board.lang.startswith(look.get("lang")[:2])
                assert int(look.get("sz")) / 100 >= (18 if small or second else floor), (n, shape.name)


@pytest.mark.slow
@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_shapes_stay_on_the_slide(decks: dict[str, bytes], audience: str) -> None:
    """No shape reaches beyond the slide's edges."""
    for n, shape in shapes(decks[audience]):
        inside = shape.left >= 0 and shape.left + shape.width <= SLIDE[0]
        assert inside and shape.top >= 0 and shape.top + shape.height <= SLIDE[1], (n, shape.name)


@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_top_shapes_do_not_overlap(decks: dict[str, bytes], audience: str) -> None:
    """Shapes of a slide keep apart, but for those that lie on the drawn phone, on the ground or on a card.

    The line that pins a trick to its message goes over both.
    """
    for n, slide in enumerate(Presentation(io.BytesIO(decks[audience])).slides, 1):
        apart_from = ("phone", "screen", "contact", "call", "input", "ground", "promise card")
        tops = [s.shapes[0] if s.name.startswith("trick") else s for s in slide.shapes]
        boxes = [
            (s.name, s.left, s.top, s.left + s.width, s.top + s.height)
            for s in tops
            if not s.name.startswith(apart_from)
        ]
        for i, a in enumerate(boxes):
            for b in boxes[i + 1 :]:
                apart = a[3] <= b[1] + 9 or b[3] <= a[1] + 9 or a[4] <= b[2] + 9 or b[4] <= a[2] + 9
                assert apart, (n, a, b)


@pytest.mark.parametrize("audience", [a for a, _ in PACKS])
def test_titles_are_unique_and_alternative_texts_complete(decks: dict[str, bytes], audience: str) -> None:
    """Each slide has its own title; each picture has an alternative text that is no file name."""
    package = Presentation(io.BytesIO(decks[audience]))
    titles = [s.shapes.title.text_frame.text for s in package.slides]
    assert all(titles) and len(set(titles)) == len(titles)
    for n, shape in shapes(decks[audience]):
        if shape._element.tag == f"{P}pic":
            alt = shape._element.nvPicPr.cNvPr.get("descr", "")
            assert alt and not re.search(r"\.(png|svg|jpe?g)$", alt), (n, shape.name)


def test_flagged_words_are_highlighted(decks: dict[str, bytes], sample: Make) -> None:
    """Exactly the flagged phrases of the dialogue are highlighted, in the theme's marker colour."""
    marked = ""
    for part in _xml(decks["seniors"], r"ppt/slides/[^/]+\.xml"):
        for run in part.iter(f"{A}r"):
            lit = run.find(f"{A}rPr/{A}highlight/{A}schemeClr")
            marked += (found(run, f"{A}t").text or "") if lit is not None and lit.get("val") == "accent6" else ""
    flags = [f.phrase for s in sample("seniors").scenes for i in s.items for f in i.flags]
    assert flags and marked == "".join(flags)


def test_the_code_opens_the_deck_address(decks: dict[str, bytes], sample: Make) -> None:
    """The picture on the hotlines slide decodes to the deck's own first-party address."""
    board = sample("seniors")
    codes = [s.image.blob for _, s in shapes(decks["seniors"]) if s.name == "qr"]
    assert [qr.decode(code) for code in codes] == [[payload(board, "deck")]]


@pytest.mark.slow
def test_draft_mark_goes_when_approved(sample: Make, layout: Layout) -> None:
    """A draft says so on every slide; an approved deck on none."""
    board = sample("seniors")
    approved = replace(board, review=Review(True, "审核人", "2026-11-23", ""))
    words = board.labels["draft"].shown
    for one, expected in ((board, True), (approved, False)):
        made = Presentation(io.BytesIO(deck.render(one, layout)["deck.pptx"]))
        marks = [any(s.has_text_frame and s.text_frame.text == words for s in slide.shapes) for slide in made.slides]
        assert marks == [expected] * len(marks)


def test_theme_has_the_colours_and_fonts_of_the_style(decks: dict[str, bytes], sample: Make) -> None:
    """A brand's colours reach the theme part, so that shapes follow them."""
    style = sample("students").style
    (theme, *_) = _xml(decks["students"], r"ppt/theme/theme1\.xml")
    assert found(theme, f".//{A}accent1/{A}srgbClr").get("val") == style.colors["primary"].lstrip("#")
    assert {
        k: found(theme, f".//{A}minorFont/{A}{k}").get("typeface") for k in ("latin", "ea", "cs")
    } == style.office_fonts
    for kind in ("majorFont", "minorFont"):
        scripts = {row.get("script"): row.get("typeface") for row in found(theme, f".//{A}{kind}").iter(f"{A}font")}
        assert {"Hans", "Hant", "Jpan", "Hang"} <= set(scripts) and all(scripts.values())


def test_same_storyboard_same_bytes(decks: dict[str, bytes], sample: Make, layout: Layout) -> None:
    """The package depends on nothing but its input: no clock, no random ids."""
    assert deck.render(sample("seniors"), layout)["deck.pptx"] == decks["seniors"]


def test_properties_name_title_author_and_language(decks: dict[str, bytes], sample: Make) -> None:
    """Core properties are set and dated by the project, not by the clock."""
    board, core = sample("seniors"), Presentation(io.BytesIO(decks["seniors"])).core_properties
    assert (core.title, core.author, core.language) == (board.title.shown, board.brand.name.shown, "zh-CN")
    assert core.created.date().isoformat() == "2026-11-23"


def test_notes_say_how_long(decks: dict[str, bytes]) -> None:
    """Every slide's notes begin with its time."""
    for slide in Presentation(io.BytesIO(decks["seniors"])).slides:
        assert re.search(r"\d:\d\d", slide.notes_slide.notes_text_frame.text)


def test_slide_is_widescreen(decks: dict[str, bytes]) -> None:
    """13.333 x 7.5 inches; python-pptx makes 10 x 7.5 by default."""
    made = Presentation(io.BytesIO(decks["seniors"]))
    assert (made.slide_width, made.slide_height) == (Pt(960), Pt(540))


def test_text_that_fits_no_slide_is_an_error(sample: Make, layout: Layout) -> None:
    """A text too long even at the floor names itself and the room it had; it is not shrunk."""
    board = sample("seniors")
    long = "这句话实在太长了，" * 40
    pieces = tuple("这句话实在太长了，" for _ in range(40))
    pause = next(s for s in board.scenes if s.kind == "pause")
    assert pause.answer is not None
    broken = replace(pause, answer=replace(pause.answer, shown=long, phrases=pieces))
    scenes = tuple(broken if s is pause else s for s in board.scenes)
    with pytest.raises(OutreachError, match=r"expected a text for 588 x 186 pt, found `这句话"):
        deck.render(replace(board, scenes=scenes), layout)


@pytest.mark.parametrize("place", ["item", "note"])
def test_a_message_longer_than_the_phone_is_an_error(sample: Make, layout: Layout, place: str) -> None:
    """A message that fills more than the drawn screen, or a trick's note more than its column, is named."""
    board = sample("students")
    call = next(s for s in board.scenes if s.kind == "dialogue")
    line = call.items[0]
    long = ("这句话实在太长了，",) * 30
    text = replace(line.text, shown="".join(long), phrases=long)
    item = (
        replace(line, text=text, flags=())
        if place == "item"
        else replace(line, flags=(replace(line.flags[0], note=text),))
    )
    scenes = tuple(replace(s, items=(item,)) if s is call else s for s in board.scenes)
    with pytest.raises(OutreachError, match="found `这句话"):
        deck.full_deck(replace(board, scenes=scenes), layout)


def _plain(text: str) -> str:
    return re.sub(r"\s", "", text.replace("\u2011", "-"))


def _xml(data: bytes, pattern: str) -> list[etree._Element]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return [etree.fromstring(package.read(n)) for n in package.namelist() if re.fullmatch(pattern, n)]


def test_every_slide_that_cannot_hold_its_words_is_told_at_once(
    board: Callable[..., Storyboard], layout: Layout
) -> None:
    """By `overflow` before the build and by the build: each text at its place, with its slide and audience."""
    base = board("nfc-skimming", "seniors", "zh-CN")
    long = "一句没有人读得完的话，" * 60
    texts = [replace(base.title, shown=long, phrases=(long,), where=Where("script.yaml", n, 1)) for n in (5, 9)]
    rescue, actions = (next(s for s in base.scenes if s.kind == kind) for kind in ("rescue", "actions"))
    changed = {
        scene.id: replace(scene, items=(replace(scene.items[0], text=text), *scene.items[1:]))
        for scene, text in zip((rescue, actions), texts, strict=True)
    }
    made = replace(base, scenes=tuple(changed.get(s.id, s) for s in base.scenes))
    faults, _ = deck.overflow(made, layout, None)
    assert {one.panel for one in faults} >= {rescue.title.shown, actions.title.shown}
    with pytest.raises(OutreachError) as caught:
        deck.render(made, layout)
    assert {5, 9} <= {d.where.line for d in caught.value.diagnostics}
    assert all("seniors" in str(d.hints[-1]) for d in caught.value.diagnostics)


@pytest.mark.every(4, 2)
@pytest.mark.parametrize(("audience", "lang"), [("seniors", "zh-CN"), ("foreign-residents", "en")])
@pytest.mark.parametrize("count", range(1, 6))
def test_one_to_five_numbers_stand_on_their_slide(
    board: Callable[..., Storyboard], layout: Layout, audience: str, lang: str, count: int
) -> None:
    """Whole and with what each is for, also one with an extension; no line of the cover ends with a dot."""
    made = replace(board("nfc-skimming", audience, lang), hotlines=hotlines(count, lang))
    found = Presentation(io.BytesIO(deck.short_deck(made, layout)))
    said = [shape_text(shape) for slide in found.slides for shape in slide.shapes]
    for line in made.hotlines:
        assert any(line.number in one for one in said)
        assert any(line.purpose.shown in one.replace("\v", "").replace("\n", "") for one in said)
    assert not [row for one in said for row in one.replace("\v", "\n").split("\n") if row.rstrip().endswith("·")]


def shape_text(shape: Any) -> str:
    """The words of a shape, or of a group's members."""
    if shape.shape_type == 6:
        return "\n".join(shape_text(one) for one in shape.shapes)
    return str(shape.text_frame.text) if shape.has_text_frame else ""


def test_a_phone_is_tall(decks: dict[str, bytes]) -> None:
    """It goes on below the foot of the slide: taller than wide, as a phone is."""
    phones = [s for _, s in shapes(decks["seniors"]) if s.name == "phone"]
    assert phones and all(p.height > p.width and p.top + p.height == SLIDE[1] for p in phones)

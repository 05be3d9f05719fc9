"""What does not fit is known and explained before anything is printed; what is printed lies over nothing."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import numpy as np
import pypdfium2 as pdfium
import pytest
from collisions import Rect, collisions
from made_up import LATIN, LINK, board, project, script

from outreach.formats import FORMATS
from outreach.layout import Layout
from outreach.overflow import Fault, UnmadeError, fault, told
from outreach.paper import overflow as paper_overflow
from outreach.paper.printing import prints
from outreach.storyboard import Branch, Storyboard

SHEETS = ("leaflet", "poster", "checklist", "comic", "trifold")
Boards = Callable[..., tuple[Storyboard, Layout]]
HOST = "fanzha-xuanchuan.haitangcunzhenbank.example"
BRANDED = {
    "brand_yaml": (Path(__file__).parent.parent.parent / "content/brand.yaml")
    .read_text(encoding="utf-8")
    .replace("fz.jiangwanbank.example", HOST)
    .replace("[jiangwanbank.example]", "[haitangcunzhenbank.example]")
}
LONG = Branch(
    "HT001",
    "海棠村镇银行青屿市滨江新区花园里社区支行",
    "青屿市滨江新区花园大道国际社区商业中心三期二十八号楼一层一百零六号商铺地铁口",
    "0599-8765432转8001",
)
LATIN_BRANCH = Branch(
    "HT002", "Llanfairpwllgwyngyllgogerych", "No. 18 Renmin Road, 2nd floor", "0599-8765432、13800138000"
)


@pytest.fixture
def made(tmp_path: Path) -> Boards:
    """The storyboard of a made-up script, with the layout of its project."""

    def make(
        audience: str = "students", lang: str = "zh-CN", files: dict[str, str] | None = None, **parts: object
    ) -> tuple[Storyboard, Layout]:
        home = project(tmp_path / f"p{len(list(tmp_path.iterdir()))}", script(**parts), **(files or {}))  # type: ignore[arg-type]
        return board(home, audience, lang), Layout(home)

    return make


def overflow(
    format: str, one: Storyboard, layout: Layout, branches: tuple[Branch, ...] | None = None
) -> tuple[list[Fault], list[str]]:
    """The answer of a format's `overflow`."""
    asked = FORMATS[format].overflow
    assert asked
    return asked(one, layout, branches)


def render(format: str, one: Storyboard, layout: Layout) -> dict[str, bytes]:
    """The office prints of a format; those for a copier and a press set the same words a second and a third time."""
    sheets = import_module(f"outreach.renderers.{format}").sheets(one)
    plain = [replace(s, files={n: f for n, f in s.files.items() if f.print_ == "office"}) for s in sheets]
    return prints(one, layout, plain)


# --- the cause -----------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_number_of_lines_is_the_cause_not_the_longest_sentence(made: Boards) -> None:
    """Many short lines: how many fit is told, at the first too many; no sentence is blamed."""
    one, layout = made("seniors", lines=14, flags=14)
    ((found,), left) = overflow("leaflet", one, layout)
    assert (found.panel, left) == ("story", [])
    (cause,) = found.causes
    assert cause.kind == "items" and cause.found == 14 and 2 <= cause.fits < 14
    said = told(found, "leaflet", one)
    assert said.where.file == "content/scams/made-up/script.yaml" and said.where.line > 0
    assert "`leaflet` of `made-up` for seniors (zh-CN)" in said.message
    lines = next(s for s in one.scenes if s.kind == "dialogue").items
    shorter = replace(one, scenes=tuple(
        replace(s, items=lines[: cause.fits]) if s.kind == "dialogue" else s for s in one.scenes
    ))  # fmt: skip
    assert len(lines) < cause.fits or overflow("leaflet", shorter, layout)[0] == []


@pytest.mark.every(2)
@pytest.mark.parametrize(
    ("parts", "format", "kind"),
    [
        ({"long": {"title": 60}, "kinds": "hook flags actions rescue"}, "poster", "text"),
        ({"items": 16}, "checklist", "items"),
    ],
)
def test_what_is_told_as_the_cause_is_one(made: Boards, parts: dict[str, object], format: str, kind: str) -> None:
    """The kind of the first cause, and a place in a file for it."""
    one, layout = made(**parts)
    faults, _ = overflow(format, one, layout)
    assert faults and kind in {cause.kind for f in faults for cause in f.causes}
    for f in faults:
        said = told(f, format, one)
        assert said.where.line > 0 and said.hints and len(said.render()) < 900
        assert fault(f.plain()) == f, "kept as plain data"


@pytest.mark.slow
def test_a_sheet_that_fails_costs_only_itself(made: Boards) -> None:
    """The roll-up has more room for its question than the poster: it is printed all the same."""
    one, layout = made("seniors", long={"title": 60})
    made_of = FORMATS["poster"].render
    assert made_of
    with pytest.raises(UnmadeError) as caught:
        made_of(one, layout)
    assert {f.sheet for f in caught.value.faults} == {"poster"}
    assert sorted(caught.value.files) == ["rollup.pdf"]


@pytest.mark.slow  # quick: the cause of one panel
@pytest.mark.usefixtures("briefly")
def test_all_panels_are_told_at_once(made: Boards) -> None:
    """Front and back of a card are laid out by themselves; both are too long, both are named."""
    one, layout = made(long={"title": 200})
    faults, _ = overflow("leaflet", one, layout)
    assert [f.panel for f in faults] == ["front", "back"]


# --- which scenes are printed ---------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize("format", ["leaflet", "comic", "trifold"])
def test_as_many_scenes_as_fit_are_printed(made: Boards, format: str) -> None:
    """Of five calls the sheet holds some, those with a marked line first; what is left out has no title on it."""
    one, layout = made(talks=5, lines=6, flags=3)
    talks = [s for s in one.scenes if s.kind == "dialogue"]
    bare = {talks[0].id, talks[3].id}
    scenes = tuple(
        replace(s, items=tuple(replace(i, flags=()) for i in s.items)) if s.id in bare else s for s in one.scenes
    )
    one = replace(one, scenes=scenes)
    faults, left = overflow(format, one, layout)
    assert faults == [] and left and len(left) < 5
    assert bare <= set(left)
    text = "".join(letters(page)[0] for page in pdfium.PdfDocument(render(format, one, layout)[f"{format}.pdf"]))
    for scene in talks:
        printed = any(squeezed(item.text.shown) in text for item in scene.items)
        assert (squeezed(scene.title.shown) in text) == printed, scene.id
        assert printed or scene.id in left


def test_a_scene_without_a_marked_line_leaves_no_title_behind(made: Boards) -> None:
    """When only marked lines find room, a call without one is left out with its title."""
    one, layout = made("seniors", talks=2, lines=7, flags=2)
    talks = [s for s in one.scenes if s.kind == "dialogue"]
    last = talks[-1].title.shown
    scenes = tuple(
        replace(s, items=tuple(replace(i, flags=()) for i in s.items)) if s.title.shown == last else s
        for s in one.scenes
    )
    one = replace(one, scenes=scenes)
    text = "".join(letters(page)[0] for page in pdfium.PdfDocument(render("leaflet", one, layout)["leaflet.pdf"]))
    said = any(squeezed(i.text.shown) in text for s in scenes if s.title.shown == last for i in s.items)
    assert (squeezed(last) in text) == said


@pytest.mark.every(4, 3)
@pytest.mark.parametrize(
    ("format", "kinds"),
    [
        (format, kinds)
        for n, format in enumerate(SHEETS)
        for k, kinds in enumerate(
            ("flags actions rescue", "hook dialogue flags actions rescue", "hook pause anatomy", "")
        )
        if format == "leaflet" or (n + k) % 2
    ],
)
def test_scripts_may_lack_parts(made: Boards, format: str, kinds: str) -> None:
    """Without a hook, a pause, an anatomy, a dialogue, or with nothing but the end card."""
    one, layout = made(kinds=kinds)
    assert overflow(format, one, layout) == ([], [])


# --- nothing lies over anything --------------------------------------------------------------------------------------


def squeezed(words: str) -> str:
    """Without spaces, hyphens (one at a line's end is read as something else) and marks of where a line may end."""
    return re.sub(r"[\s\u200b\u0002\ufffe-]", "", words)


def letters(page: pdfium.PdfPage) -> tuple[str, list[Rect]]:
    """A page's text and the boxes of its letters, in points from the lower left."""
    text = page.get_textpage()
    boxes = [text.get_charbox(n, loose=False) for n in range(text.count_chars())]
    return squeezed(text.get_text_range()), [b for b in boxes if b[2] - b[0] > 0.5 and b[3] - b[1] > 0.5]


def unseen(page: pdfium.PdfPage, boxes: list[Rect]) -> list[Rect]:
    """Letters that are cut off by their frame: nothing is drawn where they stand."""
    scale = 2.0
    dots = np.asarray(page.render(scale=scale).to_pil().convert("L")).astype(int)
    tall = dots.shape[0]

    def blank(b: Rect) -> bool:
        part = dots[  # a point more on each side: a hyphen fills its own box
            max(0, int(tall - (b[3] + 1) * scale)) : int(tall - (b[1] - 1) * scale) + 1,
            max(0, int((b[0] - 1) * scale)) : int((b[2] + 1) * scale) + 1,
        ]
        return part.size == 0 or part.max() - part.min() < 25

    return [b for b in boxes if blank(b)]


FOLDS = {"trifold": ((97, 197), (100, 200)), "half-fold": ((148.5,), (148.5,))}


def crossing(page: int, boxes: list[Rect], template: str) -> Iterator[Rect]:
    """Letters on a fold."""
    for fold in FOLDS.get(template, ((), ()))[page]:
        x = fold / 25.4 * 72
        yield from (b for b in boxes if b[0] < x < b[2] and b[1] > 30)  # below: the line of the source


def clean(data: bytes, template: str) -> None:
    """No letter lies over another, is cut off, leaves the page or stands on a fold."""
    for n, page in enumerate(pdfium.PdfDocument(io.BytesIO(data))):
        (width, height), (_, boxes) = page.get_size(), letters(page)
        assert not collisions(boxes)
        assert all(b[0] > 14 and b[1] > 14 and b[2] < width - 14 and b[3] < height - 14 for b in boxes), "5 mm inside"
        assert not unseen(page, boxes)
        assert not list(crossing(n, boxes, template))


CASES: dict[str, dict[str, object]] = {
    "small": {},
    "many": {"talks": 4, "items": 6, "flags": 2},
    "titles": {"long": {"title": 40}},
    "tricks": {"long": {"trick": 30, "note": 60, "contact": 40}},
    "details": {"details": True, "long": {"detail": 40, "text": 20}},
    "link": {"line": LINK},
    "run": {"line": "WWWWWWWWWWMMMMMMMMMM" * 3},
}


@pytest.fixture
def briefly(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is refused is refused: its cause, asked for above, is not looked for in dozens of layouts."""
    monkeypatch.setattr(paper_overflow, "PATIENCE", 1)


# Every fold of a leaflet with every case; of the other sheets half for one audience and half for the other. The quick
# suite asks each case once.
TURNS = [
    pytest.param(
        *(case, who, [format for k, format in enumerate(SHEETS) if k == 0 or (n + m + k) % 2]),
        marks=[pytest.mark.slow] if (n + m) % 2 else [],
        id=f"{case}-{who}",
    )
    for n, case in enumerate(CASES)
    for m, who in enumerate(("seniors", "students"))
]


@pytest.mark.slow
@pytest.mark.usefixtures("briefly")
@pytest.mark.parametrize(("case", "audience", "formats"), TURNS)
def test_texts_of_every_length_fit_or_are_refused(made: Boards, case: str, audience: str, formats: list[str]) -> None:
    """Each sheet is printed clean, or `overflow` says what does not fit."""
    one, layout = made(audience, **CASES[case])
    for format in formats:
        try:
            files = render(format, one, layout)
        except UnmadeError as problem:
            assert problem.faults
            files = problem.files
        if f"{format}.pdf" in files:
            clean(files[f"{format}.pdf"], one.style.leaflet if format == "leaflet" else format)


@pytest.mark.slow  # quick: texts of every length, above
@pytest.mark.usefixtures("briefly")
@pytest.mark.parametrize(
    ("length", "formats"),
    [
        pytest.param(1, SHEETS, marks=pytest.mark.slow),
        (40, SHEETS),
        pytest.param(120, ("leaflet", "trifold"), marks=pytest.mark.slow),
        (400, ("poster", "checklist", "comic")),
    ],
)
def test_english_texts_of_every_length(made: Boards, length: int, formats: tuple[str, ...]) -> None:
    """The same for words between spaces, two languages beside each other missing."""
    sizes = dict.fromkeys(("title", "text", "trick", "note", "contact"), length // 2)
    one, layout = made("students", "en", letters=LATIN, long=sizes)
    for format in formats:
        try:
            files = render(format, one, layout)
        except UnmadeError as problem:
            files = problem.files
        if f"{format}.pdf" in files:
            clean(files[f"{format}.pdf"], one.style.leaflet if format == "leaflet" else format)


# --- real data -------------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(
    ("format", "audience", "branch"),
    [
        *(("leaflet", "seniors", LONG), ("leaflet", "students", LATIN_BRANCH), ("poster", "seniors", LONG)),
        *(("checklist", "students", LATIN_BRANCH), ("comic", "seniors", LONG)),
    ],
)
def test_long_hosts_and_branches_are_printed(made: Boards, audience: str, format: str, branch: Branch) -> None:
    """A host of 43 characters, a branch of 20, its address of 39, an extension, two numbers, a word of 28 letters."""
    one, layout = made(audience, files=BRANDED)
    assert overflow(format, one, layout, (LONG, LATIN_BRANCH)) == ([], [])
    data = render(format, replace(one, branch=branch), layout)[f"{format}.pdf"]
    clean(data, one.style.leaflet if format == "leaflet" else format)
    text = "".join(letters(page)[0] for page in pdfium.PdfDocument(data))
    for wanted in (branch.name, branch.address, branch.phone, HOST):
        assert squeezed(wanted) in text

"""Typst behind one door: bundled fonts only, data is never code, problems are diagnostics."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from outreach.diagnostics import OutreachError
from outreach.layout import Layout
from outreach.project import Project

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "t")
#set page(width: 300pt, height: 100pt)
#set text(font: data.font, lang: "zh", region: "cn")
#data.words
"""
FONT = "Noto Sans CJK SC"


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Layout:
    """A project with one template of its own and the starter's media."""
    (tmp_path / "content").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/t.typ").write_text(TEMPLATE, "utf-8")
    return Layout(Project(tmp_path, project.date))


def printed(pdf: bytes) -> str:
    """The text of the first page."""
    return str(pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_bounded()).strip()


def test_a_text_that_looks_like_code_is_printed_as_it_stands(own: Layout) -> None:
    """Data goes in as a value."""
    words = '#read("/etc/passwd") *x* $y$'
    assert printed(own.pdf("t.typ", {"words": words, "font": FONT})) == words


def test_a_character_no_font_has_is_an_error(own: Layout) -> None:
    """PDF/UA refuses a page with a hole in it."""
    with pytest.raises(OutreachError, match="could not be displayed"):
        own.pdf("t.typ", {"words": "𓀀", "font": FONT})


def test_a_font_of_the_machine_is_not_used(own: Layout) -> None:
    """Only media/fonts counts, so that a page looks alike everywhere."""
    with pytest.raises(OutreachError, match="unknown font"):
        own.pdf("t.typ", {"words": "x", "font": "DejaVu Sans"})


def test_the_same_page_is_the_same_bytes(own: Layout) -> None:
    """Nothing of the clock is in it."""
    data = {"words": "银行卡", "font": FONT}
    assert own.pdf("t.typ", data) == own.pdf("t.typ", data)


def test_folders_may_be_symbolic_links(project: Project, tmp_path: Path) -> None:
    """A project that links to shared templates draws, though the compiler follows no link out of its root."""
    for top in ("content", "templates", "media"):
        (tmp_path / top).symlink_to(project.folders[top], target_is_directory=True)
    data = {"svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "width": 9, "height": 9}
    pictures = Layout(Project(tmp_path, project.date)).png("deck/picture.typ", data)
    assert pictures[0].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('#import "@preview/cetz:0.3.1": *', "names a package"),
        ('#import ("@pre" + "view/cetz:0.3.1"): *', "names a package"),
        ('#import "\\u{40}preview/cetz:0.3.1"', "names a package"),
        ('#import (str.from-unicode(64) + "preview/a:1.0.0")', "names a package"),
        ('#include "@local/a:1.0.0"', "names a package"),
        ('#read("/../../../../etc/passwd")', ""),
        ('#read("../../../../etc/passwd")', ""),
        ("#nope()", "unknown variable"),
        ("#while true {}", ""),
        ("#let f(n) = f(n + 1)\n#f(1)", ""),
    ],
)
def test_a_template_stays_inside_and_its_fault_has_a_line(own: Layout, line: str, said: str) -> None:
    """Nothing is fetched, nothing outside is read; the place is the template's own line."""
    file = own.project.path("templates/t.typ")
    file.write_text(TEMPLATE + line + "\n", "utf-8")
    with pytest.raises(OutreachError) as caught:
        own.pdf("t.typ", {"words": "x", "font": FONT})
    one = caught.value.diagnostics[0]
    assert one.where.file == "templates/t.typ" and one.where.line >= 7 and said in one.message


@pytest.mark.every(3, 2)
@pytest.mark.parametrize("file", ["content/brand.yaml", "out/manifest.json", "secret.txt"])
@pytest.mark.parametrize("way", ["/", "../"])
def test_a_template_reads_templates_and_drawings_only(own: Layout, file: str, way: str) -> None:
    """The project's own content, recordings and outputs are no business of a template; what it is given it has."""
    root = own.project.root
    (root / file).parent.mkdir(parents=True, exist_ok=True)
    (root / file).write_text("SECRET", "utf-8")
    (root / "templates/words.txt").write_text("WORDS", "utf-8")
    (root / "templates/t.typ").write_text(TEMPLATE + f'#read("{way}{file}")\n', "utf-8")
    with pytest.raises(OutreachError, match="file not found"):
        Layout(own.project).pdf("t.typ", {"words": "x", "font": FONT})
    (root / "templates/t.typ").write_text(TEMPLATE + '#read("words.txt")\n', "utf-8")
    assert "WORDS" in printed(Layout(own.project).pdf("t.typ", {"words": "x", "font": FONT}))


def test_a_page_without_an_end_is_an_error_of_its_template(own: Layout) -> None:
    """The compiler gives up on it; a person gets the template's name."""
    own.project.path("templates/t.typ").write_text("#set page(width: auto, height: auto)\n#h(1e9pt) x\n", "utf-8")
    with pytest.raises(OutreachError, match="the layout gave up") as caught:
        own.png("t.typ", {"words": "x", "font": FONT})
    assert caught.value.diagnostics[0].where.file == "templates/t.typ"

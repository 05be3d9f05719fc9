"""A project's own template runs in a process with a bound of time and memory; the starter's runs here."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.confined import Confined
from outreach.diagnostics import OutreachError
from outreach.layout import Layout
from outreach.project import Project, starter_root
from outreach.typesetter import Typesetter

HEAD = '#set document(title: "t")\n#set text(font: "Noto Sans CJK SC", lang: "zh")\n'
UNIX = pytest.mark.skipif(os.name != "posix", reason="Windows bounds the time alone")


@pytest.fixture
def own(project: Project, tmp_path: Path) -> Iterator[Layout]:
    """A project with a template of its own beside a good one."""
    (tmp_path / "content").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/good.typ").write_text(HEAD + "good", "utf-8")
    yield Layout(Project(tmp_path, project.date))


def put(layout: Layout, words: str) -> None:
    """Writes the template."""
    (layout.project.root / "templates/t.typ").write_text(HEAD + words + "\n", "utf-8")


LOOP = "#for a in range(9999) { for b in range(9999) { for c in range(9999) {} } }"
MEMORY = "needs more than 256 MB of memory"
BEYOND = {
    "page": ("#set page(width: 1e6pt, height: 1e6pt)\nx", MEMORY),
    "list": ("#let a = range(100000000)", MEMORY),
    "text": ('#let s = "a"\n#for i in range(60) { s = s + s }', MEMORY),
    "pages": ("#for i in range(200000) [ a #pagebreak() ]", MEMORY),
    "shapes": ("#for i in range(2000000) { place(rect(width: 1pt)) }", MEMORY),
    "depth": ("#let c = ()\n#for i in range(100000) { c = (c,) }\n#repr(c)", "nested far too deep"),
    "source": ('#eval("1+" * 100000 + "1")', "nested far too deep"),
    "calls": ("#let f(n) = f(n + 1)\n#f(1)", "maximum function call depth exceeded"),
    "while": ("#let i = 0\n#while i < 5 { i = i - 1; i = i + 1 }", "loop seems to be infinite"),
    "pattern": ("#rect(width: 90%, height: 90%, fill: tiling(size: (.001pt, .001pt))[x])", "cannot be drawn"),
    "pictures": ("#set page(width: 3000pt, height: 3000pt)\n#for i in range(9) [ a #pagebreak() ]", "million pixels"),
}


@pytest.mark.every(2)
@UNIX
@pytest.mark.parametrize("name", BEYOND)
def test_a_template_beyond_its_bounds_is_an_error_of_its_own(own: Layout, name: str) -> None:
    """It names the template and what was exceeded; the next page is drawn all the same."""
    words, said = BEYOND[name]
    put(own, words)
    with pytest.raises(OutreachError, match=said) as caught:
        own.png("t.typ", {})
    assert caught.value.diagnostics[0].where.file == "templates/t.typ"
    assert own.png("good.typ", {})[0].startswith(b"\x89PNG")


@pytest.mark.slow  # quick: a template beyond its bounds
@UNIX
def test_a_loop_without_end_is_run_once(own: Layout) -> None:
    """The process is ended at its bound of time; the same template is not given the time again."""
    put(own, LOOP)
    found = []
    for _ in range(2):
        with pytest.raises(OutreachError, match=r"needs more than \d+\.\d seconds") as caught:
            own.pdf("t.typ", {})
        found.append(caught.value)
    assert found[0] is found[1] and "`templates/t.typ`" in found[0].diagnostics[0].hints[0]
    assert own.pdf("good.typ", {}).startswith(b"%PDF")


@UNIX
@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("#for i in range(99) [ a #pagebreak() ]", "expected at most 40 pages, found 100"),
        ("#set page(width: 1pt, height: 1e6pt)\nx", "expected at most 14400 points"),
        pytest.param(
            "#for i in range(30000) { place(rect(width: 90%, height: 90%, fill: red.transparentize(99%))) }",
            "seconds",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_a_document_that_readers_cannot_bear(own: Layout, words: str, said: str) -> None:
    """What compiles in no time may take a reader of PDF for ever: it is drawn once where that has a bound."""
    put(own, words)
    with pytest.raises(OutreachError, match=said):
        own.pdf("t.typ", {})


WAYS = {
    "bytes": '#import str(bytes((64,))) + "preview/cetz:0.3.1": *',
    "another file": '#import "evil.txt": *',
    "evaluated": '#eval(read("evil.txt"), mode: "markup")',
}


@pytest.mark.parametrize("way", WAYS)
def test_no_package_is_fetched_however_its_name_is_put_together(
    own: Layout, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nobody is asked for the host either: the compiler goes through a proxy that takes no connection."""
    monkeypatch.setenv("no_proxy", "*")
    (own.project.root / "templates/evil.txt").write_text('#import "@preview/cetz:0.3.1": *', "utf-8")
    put(own, WAYS[way])
    with pytest.raises(OutreachError, match="a package is wanted here; nothing is fetched"):
        own.png("t.typ", {})


def test_the_starters_own_templates_run_in_this_process(project: Project, tmp_path: Path) -> None:
    """Also as a copy; one byte more makes them somebody else's."""
    assert isinstance(Layout(project)._typesetter, Typesetter)
    shutil.copytree(starter_root() / "templates", tmp_path / "templates")
    assert isinstance(Layout(Project(tmp_path, project.date))._typesetter, Typesetter)
    with (tmp_path / "templates/kit/words.typ").open("ab") as stream:
        stream.write(b"\n")
    found = Layout(Project(tmp_path, project.date))._typesetter
    assert isinstance(found, Confined) and found.own == ("templates/kit/words.typ",)


def test_both_ways_make_the_same_bytes(project: Project, tmp_path: Path) -> None:
    """Pages, and what the template tells about itself."""
    data = {"svg": '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "width": 9, "height": 9}
    shutil.copytree(starter_root() / "templates", tmp_path / "templates")
    (tmp_path / "templates/more.typ").write_text("#metadata((a: 1)) <fact>\nx", "utf-8")
    own, ours = Layout(Project(tmp_path, project.date)), Layout(project)
    assert own.png("deck/picture.typ", data) == ours.png("deck/picture.typ", data)
    own.svg("more.typ", {})
    assert own.facts("fact") == [{"a": 1}]


def test_a_process_that_cannot_even_start_is_an_error_of_the_template(
    own: Layout, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As when there is no memory for it: never the end of a stream, which a command line takes for a person's."""
    put(own, "a")
    monkeypatch.setattr(
        "outreach.confined._serve", os.abort
    )  # by its name: what is spawned looks it up, and is refused
    with pytest.raises(OutreachError, match="the layout ended in a crash") as caught:
        own.png("t.typ", {})
    assert caught.value.diagnostics[0].where.file == "templates/t.typ"

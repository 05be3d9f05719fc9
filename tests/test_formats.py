"""Formats: what is known of one stands in its own file, and whoever builds, lists or links follows from that."""

from __future__ import annotations

import ast
import csv
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from fnmatch import fnmatchcase
from itertools import pairwise
from pathlib import Path

import pytest
from attack import tiny

from outreach.formats import CARRIERS, FILES, FILMS, FORMATS, USES, listed
from outreach.gallery import gallery
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.storyboard import Storyboard

ROOT = Path(__file__).parent.parent

SLIP = '''"""A code alone, to stand on a counter, and its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from outreach.codes import links
from outreach.formats.base import CARD, File, Format
from outreach.storyboard import Storyboard

if TYPE_CHECKING:
    from outreach.layout import Layout


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """A picture of nothing but the code."""
    from outreach.codes import qr  # noqa: PLC0415

    text = board.title.shown.encode()
    return {"slip.png": qr.png(links.payload(board, "SLIP"), 8), "slip.txt": text}


FORMAT = Format(
    "slip",
    __name__,
    order=25,
    title="a code to stand on the counter",
    needs="storyboard",
    files=(File("slip.png", ("Code & counter",), "picture", button=True, least=CARD), File("slip.txt")),
    render=render,
    utm="counter",
)
'''


class Copy:
    """The package with a file of `formats/` that is new or another one, and a small project."""

    def __init__(self, folder: Path, name: str, code: str) -> None:
        self.project = folder / "project"
        shutil.copytree(ROOT / "outreach", folder / "code/outreach", ignore=shutil.ignore_patterns("__pycache__"))
        (folder / "code/outreach/formats" / name).write_text(code, "utf-8")
        for name in ("content", "templates", "media", "pyproject.toml"):
            (folder / "code" / name).symlink_to(ROOT / name)
        self.code = folder / "code"
        tiny(self.project)

    def shorten(self) -> None:
        """Its films are two short scenes: a lesson in two shapes and a bumper."""
        script, audience = "content/scams/tiny/script.yaml", "content/audiences/students.yaml"
        for file, pattern, words in (
            (script, r"(?s)(\n  - \{id: spot,[^\n]*).*(?=\n  - \{id: end)", r"\1"),
            (script, r"\n  - \{id: steps,[^\n]*", ""),
            (audience, r"(?m)^cuts: .*$", "cuts: [talk, bumper]"),
        ):
            text, found = re.subn(pattern, words, (self.project / file).read_text("utf-8"))
            assert found == 1
            (self.project / file).write_text(text, "utf-8")

    def run(self, *words: str, module: str = "outreach") -> tuple[int, str]:
        """The exit code of a command, and all it says."""
        told = {"PYTHONPATH": f"{self.code}", "OUTREACH_LANG": "en", "OUTREACH_CACHE": str(self.code / "cache")}
        done = subprocess.run(
            [sys.executable, "-m", module, *words],
            cwd=self.project,
            env={**os.environ, **told},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            check=False,
        )
        return done.returncode, done.stdout


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Copy:
    """With a format that we never heard of."""
    return Copy(tmp_path_factory.mktemp("slip"), "slip.py", SLIP.replace('"SLIP"', '"slip"'))


@pytest.mark.slow  # quick: what a format says of itself, below
def test_a_format_is_one_file(copy: Copy) -> None:
    """It is listed in its place, built by the workers, read back, in the gallery and in the register of codes."""
    ended, said = copy.run("list", "formats")
    assert (ended, "a code to stand on the counter" in said) == (0, True), said
    assert [line.split()[0] for line in said.splitlines()][1:4] == ["deck", "slip", "deck-film"]
    ended, said = copy.run("build", "-f", "slip", "-f", "captions", "--voice", "silent", "-j", "2")
    assert ended == 0, said
    out = copy.project / "out"
    (made,) = out.rglob("slip.png")
    page = (out / "index.html").read_text("utf-8")
    link = page[page.index(made.relative_to(out).as_posix()) :].partition("</a>")[0]
    assert "Code &amp; counter" in link and 'class="button' in page[: page.index(link)].rpartition("<li>")[2]
    assert "slip.txt" not in page
    ended, said = copy.run("links", "build", "-o", "codes")
    assert ended == 0, said
    with (copy.project / "codes/registry.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["format"] == "slip"]
    assert rows and {row["utm_medium"] for row in rows} == {"counter"}


@pytest.mark.slow  # quick: tests/renderers/test_codes.py
def test_a_code_that_is_another_formats_is_no_code_of_its_own(tmp_path: Path) -> None:
    """What a format says of its files is held against them."""
    copy = Copy(tmp_path, "slip.py", SLIP.replace('"SLIP"', '"deck"'))
    ended, said = copy.run("build", "-f", "slip", "-j", "1")
    assert ended == 1 and "slip.png`: expected the QR code" in said, said
    assert not [*(copy.project / "out").rglob("slip.png")]


@pytest.mark.slow
def test_a_cut_of_the_film_is_a_row(tmp_path: Path) -> None:
    """A cut that the audience gets is made in each shape that its row has a file for; the deck holds the lesson."""
    named = 'cut_named("bumper", ("gallery_bumper",)),'
    video = (ROOT / "outreach/formats/video.py").read_text("utf-8")
    assert video.count(named) == 1
    row = 'Cut("bumper", {"landscape": File("video-glance.mp4", ("For a screen",), "play")}),'
    copy = Copy(tmp_path, "video.py", video.replace(named, row))
    copy.shorten()
    ended, said = copy.run("build", "-f", "video", "-f", "deck-film", "--voice", "silent", "-j", "1")
    assert ended == 0, said
    made = {path.name: path for path in (copy.project / "out/tiny/students/zh-CN").iterdir()}
    assert {*made} == {"video.mp4", "video-portrait.mp4", "video-glance.mp4", "deck-film.pptx"}
    page = (copy.project / "out/index.html").read_text("utf-8")
    assert page.count("<video") == 1 and "For a screen" in page[page.index("<details") :]


def test_names_of_files_are_told_apart() -> None:
    """Files of all formats lie in one folder: no name is another's, and a narrower pattern stands before a wider."""
    assert [name for name, n in Counter(file.name for file in FILES).items() if n > 1] == []
    for one in FILES:
        wider = [two for two in FILES if two is not one and fnmatchcase(one.name, two.name)]
        assert all(FILES.index(one) < FILES.index(two) for two in wider)
        assert listed(one.name)[0] is one


def test_pictures_stand_in_the_order_of_reading(project: Project, tmp_path: Path) -> None:
    """The last one, which must bear a code, stands last."""
    names = ["card-01-cover.png", "card-02-step.png", "card-10-last.png"]
    facts = {"scam": "s", "audience": "students", "lang": "zh-CN", "branch": "", "title": "题", "state": "draft"}
    rows = [{"path": f"s/students/zh-CN/{name}", "sha256": "0" * 64, "format": "cards", **facts} for name in names]
    page = gallery(rows[::-1], tmp_path, project)["index.html"].decode()
    assert re.findall(r'href="[^"]*/(card-[^"]+)"', page) == names


def test_places_are_told_apart() -> None:
    """Two formats of one place would stand in the order of their names by accident."""
    assert all(a.order < b.order for a, b in pairwise(FORMATS.values()))


def test_labels_are_those_of_the_languages(profiles: Profiles) -> None:
    """The gallery speaks any of them."""
    for tag, language in profiles.languages.items():
        missing = {label for file in FILES for label in file.label} - set(language.labels)
        assert not missing, (tag, missing)
        assert {f"report_{name}" for name in CARRIERS} <= set(language.labels), tag


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_says_what_is_needed_of_it(name: str) -> None:
    """A film is made of its cuts, all else is rendered; whoever bears a code says whose and how large."""
    one = FORMATS[name]
    assert (one.render is None) == bool(one.cuts) == (name in FILMS)
    assert (one.needs == "voice") == (one.parts is not None)
    assert one.bears in ("", *CARRIERS)
    assert bool(one.bears) == (bool(one.cuts) or any(file.least for file in one.files))
    assert {file for cut in one.cuts for file in cut.files.values()} <= set(one.files)


def test_the_film_bears_its_own_code() -> None:
    """Every cut shows the same."""
    assert FILMS and all(FORMATS[name].bears == name for name in FILMS)


def test_whoever_lists_formats_does_not_wait_for_what_draws() -> None:
    """Typst, python-pptx, numpy and the like are loaded by whoever makes something."""
    heavy = ("typst", "pptx", "numpy", "PIL", "pikepdf", "jinja2", "moviepy")
    code = f"import sys, outreach.formats; print([one for one in {heavy} if one in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def _alone(project: Project, inputs: tuple[str, ...], folder: Path) -> Layout:
    """A project of nothing but these files and folders."""
    (folder / "templates").mkdir()
    (folder / "media").mkdir()
    for file in (file for path in inputs for file in project.files(path)):
        (folder / file).parent.mkdir(parents=True, exist_ok=True)
        try:
            os.link(project.path(file), folder / file)
        except OSError:
            shutil.copyfile(project.path(file), folder / file)
    return Layout(Project(folder, project.date))


@pytest.mark.slow
@pytest.mark.parametrize("name", [name for name, one in FORMATS.items() if one.needs == "storyboard"])
def test_a_format_reads_its_inputs_alone_and_tells_of_every_file(
    name: str, own_board: Callable[..., Storyboard], own: Project, tmp_path: Path
) -> None:
    """What it read beside its inputs would be no part of its key; a file that no `File` names has no words."""
    one = FORMATS[name]
    assert one.render
    made = one.render(own_board("visitors"), _alone(own, one.inputs, tmp_path))
    assert [file for file in made if one.file(file) is None] == []
    assert {file.name for file in one.files if not set("*?") & set(file.name)} <= set(made)


@pytest.mark.slow
def test_a_film_is_drawn_of_its_inputs_alone(
    own_board: Callable[..., Storyboard], own: Project, tmp_path: Path
) -> None:
    """Every frame of every scene is laid out."""
    one = FORMATS[FILMS[0]]
    assert one.overflow
    assert one.overflow(own_board("elders"), _alone(own, one.inputs, tmp_path), None) == ([], [])


# Modules beside outreach/formats that may say the name of a format, and what they mean by it.
SAYS = {
    "channels": {"video": "a call that is seen"},
    "cli/listing": {"leaflet": "the key of an audience: its fold"},
    "diagnostics": {"page": "of a finished file"},
    "written": {"page": "of a finished file"},
    "checks/built": {"page": "of a finished file"},
    "checks/content/help_card": dict.fromkeys(("deck", "leaflet", "page", "trifold"), "who has room for the help card"),
    "gallery": {"cards": "what its template lists"},
    "jobs/deck_film": {"deck-film": "a kind of job"},
    "build/lengths": {"deck-film": "a kind of job"},
    "kinds": dict.fromkeys(("deck", "page", "cards"), "a medium: several formats may be one"),
    "paper/viewer": dict.fromkeys(("trifold", "game", "bingo"), "a template"),
    "screen": {"video": "a kind of item of a playlist", "captions": "a field of such an item"},
    "week/places": {"captions": "what goes with the films"},
    "proof/words": dict.fromkeys(
        ("deck", "leaflet", "trifold", "poster", "checklist", "comic", "cards"), "what a reviewer calls it"
    ),
    "preflight": {"page": "of a finished file"},
    "renderers/page": {"page": "a medium"},
    "renderers/deck": {"deck": "its own", "cards": "a placeholder of the template"},
    "renderers/cards/__init__": {"cards": "its own"},
    "renderers/cards/data": {"cards": "its own, and a medium"},
    "renderers/captions": {"captions": "its own"},
    "renderers/hotline_audio": {"hotline-audio": "its own"},
    **{
        f"renderers/{name}": {name: "its own"}
        for name in ("checklist", "comic", "leaflet", "poster", "trifold", *USES["stall"])
    },
}


def test_the_name_of_a_format_stands_in_its_own_file_only() -> None:
    """What others know of a format they ask its `Format`: a letter in a name would else change half of the code."""
    found: dict[str, set[str]] = {}
    package = ROOT / "outreach"
    for file in package.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in FORMATS:
                found.setdefault(file.relative_to(package).with_suffix("").as_posix(), set()).add(node.value)
    for name in found:
        own = SAYS.get(name) or SAYS.get(name.rpartition("/")[0], {})
        assert name.startswith("formats/") or found[name] <= {*own}, name

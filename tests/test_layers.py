"""The arrows of the pipeline: who may import whom, who may print, and who may open files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "outreach"

# A module imports only from rows above its own; those of one row do not import each other. A package's name stands for
# all of its files that have no row of their own, `package.*` for these files without the package's own.
LAYERS = """
messages
diagnostics channels kinds kept files archives closure codes.least wish views news
project hosts spreadsheet paper.views bilingual office ocr
open_project
source.signs unpacked
source.syntax
source.reading
source.explain source.versions
source source.fields ffmpeg
script.texts art_file
script.exercises
script.grammar
script.entries
script.translations script.cast
script
folding lang profiles.telephone profiles.hearing profiles.settings profiles.calendar script.translation_file
profiles.branches profiles.labels profiles.cuts profiles.checklist limits content_numbers week.words
profiles.record
profiles.references profiles.skeleton week.dates
profiles
week.plan
storyboard
adapt.flagging imprint seal approved_parts
approval_log
reviews overflow adapt.wording adapt.languages storyboard_text script.schema colors captions adapt.breaths
adapt.passes adapt.exercises
adapt.styling adapt.drawings adapt.mediums
adapt.people
adapt
paginate
timeline typesetter score
adapt.cuts
confined
layout codes.links sound coverage web svg.reading svg.pixels
codes.registry_line formats.base
formats
svg.styles svg.values svg.window
svg.extent
svg.flat svg.rebuild
svg
cache manifest_parts
store
keys
art
acting.poses
acting.change acting.face acting.person acting.posing
acting.limbs
acting.figure
acting
keyvisual.parts keyvisual.lines keyvisual.table
keyvisual.story keyvisual.pieces
keyvisual.composer
keyvisual.sign
keyvisual.picture
keyvisual
comic.table
comic.story
comic.picture
comic.panorama
comic
codes.variants sound.timbre paper.tags paper.seen written
faces codes.qr sound.aac sound.pace sound.loudness sound.levels aigc codes.link_registry codes.access_log paper.press
codes.comparison paper.words paper.drawn paper.tricks
paper.items
paper.sheet sound.soundtrack contact_sheet thumbnail codes codes.scan_report paper.stamp branch_gallery
paper.hero
paper paper.form manifest
report drawn
paper.overflow drawings
paper.printing
voices renderers film checks ear.units
ear.judgement ear.recogniser formats.*
ear
gallery_views gallery_links
gallery_cards
gallery signing runner plan upkeep script.po rebrand cluster cluster.address cluster.terms cluster.local
jobs library check_folder evidence incoming signing.sign_kit outputs inventory build_result
parcels cluster.hand cluster.hands
unchanged signing.intake preflight screen cluster.executor
fitting
build
session
approved
proof proof.changes proof.words proof.comments
proof.views
proof.lines
proof.page
proof.review week.places week.archive
week.texts
week.sheet
week.bundle
week.making
week
cli
__main__
"""
ROW = {name: i for i, row in enumerate(LAYERS.split("\n")) for name in row.split()}


def place(name: str) -> str:
    """The name in LAYERS that a module falls under: its own, its package's members', or its package's; "" when none."""
    if name in ROW or not name:
        return name
    package = name.rpartition(".")[0]
    return f"{package}.*" if f"{package}.*" in ROW else place(package)


# Files whose members are engines, formats or checks: one does not know the other.
SEPARATE = ("voices", "checks.content", "checks.built", "renderers", "formats")
# What is shared inside such a package.
SHARED = {
    "voices": {"pauses", "reach", "slots", "espeak_library"},  # retries and places for online and local engines
    "checks.content": set(),
    "checks.built": set(),
    "formats": {"base"},
    "renderers": {"session_plan"},  # deck, notes and handout follow one plan
}
# Modules that open files themselves, and why. `project` reads the inputs, `cache` and `outputs` write the outputs.
MAY_OPEN = {
    "project": "reads the inputs",
    "messages": "reads its own catalogue, a part of the package",
    "renderers.deck.measure": "reads its own table, a part of the package",
    "limits": "reads its own table, a part of the package",
    "coverage": "maps a font that project found",
    "cache": "keeps and writes results",
    "confined": "asks the system how much memory it has",
    "files": "the one way a file is written",
    "manifest": "reads and writes the list of the outputs",
    "manifest_parts": "reads and writes the parts of that list",
    "outputs": "puts the outputs in their place",
    "gallery_cards": "reads the gallery's own pictures back",
    "gallery_links": "reads the paper of a finished sheet",
    "thumbnail": "makes pictures of the finished files",
    "evidence": "makes pictures of the finished files",
    "office": "reads the slides that an office program drew",
    "archives": "reads the finished files that it packs",
    "seal": "takes the digests of finished files",
    "ffmpeg": "gives a finished film to ffmpeg",
    "paper.stamp": "reads streams of a PDF in memory",
    "build.listening": "reads finished films back",
    "week.archive": "writes the file that is handed over",
    "week.bundle": "reads finished pages, whose links lead elsewhere now",
    "cluster.hand": "gives the programs that it starts nothing to read",
    "closure": "takes the digest of the package's own code",
}
MAY_OPEN_BELOW = {
    "jobs": "reads what it has just made back",
    "ear": "reads its model from the wheels",
    "film": "writes frames and sound to temporary files that ffmpeg reads",
    "screen": "writes packs for screens and reads them back",
    "voices": "writes a line to a temporary file that an engine reads",
}


@cache
def modules() -> tuple[str, ...]:
    """Every module of the package, as `checks.content.glyphs`; a package as its own name."""
    names = []
    for file in sorted(PACKAGE.rglob("*.py")):
        parts = file.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        names += [name] if name else []
    return tuple(names)


@cache
def _known() -> frozenset[str]:
    return frozenset(modules())


@cache
def tree(name: str) -> ast.Module:
    """The syntax tree of a module."""
    path = PACKAGE.joinpath(*name.split("."))
    file = path / "__init__.py" if path.is_dir() else path.with_suffix(".py")
    return ast.parse(file.read_text(encoding="utf-8"), str(file))


@cache
def nodes(root: ast.Module) -> tuple[ast.Import | ast.ImportFrom | ast.Call, ...]:
    """What is asked about here, found in one walk for all questions."""
    return tuple(node for node in ast.walk(root) if isinstance(node, ast.Import | ast.ImportFrom | ast.Call))


def of(part: str) -> list[str]:
    """The modules of a package; those that are in none are the part `alone`."""
    return [name for name in modules() if part_of(name) == part]


def part_of(name: str) -> str:
    """The package a module is in."""
    top = name.split(".")[0]
    return top if (PACKAGE / top).is_dir() else "alone"


PARTS = sorted({part_of(name) for name in modules()})


def imports(name: str, root: ast.Module) -> Iterator[tuple[str, int]]:
    """The modules of ours that a module imports, also inside functions, and the lines."""
    known = _known()
    for node in nodes(root):
        if isinstance(node, ast.Import):
            yield from ((a.name.removeprefix("outreach."), node.lineno) for a in node.names if "outreach" in a.name)
        elif isinstance(node, ast.ImportFrom) and node.level:
            yield from ((f"relative import of {node.module}", node.lineno) for _ in (0,))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "outreach":
            base = (node.module or "").removeprefix("outreach").lstrip(".")
            for alias in node.names:
                whole = f"{base}.{alias.name}".lstrip(".")
                yield (whole if whole in known else base), node.lineno


def faults(name: str, root: ast.Module) -> list[str]:
    """What is wrong with a module's imports."""
    found = []
    own = place(name)
    if not own:
        return [f"{name} has no row"]
    for other, line in imports(name, root):
        top = place(other)
        if other == "":  # __version__
            continue
        if not top:
            found.append(f"{name}:{line} imports `{other}`, which has no row")
        elif top != own and ROW[top] >= ROW[own]:
            found.append(f"{name}:{line} imports `{other}`, which is not above it")
        elif top == own and (package := _shared_package(name, other)):
            found.append(f"{name}:{line} imports `{other}`: the members of {package}/ do not know each other")
    return found


def _shared_package(name: str, other: str) -> str:
    """The package whose members two modules are, each another one; "" when none is, or what is imported is for all."""
    for package in SEPARATE:
        if name.startswith(f"{package}.") and other.startswith(f"{package}."):
            mine, theirs = (one.removeprefix(f"{package}.").split(".")[0] for one in (name, other))
            return package if mine != theirs and theirs not in SHARED[package] else ""
    return ""


def test_every_module_has_a_row() -> None:
    """A new module is put where it belongs before anything imports it."""
    assert [
        name for name in modules() if not place(name) and name not in ("codes", "paper")
    ] == []  # packages of files alone


@pytest.mark.parametrize("part", PARTS)
def test_imports_point_one_way(part: str) -> None:
    """A module imports only what stands above it in the pipeline."""
    assert [fault for name in of(part) for fault in faults(name, tree(name))] == []


@pytest.mark.parametrize("part", ["renderers", "formats"])
def test_renderers_and_formats_read_the_storyboard_only(part: str) -> None:
    """None sees a script, an audience or a language."""
    hidden = {"script", "profiles", "adapt", "source"}
    seen = [(name, other) for name in of(part) for other, _ in imports(name, tree(name))]
    assert seen and [(name, other) for name, other in seen if other.split(".")[0] in hidden] == []


@pytest.mark.parametrize("part", [part for part in PARTS if part != "cli"])
def test_only_the_command_line_prints_and_exits(part: str) -> None:
    """No print, no sys.exit, no click below cli."""
    said = [(name, what) for name in of(part) for what in calls(tree(name))]
    assert [one for one in said if one[1] in ("print", "sys.exit", "exit", "quit", "click.echo")] == []


def calls(root: ast.Module) -> Iterator[str]:
    """The names of all calls: `open`, `sys.exit`, `.read_text`."""
    for node in nodes(root):
        if isinstance(node, ast.Call):
            yield dotted(node.func)


def dotted(node: ast.expr) -> str:
    """`a.b.c` as it is written; `.c` when what stands before is no name."""
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


OPENERS = ("open", "read_text", "read_bytes", "write_text", "write_bytes")
FROM_MEMORY = ("Image.open", "wave.open", "pikepdf.open")  # given bytes, not a path


@pytest.mark.parametrize("part", [part for part in PARTS if part != "cli"])
def test_only_project_reads_inputs(part: str) -> None:
    """Whoever opens files is named here with the reason. `project.read_text(…)` is the way for all others."""
    assert [(name, what) for name in of(part) if not may_open(name) for what in opened(tree(name))] == []


def may_open(name: str) -> bool:
    """Is it named above?"""
    return name in MAY_OPEN or any(name == one or name.startswith(f"{one}.") for one in MAY_OPEN_BELOW)


def opened(root: ast.Module) -> list[str]:
    """The calls of a module that open a file by themselves."""
    found = [what for what in calls(root) if what == "open" or ("." in what and what.split(".")[-1] in OPENERS)]
    return [what for what in found if "project" not in what.split(".") and what not in FROM_MEMORY]


@pytest.mark.parametrize(
    ("name", "code", "expected"),
    [
        ("adapt", "from outreach.script import Script", []),
        ("script", "from outreach.adapt import adapt", ["script:1 imports `adapt`, which is not above it"]),
        ("voices.edge", "import outreach.film.mux", ["voices.edge:1 imports `film.mux`, which is not above it"]),
        (
            "adapt",
            "def f():\n    from outreach import build",
            ["adapt:2 imports `build`, which is not above it"],
        ),
        (
            "checks.content.glyphs",
            "from outreach.checks.content import hotlines",
            [
                "checks.content.glyphs:1 imports `checks.content.hotlines`: "
                "the members of checks.content/ do not know each other"
            ],
        ),
        ("lang.breaks", "from outreach.nothing import x", ["lang.breaks:1 imports `nothing`, which has no row"]),
    ],
)
def test_the_test_sees_a_wrong_import(name: str, code: str, expected: list[str]) -> None:
    """Also one inside a function, and one between two checks."""
    assert faults(name, ast.parse(code)) == expected

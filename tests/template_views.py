"""The families of templates, the views they are given, and what each template reads of them."""

from __future__ import annotations

import dataclasses
import inspect
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, get_args, get_type_hints

from outreach import gallery_views, preflight
from outreach.art import OneDrawing
from outreach.build import listening_report
from outreach.codes import scan_report
from outreach.contact_sheet import ContactSheet
from outreach.film import pieces as film
from outreach.paper import views as paper
from outreach.renderers import session_plan
from outreach.renderers.cards import views as cards
from outreach.renderers.page import PageView
from outreach.signing import sign_kit
from outreach.views import Piece, View
from outreach.week.sheet import WeekSheet

TEMPLATES = Path(__file__).parent.parent / "templates"


@dataclass(frozen=True)
class Family:
    """Templates that share a file of components, and the views that they are given."""

    title: str
    files: tuple[str, ...]  # patterns below templates/
    views: tuple[type[View], ...]
    root: str = "data"  # what the templates call it
    labels: tuple[str, ...] = ()  # the fixed words that are sent

    def all(self) -> tuple[type[View], ...]:
        """Its views and those in their fields, each once."""
        return reached_from(self.views)

    def source(self) -> str:
        """The Typst of all its files, without comments."""
        found = (path for pattern in self.files for path in sorted(TEMPLATES.glob(pattern)))
        return "\n".join(re.sub(r"(?m)(^|\s)//.*$", "", path.read_text(encoding="utf-8")) for path in found)


DRAWERS = (
    "frame",
    "talk",
    "cards",
    "end",
    "testcard",
)  # files of scenes/, and the modules of the pieces that they draw
PIECES = tuple(
    one
    for module in (import_module(f"{film.__name__}.{name}") for name in DRAWERS)
    for one in vars(module).values()
    if isinstance(one, type) and issubclass(one, Piece) and one.__module__ == module.__name__
)
SCENES = ("text", "stage", *DRAWERS, "pieces")
FAMILIES = (
    Family("Frames of a film", tuple(f"scenes/{one}.typ" for one in SCENES), (film.Pieces, *PIECES)),
    Family("Printed sheets", ("print/*.typ", "kit/*.typ"), (paper.SheetView, paper.BranchCard), labels=paper.LABELS),
    Family("Social pictures", ("cards/*.typ", "kit/*.typ"), (cards.PictureView,), labels=cards.LABELS),
    Family("Session plan", ("deck/session-plan.typ",), (session_plan.PlanView,), root="d", labels=session_plan.LABELS),
    Family("A drawing of a slide", ("deck/picture.typ",), (OneDrawing,), root="d"),
    Family("The contact sheet", ("sheet/art.typ",), (ContactSheet,), root="d"),
    Family("The sheet of a week", ("sheet/week.typ",), (WeekSheet,), root="d"),
    Family("The interpreter's cue sheet", ("scenes/sign-kit.typ",), (sign_kit.CueSheet,)),
)


@dataclass(frozen=True)
class Html:
    """A page of templates/page/ with the files that it takes macros from."""

    title: str
    files: tuple[str, ...]
    view: type[View]

    def all(self) -> tuple[type[View], ...]:
        """Its view and those in its fields, each once."""
        return tuple(reached(self.view))


PAGES = (
    Html(
        "The page of a pack",
        ("index.html", "text.html", "call.html", "helper.html", "quiz.html", "questions.html"),
        PageView,
    ),
    Html("The gallery", ("gallery.html", "branches.html"), gallery_views.GalleryView),
    Html("A page of branches", ("branches_page.html", "branches.html"), gallery_views.BranchesView),
    Html("The report on scans", ("report.html",), scan_report.ReportView),
    Html("The report on what was heard", ("listening.html",), listening_report.ListeningView),
    Html("The report on finished files", ("preflight.html",), preflight.PreflightView),
)


# --- what views have --------------------------------------------------------------------------------------------------


@cache
def reached_from(views: tuple[type[View], ...]) -> tuple[type[View], ...]:
    """Some views and those in their fields, each once; asked for each view of each family."""
    return tuple(dict.fromkeys(view for root in views for view in reached(root)))


def reached(view: type[View]) -> Iterator[type[View]]:
    """A view and those in its fields, each once."""
    found: dict[type[View], None] = {}

    def visit(one: Any) -> None:
        if isinstance(one, type) and issubclass(one, View):
            if one not in found and dataclasses.is_dataclass(one):
                found[one] = None
                for hint in get_type_hints(one).values():
                    visit(hint)
        else:
            for part in get_args(one):
                visit(part)

    visit(view)
    yield from found


def names(view: type[View]) -> tuple[str, ...]:
    """The fields of a view."""
    return tuple(one.name for one in dataclasses.fields(view))  # type: ignore[arg-type]


def properties(view: type[View]) -> set[str]:
    """What a view says of itself beside its fields."""
    return {name for name, one in vars(view).items() if isinstance(one, property)}


def remarks(view: type[View]) -> Mapping[str, str]:
    """The comments behind the fields of a view and of those it comes from."""
    found: dict[str, str] = {}
    for one in reversed(view.__mro__):
        if issubclass(one, View) and dataclasses.is_dataclass(one):
            lines = re.findall(r"(?m)^    (\w+): [^#\n]*?(?:  # (.*))?$", inspect.getsource(one))
            found |= dict(lines)
    return found


# --- what templates read ----------------------------------------------------------------------------------------------

_STRING = re.compile(r'"(?:[^"\\\n]|\\.)*"')
# Colours and sizes of templates/theme.yaml, what a file of templates/kit/ defines.
_TOKEN = re.compile(r"\b(col|ink|colors|type|shape|measures|px|(?:kit-)?marks|kit-\w+)\.\w+(?![\w(])")
_FIELD = re.compile(r"(?<!\.)\.([a-z_]\w*)(?![\w(-])|\(\w+\.([a-z_]\w*)\)\(")


def read(family: Family) -> set[str]:
    """The names that a family reads after a point, or with `at`; the names of methods and tokens are left out."""
    source = family.source()
    plain = _TOKEN.sub(r"\1", _STRING.sub('""', source))
    fields = {name for found in _FIELD.findall(plain) for name in found if name}
    return fields | set(re.findall(r'\.at\("([a-z_]\w*)"', source))


def read_of_root(family: Family) -> set[str]:
    """The names that a family reads of the view itself."""
    return set(re.findall(rf"(?<![\w.-]){family.root}\.([a-z_]\w*)", family.source())) - {"at", "pairs"}


def drawn_by(piece: type[Piece]) -> tuple[str, str]:
    """The file of scenes/ and the function in it that draws a kind of piece."""
    table = (TEMPLATES / "scenes/pieces.typ").read_text(encoding="utf-8")
    found = re.search(rf"\b{piece.kind}: (\w+)\.([\w-]+),", table)
    assert found, f"scenes/pieces.typ has no `{piece.kind}`"
    return found[1], found[2]


def read_of_piece(piece: type[Piece]) -> set[str]:
    """What the function that draws a kind of piece, and those of its file it calls with the piece, read of it."""
    file, drawn = drawn_by(piece)
    source = Family("", (f"scenes/{file}.typ",), ()).source()
    defined = re.findall(r"(?ms)^#let ([\w-]+)\((\w+)(.*?)(?=^#let |\Z)", source)
    bodies = {name: (first, body) for name, first, body in defined}
    found, seen, left = set[str](), set[str](), [drawn]
    while left:
        name = left.pop()
        if name in bodies and name not in seen:
            seen.add(name)
            first, body = bodies[name]
            found |= set(re.findall(rf"(?<![\w.-]){first}\.([a-z_]\w*)", body))
            left += re.findall(rf"([\w-]+)\({first}[,)]", body)
    return found


def own(family: Family) -> set[str]:
    """The keys of dictionaries that the templates make themselves."""
    return set(re.findall(r"[(,{]\s*([a-z_][\w]*):(?!:)", family.source()))


def said(family: Family) -> set[str]:
    """The fixed words that a family names."""
    called = rf'label\("(\w+)"|hint\("(\w+)"|{family.root}\.labels\.(\w+)'
    return {name for found in re.findall(called, family.source()) for name in found if name} - {"at"}


# --- templates/DATA.md ------------------------------------------------------------------------------------------------

HEAD = """# What templates are given

Written by `python tests/tools/template_data.py` from the views in `outreach/`; a test fails when it is stale. Each
Typst template gets one view as JSON in `sys.inputs.data`; a page of HTML (Jinja2) reads the fields of its view by
their names. Every field is there; what is missing is `none`.

To add a field: the view's dataclass, where the view is filled, the template that reads it, this file.
`tests/test_views.py` fails while one of these is missing.
"""


def document() -> str:
    """The text of templates/DATA.md."""
    parts, told = [HEAD], set[type[View]]()
    for family in FAMILIES:
        parts.append(f"## {family.title}: {', '.join(f'`{one}`' for one in family.files)}\n")
        for view in family.all():
            if view not in told:
                parts.append(_table(view))
            told.add(view)
        if family.labels:
            parts.append(f"`labels` are: {', '.join(f'`{one}`' for one in sorted(family.labels))}.\n")
    for page in PAGES:
        parts.append(f"## {page.title}: {', '.join(f'`page/{one}`' for one in page.files)}\n")
        parts += [_table(view) for view in page.all() if view not in told]
        told |= {*page.all()}
    return "\n".join(parts)


def _table(view: type[View]) -> str:
    words = remarks(view)
    rows = []
    for one in dataclasses.fields(view):  # type: ignore[arg-type]
        hint = str(one.type).replace("|", "or")
        rows.append(f"| `{one.name}` | `{hint}` | {words.get(one.name, '')} |")
    what = (view.__doc__ or "").strip().split("\n")[0]
    return "\n".join([f"### `{view.__name__}`", "", what, "", "| field | type | what |", "|---|---|---|", *rows, ""])

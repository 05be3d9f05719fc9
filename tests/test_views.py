"""What templates read is what they are sent, both ways; and the document that says so is not stale."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from jinja2 import Environment, meta, nodes
from template_views import (
    FAMILIES,
    PAGES,
    PIECES,
    TEMPLATES,
    Family,
    Html,
    document,
    drawn_by,
    names,
    own,
    properties,
    read,
    read_of_piece,
    read_of_root,
    said,
)

from outreach.views import Piece, View, sent

# After a point, but nobody's field: parts of Typst's own modules, elements and types.
TYPST = {"kind", "inputs", "data", "zws", "right", "left", "body", "width", "height", "text", "captures", "artifact"}
VIEWS = {view: [f for f in FAMILIES if view in f.all()] for family in FAMILIES for view in family.all()}
each = pytest.mark.parametrize("family", FAMILIES, ids=lambda family: str(family.title))


def test_data_md_is_written_from_the_views() -> None:
    """`python tests/tools/template_data.py` writes it anew."""
    assert (TEMPLATES / "DATA.md").read_text(encoding="utf-8") == document()


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: f"{view.__module__}.{view.__name__}")
def test_nothing_is_sent_that_no_template_reads(view: type[View]) -> None:
    """Each field of a view is read by a template of a family that has the view."""
    found = set().union(*(read(family) for family in VIEWS[view]))
    assert set(names(view)) - found == set()


@each
def test_no_template_reads_what_is_not_sent(family: Family) -> None:
    """Each name after a point is a field of a view, a key of a dictionary made in the template, or Typst's."""
    fields = {name for view in family.all() for name in names(view)}
    assert read_of_root(family) - {name for root in family.views for name in names(root)} == set()
    assert read(family) - fields - own(family) - set(family.labels) - TYPST == set()


@pytest.mark.parametrize("piece", PIECES, ids=lambda piece: str(piece.kind))
def test_each_piece_of_a_frame_is_read_as_it_is_sent(piece: type[Piece]) -> None:
    """Exactly its fields, by the function of its kind; and that is a kind of the template."""
    assert read_of_piece(piece) == set(names(piece))
    assert drawn_by(piece)[0] == piece.__module__.rpartition(".")[2], "the module is named as the template"


@each
def test_the_fixed_words_that_are_sent_are_said(family: Family) -> None:
    """Labels are named one by one: none is sent for nothing, none is missing."""
    source = family.source()
    assert said(family) <= {*family.labels, *(name for view in family.all() for name in names(view))}
    assert {name for name in family.labels if f'"{name}"' not in source and f".{name}" not in source} == set()


def trees(page: Html) -> list[nodes.Template]:
    """The page and its macros, as Jinja2 reads them."""
    found = []
    for name in page.files:
        env = Environment()
        tree = env.parse((TEMPLATES / "page" / name).read_text(encoding="utf-8"))
        env.filters |= {one.name: str for one in tree.find_all(nodes.Filter) if one.name not in env.filters}
        found.append(tree)
    return found


pages = pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.title))


@pages
def test_a_page_reads_what_it_is_given(page: Html) -> None:
    """Every name that a page and its macros take from outside is a field of its view, and each field is read."""
    asked, made = set[str](), set[str]()
    for tree in trees(page):
        asked |= meta.find_undeclared_variables(tree)
        made |= {one.name for one in tree.find_all(nodes.Name) if one.ctx == "store"}
        made |= {one.name for one in tree.find_all(nodes.Macro)}
    assert asked - made - {"range", "namespace"} == set(names(page.view))


@pages
def test_a_page_reads_each_field_of_the_views_in_its_view(page: Html) -> None:
    """A field is read after a point, or each of them in its order when a list of them is gone through."""
    read = {one.attr for tree in trees(page) for one in tree.find_all(nodes.Getattr)}
    fields = {name for view in page.all()[1:] for name in names(view)}
    assert fields - read == set()


NOT_FIELDS = {"first", "index", "endswith", "get", "branch"}  # of a loop, a text, a mapping; a key of one


@pytest.mark.parametrize("page", PAGES[1:], ids=lambda page: str(page.title))
def test_a_page_reads_no_more_than_it_is_given(page: Html) -> None:
    """What stands after a point is a field or a property of a view, or a fixed word; page one reads storyboards."""
    words = {word for tree in trees(page) for one in tree.find_all(nodes.Getattr) for word in fixed(one)}
    read = {one.attr for tree in trees(page) for one in tree.find_all(nodes.Getattr)} - words
    known = {name for view in page.all() for name in (*names(view), *properties(view))}
    assert read - known - NOT_FIELDS == set()


def fixed(one: nodes.Getattr) -> set[str]:
    """The fixed word that an expression names, if it names one."""
    return {one.attr} if isinstance(one.node, nodes.Name) and one.node.name == "labels" else set()


@dataclass(frozen=True)
class Inner(View):
    """A view in a view."""

    one: str | None


@dataclass(frozen=True)
class Outer(View):
    """A view with everything in it."""

    many: tuple[Inner, ...]
    named: dict[str, Inner]
    none: Inner | None = None


def test_one_rule_says_what_is_sent() -> None:
    """Every field is there; what is missing is none; tuples are lists."""
    assert sent(Outer((Inner("a"), Inner(None)), {"x": Inner("b")})) == {
        "many": [{"one": "a"}, {"one": None}],
        "named": {"x": {"one": "b"}},
        "none": None,
    }

"""Draws a picture of media/art: a drawing's parts for one state in the theme's colours, or a photo."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from outreach import svg
from outreach.art_file import ArtFile
from outreach.channels import ON_VIDEO, WINDOW
from outreach.coverage import fonts, undrawable
from outreach.diagnostics import Diagnostic, Where, error, fail
from outreach.messages import msg
from outreach.project import Project, starter_of
from outreach.source import load_sure
from outreach.views import View

CATALOGUE = "media/art/art.yaml"


@dataclass(frozen=True)
class OneDrawing(View):
    """One drawing on a page of its size: deck/picture.typ."""

    svg: str
    width: float
    height: float


def file_of(project: Project, name: str) -> str:
    """The file of a drawing: what art.yaml says, or its own name as SVG where art.yaml does not know it."""
    listed = _listed(project, project.digest(CATALOGUE)) if project.exists(CATALOGUE) else {}
    return f"media/art/{listed.get(name, f'{name}.svg')}"


def holder(project: Project, name: str) -> Project:
    """Who has a drawing: a project with its own may lack those that only composed pictures ask for."""
    return project if project.exists(file_of(project, name)) else starter_of(project)


@lru_cache(maxsize=8)
def _listed(project: Project, digest: str) -> dict[str, str]:
    return {name: model.file for name, model in load_sure(project, CATALOGUE, ArtFile).art.items()}


def draw(project: Project, name: str, state: str, colors: Mapping[str, str], *, flat: bool = False) -> str:
    """The SVG source of a drawing with the groups of `state` and the colours of `colors`.

    Groups with `data-state="a b"` are kept when `state` is listed, also those with `display="none"`, by which the file
    shows one state in a drawing program; `data-fill` and `data-stroke` name theme colours; `data-part` is for `acting`.
    A photo has no states.
    A state that ends in `-on-video` is the drawing seen in a video call, half of its face not its own.
    `flat`: gradients become one colour, as the press wants it.
    Raises OutreachError for a file that is no drawing, one with what a drawing may not hold, and an unknown state.
    """
    if state.endswith(ON_VIDEO):
        inside = draw(project, name, state.removesuffix(ON_VIDEO), colors, flat=flat)
        return _seen(draw(project, WINDOW, "plain", colors, flat=flat), inside)
    file = file_of(project, name)
    return _drawn(project, file, project.digest(file), state, tuple(sorted(colors.items())), flat)


@lru_cache(maxsize=512)
def _drawn(
    project: Project, file: str, digest: str, state: str, colors: tuple[tuple[str, str], ...], flat: bool
) -> str:
    """Every scene of a film asks for the same few drawings."""
    root = copy.deepcopy(_read(project, file, digest).root)
    states = _states(root)
    if states and state not in states:
        names = ", ".join(sorted(states))
        raise fail("art", Where(file), msg("expected a state of {names}, found `{state}`", names=names, state=state))
    _keep_state(root, state)
    _paint(root, dict(colors))
    for node in root.iter():
        for name in ("data-fill", "data-stroke", "data-part"):
            _pop(node, name)
    if flat:
        svg.flattened(root)
    return etree.tostring(root, encoding="unicode")


@lru_cache(maxsize=256)
def _read(project: Project, file: str, digest: str) -> svg.Drawing:
    """The file, rebuilt from what a drawing may hold."""
    data = project.read_bytes(file, svg.MAX_BYTES)
    found = svg.kind(data)
    if found in ("PNG", "JPEG"):
        return svg.framed(svg.raster(data, Where(file)))
    if found != "SVG":
        hint = msg("save it as SVG, PNG or JPEG")
        raise fail("art", Where(file), msg("expected a drawing (SVG, PNG or JPEG), found {kind}", kind=found), hint)
    return _rebuilt(file, project.read_text(file, svg.MAX_BYTES))


@lru_cache(maxsize=256)
def _rebuilt(file: str, text: str) -> svg.Drawing:
    """Most projects draw with the starter's drawings: what one of them read, the next need not."""
    return svg.drawing(file, text)


@lru_cache(maxsize=128)
def _marked(project: Project, file: str, digest: str, colors: tuple[tuple[str, str], ...]) -> etree._Element:
    root = copy.deepcopy(_read(project, file, digest).root)
    _paint(root, dict(colors))
    return root


def marked(project: Project, file: str, colors: Mapping[str, str]) -> etree._Element:
    """A drawing's parts as its file marks them (`data-part`), in all states, in the theme's colours: to be copied."""
    return _marked(project, file, project.digest(file), tuple(sorted(colors.items())))


def states(project: Project, name: str) -> tuple[str, ...]:
    """The states of a drawing, in the order of its file; none for a photo and a drawing that has one look.

    Raises OutreachError for a file that is no drawing.
    """
    file = file_of(project, name)
    root = _read(project, file, project.digest(file)).root
    found = (one for node in root.iter() for one in node.get("data-state", "").split())
    return tuple(dict.fromkeys(found))


def faults(project: Project, name: str, states: tuple[str, ...], at: Where) -> Iterator[Diagnostic]:
    """What is wrong with a drawing as art.yaml lists it, at the place `at`. Raises OutreachError as `draw` does."""
    file = file_of(project, name)
    found = _read(project, file, project.digest(file))
    yield from found.problems
    known = _states(found.root)
    for state in states:
        if known and state not in known:
            message = msg("expected a state of {names}, found `{state}`", names=", ".join(sorted(known)), state=state)
            yield error("art", at, message, msg("the groups of {file} name them: `data-state`", file=file))
    drawn_by = fonts(project) if found.words else ()
    for words, where in found.words:
        for sign in undrawable(words, drawn_by):
            message = msg("no bundled font can draw `{sign}` ({name})", sign=sign, name=f"U+{ord(sign):04X}")
            yield error("glyph", where, message, msg("turn the words into shapes in the drawing program"))


def _states(root: etree._Element) -> set[str]:
    return {one for node in root.iter() for one in node.get("data-state", "").split()}


def _keep_state(node: etree._Element, state: str) -> None:
    for child in list(node):
        states = _pop(child, "data-state")
        if states is not None and state not in states.split():
            node.remove(child)
        else:
            if states is not None:
                _pop(child, "display")
            _keep_state(child, state)


def _paint(root: etree._Element, tokens: Mapping[str, str]) -> None:
    """Fills in the theme's colours; what names another colour keeps its name."""
    for node in root.iter():
        for kind in ("fill", "stroke"):
            if node.get(f"data-{kind}") in tokens:
                node.set(kind, tokens[str(_pop(node, f"data-{kind}"))])


def _pop(node: etree._Element, name: str) -> str | None:
    value = node.get(name)
    if value is not None:
        del node.attrib[name]
    return value


@lru_cache(maxsize=64)
def _seen(window: str, inside: str) -> str:
    """The window with the drawing in each of its nested pictures: `data-inside` says whether all or its right half."""
    root, drawing = etree.fromstring(window), etree.fromstring(inside)
    left, top, wide, high = svg.view(drawing)
    boxes = {"whole": (left, top, wide, high), "half": (left + wide / 2, top, wide / 2, high)}
    for node in root.iter(f"{{{svg.SVG}}}svg"):
        part = _pop(node, "data-inside")
        if part in boxes:
            node.set("viewBox", " ".join(f"{n:g}" for n in boxes[part]))
            node.extend(copy.deepcopy(child) for child in drawing)
    return etree.tostring(root, encoding="unicode")

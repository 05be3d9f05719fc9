"""Draws a picture of media/art: the SVG's parts for one state, in the theme's colours."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from xml.etree import ElementTree

from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import Project

SVG = "http://www.w3.org/2000/svg"
_UNSAFE = re.compile(r"<!DOCTYPE|<!ENTITY|<script|<foreignObject|\son\w+=|href=[\"'](?!#)", re.I)


def draw(project: Project, name: str, state: str, colors: Mapping[str, str]) -> str:
    """The SVG source of `media/art/<name>.svg` with the groups of `state` and the colours of `colors`.

    Groups with `data-state="a b"` are kept when `state` is listed, also those with `display="none"`, by which the file
    shows one state in a drawing program; `data-fill` and `data-stroke` name theme colours.
    Raises OutreachError for a file with scripts, entities or outside links, and for a state that the drawing lacks.
    """
    file = f"media/art/{name}.svg"
    return _drawn(file, project.read_text(file), state, tuple(sorted(colors.items())))


@lru_cache(maxsize=256)
def _drawn(file: str, text: str, state: str, colors: tuple[tuple[str, str], ...]) -> str:
    """Every scene of a film asks for the same few drawings."""
    tokens = dict(colors)
    if _UNSAFE.search(text):
        raise fail("art", Where(file), msg("expected a plain drawing, found a script, an entity or an outside link"))
    ElementTree.register_namespace("", SVG)
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as problem:
        line, column = problem.position
        raise fail("art", Where(file, line, column + 1), msg("expected a drawing (SVG), found other text")) from problem
    if root.tag != f"{{{SVG}}}svg":
        raise fail("art", Where(file), msg("expected a drawing (SVG), found other text"))
    states = {one for node in root.iter() for one in node.get("data-state", "").split()}
    if states and state not in states:
        names = ", ".join(sorted(states))
        raise fail("art", Where(file), msg("expected a state of {names}, found `{state}`", names=names, state=state))
    _keep_state(root, state)
    for node in root.iter():
        for kind in ("fill", "stroke"):
            token = node.attrib.pop(f"data-{kind}", None)
            if token is not None and token in tokens:
                node.set(kind, tokens[token])
    return ElementTree.tostring(root, encoding="unicode")


def _keep_state(node: ElementTree.Element, state: str) -> None:
    for child in list(node):
        states = child.attrib.pop("data-state", None)
        if states is not None and state not in states.split():
            node.remove(child)
        else:
            if states is not None:
                child.attrib.pop("display", None)
            _keep_state(child, state)

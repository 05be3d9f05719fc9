"""Style sheets inside a drawing: `<style>` with plain selectors and `style="…"` become attributes of the elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from outreach.diagnostics import Where
from outreach.messages import msg
from outreach.svg.reading import PLAIN, local, refuse, where_of

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_RULE = re.compile(r"\s*([^{}]*)\{([^{}]*)\}\s*")
_SELECTOR = re.compile(r"(\*|[A-Za-z][\w-]*)?((?:[.#][\w-]+)*)")
# Inkscape and others write these beside a drawing's own colours; they say nothing about the picture.
_EMPTY = re.compile(r"@charset[^;]*;|@font-face\s*\{[^{}]*\}")


@dataclass(frozen=True)
class Rule:
    """One selector and what it says."""

    tag: str
    classes: tuple[str, ...]
    id: str
    says: Mapping[str, str]

    @property
    def weight(self) -> tuple[int, int, int]:
        """Which rule wins (CSS Selectors 3 §9)."""
        return (int(bool(self.id)), len(self.classes), int(self.tag not in ("", "*")))

    def fits(self, node: etree._Element) -> bool:
        """Does the selector name this element?"""
        names = node.get("class", "").split()
        return (
            self.tag in ("", "*", local(node))
            and all(name in names for name in self.classes)
            and self.id in ("", node.get("id"))
        )


def rules(file: str, root: etree._Element) -> list[Rule]:
    """The rules of every `<style>`, the weakest first. Raises OutreachError for anything but plain rules."""
    found: list[Rule] = []
    for node in root.iter():
        if local(node) == "style":
            found += _rules(
                where_of(file, node), _EMPTY.sub("", _COMMENT.sub(" ", "".join(str(part) for part in node.itertext())))
            )
    return sorted(found, key=lambda rule: rule.weight)


def _rules(where: Where, text: str) -> Iterator[Rule]:
    at = 0
    while text[at:].strip():
        found = _RULE.match(text, at)
        if found is None or "@" in found[1]:
            raise refuse(where, msg("the style `{text}`", text=text[at:].strip()[:60]), PLAIN)
        at = found.end()
        says = _known(found[2])
        for one in found[1].split(","):
            selector = _SELECTOR.fullmatch(one.strip())
            if selector is None:
                raise refuse(where, msg("the style of `{text}`", text=one.strip()[:60]), PLAIN)
            parts = re.findall(r"([.#])([\w-]+)", selector[2])
            ids = [name for sign, name in parts if sign == "#"]
            yield Rule(selector[1] or "", tuple(n for sign, n in parts if sign == "."), ids[0] if ids else "", says)


def declarations(text: str) -> Iterator[tuple[str, str]]:
    """(property, value) of `fill:red;stroke:none`."""
    for one in _COMMENT.sub(" ", text).split(";"):
        name, sign, value = one.partition(":")
        if sign:
            yield name.strip().lower(), re.sub(r"\s*!important\s*$", "", value.strip())


def attributes(node: etree._Element, sheet: list[Rule]) -> dict[str, str]:
    """An element's attributes without namespaces, with what the style sheet and its own style say on top."""
    found = {str(name): str(value) for name, value in node.attrib.items()}
    for rule in sheet:
        if rule.fits(node):
            found |= rule.says
    return found | _known(found.pop("style", ""))


def _known(text: str) -> dict[str, str]:
    """Without colours of spaces that a viewer may not know: the plain colour beside them stays, as it does there."""
    wide = ("color(", "lab(", "lch(", "oklab(", "oklch(")
    return {name: value for name, value in declarations(text) if not value.startswith(wide)}

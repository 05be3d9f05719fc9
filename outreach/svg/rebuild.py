"""A drawing written anew from the elements and attributes that a drawing may have."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from lxml import etree

from outreach.diagnostics import Diagnostic, Where, fail, warning
from outreach.messages import msg
from outreach.svg.pixels import MAX_SHAPE, Raster, raster
from outreach.svg.reading import MAX_ELEMENTS, PLAIN, SVG, XLINK, local, parse, refuse, where_of
from outreach.svg.styles import Rule, attributes, rules
from outreach.svg.values import NUMBER, PAINTS, VALUES, paint, reference

GROUPS = frozenset(("svg", "g", "defs", "symbol", "clipPath", "mask", "linearGradient", "radialGradient"))
SHAPES = frozenset(("path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "use", "image", "stop"))
WORDS = frozenset(("text", "tspan"))
# Drawn by no viewer: titles, what a drawing program notes for itself, style sheets (read before).
SILENT = frozenset(("title", "desc", "metadata", "style", "namedview", "view"))
# Left out where they are defined, refused where one is used: drawing programs leave unused ones behind.
EFFECTS = frozenset("filter pattern marker meshgradient hatch cursor".split())
EFFECT_NAMES = frozenset(
    "filter clip-path mask marker marker-start marker-mid marker-end mix-blend-mode transform-origin".split()
)
FONT = "Noto Sans CJK SC, sans-serif"
OWN_FONTS = re.compile(r"(?i)noto sans|sans-serif|serif|monospace|system-ui|inherit")
MAX_WORDS = 400  # characters: a drawing's words are a label, not a page
_SIZE = re.compile(rf"({NUMBER})(px|pt|pc|mm|cm|in)?")
_UNITS = {"px": 1.0, "pt": 4 / 3, "pc": 16.0, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96.0, None: 1.0}
_PLAIN_NAMES: dict[str, str] = {None: SVG}  # type: ignore[dict-item]
_KEPT = ("data-state", "data-fill", "data-stroke", "data-inside", "data-part")  # what `art` and `acting` read

FLATTEN = msg("flatten the effect in the drawing program (Object, Expand or Flatten), or export the drawing as PNG")


@dataclass
class Drawing:
    """A drawing that holds nothing but what is on the list. `words`: its texts with their places."""

    root: etree._Element
    problems: list[Diagnostic] = field(default_factory=list)
    words: list[tuple[str, Where]] = field(default_factory=list)


def drawing(file: str, text: str) -> Drawing:
    """The drawing of an SVG file's text. Raises OutreachError at the place of what a drawing may not hold."""
    old = parse(file, text)
    made = Drawing(etree.Element(f"{{{SVG}}}svg", nsmap=_PLAIN_NAMES))
    work = _Work(file, rules(file, old), made)
    found = attributes(old, work.sheet)
    work.copy_attributes(old, made.root, {k: v for k, v in found.items() if k not in _FRAME})
    work.copy_children(old, made.root)
    box = _view(file, old)
    for name, value in zip(("viewBox", "width", "height"), (box, *box.split()[2:]), strict=True):
        made.root.set(name, value)
    work.link(made.root)
    return made


_FRAME = ("viewBox", "width", "height", "x", "y", "preserveAspectRatio", "display")


def framed(picture: Raster) -> Drawing:
    """A pixel picture as a drawing."""
    wide, high = str(picture.width), str(picture.height)
    root = etree.Element(
        f"{{{SVG}}}svg", {"viewBox": f"0 0 {wide} {high}", "width": wide, "height": high}, _PLAIN_NAMES
    )
    etree.SubElement(root, f"{{{SVG}}}image", {"width": wide, "height": high, "href": picture.link})
    return Drawing(root)


def _view(file: str, root: etree._Element) -> str:
    """The part of the plane the drawing shows: its viewBox, or its size where it has none."""
    where = where_of(file, root)
    hint = msg('write the edges of the drawing into its first element: `viewBox="0 0 WIDTH HEIGHT"`')
    given = root.get("viewBox")
    if given is None:
        sides = [_SIZE.fullmatch(root.get(name, "").strip()) for name in ("width", "height")]
        given = "0 0 " + " ".join(f"{float(s[1]) * _UNITS[s[2]]:g}" for s in sides if s)
    box = VALUES["viewBox"](given)
    if box is None:
        found = root.get("viewBox", f"{root.get('width', '')} x {root.get('height', '')}")
        message = msg("expected a viewBox of four numbers, wide and high above 0, found `{found}`", found=found[:60])
        raise fail("art", where, message, hint)
    wide, high = (float(side) for side in box.split()[2:])
    if not 1 / MAX_SHAPE <= wide / high <= MAX_SHAPE or min(wide, high) < 1e-2:
        message = msg("expected a drawing at most {n} times longer than wide, found `{found}`", n=MAX_SHAPE, found=box)
        raise fail("art", where, message, hint)
    return box


@dataclass
class _Work:
    """One drawing while it is copied."""

    file: str
    sheet: list[Rule]
    made: Drawing
    ids: dict[str, etree._Element] = field(default_factory=dict)
    effects: dict[str, str] = field(default_factory=dict)  # id -> what was left out
    places: dict[etree._Element, Where] = field(default_factory=dict)

    def copy(self, old: etree._Element, parent: etree._Element) -> None:
        name = local(old)
        if not name or name in SILENT:
            return
        if name in EFFECTS:
            self.effects[old.get("id", "")] = name
            return
        if name not in GROUPS | SHAPES | WORDS:
            raise refuse(where_of(self.file, old), f"`{name[:40]}`", PLAIN)
        new = etree.SubElement(parent, f"{{{SVG}}}{name}")
        self.places[new] = where_of(self.file, old)
        found = attributes(old, self.sheet)
        if name == "image":
            self._image(new, found)
        self.copy_attributes(old, new, found)
        if name in WORDS:
            self._words(old, new, found)
        else:
            self.copy_children(old, new)

    def copy_children(self, old: etree._Element, new: etree._Element) -> None:
        for child in old:
            self.copy(child, new)

    def copy_attributes(self, old: etree._Element, new: etree._Element, found: Mapping[str, str]) -> None:
        where = where_of(self.file, old)
        self.places.setdefault(new, where)
        for given, value in found.items():
            name = "href" if given == f"{{{XLINK}}}href" else given
            if name == "id":
                self.ids.setdefault(value, new)
            elif name in _KEPT:
                new.set(name, value)
            elif name in PAINTS:
                self._paint(new, name, value.strip(), where)
            elif name in EFFECT_NAMES:
                self._effect(new, name, value.strip(), where)
            elif name in VALUES and not (name == "href" and new.get("href")):
                self._set(new, name, value.strip(), where)
            elif name.lower().startswith("on"):
                raise refuse(where, f"`{name[:40]}`", PLAIN)

    def _set(self, new: etree._Element, name: str, value: str, where: Where) -> None:
        if value == "inherit":
            return
        plain = VALUES[name](value)
        if plain is None and name == "href":
            raise refuse(where, msg("the outside link `{link}`", link=value[:60]), _INSIDE)
        if plain is None:
            message = msg("`{name}` of a drawing cannot be `{value}`", name=name, value=value[:60])
            raise fail("art", where, message, PLAIN)
        new.set(name, plain)

    def _paint(self, new: etree._Element, name: str, value: str, where: Where) -> None:
        found = paint(value)
        if found is None and "url" in value.lower():
            raise refuse(where, msg("the outside link `{link}`", link=value[:60]), _INSIDE)
        if found is None:
            raise fail("art", where, msg("expected a colour, found `{value}`", value=value[:60]), PLAIN)
        color, solid = found
        new.set(name, color)
        if solid < 1:
            new.set(PAINTS[name], f"{solid * float(new.get(PAINTS[name], '1')):.4g}")

    def _effect(self, new: etree._Element, name: str, value: str, where: Where) -> None:
        if value in ("none", "normal", "inherit"):
            return
        target = reference(value)
        if name not in ("clip-path", "mask") or not target:
            outside = "url" in value.lower() and not target
            what = (
                msg("the outside link `{link}`", link=value[:60]) if outside else msg("the effect `{name}`", name=name)
            )
            raise refuse(where, what, FLATTEN)
        new.set(name, f"url(#{target})")

    def _image(self, new: etree._Element, found: dict[str, str]) -> None:
        """A pixel picture that the file holds itself; one that lies elsewhere is never fetched."""
        where = self.places[new]
        link = found.pop("href", found.pop(f"{{{XLINK}}}href", "")).strip()
        data = re.fullmatch(r"data:image/(?:png|jpe?g)\s*;\s*base64\s*,([A-Za-z0-9+/=\s]*)", link, re.I)
        if data is None:
            what = msg("the picture `{link}`, which is not in the file", link=link[:60])
            raise refuse(where, what, msg("embed it as PNG or JPEG when you export the drawing"))
        try:
            new.set("href", raster(base64.b64decode(data[1]), where).link)
        except binascii.Error as problem:
            raise refuse(where, msg("a picture that cannot be read"), PLAIN) from problem

    def _words(self, old: etree._Element, new: etree._Element, found: Mapping[str, str]) -> None:
        where = self.places[new]
        family = found.get("font-family", found.get("font", ""))
        if family and not OWN_FONTS.search(family):
            message = msg("the words of this drawing are drawn in Noto Sans, not in `{font}`", font=family[:60])
            hint = msg("turn them into shapes in the drawing program (Text, Convert to outlines) to keep their look")
            self.made.problems.append(warning("art-font", where, message, hint))
        new.set("font-family", FONT)
        new.text = self._word(old.text, where)
        for child in old:
            if local(child) in WORDS:
                self.copy(child, new)
            elif local(child) and local(child) not in SILENT:
                raise refuse(where_of(self.file, child), f"`{local(child)[:40]}`", FLATTEN)
            if len(new):
                new[-1].tail = (new[-1].tail or "") + self._word(child.tail, where)

    def _word(self, text: str | None, where: Where) -> str:
        words = re.sub(r"\s+", " ", text or "")
        if words.strip():
            self.made.words.append((words, where))
        if sum(len(words) for words, _ in self.made.words) > MAX_WORDS:
            hint = msg("words belong into the script, where they are checked and translated")
            raise fail("art", where, msg("expected at most {most} characters in a drawing", most=MAX_WORDS), hint)
        return words

    # --- parts that name each other -----------------------------------------------------------------------------------

    def link(self, root: etree._Element) -> None:
        """Every name of another part must exist; names become n1, n2 …, and only those that are used are kept."""
        short: dict[str, str] = {}
        uses: dict[etree._Element, list[etree._Element]] = {}
        for node in root.iter():
            for name in ("href", "fill", "stroke", "clip-path", "mask"):
                value = node.get(name, "")
                old = value[1:] if name == "href" and value.startswith("#") else reference(value)
                if not old:
                    continue
                if old in self.effects:
                    raise refuse(self.places[node], msg("the effect `{name}`", name=self.effects[old]), FLATTEN)
                if old not in self.ids:
                    raise fail(
                        "art", self.places[node], msg("no part of the drawing is called `{name}`", name=old[:60])
                    )
                new = short.setdefault(old, f"n{len(short) + 1}")
                self.ids[old].set("id", new)
                node.set(name, f"#{new}" if name == "href" else f"url(#{new})")
                uses.setdefault(node, []).append(self.ids[old])
            self._dashes(node, root)
        self._count(root, uses)

    def _dashes(self, node: etree._Element, root: etree._Element) -> None:
        """A pattern of specks would be a million strokes."""
        lengths = [float(n) for n in re.findall(NUMBER, node.get("stroke-dasharray", ""))]
        if lengths and sum(lengths) < max(float(root.get(side, "1")) for side in ("width", "height")) / _SPECK:
            raise fail("art", self.places[node], msg("the dashes of this line are too fine to be drawn"), PLAIN)

    def _count(self, root: etree._Element, uses: Mapping[etree._Element, list[etree._Element]]) -> None:
        """How many elements a viewer draws when every `use` is followed: none without end, none without measure."""
        known: dict[etree._Element, int] = {}
        open_: set[etree._Element] = set()

        def count(node: etree._Element, depth: int) -> int:
            if node in known:
                return known[node]
            if node in open_ or depth > _FOLLOWED:
                raise refuse(self.places[node], msg("a part that repeats itself"), PLAIN)
            open_.add(node)
            total = 1 + sum(count(child, depth + 1) for child in (*node, *uses.get(node, ())))
            open_.remove(node)
            if total > MAX_ELEMENTS:
                message = msg("expected at most {most} elements, found more", most=MAX_ELEMENTS)
                raise fail("size", self.places[node], message, PLAIN)
            known[node] = total
            return total

        count(root, 1)


_SPECK = 5000
_FOLLOWED = 200  # levels of groups and of what they use
_INSIDE = msg("a drawing names only its own parts, as `#name`")

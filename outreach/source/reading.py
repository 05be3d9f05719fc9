"""Reads a YAML file as plain data that knows where everything stands.

The characters and the event stream are checked before anything is built (aliases, depth, documents, tags:
yaml/pyyaml#235); the node tree then gives the place of every key and value. Nothing here raises for bad content.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from outreach.diagnostics import Diagnostic, OutreachError, Where, error, warning
from outreach.messages import msg, shorten
from outreach.project import Project
from outreach.source.syntax import explain_syntax, mark

MAX_DEPTH = 20
# Bidirectional controls and marks without width can make a number or an address read as another one.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2028-\u202e\u2060\u2066-\u2069\ufeff]")
_CONTROL = re.compile("[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|\r(?!\n|$)")
_UNREADABLE = re.compile("[\ufffe\uffff]")  # characters that YAML forbids

Path = tuple[str | int, ...]


@dataclass
class Places:
    """Where each value of a file stands: by path, the value and its key."""

    file: str
    values: dict[Path, Where] = field(default_factory=dict)
    keys: dict[Path, Where] = field(default_factory=dict)
    raw: dict[Path, str] = field(default_factory=dict)  # scalars as the author wrote them

    def at(self, path: Path) -> Where:
        """The place of the value, or of the nearest thing that holds it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Where(self.file))

    def key(self, path: Path) -> Where:
        """The place of the key itself."""
        return self.keys.get(path) or self.at(path)


@dataclass
class Source:
    """A YAML file read as plain data, with the place of everything and what was wrong already."""

    file: str
    data: Any
    places: Places
    problems: list[Diagnostic]

    @property
    def broken(self) -> bool:
        """Is any of the problems an error?"""
        return any(p.severity == "error" for p in self.problems)


def read(project: Project, file: str) -> Source:
    """Reads `file`; syntax errors, aliases, duplicate keys and odd characters become problems, never exceptions.

    `data` is None when the file could not be read at all.
    """
    try:
        text = project.read_text(file)
    except OutreachError as problem:
        return Source(file, None, Places(file), list(problem.diagnostics))
    return read_text(file, text)


def read_text(file: str, text: str) -> Source:
    """Like `read`, for text that is at hand."""
    source = Source(file, None, Places(file), list(_characters(file, text)))
    if any(p.code == "control" for p in source.problems):
        return source
    source.problems += _events(file, text)
    if source.broken and any(p.code not in ("invisible", "nfc") for p in source.problems):
        return source
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is not None:
        _walk(node, (), source)
        source.data = _plain(node)
    if source.data is None:
        source.problems.append(error("empty", Where(file, 1, 1), msg("expected a mapping, found an empty file")))
    return source


def _characters(file: str, text: str) -> Iterator[Diagnostic]:
    nfc = unicodedata.is_normalized("NFC", text)
    for number, line in enumerate(text.split("\n"), 1):
        for match in _INVISIBLE.finditer(line):
            yield _character("invisible", Where(file, number, match.start() + 1), match[0])
        for pattern in (_CONTROL, _UNREADABLE):
            for match in pattern.finditer(line):
                yield _character("control", Where(file, number, match.start() + 1), match[0])
        if not nfc and not unicodedata.is_normalized("NFC", line):
            yield _composed(Where(file, number, 1), line)


def _character(code: str, place: Where, sign: str) -> Diagnostic:
    name = f"U+{ord(sign[0]):04X}"
    if code == "invisible":
        hint = msg("delete it: it can make a number or an address read as another one")
        return error(code, place, msg("found the invisible character `{name}`", name=name), hint)
    hint = msg("delete it; it usually comes from a copy and paste")
    return error(code, place, msg("found the control character `{name}`", name=name), hint)


def _composed(place: Where, line: str) -> Diagnostic:
    usual = unicodedata.normalize("NFC", line)
    start = next((i for i, (a, b) in enumerate(zip(line, usual, strict=False)) if a != b), len(usual) - 1)
    found = usual[start]
    message = msg("expected the single character `{found}`, found it in another form", found=found)
    hint = msg("type it again; the file is read as if it were the single character")
    return warning("nfc", Where(place.file, place.line, start + 1), message, hint)


def _events(file: str, text: str) -> list[Diagnostic]:
    """What makes a file unreadable, or unsafe to walk."""
    found: list[Diagnostic] = []
    depth = documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            place = mark(file, event.start_mark)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if depth > MAX_DEPTH:
                message = msg("expected at most {most} levels, found more", most=MAX_DEPTH)
                return [*found, error("depth", place, message, msg("are there many `[` or `{` or `- ` here?"))]
            if documents > 1:
                hint = msg("delete it; a second script goes into its own file")
                return [*found, error("documents", place, msg("expected one document, found a second `---`"), hint)]
            found += _forbidden(event, place)
    except yaml.YAMLError as problem:
        found.append(explain_syntax(file, text, problem))
    return found


def _forbidden(event: yaml.Event, place: Where) -> Iterator[Diagnostic]:
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        sign = "*" if isinstance(event, yaml.AliasEvent) else "&"
        message = msg("expected plain values, found `{name}`", name=f"{sign}{getattr(event, 'anchor', '')}")
        yield error(
            "alias",
            place,
            message,
            msg("write the text out in each place; put quotes around a text that starts with `{sign}`", sign=sign),
        )
    tag = getattr(event, "tag", None)
    if tag:
        shown = tag.replace("tag:yaml.org,2002:", "!!")
        hint = msg("delete it, or put quotes around a text that starts with `!`")
        yield error("tag", place, msg("expected no tag, found `{tag}`", tag=shown), hint)


def _walk(node: yaml.Node, path: Path, source: Source) -> None:
    source.places.values[path] = mark(source.file, node.start_mark)
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if _key(key, path, source):
                _walk(child, (*path, _text(key)), source)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _walk(child, (*path, index), source)
    elif isinstance(node, yaml.ScalarNode):
        source.places.raw[path] = str(node.value)


def _key(key: yaml.Node, path: Path, source: Source) -> bool:
    """Notes where a key stands. False when it is no word, or there already."""
    place = mark(source.file, key.start_mark)
    if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
        shown = f"`{shorten(key.value)}`" if isinstance(key, yaml.ScalarNode) else msg("a list or mapping")
        message = msg("expected a word as key, found {shown}", shown=shown)
        source.problems.append(error("key", place, message, msg("put quotes around the key")))
        return False
    step = (*path, _text(key))
    if step in source.places.keys:
        first = msg("it stands first on line {line}; keep one of the two", line=source.places.keys[step].line)
        message = msg("found the key `{key}` a second time", key=shorten(key.value))
        source.problems.append(error("duplicate", place, message, first))
        return False
    source.places.keys[step] = place
    return True


_SCALARS = yaml.SafeLoader("")  # turns single nodes into values; it keeps nothing between them


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        plain: dict[str, Any] = {}
        for key, child in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag == "tag:yaml.org,2002:str":
                plain.setdefault(_text(key), _plain(child))
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child) for child in node.value]
    if node.tag == "tag:yaml.org,2002:str":
        return _text(node)
    try:
        return yaml.SafeLoader.yaml_constructors[node.tag](_SCALARS, node)
    except (ValueError, OverflowError, KeyError, yaml.YAMLError):
        return _text(node)  # such as 2026-02-31: keep the author's word, the model will judge it


def _text(node: yaml.Node) -> str:
    return unicodedata.normalize("NFC", str(node.value))

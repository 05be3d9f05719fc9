"""Reads a YAML file as plain data that knows where everything stands.

The characters and the event stream are checked before anything is built (aliases, depth, documents, tags:
yaml/pyyaml#235); the node tree then gives the place of every key and value. Nothing here raises for bad content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Any

import yaml

from outreach.diagnostics import Diagnostic, OutreachError, Where, error, warning
from outreach.messages import msg, shorten
from outreach.project import Project
from outreach.source.signs import characters, look_alikes, mistyped, odd_key, spaced, usual
from outreach.source.syntax import explain_syntax, mark, not_read, swallowed

MAX_DEPTH = 20
MAX_VALUES = 20_000  # keys and values of a file: fifty times those of the longest that people write
MAX_PLAIN = 64  # characters of a number or date: a longer one is no number (1:1:1: … is one to YAML, and takes minutes)
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
    older: bool = False  # written for an earlier version of its kind, and brought up since

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
    source = Source(file, None, Places(file), list(characters(file, text)))
    if any(p.code == "control" for p in source.problems):
        return source
    source.problems += _events(file, text)
    if source.broken and any(p.code not in ("invisible", "nfc") for p in source.problems):
        return source
    node = yaml.compose(text, Loader=yaml.CSafeLoader)
    if node is not None:
        lines = text.split("\n")
        _walk(node, (), source, lines)
        source.data = _plain(node, lines)
    if source.data is None:
        source.problems.append(error("empty", Where(file, 1, 1), msg("expected a mapping, found an empty file")))
    return source


def _events(file: str, text: str) -> list[Diagnostic]:
    """What makes a file unreadable, or unsafe to walk."""
    found: list[Diagnostic] = []
    depth = documents = values = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            place = mark(file, event.start_mark)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            documents += isinstance(event, yaml.DocumentStartEvent)
            values += isinstance(event, yaml.ScalarEvent)
            if values > MAX_VALUES:
                hint = msg("divide it into several files")
                return [
                    *found,
                    error("values", place, msg("expected at most {most} values, found more", most=MAX_VALUES), hint),
                ]
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


def _walk(node: yaml.Node, path: Path, source: Source, lines: list[str]) -> None:
    source.places.values[path] = mark(source.file, node.start_mark)
    if isinstance(node, yaml.MappingNode):
        for key, child in node.value:
            if _key(key, path, source):
                _walk(child, (*path, usual(str(key.value))), source, lines)
    elif isinstance(node, yaml.SequenceNode):
        for index, child in enumerate(node.value):
            _walk(child, (*path, index), source, lines)
    elif isinstance(node, yaml.ScalarNode):
        source.places.raw[path] = str(node.value)
        source.problems += _scalar(node, source.file, lines)


def _scalar(node: yaml.ScalarNode, file: str, lines: list[str]) -> Iterator[Diagnostic]:
    """Look-alike signs in a value, lines inside it that were meant as keys, and words that a ` #` takes away."""
    first, last = node.start_mark.line, node.end_mark.line
    if not str(node.value).isascii():
        for number in range(first, min(last + 1, len(lines))):
            start = node.start_mark.column if number == first else 0
            end = node.end_mark.column if number == last else None
            yield from look_alikes(lines[number][start:end], Where(file, number + 1, start + 1))
    if node.style in _MARKED:
        return
    for number in range(first + 1, min(last + 1, len(lines))):
        found = mistyped(file, number + 1, lines[number])
        yield from [found] if found else []
    yield from _odd_colon(node, file)
    yield from _comment(node, file, lines)


def _comment(node: yaml.ScalarNode, file: str, lines: list[str]) -> Iterator[Diagnostic]:
    """Words behind a plain value that YAML leaves out."""
    line, column = node.end_mark.line, node.end_mark.column
    words, start, at = _glued(lines[line]) if line < len(lines) else ("", 0, 0)
    if words and (start <= column <= at):
        make = warning if node.value else error  # with no value before it, all of it is lost
        hint = msg("put quotes around the whole text; a comment has a space after its `#`")
        yield make("comment", Where(file, line + 1, at + 1), not_read(words), hint)


@lru_cache(maxsize=2)  # of many values on one long line
def _glued(line: str) -> tuple[str, int, int]:
    """The words of a glued comment, where the spaces before it begin, and where it begins."""
    words = swallowed(line)
    at = line.rindex(words) if words else 0
    return words, len(line[:at].rstrip()), at


_MARKED = ("'", '"', "|", ">")  # how a text is written that is not plain


def _odd_colon(node: yaml.ScalarNode, file: str) -> Iterator[Diagnostic]:
    """`- text:` with a no-break space after it is read as one text."""
    match = re.match(r"[A-Za-z_][\w-]*:(?=[^\S ])", str(node.value))
    found = mistyped(file, 1, str(node.value)) if match else None
    if found:
        start = mark(file, node.start_mark)
        place = Where(file, start.line, start.column + found.where.column - 1)
        yield error(found.code, place, found.message, *found.hints)


def _key(key: yaml.Node, path: Path, source: Source) -> bool:
    """Notes where a key stands. False when it is no word, or there already."""
    place = mark(source.file, key.start_mark)
    if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
        shown = f"`{shorten(key.value)}`" if isinstance(key, yaml.ScalarNode) else msg("a list or mapping")
        message = msg("expected a word as key, found {shown}", shown=shown)
        source.problems.append(error("key", place, message, msg("put quotes around the key")))
        return False
    odd = odd_key(place, str(key.value))
    if odd:
        source.problems.append(odd)
        return False
    step = (*path, usual(str(key.value)))
    if step in source.places.keys:
        first = msg("it stands first on line {line}; keep one of the two", line=source.places.keys[step].line)
        message = msg("found the key `{key}` a second time", key=shorten(key.value))
        source.problems.append(error("duplicate", place, message, first))
        return False
    source.places.keys[step] = place
    return True


_SCALARS = yaml.SafeLoader("")  # turns single nodes into values; it keeps nothing between them


def _plain(node: yaml.Node, lines: list[str]) -> Any:
    if isinstance(node, yaml.MappingNode):
        plain: dict[str, Any] = {}
        for key, child in node.value:
            if isinstance(key, yaml.ScalarNode) and key.tag == "tag:yaml.org,2002:str":
                plain.setdefault(usual(str(key.value)), _plain(child, lines))
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [_plain(child, lines) for child in node.value]
    if node.tag == "tag:yaml.org,2002:str" or len(str(node.value)) > MAX_PLAIN:
        return usual(_unfolded(node, lines))
    try:
        return yaml.SafeLoader.yaml_constructors[node.tag](_SCALARS, node)
    except (ValueError, OverflowError, KeyError, yaml.YAMLError):
        return usual(str(node.value))  # such as 2026-02-31: keep the author's word, the model will judge it


def _unfolded(node: yaml.Node, lines: list[str]) -> str:
    """A text written over several lines: YAML makes a space of each break, which Chinese has none of."""
    words = str(node.value)
    if not isinstance(node, yaml.ScalarNode) or node.style == "|":
        return words
    if not 0 < node.end_mark.line - node.start_mark.line < MAX_LINES:
        return words
    written = lines[node.start_mark.line : node.end_mark.line + 1]
    written[0] = written[0][node.start_mark.column :]
    if node.style in ("'", '"'):
        written[0], written[-1] = written[0][1:], written[-1][: node.end_mark.column - 1]
    written = [line.strip().replace("''", "'") for line in written]
    for before, after in pairwise(written):
        left, right = before[-_SEEN:], after[:_SEEN]
        if left and right and not spaced(left[-1], right[0]):
            words = words.replace(f"{left} {right}", left + right, 1)
    return words


MAX_LINES = 100  # a text over more lines is longer than any text may be
_SEEN = 6  # characters on both sides of a break by which it is found again in the text

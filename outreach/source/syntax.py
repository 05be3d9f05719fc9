"""What the YAML parser found, in the author's words."""

from __future__ import annotations

import re
from typing import Any

import yaml

from outreach.diagnostics import Diagnostic, Where, error
from outreach.messages import Message, msg, shorten
from outreach.source.signs import mistyped

# libyaml's words -> ours, and what to do about it. The first line whose words occur counts.
_WORDS = (
    (
        "mapping values are not allowed",
        msg("found a second `: ` where one text was expected"),
        msg("put quotes around a text with `: ` in it, or check the indentation"),
    ),
    (
        "block sequence entries are not allowed",
        msg("found `- ` where a text was expected"),
        msg("start the list on a new line, or put quotes around the text"),
    ),
    (
        "could not find expected ':'",
        msg("expected `: ` after a key, found the end of the line"),
        msg("a key needs `: ` after it; a text over several lines needs quotes or `|`"),
    ),
    (
        "expected ',' or '}'",
        msg("expected `,` or `}` inside `{ }`, found something else"),
        msg("inside `{ }`, put quotes around a text with `{…}` in it or after a quoted word"),
    ),
    (
        "expected ',' or ']'",
        msg("expected `,` or `]` inside `[ ]`, found something else"),
        msg("close the `[` that was opened here, or put quotes around the text"),
    ),
    (
        "expected '-' indicator",
        msg("expected `- ` as on the lines above, found something else"),
        msg("line it up with the `- ` above, or indent it under the item"),
    ),
    (
        "expected <document start>",
        msg("found text after the end of the document"),
        msg("delete what ends it: a `...` line, or a closed quote or bracket before the first key"),
    ),
    (
        "expected node content",
        msg("found a mark where a text was expected"),
        msg("put quotes around a text that starts with `,`, `]` or `}`"),
    ),
    (
        "exceeded maximum nesting depth",
        msg("expected at most 20 levels, found more"),
        msg("are there many `[` or `{` or `- ` here?"),
    ),
    (
        "unknown escape character",
        msg("found a backslash with a letter that means nothing after it"),
        msg("use 'single quotes' around a text with a backslash"),
    ),
    (
        "expected comment or line break",
        msg("found text on the line of a `|` or `>`"),
        msg("start the text on the next line"),
    ),
)
_UNCLOSED = msg("found a quote that is never closed")
_QUOTE = msg("close it at the end of the text, with the same sign: `\"` or `'`")
_KEY = msg("expected a new `key: value` line, found something else")
_BRACES = msg('put quotes around a text that starts with `{`, as in "{hotline.fraud}"')
_AFTER = msg("put quotes around the whole text; a quote inside it is written twice")
_INDENT = msg("indent this line like its neighbours; quote all of a text that starts with a quote or bracket")


def explain_syntax(file: str, text: str, problem: yaml.YAMLError) -> Diagnostic:
    """One parser error as a diagnostic at its place. `text` is what was parsed."""
    if not isinstance(problem, yaml.MarkedYAMLError):
        return error("syntax", Where(file), msg("cannot read this file as YAML"), msg("save it as plain UTF-8 text"))
    place = mark(file, problem.problem_mark or problem.context_mark)
    lines = text.rstrip("\n").split("\n")
    return _other_signs(place, lines) or _in_words(file, problem, place, lines)


def _other_signs(place: Where, lines: list[str]) -> Diagnostic | None:
    """What the parser stumbled over is often an earlier line: a sign that looks like YAML's, a `#`, a title."""
    for number in range(min(place.line, len(lines)), 0, -1):
        found = mistyped(place.file, number, lines[number - 1].rstrip("\r"))
        if found:
            return found
    before = lines[place.line - 2] if 1 < place.line <= len(lines) + 1 else ""  # empty lines at the end are in no list
    if glued := swallowed(before):
        at = before.index(glued) + 1
        return error("comment", Where(place.file, place.line - 1, at), not_read(glued), _QUOTE_ALL)
    return _title(place, lines)


_HEAD = re.compile(r"(?:#|---|%|\s*$)")
_TOP_KEY = re.compile(r"[A-Za-z_][\w-]*:(?:\s|$)")


def _title(place: Where, lines: list[str]) -> Diagnostic | None:
    """A line of text above the first key."""
    content = [(n, line) for n, line in enumerate(lines, 1) if not _HEAD.match(line)]
    if not content or not any(_TOP_KEY.match(line) for n, line in content if n <= place.line):
        return None
    number, line = content[0]
    if _TOP_KEY.match(line) or line[:1] in " -{[" or re.match(r"[^:]*:(?:\s|$)", line):
        return None
    message = msg("expected `key: value` lines, found the text `{text}` before them", text=shorten(line))
    return error("syntax", Where(place.file, number, 1), message, msg("delete it, or put `# ` before it: a comment"))


_SWALLOWED = re.compile(r"(?<=[ \t])#(?![#!\s=-]).*$")
_QUOTE_ALL = msg("put quotes around the whole text; a comment has a space after its `#`")


def swallowed(rest: str) -> str:
    """The words after a ` #` that is glued to them, which YAML takes for a comment; "" when there are none."""
    found = _SWALLOWED.search(rest)
    return found[0].rstrip() if found else ""


def not_read(words: str) -> Message:
    return msg("`{words}` is not read: ` #` begins a comment", words=shorten(words))


def _in_words(file: str, problem: yaml.MarkedYAMLError, place: Where, lines: list[str]) -> Diagnostic:
    said = problem.problem or ""
    if "unexpected end of stream" in said:
        return error("syntax", mark(file, problem.context_mark or problem.problem_mark), _UNCLOSED, _QUOTE)
    if "tab character" in said:
        return _tab(place)
    if "cannot start any token" in said:
        return _bad_start(place, lines)
    if "expected key" in said:
        return error("syntax", place, _KEY, _key_hint(place, lines))
    if ("',' or" in said) and place.line > len(lines):
        place = mark(file, problem.context_mark)  # the bracket that is never closed, not the end of the file
    for words, message, hint in _WORDS:
        if words in said:
            return error("syntax", place, message, hint)
    return error("syntax", place, msg("cannot read this as YAML: {said}", said=said), msg("check the quotes here"))


def mark(file: str, place: Any) -> Where:
    """Where a parser's mark is, counted from 1."""
    return Where(file, place.line + 1, place.column + 1) if place else Where(file)


def _bad_start(place: Where, lines: list[str]) -> Diagnostic:
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    sign = line[place.column - 1 : place.column]
    if sign == "\t":
        return _tab(place)
    hint = msg("put quotes around a text that starts with `{sign}`", sign=sign)
    return error("syntax", place, msg("expected a text, found `{sign}`", sign=sign), hint)


def _tab(place: Where) -> Diagnostic:
    return error("tab", place, msg("expected spaces, found a tab"), msg("indent with spaces, not tabs"))


def _key_hint(place: Where, lines: list[str]) -> str:
    """The parser stopped after a closed quote or bracket, or at a wrong indentation: say which."""
    line = lines[place.line - 1] if place.line <= len(lines) else ""
    before = line[: place.column - 1].rstrip()
    if before.endswith("}"):
        return _BRACES
    return _AFTER if before[-1:] in ("'", '"') else _INDENT

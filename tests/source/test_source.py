"""Reading and validating one YAML file: every error kind, its place, its words and its hint."""

from __future__ import annotations

import datetime as dt
import time
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import Field, field_validator

from outreach.project import MAX_TEXT_BYTES, Project
from outreach.script.texts import TextField, TextSpec
from outreach.source import MAX_ERRORS, Strict, Versioned, load, validate
from outreach.source.explain import SLUG
from outreach.source.reading import read_text


class Cat(Strict):
    """One of a union."""

    kind: Literal["cat"]
    lives: Annotated[int, Field(ge=1, le=9)] = 9


class Dog(Strict):
    """The other of a union."""

    kind: Literal["dog"]
    tricks: Annotated[list[str], Field(min_length=1, max_length=2)] = ["sit"]


class Farm(Versioned):
    """A model with one field of every type that content has."""

    title: TextField = TextSpec.model_validate({"text": "x"})
    name: Annotated[str, Field(min_length=1, max_length=8)] = "x"
    slug: Annotated[str, Field(pattern=SLUG)] = "x"
    acres: float = 1.0
    span: tuple[int, int] = (1, 2)
    open: bool = True
    size: Literal["small", "large"] = "small"
    version: Literal[1] = 1
    words: dict[str, str] = {}
    notes: dict[Annotated[str, Field(pattern=SLUG)], TextField] = {}
    animals: list[Annotated[Cat | Dog, Field(discriminator="kind")]] = []
    _lists = field_validator("span", mode="before")(lambda v: tuple(v) if isinstance(v, list) else v)


QUOTE = "write a value, or delete the key; inside `{ }` a text with a comma needs quotes"
# YAML, then each message expected as `line:column: severity: message` and its hints as `  hint: …`.
TABLE = {
    # --- what YAML itself refuses
    "tab": (
        "title: a\n\tname: b",
        ["2:1: error: expected spaces, found a tab", "  hint: indent with spaces, not tabs"],
    ),
    "open quote": (
        'name: "abc\nopen: true\n',
        [
            "1:7: error: found a quote that is never closed",
            "  hint: close it at the end of the text, with the same sign: `\"` or `'`",
        ],
    ),
    "open quote before empty lines": (
        'name: "abc\n\n\n\n',
        [
            "1:7: error: found a quote that is never closed",
            "  hint: close it at the end of the text, with the same sign: `\"` or `'`",
        ],
    ),
    "open bracket before empty lines": (
        "span: [1, 2\n\n\n",
        [
            "1:7: error: expected `,` or `]` inside `[ ]`, found something else",
            "  hint: close the `[` that was opened here, or put quotes around the text",
        ],
    ),
    "colon": (
        "name: a: b",
        [
            "1:8: error: found a second `: ` where one text was expected",
            "  hint: put quotes around a text with `: ` in it, or check the indentation",
        ],
    ),
    "braces": (
        "words: {a: 扣{fact.fee}元, b: c}",
        [
            "1:13: error: expected `,` or `}` inside `{ }`, found something else",
            "  hint: inside `{ }`, put quotes around a text with `{…}` in it or after a quoted word",
        ],
    ),
    "open bracket": (
        "animals: [\nname: x\n",
        [
            "1:10: error: expected `,` or `]` inside `[ ]`, found something else",
            "  hint: close the `[` that was opened here, or put quotes around the text",
        ],
    ),
    "token first": (
        "name: {fact.fee}元",
        [
            "1:17: error: expected a new `key: value` line, found something else",
            '  hint: put quotes around a text that starts with `{`, as in "{hotline.fraud}"',
        ],
    ),
    "quote inside": (
        "name: 'it's'",
        [
            "1:11: error: expected a new `key: value` line, found something else",
            "  hint: put quotes around the whole text; a quote inside it is written twice",
        ],
    ),
    "at sign": (
        "name: @you",
        ["1:7: error: expected a text, found `@`", "  hint: put quotes around a text that starts with `@`"],
    ),
    "percent": (
        "name: %5",
        ["1:7: error: expected a text, found `%`", "  hint: put quotes around a text that starts with `%`"],
    ),
    "backslash": (
        'name: "C:\\q"',
        [
            "1:10: error: found a backslash with a letter that means nothing after it",
            "  hint: use 'single quotes' around a text with a backslash",
        ],
    ),
    "indent": (
        "words:\n  a: b\n c: d",
        [
            "3:2: error: expected a new `key: value` line, found something else",
            "  hint: indent this line like its neighbours; quote all of a text that starts with a quote or bracket",
        ],
    ),
    "dash": (
        "name: - a",
        [
            "1:7: error: found `- ` where a text was expected",
            "  hint: start the list on a new line, or put quotes around the text",
        ],
    ),
    "list then key": (
        "- a\nname: b",
        [
            "2:1: error: expected `- ` as on the lines above, found something else",
            "  hint: line it up with the `- ` above, or indent it under the item",
        ],
    ),
    "comma first": (
        "name: ,b",
        [
            "1:7: error: found a mark where a text was expected",
            "  hint: put quotes around a text that starts with `,`, `]` or `}`",
        ],
    ),
    "block": (
        "name: | abc\n  d",
        [
            "1:9: error: found text on the line of a `|` or `>`",
            "  hint: start the text on the next line",
        ],
    ),
    # --- what we refuse before anything is built
    "anchor and alias": (
        "name: &a x\nslug: *a",
        [
            "1:7: error: expected plain values, found `&a`",
            "  hint: write the text out in each place; put quotes around a text that starts with `&`",
            "2:7: error: expected plain values, found `*a`",
            "  hint: write the text out in each place; put quotes around a text that starts with `*`",
        ],
    ),
    "tag": (
        "name: !!str 5",
        [
            "1:7: error: expected no tag, found `!!str`",
            "  hint: delete it, or put quotes around a text that starts with `!`",
        ],
    ),
    "documents": (
        "name: a\n---\nname: b",
        [
            "2:1: error: expected one document, found a second `---`",
            "  hint: delete it; a second script goes into its own file",
        ],
    ),
    "depth": (
        "name: " + "[" * 25 + "]" * 25,
        [
            "1:26: error: expected at most 20 levels, found more",
            "  hint: are there many `[` or `{` or `- ` here?",
        ],
    ),
    "empty": ("# nothing\n", ["1:1: error: expected a mapping, found an empty file"]),
    "control": (
        "name: a\u0007b",
        [
            "1:8: error: found the control character `U+0007`",
            "  hint: delete it; it usually comes from a copy and paste",
        ],
    ),
    "bidi": (
        "name: a\u202e01196",
        [
            "1:8: error: found the invisible character `U+202E`",
            "  hint: delete it: it can make a number or an address read as another one",
        ],
    ),
    "zero width": (
        "name: 961\u200b10",
        [
            "1:10: error: found the invisible character `U+200B`",
            "  hint: delete it: it can make a number or an address read as another one",
        ],
    ),
    "not composed": (
        "name: cafe\u0301",
        [
            "1:10: warning: expected the single character `é`, found it in another form",
            "  hint: type it again; the file is read as if it were the single character",
        ],
    ),
    # --- keys
    "duplicate": (
        "name: a\nslug: b\nname: c",
        [
            "3:1: error: found the key `name` a second time",
            "  hint: it stands first on line 1; keep one of the two",
        ],
    ),
    "key type": ("110: a", ["1:1: error: expected a word as key, found `110`", "  hint: put quotes around the key"]),
    "key list": (
        "[a]: b",
        ["1:1: error: expected a word as key, found a list or mapping", "  hint: put quotes around the key"],
    ),
    "unknown key": ("nmae: a", ["1:1: error: found the unknown key `nmae`", "  hint: did you mean `name`?"]),
    "unknown key, nothing near": (
        "animals:\n  - kind: cat\n    zzzz: 1",
        ["3:5: error: found the unknown key `zzzz`", "  hint: allowed here: kind, lives"],
    ),
    "misspelt required key": (
        "animals:\n  - knid: cat",
        [
            "2:5: error: expected the key `kind` here, found none",
            "  hint: it is one of `cat`, `dog`",
        ],
    ),
    # --- texts that YAML reads as something else
    "octal": (
        "title: 0123",
        [
            "1:8: error: expected a text, found `0123`",
            '  hint: put it in quotes: "0123" (YAML reads it as the number 83)',
        ],
    ),
    "no": (
        "title: no",
        [
            "1:8: error: expected a text, found `no`",
            '  hint: put it in quotes: "no" (YAML reads it as the truth value false)',
        ],
    ),
    "time": (
        "title: 12:30",
        [
            "1:8: error: expected a text, found `12:30`",
            '  hint: put it in quotes: "12:30" (YAML reads it as the number 750)',
        ],
    ),
    "date": (
        "title: 2026-11-23",
        [
            "1:8: error: expected a text, found `2026-11-23`",
            '  hint: put it in quotes: "2026-11-23" (YAML reads it as a date)',
        ],
    ),
    "float": (
        "title: 1.0e+3",
        [
            "1:8: error: expected a text, found `1.0e+3`",
            '  hint: put it in quotes: "1.0e+3" (YAML reads it as the number 1000.0)',
        ],
    ),
    "tilde": (
        "title: ~",
        ["1:8: error: expected a text, found `~`", '  hint: put it in quotes: "~" (YAML reads it as nothing)'],
    ),
    "hotline": (
        "title: 96110",
        [
            "1:8: error: expected a text, found `96110`",
            '  hint: put it in quotes: "96110" (YAML reads it as the number 96110)',
        ],
    ),
    "nothing": ("title:", ["1:7: error: expected a text, found nothing", "  hint: " + QUOTE]),
    "token alone": (
        "title: {hotline.fraud}",
        [
            "1:8: error: expected a text, found `{hotline.fraud}`",
            '  hint: put it in quotes: "{hotline.fraud}"',
        ],
    ),
    "text in a mapping": (
        "title:\n  text: 12:30\n  by:\n    seniors: 0123",
        [
            "2:9: error: expected a text, found `12:30`",
            '  hint: put it in quotes: "12:30" (YAML reads it as the number 750)',
            "4:14: error: expected a text, found `0123`",
            '  hint: put it in quotes: "0123" (YAML reads it as the number 83)',
        ],
    ),
    "comma in braces": (
        "words: {en: one, two}",
        ["1:21: error: expected a text, found nothing", "  hint: " + QUOTE],
    ),
    # --- types and values
    "list for a text": ("name: [a]", ["1:7: error: expected a text, found a list"]),
    "mapping for a text": ("name: {a: b}", ["1:7: error: expected a text, found a mapping"]),
    "text for a list": ("animals: cat", ["1:10: error: expected a list (lines that start with `- `), found `cat`"]),
    "text for a mapping": ("words: hi", ["1:8: error: expected a mapping (`key: value` lines), found `hi`"]),
    "text for a scene": (
        "animals:\n  - cat",
        ["2:5: error: expected a mapping (`key: value` lines), found `cat`"],
    ),
    "text for a number": ("acres: many", ["1:8: error: expected a number, found `many`"]),
    "text for a truth value": ("open: maybe", ["1:7: error: expected `true` or `false`, found `maybe`"]),
    "not a finite number": ("acres: .inf", ["1:8: error: expected a number, found `.inf`"]),
    "fraction for a whole number": (
        "animals: [{kind: cat, lives: 1.5}]",
        ["1:30: error: expected a whole number, found `1.5`"],
    ),
    "too small": ("animals: [{kind: cat, lives: 0}]", ["1:30: error: expected 1 or more, found `0`"]),
    "too big": ("animals: [{kind: cat, lives: 10}]", ["1:30: error: expected 9 or less, found `10`"]),
    "choice": (
        "size: smal",
        ["1:7: error: expected one of `small`, `large`, found `smal`", "  hint: did you mean `small`?"],
    ),
    "number as a text": (
        'version: "1"',
        ["1:10: error: expected the number `1`, found a text", "  hint: leave out the quotes"],
    ),
    "misspelt key under a named one": (
        "notes: {a: {text: b, sya: c}}",
        ["1:22: error: found the unknown key `sya`", "  hint: did you mean `say`?"],
    ),
    "bad name": (
        "notes: {A b: c}",
        ["1:9: error: expected a short name of a-z, 0-9 and `-`, found `A b`"],
    ),
    "one choice": ("version: 2", ["1:10: error: expected `1`, found `2`"]),
    "unknown kind": (
        "animals:\n  - kind: cow",
        ["2:11: error: expected one of `cat`, `dog`, found `cow`"],
    ),
    "pattern": (
        "slug: My Farm",
        ["1:7: error: expected a short name of a-z, 0-9 and `-`, found `My Farm`"],
    ),
    "too long": (
        "name: a very long name",
        [
            "1:7: error: expected at most 8 characters, found 16",
            "  hint: say it shorter, or make two items of it",
        ],
    ),
    "empty text": (
        'name: ""',
        ["1:7: error: expected a text, found an empty one", "  hint: write it, or delete the key"],
    ),
    "too few": (
        "animals:\n  - kind: dog\n    tricks: []",
        ["3:13: error: expected at least 1 under `tricks`, found 0"],
    ),
    "too many": (
        "animals:\n  - kind: dog\n    tricks: [a, b, c]",
        ["3:13: error: expected at most 2 under `tricks`, found 3"],
    ),
    "a pair of one": ("span: [1]", ["1:7: error: expected 2 values here, found 1"]),
}


def _problems(text: str) -> list[str]:
    source = read_text("f.yaml", text)
    if source.data is not None:
        validate(source, Farm)
    found = sorted(source.problems, key=lambda d: (d.where, d.message))
    return "\n".join(str(d).removeprefix("f.yaml:") for d in found).split("\n") if found else []


@pytest.mark.parametrize("name", TABLE)
def test_an_error_says_where_what_and_how_to_mend_it(name: str) -> None:
    """Each kind of mistake has exactly this message, place and hint."""
    text, expected = TABLE[name]
    assert _problems(text) == expected


def _project(tmp_path: Path, data: bytes) -> Project:
    (tmp_path / "content").mkdir(exist_ok=True)
    (tmp_path / "content" / "farm.yaml").write_bytes(data)
    return Project(tmp_path, dt.date(2026, 11, 23))


# Bytes of a file, then its one message.
BYTES = {
    "GBK": ("name: 骗子".encode("gbk"), "1:8: error: expected UTF-8 text, found other bytes"),
    "UTF-16": ("name: a".encode("utf-16"), "1:1: error: expected UTF-8 text, found other bytes"),
    "UTF-16 without its mark": ("name: a".encode("utf-16-le"), "1:2: error: found the control character `U+0000`"),
    "bad byte on line 2": (b"name: a\nslug: \xff", "2:7: error: expected UTF-8 text, found other bytes"),
    "too big": (b"name: " + b"a" * MAX_TEXT_BYTES, " error: expected at most 1048576 bytes, found 1048582"),
    "old Mac lines": (b"name: a\rslug: b", "1:8: error: found the control character `U+000D`"),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes_that_are_no_text(tmp_path: Path, name: str) -> None:
    """Other encodings, sizes and line ends are one clear error at the byte."""
    data, expected = BYTES[name]
    model, source = load(_project(tmp_path, data), "content/farm.yaml", Farm)
    assert model is None
    assert str(source.problems[0]).split("\n")[0].removeprefix("content/farm.yaml:") == expected


@pytest.mark.parametrize("data", [b"\xef\xbb\xbfname: a\r\nsize: big\r\n", b"name: a\nsize: big\n"])
def test_byte_order_mark_and_windows_lines_are_welcome(tmp_path: Path, data: bytes) -> None:
    """They change neither what is read nor where an error is."""
    _, source = load(_project(tmp_path, data), "content/farm.yaml", Farm)
    assert [str(d.where) for d in source.problems] == ["content/farm.yaml:2:7"]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    """It says which file, and why it cannot be read."""
    (tmp_path / "content").mkdir()
    _, source = load(Project(tmp_path, dt.date(2026, 11, 23)), "content/none.yaml", Farm)
    expected = "content/none.yaml: error: cannot read `content/none.yaml`: No such file or directory"
    assert [str(d) for d in source.problems] == [expected]


def test_every_error_of_a_file_at_once_by_line() -> None:
    """Five mistakes of five kinds, one run, in the order of the file."""
    text = "nmae: a\ntitle: 12:30\nsize: smal\nanimals:\n  - kind: cow\n  - kind: dog\n    tricks: 5\n"
    assert [line.split(": ")[0] for line in _problems(text) if "error" in line] == ["1:1", "2:8", "3:7", "5:11", "7:13"]


def test_a_flood_of_errors_is_cut(tmp_path: Path) -> None:
    """A person gets what can be read, and how many there are."""
    data = "".join(f"key{i}: 1\n" for i in range(200)).encode()
    _, source = load(_project(tmp_path, data), "content/farm.yaml", Farm)
    assert len(source.problems) == MAX_ERRORS + 1
    assert source.problems[-1].message == "found 150 more problems; mend these first"


@pytest.mark.parametrize(
    "text",
    [
        "name: " + "a" * 500_000 + "e\u0301",
        "n" * 500_000 + ": 1",
        f"{'n' * 100_000}: 1\n" * 2,
        "name: " + "[" * 500_000,
        "name: [" + "a, " * 50_000 + "]",
        "name: " + "9" * 500_000,
    ],
    ids=["not composed", "long key", "long key twice", "deep", "long list", "long number"],
)
def test_a_large_file_is_judged_quickly(text: str) -> None:
    """No time that grows with the square of the length, and no message as long as the file."""
    start = time.process_time()
    lines = _problems(text)
    assert time.process_time() - start < 5
    assert lines
    assert max(map(len, lines)) < 300


def test_a_warning_does_not_lose_the_model(tmp_path: Path) -> None:
    """Text in another normal form is read as the usual one, and said."""
    model, source = load(_project(tmp_path, "name: cafe\u0301".encode()), "content/farm.yaml", Farm)
    assert model is not None
    assert model.name == "café"
    assert [d.severity for d in source.problems] == ["warning"]


_WORDS = (
    "name title animals kind cat : - { } [ ] &a *a ' \" | > # 0x 1e9 12:30 ~ << = --- ... % 骗子 \u202e \ufeff \x00"
)
_YAML_BITS = st.sampled_from([*_WORDS.split(" "), ": ", "- ", "!!int ", "\n", "  ", "\t"])


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.lists(_YAML_BITS, max_size=30).map("".join), st.text(max_size=80)))
def test_no_text_raises(text: str) -> None:
    """Whatever stands in a file, there is a model or there are errors, each with a place in the file."""
    source = read_text("f.yaml", text)
    model = validate(source, Farm) if source.data is not None else None
    assert model is not None or source.broken
    lines = text.count("\n") + 1
    assert all(0 <= d.where.line <= lines + 1 for d in source.problems)


@settings(max_examples=100, deadline=None)
@given(data=st.binary(max_size=200))
def test_no_bytes_raise(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Random bytes in a content file end in diagnostics."""
    folder = tmp_path_factory.mktemp("bytes")
    model, source = load(_project(folder, data), "content/farm.yaml", Farm)
    assert model is not None or source.broken

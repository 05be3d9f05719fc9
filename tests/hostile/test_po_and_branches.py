"""What translators' tools and spreadsheets hand in, and what only looks like it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attack import Change, Ended, assert_clean, assert_told, directory, link, pipe, put

PO, LIST = "x.po", "content/branches.csv"
TOP = 'msgid ""\nmsgstr ""\n"{}\\n"\n\n'
UTF8 = TOP.format("Content-Type: text/plain; charset=utf-8")
TITLE = 'msgctxt "title"\nmsgid "一个骗局"\nmsgstr "{}"\n'


def said(words: str, top: str = UTF8) -> Change:
    """A PO file that brings this title."""
    return put(PO, top + TITLE.format(words))


CATALOGUES: dict[str, tuple[Change, str]] = {
    "good": (said("A scam"), ""),
    "empty": (put(PO, ""), "x.po: error: expected messages in this PO file, found none"),
    "bytes": (put(PO, b"\xa0\xff" * 99), "x.po:1: error: expected a PO file in UTF-8"),
    "UTF-16": (put(PO, TITLE.encode("utf-16")), "x.po:1: error: expected a PO file in UTF-8"),
    "surrogate": (put(PO, TITLE.encode() + b"\xed\xa0\x80"), "x.po:4: error: expected a PO file in UTF-8"),
    "charset idna": (said("x", TOP.format("Content-Type: text/plain; charset=idna")), "x.po:3: error: expected the ch"),
    "charset zip": (said("x", TOP.format("Content-Type: text/plain; charset=zip")), "x.po:3: error: expected the char"),
    "long": (said("x" * 5000), "x.po:6: error: expected at most 400 characters, found 5000"),
    "spaces": (said("   "), "x.po:6: error: expected a text, found only spaces"),
    "hard spaces": (said("\u00a0"), "x.po:6: error: expected a text, found only spaces"),
    "turned": (said("a\u202eb"), "x.po:6: error: found the invisible character `U+202E`"),
    "invisible": (said("a\u200bb"), "x.po:6: error: found the invisible character `U+200B`"),
    "zero": (said("a\0b"), "x.po:6: error: found the control character `U+0000`"),
    "brace": (said("{x"), "x.po:6: error: expected a token around `{`, found `{x`"),
    "token": (said("{hotline.police}"), "x.po:6: error: expected the tokens of `一个骗局`"),
    "plural": (put(PO, UTF8 + 'msgid "a"\nmsgid_plural "b"\nmsgstr[0] "a"\nmsgstr[99999] "b"\n'), "x.po:8: error: "),
    "open quote": (put(PO, UTF8 + TITLE[:-2].format("a") + "\n"), "x.po:7: error: expected a line of a PO file"),
    "emoji": (said("\U0001f600"), "x.po:6: error: no bundled font can draw"),
    "mobile": (said("call 13812345678"), "x.po:6: error: found a mobile number `13812345678`"),
    "address": (said("evil.com/login"), "x.po:6: error: expected an address of `jiangwanbank.example`"),
    "a key": (said("x\\n  evil.key: y"), "x.po:6: error: expected an address"),
    "date": (said("x", TOP.format("POT-Creation-Date: 9999-99-99 99:99")), "x.po: error: cannot read the head"),
    "obsolete": (put(PO, '#~ msgid "a"\n#~ msgstr "b"\n'), "x.po: error: expected messages"),
    "a table": (put(PO, b"PK\x03\x04" * 99), "x.po:1: error: expected a line of a PO file"),
    "5 MB": (put(PO, "# " + "x" * (5 << 20)), "x.po: error: expected at most 4194304 bytes, found 5242882"),
    "pipe": (pipe(PO), "x.po: error: expected a file, found a pipe or a device"),
    "device": (link(PO, "/dev/zero"), "x.po: error: expected a file, found a pipe or a device"),
    "folder": (directory(PO), "'x.po' is a directory"),
}
HEAD = "id,name,address,phone\n"
ROW = "JW0001,{},街1号,400-000-0000\n"
BRANCHES: dict[str, tuple[Change, str]] = {
    "empty": (put(LIST, ""), ""),
    "UTF-16": (put(LIST, (HEAD + ROW.format("甲")).encode("utf-16")), ""),
    "many cells": (put(LIST, HEAD + ROW.format("甲").rstrip() + "," * 100_000 + "\n"), ""),
    "formula": (put(LIST, HEAD + ROW.format("=1+1")), ""),
    "zeros": (put(LIST, b"\0" * 99), ":1:1: error: expected UTF-8 or GBK text"),
    "bytes": (put(LIST, b"\xff\xfa" * 99), ":1:1: error: expected UTF-8 or GBK text"),
    "huge cell": (put(LIST, HEAD + ROW.format("x" * 200_000)), ":2:1: error: a cell is longer than a person can read"),
    "long name": (put(LIST, HEAD + ROW.format("x" * 10_000)), ":2:1: error: expected at most 80 characters"),
    "open quote": (put(LIST, HEAD + '"JW0001,a\n'), ":2:1: error: a quotation mark opens a cell here"),
    "twice": (put(LIST, HEAD + ROW.format("a") + ROW.format("b").lower()), ":3:1: error: found the branch `jw0001` a"),
    "escape": (
        put(LIST, HEAD + ROW.format("a").replace("JW0001", "../../x")),
        ":2:1: error: expected an id of 1 to 32",
    ),
    "device name": (put(LIST, HEAD + ROW.format("a").replace("JW0001", "CON")), ":2:1: error: `CON` is a name that"),
    "turned": (put(LIST, HEAD + ROW.format("a\u202eb")), ":2:1: error: found the invisible character `U+202E`"),
    "escape code": (put(LIST, HEAD + ROW.format("a\x1b[2Jb")), ":2:1: error: found the invisible character `U+001B`"),
    "5000 digits": (put(LIST, HEAD + ROW.format("a").replace("400", "4" * 5000)), ":2:1: error: expected at most 80"),
    "other columns": (put(LIST, "a,b\n1,2\n"), ":1:1: error: expected the columns id, name, address, phone"),
    "pipe": (pipe(LIST), ": error: expected a file, found a pipe or a device"),
    "device": (link(LIST, "/dev/zero"), ": error: `content/branches.csv` leads outside `content/`"),
    "itself": (link(LIST, "branches.csv"), ": error: expected a file, found a link that leads nowhere"),
    "dead link": (link(LIST, "none"), ": error: cannot read `content/branches.csv`: No such file"),
    "folder": (directory(LIST), ": error: cannot read `content/branches.csv`: Is a directory"),
}


@pytest.mark.every(4)
@pytest.mark.parametrize("name", CATALOGUES)
def test_po_files(attack: Callable[..., Ended], name: str) -> None:
    """Each text is judged at its line, before anything is written."""
    change, words = CATALOGUES[name]
    ended = attack(change, "i18n", "import", "tiny", "en", PO)
    assert_told(ended, words) if words else assert_clean(ended)


@pytest.mark.every(3)
@pytest.mark.parametrize("name", BRANCHES)
def test_branches(attack: Callable[..., Ended], name: str) -> None:
    """A bad row is told by its line, a list that is none by its name."""
    change, words = BRANCHES[name]
    ended = attack(change, "links", "build")
    assert_told(ended, LIST + words) if words else assert_clean(ended)

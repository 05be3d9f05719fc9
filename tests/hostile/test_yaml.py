"""Files of the content that are no files, no text, no YAML, or YAML that means harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from attack import Change, Ended, assert_told, both, link, own, pipe, put

FILES = (
    "content/scams/tiny/script.yaml",
    "content/brand.yaml",
    "content/hotlines.yaml",
    "content/calendar.yaml",
    "content/wordlists.yaml",
    "content/audiences/students.yaml",
    "content/languages/zh-CN.yaml",
    "templates/theme.yaml",
    "media/art/art.yaml",
)
BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{y}: &{y} [{', '.join(['*' + x] * 9)}]\n" for x, y in zip("abcdefgh", "bcdefghi", strict=True)
)
# what stands in the file's place -> what is said of it
PLACES: dict[str, tuple[Callable[[str], Change], str]] = {
    "pipe": (pipe, "found a pipe or a device"),
    "link to itself": (lambda file: link(file, file.rpartition("/")[2]), "leads nowhere"),
    "link out": (lambda file: link(file, "/etc/passwd"), "leads outside"),
    "endless": (lambda file: link(file, "/dev/zero"), "leads outside"),
}
TEXTS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", ":1:1: error: expected a mapping, found an empty file"),
    "zeros": (b"\0" * 100, ":1:1: error: found the control character `U+0000`"),
    "UTF-16": ("id: x\n".encode("utf-16"), ":1:1: error: expected UTF-8 text"),
    "GBK": ("id: 骗局\n".encode("gbk"), ":1:6: error: expected UTF-8 text"),  # two of its bytes are a sign of UTF-8
    "long": ("# " + "x" * (1 << 20), ": error: expected at most 1048576 bytes, found 1048578"),
    "bomb": (BOMB, "error: expected plain values, found `*e`"),
    "code": ("!!python/object/apply:os.system ['touch ../evil']\n", ":1:1: error: expected no tag"),
    "deep": ("a: " + "[" * 9000, "error: expected at most 20 levels"),
    "deep lines": ("\n".join(" " * n + "-" for n in range(900)), ":21:21: error: expected at most 20 levels"),
    "itself": ("&a [*a]\n", ":1:1: error: expected plain values, found `&a`"),
    "twice": ("id: a\nid: b\n", ":2:1: error: found the key `id` a second time"),
    "a list": ("- a\n", ":1:1: error: expected a mapping (`key: value` lines), found a list"),
    "two documents": ("id: a\n---\nid: b\n", ":2:1: error: expected one document, found a second `---`"),
    "quote": ('id: "a\n', ":1:5: error: found a quote that is never closed"),
    "tab": ("id:\n\ta: b\n", ":2:1: error: expected spaces, found a tab"),
    "surrogate": ('id: "\\ud800"\n', ":1:8: error: cannot read this as YAML"),
    "merge": ("<<: [a]\n", ":1:1: error: expected a word as key, found `<<`"),
    "key of digits": ("9" * 5000 + ": a\n", ":1:5001: error: found a second `: `"),
}
# All of them are read by one reader: each text and each place is tried with a script, and with others in turn.
PAIRS = [(FILES[0], name) for name in TEXTS] + [(FILES[1 + n % 8], name) for n, name in enumerate(TEXTS)]
ELSEWHERE = [(FILES[0], name) for name in PLACES]
ELSEWHERE += [(file, [*PLACES][(n + k) % 4]) for n, file in enumerate(FILES[1:]) for k in (0, 2)]


@pytest.mark.every(3)
@pytest.mark.parametrize(("file", "name"), ELSEWHERE)
def test_what_is_no_file(attack: Callable[..., Ended], file: str, name: str) -> None:
    """Never waited for, never followed out."""
    make, said = PLACES[name]
    ended = attack(both(lambda folder: own(folder, file), make(file)), "check")
    assert_told(ended, said)
    assert f"{file}: error: " in ended.said


@pytest.mark.every(4)
@pytest.mark.parametrize(("file", "name"), PAIRS)
def test_what_is_no_text_of_ours(attack: Callable[..., Ended], file: str, name: str) -> None:
    """An error with the place in the file."""
    data, said = TEXTS[name]
    ended = attack(both(lambda folder: own(folder, file), put(file, data)), "check")
    assert_told(ended, said)
    assert f"{file}:" in ended.said

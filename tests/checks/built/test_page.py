"""A web page's style and weight: each fault is told by its own check."""

from __future__ import annotations

from pathlib import Path

import pytest
from judged import judged

from outreach.checks.built import Built
from outreach.checks.built.page_weight import check

STYLE = """:root{--ink:#1B2440;--paper:#FFF8EC;--danger:#941A13;--target:44px;}
body { background: var(--paper); color: var(--ink); }
@media print { .urgent { background: var(--danger); color: #fff; } }
.urgent .icon { color: var(--paper); background: none } /* .old { color: #777; background: #888 } */
"""
PAGE = "<!doctype html><html lang='en'><head><title>t</title><link rel='stylesheet' href='style.css'></head>"
PAGE += "<body><img src='a%20b.svg' alt=''><video poster='p.svg' src='film.mp4'></video></body></html>\n"
FAULTS = {
    "grey letters on a page": (("--ink:#1B2440", "--ink:#A0A0A0"), "letters of `body`", "2.5 : 1"),
    "light letters on paper": (("color: #fff;", "color: #b33;"), "letters of `.urgent`", "1.5 : 1"),
    "a small button": (("44px", "20px"), "buttons (`--target`) of at least 24 px", "20 px"),
    "a font from another host": (
        ("body {", "@import '//x.example/f.css'; body {"),
        "nothing from another host",
        "`//x.example/f.css`",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_of_a_style_is_told(fault: str) -> None:
    """With what was measured; the good one passes."""
    (old, new), wanted, measured = FAULTS[fault]
    assert judged("x/page/style.css", STYLE.encode(), "page_style") == []
    (one,) = judged("x/page/style.css", STYLE.replace(old, new).encode(), "page_style")
    assert wanted in one.wanted and one.measured == measured


def test_a_page_that_is_heavy(tmp_path: Path) -> None:
    """What it loads of its own accord is added up; the film and what is not there are not."""
    sizes = {"style.css": 1000, "a b.svg": 200_000, "p.svg": 250_000, "film.mp4": 9_000_000}
    beside = dict[str, Path]()
    for name, size in sizes.items():
        (tmp_path / name).write_bytes(b"x" * size)
        beside[f"x/page/{name}"] = tmp_path / name
    assert [*check(Built("x/page/index.html", PAGE.encode(), beside=beside))] == []
    (tmp_path / "a b.svg").write_bytes(b"x" * 300_000)
    (one,) = judged("x/page/index.html", PAGE.encode(), "page_weight", beside=beside)
    assert (one.wanted, one.measured) == ("a page of at most 500 kB", "551 kB")
    assert "`x/page/a b.svg`, 300 kB" in one.hints[0]

"""Page templates from elsewhere: they reach no code and no endless memory, and their faults are told at their line."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from outreach.diagnostics import OutreachError
from outreach.project import Project
from outreach.web import environment, render


def _page(folder: Path, text: str, **others: str) -> str:
    (folder / "templates/page").mkdir(parents=True)
    for name, words in {"index": text, **others}.items():
        (folder / f"templates/page/{name}.html").write_text(words, encoding="utf-8")
    return render(environment(Project(folder, dt.date(2026, 11, 23))), "index.html", {"one": 1, "names": ["a", "b"]})


BAD = {
    "{{ ''.__class__.__mro__[1].__subclasses__() }}": 2,
    "{{ names.__init__.__globals__ }}": 2,
    "{{ cycler.__init__.__globals__.os.popen('true').read() }}": 2,
    "{{ one.nope }}": 2,
    "{{ nope }}": 2,
    "{% for x in %}{% endfor %}": 2,
    "{% if one %}": 3,
    "{% include 'gone.html' %}": 0,
    "{% include '../../content/brand.yaml' %}": 0,
    "{% for a in range(100000) %}{% for b in range(100000) %}{% endfor %}{% endfor %}": 2,
    "{% for a in range(999) %}{% for b in range(999) %}x{% endfor %}{% endfor %}": 2,
    "{{ 'x' * 1000000000 }}": 2,
    "{{ names * 1000000000 }}": 2,
    "{{ 9 ** 9 ** 9 ** 9 }}": 2,
    "{{ '%999999999d' % 1 }}": 2,
    "{{ '%999999999d'|format(1) }}": 2,
    "{{ '{:>999999999}'.format(1) }}": 2,
    "{{ 'x'.center(999999999) }}": 2,
    "{{ 'x'|center(999999999) }}": 2,
    "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}": 2,
    "{{ 1 / 0 }}": 2,
    "{{ 'a' + 1 }}": 2,
    "{{ names[7].x }}": 2,
}


@pytest.mark.parametrize("text", BAD)
def test_a_template_cannot_do_more_than_write(tmp_path: Path, text: str) -> None:
    """One error with the file, the line and no traceback."""
    with pytest.raises(OutreachError) as caught:
        _page(tmp_path, f"<p>\n{text}\n</p>")
    (one,) = caught.value.diagnostics
    assert one.where.file.startswith(("templates/", "content/")) and one.where.line == BAD[text]


def test_the_line_of_an_included_file_is_told(tmp_path: Path) -> None:
    """Where the fault is, not where the file is taken in."""
    with pytest.raises(OutreachError, match=r"^templates/page/part\.html:3: error: this template cannot .*nope"):
        _page(tmp_path, "{% include 'part.html' %}", part="a\nb\n{{ nope.x }}\n")


def test_what_templates_need_works(tmp_path: Path) -> None:
    """Loops, numbers and short formats."""
    text = "{% for n in range(3) %}{{ n * 2 }}{% endfor %}{{ '%.1f'|format(2.25) }}{{ names|map('upper')|join('-') }}"
    assert _page(tmp_path, text) == "0242.2A-B"

"""Numbers nobody can mean, empty lists, keys that are none: each refused at its place, in no time."""

from __future__ import annotations

import re
import shutil
import time
from pathlib import Path

import pytest

from outreach.library import check_library
from outreach.project import Project, starter_root

SENIORS, LANGUAGE = "content/audiences/seniors.yaml", "content/languages/en.yaml"
HOTLINES, THEME = "content/hotlines.yaml", "templates/theme.yaml"
SCRIPT = "content/scams/nfc-skimming/script.yaml"
HUGE = "9" * 400
# file, the line to change (a pattern), what to write there -> what is found
TABLE = {
    "line of 400 digits": (SENIORS, r"wide_line: .*", f"wide_line: {HUGE}", "expected a whole number, found `999"),
    "line of 5000 digits": (
        SENIORS,
        r"wide_line: .*",
        f"wide_line: {'9' * 5000}",
        "expected a whole number, found `999",
    ),
    "line of base 60": (SENIORS, r"wide_line: .*", f"wide_line: {':'.join(['1'] * 5000)}", "expected a whole number"),
    "no line": (SENIORS, r"narrow_line: .*", "narrow_line: 0", "expected 8 or more, found `0`"),
    "lines": (SENIORS, r"wide_line: (.*)", r"wide_line: \1\n  lines: 1000000", "expected 4 or less"),
    "rate near nothing": (SENIORS, r"hanzi_per_minute: .*", "hanzi_per_minute: [1.0e-9, 200]", "expected 40 or more"),
    "rate without end": (SENIORS, r"words_per_minute: .*", "words_per_minute: [100, 1.0e+9]", "expected 1000 or less"),
    "no number": (SENIORS, r"scene_pause: .*", "scene_pause: .nan", "expected a number, found `.nan`"),
    "infinite": (SENIORS, r"scene_pause: .*", "scene_pause: .inf", "expected a number, found `.inf`"),
    "a pause of years": (SENIORS, r"scene_pause: .*", "scene_pause: 1.0e+9", "expected 60 or less"),
    "a pause of years in digits": (SENIORS, r"scene_pause: .*", "scene_pause: 1000000000.0", "expected 60 or less"),
    "below nothing": (SENIORS, r"sentence_pause: .*", "sentence_pause: -1", "expected 0 or more"),
    "a long wait": (SENIORS, r"wait: .*", "wait: 10000000", "expected 60 or less"),
    "read in no time": (SENIORS, r"wide_per_second: .*", "wide_per_second: 1000000", "expected 60 or less"),
    "shown for ever": (SENIORS, r"min_seconds: .*", "min_seconds: 1000000", "expected 10 or less"),
    "an unknown limit": (SENIORS, r"limits: \{", "limits: {nope: 3, ", "found `nope`"),
    "a limit of none": (SENIORS, r"limits: \{items: \d+", "limits: {items: 0", "expected 1 or more, found `0`"),
    "a limit without end": (SENIORS, r"item_chars: \d+", f"item_chars: {HUGE}", "expected a whole number"),
    "a number of 5000 digits": (HOTLINES, r'number: "110"', f'number: "{"1" * 5000}"', "expected a telephone number"),
    "no such day": (HOTLINES, r'checked: "2026-11-23"', 'checked: "2026-13-45"', "expected a day of the calendar"),
    "a font that is code": (LANGUAGE, r"font: .*", "font: '\"); #read(\"/etc/passwd'", "name of a font family"),
    "a font of the office missing": (LANGUAGE, r"office_fonts: .*", "office_fonts: {latin: Arial}", "a font for `ea`"),
    "a font of the office that is code": (LANGUAGE, r"latin: Arial", "latin: '<a:x/>'", "name of a font family"),
    "nothing to pronounce": (LANGUAGE, r"pronounce:", 'pronounce:\n  "": x', "expected some words"),
    "an endless label": (LANGUAGE, r"trick: .*", f"trick: {'a ' * 500}", "at most 600 characters"),
    "a key that is code": (THEME, r"  colors:\n", '  colors:\n    "a;}body{x": "#FFFFFF"\n', "expected a short name"),
    "scenes without end": (
        SCRIPT,
        r"(?s)scenes:\n.*",
        "scenes:\n"
        + "".join(
            f"  - {{id: s{n}, kind: anatomy, title: a, steps: [{{id: a, text: b}}, {{id: b, text: c}}]}}\n"
            for n in range(500)
        ),
        "expected at most 60 under `scenes`",
    ),
    "deep": (SCRIPT, r"summary: .*", "summary: " + "[" * 5000, "expected at most 20 levels"),
    "deep by lines": (
        SCRIPT,
        r"summary: .*",
        "summary:\n" + "\n".join(" " * n + "- " for n in range(500)),
        "20 levels",
    ),
}


@pytest.mark.every(3)
@pytest.mark.parametrize("name", TABLE)
def test_what_nobody_means_is_refused_at_its_place(tmp_path: Path, name: str) -> None:
    """One error with file, line and column, in a second or two."""
    file, pattern, words, found = TABLE[name]
    for top in {"content", file.partition("/")[0]}:
        shutil.copytree(starter_root() / top, tmp_path / top)
    text, changed = re.subn(
        pattern, lambda m: m.expand(words) if "\\1" in words else words, (tmp_path / file).read_text("utf-8"), count=1
    )
    assert changed
    (tmp_path / file).write_text(text, "utf-8")
    start = time.process_time()
    problems = check_library(Project(tmp_path, Project.find().date), ["nfc-skimming"]).problems
    assert time.process_time() - start < 5
    errors = [p for p in problems if p.severity == "error"]
    assert any(found in p.message and p.where.file == file and p.where.line and p.where.column for p in errors), (
        problems
    )
    assert all(len(p.message) < 300 for p in errors)

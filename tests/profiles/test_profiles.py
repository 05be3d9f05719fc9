"""Audiences, languages, brand, hotlines, calendar, theme, drawings: their mistakes, and what they say of each other."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.diagnostics import OutreachError
from outreach.library import check_library
from outreach.profiles import load_profiles, require
from outreach.project import Project

ROOT = Path(__file__).parents[2]
FILES = (
    "content/audiences/seniors.yaml",
    "content/languages/zh-CN.yaml",
    "content/brand.yaml",
    "content/hotlines.yaml",
    "content/calendar.yaml",
    "content/wordlists.yaml",
    "templates/theme.yaml",
    "media/art/art.yaml",
)

# file, what is replaced by what (the first time it stands there), then the messages without their places
TABLE = {
    "misspelt key": (
        ("content/brand.yaml", "campaign:", "campain:"),
        ["found the unknown key `campain`", "  hint: did you mean `campaign`?"],
    ),
    "hotline without quotes": (
        ("content/hotlines.yaml", 'number: "110"', "number: 110"),
        ["expected a text, found `110`", '  hint: put it in quotes: "110" (YAML reads it as the number 110)'],
    ),
    "not a number to call": (
        ("content/hotlines.yaml", 'number: "110"', "number: 报警"),
        ['expected a telephone number such as "96110", found `报警`'],
    ),
    "a script without a font": (
        ("content/languages/zh-CN.yaml", ", ea: Microsoft YaHei", ""),
        ["expected a font for `ea`, found none"],
    ),
    "not a colour": (
        ("content/brand.yaml", 'primary: "#', 'primary: "'),
        ['expected a colour such as "#1F4E8C", found `1F4E8C`'],
    ),
    "AI label off without a name": (
        ("content/brand.yaml", "ai_label: {", "ai_label: {visible: false, decided_by: 李某, "),
        ["expected decided_on, reason beside `visible: false`, found none"],
    ),
    "id is not the file's": (
        ("content/audiences/seniors.yaml", "id: seniors", "id: elders"),
        ["expected `seniors`, the name of the file, found `elders`"],
    ),
    "unknown language": (
        ("content/audiences/seniors.yaml", "languages: [zh-CN]", "languages: [zh-TW]"),
        ["no language is called `zh-TW`", "  hint: did you mean `zh-CN`?"],
    ),
    "unknown look": (
        ("content/audiences/seniors.yaml", "look: seniors", "look: senior"),
        ["no look is called `senior`", "  hint: did you mean `seniors`?"],
    ),
    "unknown shape": (
        ("content/audiences/seniors.yaml", "shapes: [landscape", "shapes: [landskape"),
        [
            "expected one of `landscape`, `portrait`, `square`, found `landskape`",
            "  hint: did you mean `landscape`?",
        ],
    ),
    "half a pair": (
        ("content/audiences/seniors.yaml", "hanzi_per_minute: [160, 200]", "hanzi_per_minute: [160]"),
        ["expected 2 values here, found 1"],
    ),
    "a limit is missing": (
        ("content/audiences/seniors.yaml", "{items: ", "{itens: "),
        [
            "expected one of `items`, `bubbles`, `item_chars`, `slide_lines`, `slide_chars`, found `itens`",
            "  hint: did you mean `items`?",
        ],
    ),
    "foreign host": (
        ("content/brand.yaml", "host: fz.", "host: fz-"),
        [
            "expected a host of `jiangwanbank.example`, found `fz-jiangwanbank.example`",
            "  hint: a QR code leads to the brand's own domain only",
        ],
    ),
    "month": (("content/calendar.yaml", "month: 3\n", "month: 13\n"), ["expected 12 or less, found `13`"]),
    "no such day": (
        ("content/calendar.yaml", "month: 3\n    day: 15", "month: 2\n    day: 30"),
        ["expected a day of month 2, found `30`"],
    ),
    "two days": (
        ("content/calendar.yaml", "month: 3\n    day: 15", "month: 3\n    lunar: {month: 1, day: 15}"),
        ["expected `month` and `day`, or `lunar`"],
    ),
    "turns that began long ago": (
        ("content/calendar.yaml", 'since: "2024-01-01"', 'since: "1066-10-14"'),
        ["expected a day from 2024-01-01 to 2098-12-31, found `1066-10-14`"],
    ),
    "unknown audience of a day": (
        ("content/calendar.yaml", "audiences: [students]", "audiences: [student]"),
        ["no audience is called `student`", "  hint: did you mean `students`?"],
    ),
    "a hotline twice": (
        ("content/hotlines.yaml", "id: fraud", "id: police"),
        ["found the id `police` a second time"],
    ),
    "the faster rate first": (
        ("content/audiences/seniors.yaml", "hanzi_per_minute: [160, 200]", "hanzi_per_minute: [200, 160]"),
        ["expected the slower rate first, found 200, 160"],
    ),
    "no time to read": (
        ("content/audiences/seniors.yaml", "min_seconds: 1.5", "min_seconds: 0"),
        ["expected 0.2 or more, found `0`"],
    ),
    "no word in it": (
        ("content/hotlines.yaml", "purpose: {zh-CN: 已经被骗，马上报警", "purpose: {"),
        None,
    ),
}


@pytest.fixture
def home(tmp_path: Path) -> Project:
    """A project with content of its own; templates and media are the starter's."""
    others = shutil.ignore_patterns("nfc-skimming", "fake-customer-service")
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=others)
    return Project(tmp_path, dt.date(2026, 11, 23))


def _spoil(project: Project, file: str, old: str, new: str) -> Project:
    path = project.root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return project


@pytest.mark.parametrize("name", TABLE)
def test_a_mistake_in_a_profile(home: Project, name: str) -> None:
    """No profiles, and exactly this message and hint, at a line of that file."""
    (file, old, new), expected = TABLE[name]
    profiles, problems = load_profiles(_spoil(home, file, old, new))
    assert profiles is None
    assert {p.where.file for p in problems} == {file}
    assert all(p.where.line for p in problems)
    if expected is not None:
        lines = "\n".join(str(p) for p in problems).split("\n")
        assert [line.split(" error: ")[-1] for line in lines] == expected


def test_all_files_at_once(home: Project) -> None:
    """Three files, three mistakes, one run."""
    for name in ("misspelt key", "month", "hotline without quotes"):
        _spoil(home, *TABLE[name][0])
    found = {p.where.file for p in load_profiles(home)[1]}
    assert found == {"content/brand.yaml", "content/calendar.yaml", "content/hotlines.yaml"}


def test_a_missing_file_and_a_missing_label(home: Project) -> None:
    """A file that is gone, and a fixed word that one language lacks."""
    (home.root / "content/calendar.yaml").unlink()
    assert "cannot read `content/calendar.yaml`" in str(load_profiles(home)[1][0])
    shutil.copy(ROOT / "content/calendar.yaml", home.root / "content/calendar.yaml")
    _spoil(home, "content/languages/en.yaml", "\n  story: ", "\n  storey: ")
    messages = [p.message for p in load_profiles(home)[1] if p.where.file == "content/languages/en.yaml"]
    assert "expected the label `story` as in zh-CN.yaml, found none" in messages


def test_an_own_theme_needs_every_token(home: Project) -> None:
    """Templates count on them."""
    shutil.copytree(ROOT / "templates", home.root / "templates", ignore=shutil.ignore_patterns("deck", "page", "print"))
    _spoil(home, "templates/theme.yaml", "  video_type: {title: ", "  video_type: {titel: ")
    assert [p.message for p in load_profiles(home)[1]] == [
        "expected the token `title` as in the starter's theme, found none"
    ]


def test_what_only_a_check_says(home: Project) -> None:
    """A format nobody makes would be left out silently; a scam of the calendar that is not there, too."""
    _spoil(home, "content/audiences/seniors.yaml", "formats: [deck", "formats: [dek")
    days = home.root / "content/calendar.yaml"
    days.write_text(
        "occasions:\n  - {id: a, month: 1, day: 2, name: {en: A}, scams: [cancel-autopay]}\n"
        "reminders:\n  - {weeks: 4, name: {en: again}, formats: [postr]}\n",
        encoding="utf-8",
    )
    found = [str(p).split(" ", 1)[1] for p in check_library(home).problems]
    assert [text for text in found if "no format" in text or "no scam" in text] == [
        "error: no format is called `dek`\n  hint: did you mean `deck`?",
        "error: no scam is called `cancel-autopay`\n  hint: did you mean `cancel-auto-pay`?",
        "error: no format is called `postr`\n  hint: did you mean `poster`?",
    ]


def test_require_raises_what_was_wrong(home: Project) -> None:
    """For commands that cannot go on without profiles."""
    with pytest.raises(OutreachError, match="found the unknown key `campain`"):
        require(*load_profiles(_spoil(home, *TABLE["misspelt key"][0])))


def test_the_starter_is_clean(project: Project) -> None:
    """Not even a warning."""
    profiles, problems = load_profiles(project)
    assert profiles is not None
    assert problems == []


@pytest.mark.slow  # quick: the mistakes of the table
@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_mutation_of_a_profile_raises(home: Project, data: st.DataObject) -> None:
    """A line lost, doubled, moved or spoilt in any profile file ends in diagnostics, or in profiles that work."""
    name = data.draw(st.sampled_from(FILES))
    lines = (ROOT / name).read_text(encoding="utf-8").split("\n")
    at = data.draw(st.integers(0, len(lines) - 1))
    line = lines[at]
    spoilt = ["", "  " + line, line[: len(line) // 2], line.replace(":", ": 1e999 #", 1), line.replace("[", "[~, ", 1)]
    spoilt += [line.split(":")[0] + ": " + word for word in ("{}", "[]", '""', "0", "-1", "x", "~", "9" * 400, ".nan")]
    lines[at : at + 1] = [data.draw(st.sampled_from(spoilt))]
    file = home.root / name
    before = file.read_text(encoding="utf-8") if file.exists() else None
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        file.write_text("\n".join(lines), encoding="utf-8")
        report = check_library(home)
        assert all(str(p.message) for p in report.problems)
    finally:
        if before is not None:
            file.write_text(before, encoding="utf-8")


def test_a_catalogue_of_before_fits_channels_with_the_drawings_it_has(project: Project, tmp_path: Path) -> None:
    """A project's own art.yaml says nothing of channels: the starter's words count, with the drawings there are."""
    shutil.copytree(project.path("content"), tmp_path / "content")
    shutil.copytree(project.path("media/art"), tmp_path / "media/art")
    file = tmp_path / "media/art/art.yaml"
    words = file.read_text("utf-8").split("# The same by channel")[0]
    for name in ("video-window", "video-mark"):
        (tmp_path / f"media/art/{name}.svg").unlink()
        words = re.sub(rf"  {name}:\n(?:    .*\n)+", "", words)
    file.write_text(words, "utf-8")
    found, problems = load_profiles(Project(tmp_path, project.date))
    assert found is not None, problems
    assert found.art.channels["chat"]["hook"][1] == "phone-chat"
    assert found.art.doubles and "video-window" not in found.art.art


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("    dialogue: [victim, caller]", "    dialogue: [victim, callr]", "`callr`"),
        ("  student: classmate\n", "  student: clasmate\n", "`clasmate`"),
        ("  hotline: phone-chat\n", "  hotline: phone-chit\n", "`phone-chit`"),
        ("  video:\n    hook", "  vidio:\n    hook", "vidio"),
    ],
)
def test_what_stands_in_for_a_drawing_exists(project: Project, tmp_path: Path, old: str, new: str, line: str) -> None:
    """A wrong name is told at its place, with what was meant."""
    shutil.copytree(project.path("content"), tmp_path / "content")
    shutil.copytree(project.path("media/art"), tmp_path / "media/art")
    file = tmp_path / "media/art/art.yaml"
    words = file.read_text("utf-8")
    assert old in words
    file.write_text(words.replace(old, new, 1), "utf-8")
    found, problems = load_profiles(Project(tmp_path, project.date))
    assert found is None
    (one,) = [p for p in problems if p.severity == "error"]
    assert line in str(one.message) and one.hints
    at = file.read_text("utf-8").splitlines()[one.where.line - 1]
    assert line.strip("`") in at

"""A scam's folder: what the schema cannot say, translations, and the starter scripts under mutation."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from outreach.library import check_library
from outreach.project import Project
from outreach.script import load_script, text_digest
from outreach.script.schema import SCHEMA_FILE, script_schema

ROOT = Path(__file__).parents[2]
MINI = """\
schema: 2
id: mini
language: zh-CN
title: 自动扣费
summary: 讲一个骗局
reviewed: "2026-11-23"
sources:
  - text: 虚构
audiences: [seniors]
facts:
  fee: 800元
scenes:
  - id: call
    kind: dialogue
    channel: phone
    title: 电话
    contact: “客服”
    lines:
      - id: l1
        role: caller
        text: 今晚自动扣{fact.fee}。
        flags:
          - id: rush
            phrase: 今晚自动扣
            trick: 催您
            note: 不让您多想。
  - id: think
    kind: pause
    title: 想一想
    question: 怎么办？
    options:
      - {id: a, text: 照做？}
      - {id: b, text: 挂断, right: true}
    answer: 挂断。
  - id: spot
    kind: flags
    title: 认出来
    items:
      - {id: f1, text: 催您}
  - id: do
    kind: actions
    title: 这样做
    do:
      - {id: d1, text: 挂断}
    dont:
      - {id: n1, text: 不转账}
  - id: rescue
    kind: rescue
    title: 已经转了
    steps:
      - {id: r1, text: "打{hotline.police}报警"}
  - id: end
    kind: endcard
    title: 不转账
loss: card
refusal: 挂断
ask: 挂断
"""

# What is replaced by what, then the messages: `line:column: severity: message`, hints as `  hint: …`.
TABLE = {
    "another folder's name": (
        ("id: mini", "id: maxi"),
        ["2:5: error: expected `mini`, the name of the folder, found `maxi`"],
    ),
    "unknown language": (
        ("language: zh-CN", "language: zh-CH"),
        ["3:11: error: no language is called `zh-CH`", "  hint: did you mean `zh-CN`?"],
    ),
    "unknown audience": (
        ("audiences: [seniors]", "audiences: [seniors, studnets]"),
        ["9:22: error: no audience is called `studnets`", "  hint: did you mean `students`?"],
    ),
    "unknown audience of a scene": (
        ("  - id: spot\n", "  - id: spot\n    only: [kids]\n"),
        ["36:12: error: no audience is called `kids`", "  hint: there are: foreign-residents, seniors, students"],
    ),
    "unknown audience of a text": (
        ("    question: 怎么办？\n", "    question: {text: 怎么办？, by: {senior: 咋办}}\n"),
        ["30:33: error: no audience is called `senior`", "  hint: did you mean `seniors`?"],
    ),
    "second scene id": (
        ("  - id: spot", "  - id: call"),
        ["35:9: error: found the id `call` a second time", "  hint: it stands first on line 13"],
    ),
    "second item id": (
        ("{id: b, text", "{id: a, text"),
        ["33:14: error: found the id `a` a second time", "  hint: it stands first on line 32"],
    ),
    "phrase": (
        ("phrase: 今晚自动扣", "phrase: 今晚自动扣钱"),
        [
            "24:21: error: expected words of the line `今晚自动扣{fact.fee}。`, found `今晚自动扣钱`",
            "  hint: copy the phrase from the line, letter by letter",
        ],
    ),
    "phrase of a variant": (
        (
            "        text: 今晚自动扣{fact.fee}。\n",
            "        text: 今晚自动扣{fact.fee}。\n        by: {seniors: 今晚扣钱}\n",
        ),
        [
            "25:21: error: expected words of the line for seniors `今晚扣钱`, found `今晚自动扣`",
            "  hint: copy the phrase from the line, letter by letter",
        ],
    ),
    "no end card": (
        ("  - id: end\n    kind: endcard\n    title: 不转账\n", ""),
        [
            "48:11: error: expected the last scene to be an `endcard`, found `rescue`",
            "  hint: the hotlines and the QR code stand on it",
        ],
    ),
    "end card in the middle": (
        ("  - id: spot\n", "  - id: bye\n    kind: endcard\n    title: 再见\n  - id: spot\n"),
        ["36:11: error: found an `endcard` before the last scene", "  hint: move it to the end"],
    ),
    "end card for some": (
        ("    title: 不转账\n", "    title: 不转账\n    only: [seniors]\n"),
        ["55:11: error: expected the `endcard` for every audience, found `only`", "  hint: delete it"],
    ),
    "no right option": (
        (", right: true", ""),
        ["27:5: error: expected one option with `right: true`, found 0"],
    ),
    "bad slug": (
        ("  - id: spot", "  - id: Red Flags"),
        ["35:9: error: expected a short name of a-z, 0-9 and `-`, found `Red Flags`"],
    ),
    "date without quotes": (
        ('reviewed: "2026-11-23"', "reviewed: 2026-11-23"),
        [
            "6:11: error: expected a text, found `2026-11-23`",
            '  hint: put it in quotes: "2026-11-23" (YAML reads it as a date)',
        ],
    ),
    "not a date": (
        ('reviewed: "2026-11-23"', "reviewed: 昨天"),
        ['6:11: error: expected a date such as "2026-11-23", found `昨天`'],
    ),
    "no such day": (
        ('reviewed: "2026-11-23"', 'reviewed: "2026-02-30"'),
        ["6:11: error: expected a day of the calendar, found `2026-02-30`"],
    ),
    "unknown role": (
        ("role: caller", "role: scammer"),
        [
            "20:15: error: expected one of `host`, `caller`, `victim`, `family`, `friend`, `clerk`, `police`, "
            "found `scammer`",
            "  hint: did you mean `caller`?",
        ],
    ),
    "unknown token": (
        ("text: 挂断, right", 'text: "挂断{fact.free}", right'),
        ["33:23: error: no fact or hotline is called `{fact.free}`", "  hint: did you mean `{fact.fee}`?"],
    ),
    "bad name of a fact": (
        ("  fee: 800元", "  我的钱: 800元\n  fee: 800元"),
        ["11:3: error: expected a short name of a-z, 0-9, `-` and `_`, found `我的钱`"],
    ),
    "braces that are no token": (
        ("text: 挂断, right", 'text: "挂断{Fact.fee", right'),
        [
            "33:23: error: expected a token around `{`, found `挂断{Fact.fee`",
            "  hint: a token is written like `{hotline.fraud}`: small letters, one dot",
        ],
    ),
    "blank": (
        ("title: 认出来", 'title: "  "'),
        ["37:12: error: expected a text, found only spaces", "  hint: write it, or delete the key"],
    ),
    "name of a part": (
        ("  - id: spot", "  - id: call-2"),
        [
            "35:9: error: found the ids `call` and `call-2` side by side",
            "  hint: when `call` is split, its second part gets that name; choose another",
        ],
    ),
    "unknown drawing of a person": (
        ("scenes:\n", "cast:\n  caller: {name: 客服, art: callr}\nscenes:\n"),
        ["13:27: error: no drawing is called `callr`", "  hint: did you mean `caller`?"],
    ),
    "unknown drawing of an item": (
        ("{id: f1, text: 催您}", "{id: f1, text: 催您, art: clok}"),
        ["39:33: error: no drawing is called `clok`", "  hint: did you mean `clock`?"],
    ),
    "unknown drawing": (
        ("    title: 电话\n", "    title: 电话\n    art: [hots]\n"),
        ["17:11: error: no drawing is called `hots`", "  hint: did you mean `host`?"],
    ),
    "unknown state of a drawing": (
        ("    title: 电话\n", '    title: 电话\n    art: ["host:winks"]\n'),
        ["17:11: error: no state of this drawing is called `winks`", "  hint: did you mean `blink`?"],
    ),
    "no translation": (
        ("audiences: [seniors]", "audiences: [foreign-residents]"),
        [
            "content/audiences/foreign-residents.yaml:4:13: warning: "
            "no `en` translation of `mini`: what needs it is left out",
            "  hint: `outreach i18n export mini en` gives the texts to a translator",
        ],
    ),
}


@pytest.fixture
def home(tmp_path: Path) -> Project:
    """A project with the starter's profiles and one small scam."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("scams"))
    (tmp_path / "content/calendar.yaml").write_text("occasions: []\n", encoding="utf-8")
    cuts = tmp_path / "content/cuts.yaml"  # a small script makes a short film
    cuts.write_text(re.sub(r"seconds: .*", "seconds: [3, 3600]", cuts.read_text("utf-8")), "utf-8")
    return _with(Project(tmp_path, dt.date(2026, 11, 23)), MINI)


def _with(project: Project, text: str, name: str = "script.yaml") -> Project:
    file = project.root / "content/scams/mini" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
    return project


def _found(project: Project) -> list[str]:
    problems = check_library(project).problems
    own = "content/scams/mini/script.yaml:"
    return "\n".join(str(d).removeprefix(own) for d in problems).split("\n") if problems else []


def test_the_small_script_is_fine(home: Project) -> None:
    """Else the table below proves nothing."""
    assert _found(home) == []


@pytest.mark.every(3)
@pytest.mark.parametrize("name", TABLE)
def test_a_mistake_in_a_script(home: Project, name: str) -> None:
    """Each has exactly this message, place and hint."""
    (old, new), expected = TABLE[name]
    assert MINI.count(old) == 1
    assert _found(_with(home, MINI.replace(old, new))) == expected


# --- translations ----------------------------------------------------------------------------------------------------

TITLE, RESCUE = text_digest("自动扣费", None), text_digest("打{hotline.police}报警", None)
HEAD = "schema: 1\nlanguage: en\ntranslates: mini\ntexts:\n"
TRANSLATIONS = {
    "fresh": (f'{HEAD}  title: {{text: A scam, from: "{TITLE}"}}\n', []),
    "stale words warn": (
        f'{HEAD}  title: {{text: A scam, from: "000000000000"}}\n',
        [
            "5:3: warning: `title` was translated from older words; line 4 of script.yaml now says `自动扣费`",
            f'  hint: translate it again, then write `from: "{TITLE}"`',
        ],
    ),
    "stale advice stops the language": (
        f'{HEAD}  rescue.steps.r1: {{text: "Call {{hotline.police}}", from: "000000000000"}}\n',
        [
            "5:3: error: `rescue.steps.r1` was translated from older words; line 51 of script.yaml now says "
            "`打{hotline.police}报警`",
            f'  hint: translate it again, then write `from: "{RESCUE}"`',
        ],
    ),
    "orphan": (
        f'{HEAD}  rescue.step.r1: {{text: Call, from: "{RESCUE}"}}\n',
        [
            "5:3: warning: `rescue.step.r1` translates nothing in script.yaml",
            "  hint: did you mean `rescue.steps.r1`?",
        ],
    ),
    "lost token": (
        f'{HEAD}  rescue.steps.r1: {{text: Call the police, from: "{RESCUE}"}}\n',
        [
            "5:27: error: expected the tokens `{hotline.police}`, found none",
            "  hint: numbers and names come from tokens, so that no two languages can disagree",
        ],
    ),
    "no digest": (
        f"{HEAD}  title: {{text: A scam}}\n",
        ["5:10: error: expected the key `from` here, found none"],
    ),
    "digest read as a number": (
        f"{HEAD}  title: {{text: A scam, from: 123456789012}}\n",
        [
            "5:31: error: expected a text, found `123456789012`",
            '  hint: put it in quotes: "123456789012" (YAML reads it as the number 123456789012)',
        ],
    ),
    "another scam": (
        f'{HEAD.replace("mini", "maxi")}  title: {{text: A scam, from: "{TITLE}"}}\n',
        ["3:13: error: expected `mini`, the name of the folder, found `maxi`"],
    ),
    "another language": (
        f'{HEAD.replace("en", "fr", 1)}  title: {{text: A scam, from: "{TITLE}"}}\n',
        ["2:11: error: expected `en`, the name of the file, found `fr`"],
    ),
}


@pytest.mark.every(2, 1)
@pytest.mark.parametrize("name", TRANSLATIONS)
def test_a_translation(home: Project, name: str) -> None:
    """What is stale, orphaned or lost is found; only advice that is stale is an error."""
    text, expected = TRANSLATIONS[name]
    found = _found(_with(home, text, "en.yaml"))
    assert [line.removeprefix("content/scams/mini/en.yaml:") for line in found] == expected


def test_a_translation_into_a_language_that_is_not_there(home: Project) -> None:
    """A misspelt file name would be overlooked."""
    _with(home, TRANSLATIONS["fresh"][0].replace("language: en", "language: eng"), "eng.yaml")
    assert _found(home) == [
        "content/scams/mini/eng.yaml: warning: no language is called `eng`: nobody gets this translation",
        "  hint: add content/languages/eng.yaml",
    ]


def test_a_broken_translation_leaves_the_source_language(home: Project) -> None:
    """The script still loads, the translation is marked as broken."""
    script, problems = load_script(_with(home, "schema: 2\n", "en.yaml"), "mini")
    assert script is not None
    assert script.translations["en"].broken
    assert problems


def test_only_missing_texts_are_named_when_a_translation_is_there(home: Project) -> None:
    """Each missing text is an error at the source text, with the key to add."""
    _with(home, MINI.replace("[seniors]", "[foreign-residents]"))
    found = _found(_with(home, TRANSLATIONS["fresh"][0], "en.yaml"))
    assert "5:10: error: `summary` has no `en` text" in found
    assert "  hint: add `summary` to content/scams/mini/en.yaml" in found
    assert not any("`title`" in line for line in found)


# --- real content ----------------------------------------------------------------------------------------------------


def test_the_committed_schema_is_the_generated_one(project: Project) -> None:
    """`outreach schema -o templates/script.schema.json` after every change of the grammar."""
    assert project.read_text(SCHEMA_FILE) == script_schema()


def test_the_starter_content_is_clean(project: Project) -> None:
    """No error and no warning in what we ship."""
    assert [str(p) for p in check_library(project).problems] == []


_REAL = (ROOT / "content/scams/nfc-skimming/script.yaml").read_text(encoding="utf-8")
_LINES = _REAL.replace("id: nfc-skimming", "id: mini", 1).split("\n")


@pytest.mark.slow  # quick: the mistakes of the table
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_no_mutation_of_a_real_script_raises(home: Project, data: st.DataObject) -> None:
    """Lines lost, doubled, swapped, indented or spoilt: there is a storyboard or there are errors."""
    lines = list(_LINES)
    for _ in range(data.draw(st.integers(1, 3))):
        at = data.draw(st.integers(0, len(lines) - 1))
        how = data.draw(st.sampled_from(["drop", "double", "indent", "dedent", "cut", "spoil"]))
        line = lines[at]
        new = {
            "drop": [],
            "double": [line, line],
            "indent": ["  " + line],
            "dedent": [line.removeprefix("  ")],
            "cut": [line[: len(line) // 2]],
            "spoil": [line + data.draw(st.sampled_from([": x", "{a", "'", '"', " [", "]", " &x", "\t", " no", "1"]))],
        }[how]
        lines[at : at + 1] = new
    report = check_library(_with(home, "\n".join(lines)), ["mini"])
    assert report.boards or report.count("error")
    assert all(p.where.file and p.message for p in report.problems)

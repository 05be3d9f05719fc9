"""Errors as data, and messages in the author's language."""

from __future__ import annotations

import ast
import pickle
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner

from outreach.cli import main
from outreach.diagnostics import Diagnostic, OutreachError, Where, error, errors, fail, warning
from outreach.messages import Message, msg, translator

PACKAGE = Path(__file__).parent.parent / "outreach"
PO = PACKAGE / "locale/zh_CN/LC_MESSAGES/outreach.po"
PLACE = re.compile(r"\{(\w+)\}")


@pytest.mark.parametrize(
    ("where", "expected"), [(Where("f", 1, 2), "f:1:2"), (Where("f", 1), "f:1"), (Where("f"), "f"), (Where(""), "")]
)
def test_a_place_leaves_out_what_is_unknown(where: Where, expected: str) -> None:
    """`file:line:column`, as editors link it."""
    assert str(where) == expected


def test_a_diagnostic_reads_like_a_compiler() -> None:
    """Place, severity, message, hints; without a place only the message."""
    one = error("type", Where("f", 1, 2), "expected `a`, found `b`", "do this", "or that")
    assert str(one) == "f:1:2: error: expected `a`, found `b`\n  hint: do this\n  hint: or that"
    assert str(warning("w", Where(""), "careful")) == "warning: careful"
    assert errors([one, warning("w", Where("f"), "careful")]) == [one]


def test_a_diagnostic_as_plain_data() -> None:
    """For `--json`."""
    assert error("type", Where("f", 1, 2), "m", "h").as_dict() == {
        "severity": "error",
        "code": "type",
        "file": "f",
        "line": 1,
        "column": 2,
        "message": "m",
        "hints": ["h"],
    }


def test_an_error_crosses_a_process_whole() -> None:
    """Pickled and back: same places and hints, and still sayable in Chinese."""
    problem = fail("type", Where("f", 1, 2), msg("found the unknown key `{key}`", key="x{y}"), msg("delete it"))
    back = pickle.loads(pickle.dumps(problem))
    assert isinstance(back, OutreachError)
    assert back.diagnostics == problem.diagnostics
    assert back.diagnostics[0].render(translator("zh")) == "f:1:2: 错误: 不认识的键`x{y}`\n  提示: 删掉它"


def test_a_message_is_its_english_sentence() -> None:
    """Braces that name no value stay; a value with braces is not filled again."""
    assert msg("write `{hotline.fraud}` for {n}", n="{n}") == "write `{hotline.fraud}` for {n}"
    assert isinstance(msg("a") + "b", str)
    assert {msg("a {n}", n=1), "a 1"} == {"a 1"}


def test_messages_inside_messages_are_translated() -> None:
    """`a text` in `expected {wanted}`; the author's own words stay."""
    message = msg("expected {wanted}, found `{found}`", wanted=msg("a text"), found="a number")
    assert translator("zh-CN")(message) == "这里应是文字，写的是`a number`"


@pytest.mark.parametrize("lang", ["en", "fr", "", "xx_YY"])
def test_languages_without_a_catalogue_stay_english(lang: str) -> None:
    """English is the language of the templates."""
    assert translator(lang)(msg("a text")) == "a text"


def test_unknown_messages_stay_english() -> None:
    """Better understood in part than not at all."""
    assert translator("zh")(msg("nobody translated {n} of this", n=1)) == "nobody translated 1 of this"


# --- the Chinese catalogue -------------------------------------------------------------------------------------------


@cache
def _templates() -> tuple[tuple[str, str], ...]:
    return tuple(_extracted())


def _extracted() -> Iterator[tuple[str, str]]:
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and getattr(node.func, "id", "") == "msg"
                and isinstance(node.args[0], ast.Constant)
            ):
                yield str(node.args[0].value), file.relative_to(PACKAGE).as_posix()


def _catalogue() -> dict[str, str]:
    with PO.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream) if m.id}


# What an author of content meets: reading, structure, references, checks, the branch list, translations.
AUTHORS = """reading syntax explain source grammar entries translations script settings profiles branches project
wording adapt diagnostics library checks""".split()


def test_every_message_to_an_author_has_a_chinese_form() -> None:
    """`pybabel extract -k msg` and `pybabel update` bring new ones in."""
    catalogue = _catalogue()
    files = {file for _, file in _templates() if file.split("/")[0].removesuffix(".py") in AUTHORS}
    own = [(text, file) for text, file in _templates() if file in files]
    assert len(own) > 150
    assert [f"{file}: {text}" for text, file in own if not catalogue.get(text)] == []


def test_no_translation_is_left_over() -> None:
    """A message that changed leaves its old words here otherwise."""
    assert set(_catalogue()) - {text for text, _ in _templates()} == set()


def test_translations_keep_the_values() -> None:
    """Each {name} of the English sentence is in the Chinese one."""
    wrong = [m for m, zh in _catalogue().items() if zh and set(PLACE.findall(m)) != set(PLACE.findall(zh))]
    assert wrong == []


def _bare(argument: ast.expr) -> bool:
    """An English sentence in the code: a constant or f-string with two words side by side."""
    if isinstance(argument, ast.JoinedStr):
        text = "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in argument.values)
    else:
        text = str(argument.value) if isinstance(argument, ast.Constant) else ""
    return bool(re.search(r"[A-Za-z`}] [A-Za-z`{]", text))


def test_every_sentence_for_people_can_be_said_in_chinese() -> None:
    """What is given to `error`, `fail`, `tell` and the like goes through `msg`."""
    first = {"error": 2, "warning": 2, "fail": 2, "tell": 0, "wrong": 0, "announce": 0}  # the message's place
    found = []
    for file in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            name = ast.unparse(node.func).rpartition(".")[2] if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in first:
                said = [ast.unparse(a) for a in node.args[first[name] :] if _bare(a)]
                found += [f"{file.relative_to(PACKAGE)}:{node.lineno}: {text}" for text in said]
    assert found == []


@pytest.mark.parametrize("how", ["environment", "brand.yaml", "environment wins"])
def test_the_command_line_speaks_the_authors_language(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """OUTREACH_LANG, else `messages:` in content/brand.yaml."""
    shutil.copytree(PACKAGE.parent / "content", tmp_path / "content")
    brand = tmp_path / "content/brand.yaml"
    if how != "environment":
        brand.write_text(brand.read_text(encoding="utf-8") + "messages: zh\n", encoding="utf-8")
    monkeypatch.setenv("OUTREACH_LANG", {"environment": "zh", "brand.yaml": "", "environment wins": "en"}[how])
    script = tmp_path / "content/scams/nfc-skimming/script.yaml"
    script.write_text(
        re.sub("title: .*", "title: 12:30", script.read_text(encoding="utf-8"), count=1), encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    result = CliRunner().invoke(main, ["check", "nfc-skimming"])
    first = result.stderr.split("\n")[0].split(": ", 1)[1]
    assert first == (
        "error: expected a text, found `12:30`" if how == "environment wins" else "错误: 这里应是文字，写的是`12:30`"
    )
    assert result.exit_code == 1


def test_a_diagnostic_can_be_a_key() -> None:
    """Findings are told once."""
    one = error("a", Where("f", 1), msg("found {n}", n=1), msg("hint"))
    assert len({one, error("a", Where("f", 1), "found 1", "hint")}) == 1
    assert isinstance(one, Diagnostic)
    assert isinstance(one.message, Message)

"""The command line itself: languages, exit codes, JSON, code pages, closed pipes, hostile arguments."""

from __future__ import annotations

import importlib
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from babel.messages.pofile import read_po
from click.testing import CliRunner, Result
from own import SCAM, own_project

import outreach
from outreach.cli import COMMANDS, main
from outreach.cli.language import paragraphs

ROOT = Path(__file__).parent.parent.parent
WORDS = Path(outreach.__file__).parent / "locale/zh_CN/LC_MESSAGES/cli.po"
OUTREACH = (sys.executable, "-m", "outreach")
ONE = ("nfc-skimming", "-a", "students")  # a pack, where the whole starter would say the same
KEEPING = ("build", *ONE, "-f", "captions", "--voice", "silent")
CHINESE = re.compile(r"[\u4e00-\u9fff]")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, kept: Path) -> Path:
    """A project in the current folder."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    monkeypatch.setenv("OUTREACH_CACHE", str(kept))
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    return tmp_path


def run(*words: str, lang: str = "en") -> Result:
    """A command of the command line."""
    return CliRunner(env={"OUTREACH_LANG": lang}).invoke(main, list(words))


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Every command, groups and what is in them, as the code has it: in English."""

    def below(path: tuple[str, ...], command: click.Command) -> Iterator[tuple[tuple[str, ...], click.Command]]:
        yield path, command
        if isinstance(command, click.Group):
            for name, one in command.commands.items():
                yield from below((*path, name), one)

    for name, (module, _) in COMMANDS.items():
        attribute = "list_" if name == "list" else name.replace("-", "_")
        yield from below((name,), getattr(importlib.import_module(module), attribute))


def catalogue() -> dict[str, str]:
    """Help and usage in Chinese."""
    with WORDS.open("rb") as stream:
        return {str(m.id): str(m.string) for m in read_po(stream) if m.id}


def texts() -> set[str]:
    """Each paragraph of help that the code has."""
    found = {help for _, help in COMMANDS.values()} | set(paragraphs(main.help or ""))
    for _, command in commands():
        helps = [command.help, *(p.help for p in command.params if isinstance(p, click.Option))]
        found |= {part for help in helps if help for part in paragraphs(help)}
    return found


def test_all_help_has_a_chinese_form_and_none_is_left_over() -> None:
    """A new option brings its Chinese help; click's own words stand before ours in the file."""
    known = catalogue()
    assert {text for text in texts() if not CHINESE.search(known.get(text, ""))} == set()
    own = [text for text in known if text not in texts()]
    source = "".join(p.read_text("utf-8") for p in Path(click.__file__).parent.glob("*.py"))
    squeezed = re.sub(r'"\s*\n\s*"', "", source)
    kinds = ("TEXT", "INTEGER RANGE", "FLOAT RANGE", "required", "COMMAND [ARGS]...", "{name} {filename!r}")
    lost = [t for t in own if t.encode("unicode_escape").decode() not in squeezed and not t.startswith(kinds)]
    assert lost == []


@pytest.mark.parametrize("path", [path for path, _ in commands()], ids="-".join)
def test_help_is_chinese(home: Path, path: tuple[str, ...]) -> None:
    """Headings, texts and the words of click; in English nothing changes, also after a Chinese run."""
    chinese = run(*path, "--help", lang="zh-CN")
    english = run(*path, "--help")
    assert chinese.exit_code == english.exit_code == 0
    assert "用法" in chinese.output and "Usage" not in chinese.output and "Options" not in chinese.output
    told = re.sub(r"用法.*|`[^`]*`|[\w./]+/[\w./]*", "", chinese.output)
    prose = [line for line in told.splitlines() if re.search(r"[a-z]{3,} [a-z]{2,} [a-z]{2,}", line)]
    assert prose == []
    assert "Usage" in english.output and not CHINESE.search(english.output)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("nosuch",), "没有 'nosuch' 这个命令"),
        (("build", "--nosuch"), "没有 '--nosuch' 这个选项"),
        (("build", "-j", "x"), "'-j' / '--jobs' 的值不对"),
        (("build", "-j", "0"), "不在 1<=x<=256 的范围里"),
        (("build", "--sound"), "后面要有一个值"),
        (("build", "--json=1"), "后面不带值"),
        (("approve",), "缺少参数"),
        (("approve", "x"), "缺少选项"),
        (("list", "a", "b"), "多出一个参数"),
        (("i18n", "import", "nfc-skimming", "en", "nosuch.po"), "不存在"),
    ],
)
def test_wrong_usage_is_said_in_chinese(home: Path, words: tuple[str, ...], expected: str) -> None:
    """Exit code 2; by `messages:` of the brand file, too."""
    found = run(*words, lang="zh")
    assert found.exit_code == 2 and expected in found.stderr and "Error" not in found.stderr
    brand = home / "content/brand.yaml"
    text = re.sub(r"(?m)^messages:.*\n?", "", brand.read_text("utf-8"))
    for line, chinese in (("messages: zh", True), ("messages: 'zh-CN'  # ours", True), ("messages: en", False)):
        brand.write_text(f"{text}\n{line}\n", "utf-8")
        said = CliRunner(env={"OUTREACH_LANG": None}).invoke(main, list(words)).stderr
        assert (expected in said) is chinese


@pytest.mark.parametrize("brand", [b"\xff\xfe", b"[" * 5000, b"messages: [zh]\n", b"messages: {a: b}\n", b""])
def test_a_broken_brand_file_does_not_end_help(home: Path, brand: bytes) -> None:
    """Help is there whatever stands in the project."""
    (home / "content/brand.yaml").write_bytes(brand)
    found = CliRunner(env={"OUTREACH_LANG": None}).invoke(main, ["--help"])
    assert found.exit_code == 0 and "Usage" in found.output


def test_help_imports_nothing_heavy(home: Path) -> None:
    """What makes it quick: no models, no YAML, no layout; in Chinese only the catalogue."""
    program = (
        "import sys\nfrom outreach.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        "print([m for m in ('pydantic', 'yaml', 'typst', 'numpy', 'rich', 'PIL') if m in sys.modules])"
    )
    for lang in ("en", "zh"):
        env = {**os.environ, "OUTREACH_LANG": lang}
        said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, env=env)
        assert said.stdout.endswith("[]\n")


NAMES = [
    ("build", "nosuch"),
    ("build", "../../x"),
    ("build", "-a", "nosuch"),
    ("build", "-l", "nosuch"),
    ("build", "-f", "nosuch"),
    ("build", "-b", "nosuch"),
    ("build", "-b", ""),
    ("build", "--voice", "nosuch"),
    ("build", "--voice", ""),
    ("check", "nosuch"),
    ("storyboard", "nosuch", "-a", "seniors"),
    ("storyboard", "nfc-skimming", "-a", "nosuch"),
    ("storyboard", "nfc-skimming", "-a", "seniors", "-l", "nosuch"),
    ("approve", "nosuch", "--by", "x"),
    ("i18n", "status", "nosuch"),
    ("i18n", "sync", "nosuch", "en"),
    ("i18n", "sync", "nfc-skimming", "nosuch"),
    ("i18n", "export", "nosuch", "en"),
    ("i18n", "status", "-l", "nosuch"),
    ("i18n", "prune", "-l", "nosuch"),
    ("sign", "kit", "nosuch", "-a", "seniors"),
    ("sign", "kit", "nfc-skimming", "-a", "nosuch"),
    ("sign", "kit", "nfc-skimming", "-a", "seniors", "--voice", "nosuch"),
    ("sign", "status", "nfc-skimming", "-a", "seniors", "-l", "nosuch"),
    ("voice", "list", "-l", "nosuch"),
    ("voice", "try", "-l", "nosuch"),
    ("voice", "try", "-a", "nosuch"),
    ("voice", "try", "--voice", "nosuch"),
    ("list", "nosuch"),
]


@pytest.mark.every(4)
@pytest.mark.parametrize("words", NAMES, ids=" ".join)
def test_names_that_do_not_exist_are_wrong_usage(home: Path, words: tuple[str, ...]) -> None:
    """Exit code 2, one error, and what there is."""
    found = run(*words)
    assert found.exit_code == 2, found.output
    assert "error" in found.stderr.lower() and "Traceback" not in found.output
    assert re.search(r"there are|did you mean|expected one of", found.stderr)


def shape(text: str) -> list[dict[str, object]]:
    """The problems of a JSON answer, which all have the same fields."""
    found = json.loads(text)
    assert isinstance(found["ok"], bool)
    for one in found["problems"]:
        assert list(one) == ["severity", "code", "file", "line", "column", "message", "hints"]
    problems: list[dict[str, object]] = found["problems"]
    return problems


@pytest.mark.every(4)
@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("build", "nosuch"), 2),
        (("build", "-j", "x"), 2),
        (("build", "--nosuch"), 2),
        (("build", *ONE, "-o", "/dev/null/x"), 1),
        (("build", *ONE, "--cache-dir", "/dev/null/x"), 1),
        (("check", "nosuch"), 2),
        (("check",), 1),
        (("storyboard", "nfc-skimming", "-a", "nosuch"), 2),
        (("storyboard", "nfc-skimming"), 2),
        (("clean", "--nosuch"), 2),
    ],
    ids=str,
)
def test_json_has_one_shape_for_errors_too(home: Path, words: tuple[str, ...], code: int) -> None:
    """On stdout whatever went wrong, nothing else there."""
    brand = home / "content/brand.yaml"
    if code == 1 and words == ("check",):
        brand.write_text(brand.read_text("utf-8") + "\nnosuch: 1\n", "utf-8")
    found = run(*words, "--json")
    assert found.exit_code == code
    assert [one["severity"] for one in shape(found.stdout)].count("error") >= 1


def test_build_and_check_answer_in_the_same_shape(home: Path) -> None:
    """And build says what changed, what was reused and what left."""
    (home / "content/scams/cancel-auto-pay/script.yaml").write_text("schema: 1\ntitel: x\n", "utf-8")
    words = ("-a", "students", "-f", "captions", "--voice", "silent", "-j", "1", "--json")
    found = run("build", "nfc-skimming", "cancel-auto-pay", *words)
    assert found.exit_code == 1 and any(one["file"] and one["line"] for one in shape(found.stdout))
    plain = json.loads(found.stdout)
    assert sorted(plain["changed"]) == sorted(a["path"] for a in plain["artefacts"]) and plain["withdrawn"] == []
    again = json.loads(run("build", "nfc-skimming", "cancel-auto-pay", *words).stdout)
    assert again["changed"] == [] and again["made"] == 0
    assert shape(run("check", "cancel-auto-pay", "--json").stdout)


# --- streams ---------------------------------------------------------------------------------------------------------

PAGES = ("cp1252", "gbk", "ascii", "latin-1", "utf-8")


@pytest.mark.every(4, 3)
@pytest.mark.parametrize(
    ("page", "words"),
    [
        *((page, ("storyboard", "nfc-skimming", "-a", "seniors")) for page in PAGES),
        *((page, ("check", "nfc-skimming", "--json")) for page in ("cp1252", "ascii")),
        *(("cp1252", words) for words in (("list", "scams"), ("--help",), ("doctor",))),
    ],
)
def test_output_goes_to_any_code_page(home: Path, page: str, words: tuple[str, ...]) -> None:
    """A character that the page lacks is written as its number; JSON stays JSON."""
    script = home / "content/scams/nfc-skimming/script.yaml"
    title, wrong = "\ntitle: 𠮷", "\n𠮷: 1\n" if words[0] == "check" else ""  # a check says the character at once
    script.write_text(script.read_text("utf-8").replace("\ntitle: ", title, 1) + wrong, "utf-8")
    env = {**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": page, "OUTREACH_LANG": "zh"}
    done = subprocess.run([*OUTREACH, *words], check=False, capture_output=True, env=env, cwd=home)
    assert b"Traceback" not in done.stderr and done.returncode in (0, 1)
    text = done.stdout.decode("utf-8" if page == "ascii" else page)  # click takes ASCII for a terminal set up wrongly
    if "--json" in words:
        assert any("𠮷" in str(one["message"]) for one in shape(text))


@pytest.mark.every(3)
@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
@pytest.mark.parametrize("words", [("list",), ("storyboard", "nfc-skimming", "-a", "seniors", "--json"), ("doctor",)])
def test_a_closed_pipe_is_quiet(home: Path, words: tuple[str, ...]) -> None:
    """As `| head -1`: no word, and the exit code that a shell knows."""
    process = subprocess.Popen([*OUTREACH, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    assert (process.wait(), said) == (141, b"")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="pipes and signals of POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_build_that_is_stopped_ends_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    """Ctrl-C to the parent alone: within three seconds, one word, no worker and no half file left."""
    home = own_project(tmp_path).root
    monkeypatch.delenv("OUTREACH_CACHE", raising=False)
    monkeypatch.chdir(home)
    words = ("build", SCAM, "-f", "video", "-a", "elders", "--voice", "silent", "-j", "2")
    process = subprocess.Popen([*OUTREACH, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    store = home / ".outreach-cache"
    while not list(store.glob("tmp/*/segment.mp4")):  # the first frames are being coded
        assert process.poll() is None
        time.sleep(0.02)
    started = time.monotonic()
    process.send_signal(number)
    _, said = process.communicate(timeout=30)
    assert time.monotonic() - started < 3 and process.returncode == code
    assert "Traceback" not in said
    assert not [p for p in (home / "out").rglob("*") if p.is_file()]


# --- arguments -------------------------------------------------------------------------------------------------------


@pytest.mark.skipif(os.name != "posix", reason="arguments are bytes on POSIX")
@pytest.mark.parametrize(
    "words",
    [("build", b"\xff"), ("voice", "try", b"\xb0\xa1"), ("approve", "nfc-skimming", "--by", b"\xff"), (b"\xff",)],
)
def test_arguments_that_are_no_utf8_are_refused(home: Path, words: tuple[str | bytes, ...]) -> None:
    """Exit code 2, the bytes shown, nothing written."""
    before = sorted(home.rglob("*"))
    done = subprocess.run([*OUTREACH, *words], check=False, capture_output=True, text=True)
    assert done.returncode == 2 and "expected text in UTF-8, found `\\udc" in done.stderr
    assert sorted(home.rglob("*")) == before


@pytest.mark.skipif(os.name != "posix", reason="a current folder cannot be deleted elsewhere")
@pytest.mark.parametrize("words", [("build",), ("list", "scams"), ("check", "--json"), ("init", "x"), ("--help",)])
def test_a_deleted_folder_is_named(tmp_path: Path, words: tuple[str, ...]) -> None:
    """One error that says what is the matter."""
    gone = tmp_path / "gone"
    gone.mkdir()
    leave = f"import os; os.chdir({str(gone)!r}); os.rmdir({str(gone)!r}); "
    program = leave + f"os.execv({sys.executable!r}, {[*OUTREACH, *words]!r})"
    env = {**os.environ, "OUTREACH_LANG": "en", "PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-c", program], check=False, capture_output=True, text=True, env=env)
    assert done.returncode == 1 and "the current folder is not there any more" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("size", ["nan", "inf", "-inf", "1e400", "-1", "x"])
def test_sizes_that_are_none_are_wrong_usage(home: Path, size: str) -> None:
    """What cannot be counted with."""
    assert run("cache", "gc", "--max-size", size).exit_code == 2


@pytest.mark.parametrize(
    ("place", "words"),
    [
        *(("/dev/null/x", words) for words in (KEEPING, ("cache", "verify"))),
        *((place, ("cache", "gc")) for place in ("/dev/null", "/dev/null/x", "/proc/x", "/dev/full")),
        ("/dev/full", KEEPING),
    ],
)
def test_a_cache_that_keeps_nothing_is_one_error(home: Path, place: str, words: tuple[str, ...]) -> None:
    """One line with the path, and a hint."""
    found = CliRunner(env={"OUTREACH_CACHE": place}).invoke(main, list(words))
    assert found.exit_code == 1
    lines = found.stderr.strip().splitlines()
    assert len(lines) == 2 and place in lines[0] and "hint" in lines[1]

"""The README tells of everything there is, and nothing that is not."""

from __future__ import annotations

import importlib.util
import re
import tomllib
from pathlib import Path
from types import ModuleType

import click
import pytest
from click.testing import CliRunner

from outreach import __version__
from outreach.cli import COMMANDS, main
from outreach.formats import FORMATS
from outreach.profiles import Profiles
from outreach.voices import ENGINES

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(params=READMES)
def readme(request: pytest.FixtureRequest) -> str:
    """Each language's README."""
    name: str = request.param
    return (ROOT / name).read_text("utf-8")


def test_every_command_is_told_of(readme: str) -> None:
    """In both languages."""
    assert [name for name in COMMANDS if f"`outreach {name}" not in readme] == []


def test_every_voice_and_audience_is_told_of(readme: str, profiles: Profiles) -> None:
    """By its name."""
    assert [name for name in ENGINES if f"`{name}`" not in readme] == []
    assert [name for name in profiles.audiences if name not in readme] == []


def test_no_command_is_told_of_that_does_not_exist(readme: str) -> None:
    """What stands in backticks after `outreach` can be typed."""
    assert set(re.findall(r"`outreach ([a-z0-9]+)[ `]", readme)) <= set(COMMANDS)


def test_the_two_commands_stand_there_as_they_are_run(readme: str) -> None:
    """The gate runs the second one."""
    assert "pip install '.[voice]' && outreach build nfc-skimming" in readme
    assert "pip install -e '.[test,voice,ear]' && pytest" in readme


def test_every_picture_and_link_leads_somewhere(readme: str) -> None:
    """Files named in the README exist."""
    links = [link for link in re.findall(r"\]\(([^)#]+)\)", readme) if "://" not in link]
    assert links
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_the_pictures_of_the_manual_are_all_shown_and_small() -> None:
    """Whoever clones the repository takes them along: 250 KB each at most, 2.5 MB in all."""
    pages = "".join(page.read_text("utf-8") for page in (ROOT / "docs").rglob("*.md"))
    shown = re.findall(r"\]\((?:\.\./)?pictures/([^)]+)\)", pages)
    sizes = {path.name: path.stat().st_size for path in (ROOT / "docs/pictures").iterdir()}
    assert sorted(shown) == sorted(sizes)
    assert max(sizes.values()) <= 250 * 1024 and sum(sizes.values()) <= 2500 * 1024


def _modules() -> list[str]:
    """The folders and files of the package's top."""
    found = [p for p in (ROOT / "outreach").iterdir() if p.suffix == ".py" or (p / "__init__.py").is_file()]
    return sorted(p.stem for p in found if not p.stem.startswith("__"))


def test_the_map_of_the_code_has_every_module_and_no_other() -> None:
    """ARCHITECTURE.md names each folder and file of the package's top once."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("\n## ")
    (chart,) = [section for section in text if section.startswith("The map")]
    rows = [line.split("|")[1] for line in chart.split("\n") if line.startswith("| `")]
    named = [name for row in rows for name in re.findall(r"`([a-z_]+)`", row)]
    assert sorted(set(_modules()) - set(named)) == [], "in outreach/, not in the map of ARCHITECTURE.md"
    assert sorted(set(named) - set(_modules())) == [], "in the map of ARCHITECTURE.md, not in outreach/"
    assert len(named) == len(set(named)), "named twice"


def _glossary() -> list[tuple[str, str]]:
    """The words of ARCHITECTURE.md and the names that stand for them in the code, "" without one."""
    text = (ROOT / "ARCHITECTURE.md").read_text("utf-8").split("\n## ")
    (section,) = [one for one in text if one.startswith("What the words mean")]
    lines = [line for line in section.split("\n") if line.startswith("|")]
    rows = [[cell.strip(" `") for cell in line.split("|")[1:4]] for line in lines]
    return [(word, name) for word, _, name in rows[2:]]


def test_what_the_words_stand_for_is_there() -> None:
    """Each name of the glossary can be imported, and no word is explained twice."""
    words = _glossary()
    assert len(words) > 20 and len(dict(words)) == len(words)
    for _, name in words:
        if name:
            module, _, last = f"outreach.{name}".rpartition(".")
            assert hasattr(importlib.import_module(module), last) or importlib.util.find_spec(f"{module}.{last}"), name


def test_a_word_means_one_thing() -> None:
    """No other class is called as one of the glossary, but a template's view of it and its form in a content file."""
    named = [name for _, name in _glossary() if name.rpartition(".")[2][:1].isupper()]
    names = {name.rpartition(".")[2]: name for name in named}
    twice = []
    for file in (ROOT / "outreach").rglob("*.py"):
        module = ".".join(file.relative_to(ROOT / "outreach").with_suffix("").parts).removesuffix(".__init__")
        for line in re.findall(r"^class (\w+)\(?([^:]*)", file.read_text("utf-8"), re.M):
            shown = re.search(r"\b(View|Piece|Strict|Versioned)\b", line[1])
            if line[0] in names and not shown and names[line[0]] != f"{module}.{line[0]}":
                twice.append(f"{module}.{line[0]}")
    assert sorted(twice) == []


def _made() -> ModuleType:
    """The script that makes pages of the manual."""
    spec = importlib.util.spec_from_file_location("made", ROOT / "docs/_hooks/made.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_manual_has_every_check() -> None:
    """Each by its own docstring: why, source, what passes and what fails."""
    manual = _made().checks()
    files = [p for p in (ROOT / "outreach/checks").glob("*/*.py") if p.stem != "__init__"]
    assert files
    assert [p.stem for p in files if f"### {p.stem.replace('_', ' ')}\n" not in manual] == []
    assert manual.count("*Why:*") == manual.count("*Source:*") == len(files)


def test_the_manual_has_every_key_of_every_content_file() -> None:
    """As the models have them."""
    made = _made()
    manual = made.data()
    for file, model in made.KINDS:
        section = manual.split(f"## {file}\n")[1].split("\n## ")[0]
        keys = model.model_json_schema(by_alias=True)["properties"]
        assert [key for key in keys if f"| `{key}` |" not in section] == []


def test_the_changelog_begins_with_this_version() -> None:
    """Keep a Changelog: newest first, and the version is the package's."""
    headings = re.findall(r"^## \[?([0-9][^\]\s]*)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    assert headings[0] == __version__


@pytest.mark.parametrize("name", ["ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_paths_that_a_document_names_are_there(name: str) -> None:
    """In backticks, with a slash or an ending of a file."""
    named = re.findall(
        r"`((?:\.ci|content|docs|media|outreach|templates|tests)/[\w./-]+)`", (ROOT / name).read_text("utf-8")
    )
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_dependency_has_its_licence_listed(readme: str) -> None:
    """Whoever installs us knows what comes along."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[><=\[ ]", requirement)[0] for requirement in project["dependencies"]]
    assert [name for name in names if name.lower() not in readme.lower()] == []


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself(name: str) -> None:
    """`--help` works, each option has a help text, and the short help is the table's."""
    result = CliRunner().invoke(main, [name, "--help"])
    assert result.exit_code == 0, result.output
    command = main.get_command(click.Context(main), name)
    assert command is not None
    commands = [command, *command.commands.values()] if isinstance(command, click.Group) else [command]
    for one in commands:
        assert one.help
        assert [p.name for p in one.params if isinstance(p, click.Option) and not p.help] == []


def test_formats_have_titles() -> None:
    """`outreach list formats` says what each is."""
    result = CliRunner().invoke(main, ["list", "formats"])
    assert result.exit_code == 0, result.output
    lines = {line.split()[0]: line.split(maxsplit=1)[1:] for line in result.output.splitlines()}
    assert [name for name in FORMATS if not lines[name]] == []

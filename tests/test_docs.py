"""The README tells of everything there is, and nothing that is not."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from outreach.cli import COMMANDS, main
from outreach.plan import FORMATS
from outreach.profiles import Profiles
from outreach.voices import ENGINES

ROOT = Path(__file__).parent.parent
READMES = ("README.md", "README.zh-CN.md")


@pytest.fixture(params=READMES)
def readme(request: pytest.FixtureRequest) -> str:
    """Each language's README."""
    return (ROOT / request.param).read_text("utf-8")


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

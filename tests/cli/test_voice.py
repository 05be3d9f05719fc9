"""`outreach voice`: what can speak, and trying a sentence."""

from __future__ import annotations

import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from outreach.cli import main

Run = Callable[..., Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Runs the command in an empty folder, without a network, in English."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    monkeypatch.setattr("outreach.voices.edge._probe", lambda: "no internet here")
    monkeypatch.setattr("outreach.voices.kokoro.model.missing", lambda path: "its model is not installed")

    def call(*arguments: str) -> Result:
        return CliRunner().invoke(main, ["voice", *arguments])

    return call


def test_list_says_which_voices_can_speak(run: Run) -> None:
    """Each engine of each language, ready or with the reason why not."""
    result = run("list", "-l", "zh-CN")
    assert result.exit_code == 0
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in result.stdout.splitlines()}
    assert lines["espeak"] == "ready, draft quality"
    assert lines["silent"] == "ready"
    assert lines["edge"] == "over the internet, not asked: `outreach voice try --voice edge` does"
    assert "OUTREACH_VOICE_COMMAND" in lines["command"]
    assert lines["recorded"] == "nothing in media/voice/zh-CN/ yet"


def test_try_speaks_and_shows_how_it_is_read(run: Run, tmp_path: Path) -> None:
    """The spoken form, the measured rate beside the wanted one, the engine and why, and a WAV of that length."""
    result = run("try", "打110，转走3万元。", "-a", "seniors", "-o", "one.wav")
    assert result.exit_code == 0, result.output
    assert "said as: 打幺幺零，转走三万元。" in result.stdout
    assert "(wanted 160 to 200); wrote `one.wav`" in result.stdout
    assert "voice: espeak: kokoro cannot: its model is not installed; edge cannot: it is left out" in result.stderr
    with wave.open(str(tmp_path / "one.wav")) as file:
        assert file.getnframes() / file.getframerate() > 2


def test_try_without_a_text_says_the_advice_line(run: Run, tmp_path: Path) -> None:
    """There is always something to listen to."""
    result = run("try", "-l", "en")
    assert "nine six one one zero" in result.stdout
    assert (tmp_path / "try.wav").exists()


@pytest.mark.parametrize(
    ("arguments", "message", "code"),
    [
        (("try", "-l", "xx"), "no language is called `xx`", 2),
        (("list", "-l", "xx"), "no language is called `xx`", 2),
        (("try", "-a", "xx"), "no audience is called `xx`", 2),
        (("try", "--voice", "edge"), "the voice `edge` cannot speak `zh-CN`: no internet here", 1),
        (("try", "--voice", "nobody"), "no voice is called `nobody`", 2),
    ],
)
def test_wrong_names_are_told(run: Run, arguments: tuple[str, ...], message: str, code: int) -> None:
    """A name that does not exist is wrong usage, a voice that cannot work a problem."""
    result = run(*arguments)
    assert result.exit_code == code
    assert message in result.output
    assert "Traceback" not in result.output

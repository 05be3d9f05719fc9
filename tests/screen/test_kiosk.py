"""The kiosk script and its unit: what can be known of them without a box. No screen, no login, no X11 is asked."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

KIOSK = Path(__file__).parent.parent.parent / "templates/screen/kiosk"
SCRIPT = KIOSK / "kiosk.sh"
pytestmark = pytest.mark.skipif(os.name != "posix", reason="a box has Linux")

# A browser that says what it was given and stays, until it is ended.
STAYS = 'echo "$$" > "$HOME/pid"; printf "%s\\n" "$@" > "$HOME/given"; exec tail -f /dev/null'
GOES = 'printf "%s\\n" "$@" > "$HOME/given"'


def command(folder: Path, name: str, text: str) -> Path:
    """A program of a few words."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{text}\n", "utf-8")
    path.chmod(0o755)
    return path


@pytest.fixture
def box(tmp_path: Path) -> Path:
    """A home with spaces in its name, a pack in it, and programs that stand for those of a box; time takes none."""
    home = tmp_path / "a box"
    (home / "bin").mkdir(parents=True)
    shutil.copytree(KIOSK, home / "pack/kiosk")
    command(home / "bin", "sleep", ":")
    return home


Kiosk = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def kiosk(box: Path) -> Kiosk:
    """Starts the script of the pack."""

    def started(*words: str, **env: str) -> subprocess.Popen[str]:
        env = {"HOME": str(box), "PATH": f"{box / 'bin'}:/usr/bin:/bin", **env}
        script = str(box / "pack/kiosk/kiosk.sh")
        return subprocess.Popen(["/bin/sh", script, *words], env=env, stderr=subprocess.PIPE, text=True)

    return started


def test_it_ends_with_its_browser(box: Path, kiosk: Kiosk) -> None:
    """So that systemd starts both again; the pack beside it is opened, with a profile that keeps the play log."""
    with kiosk(CHROMIUM=str(command(box / "bin", "chromium", GOES))) as done:
        assert done.wait(20) == 1
    given = (box / "given").read_text("utf-8").splitlines()
    assert given[0] == "--kiosk" and given[-1] == f"file://{box}/pack/index.html"
    assert f"--user-data-dir={box}/.local/state/outreach-screen" in given
    assert (box / ".local/state/outreach-screen").is_dir()


def test_an_address_and_a_small_box(box: Path, kiosk: Kiosk) -> None:
    """The address as one word, the switches of a small box as several."""
    address = "http://127.0.0.1:8000/index.html?mode=stills&volume=0.5"
    with kiosk(address, CHROMIUM=str(command(box / "bin", "chromium", GOES)), SMALL="1") as done:
        assert done.wait(20) == 1
    given = (box / "given").read_text("utf-8").splitlines()
    assert given[-1] == address and "--renderer-process-limit=1" in given and "" not in given


def test_a_title_that_stands_ends_the_browser(box: Path, kiosk: Kiosk) -> None:
    """A page that hangs writes no time any more."""
    command(box / "bin", "xdotool", 'echo "outreach 10:00:00 red"')
    with kiosk(CHROMIUM=str(command(box / "bin", "chromium", STAYS))) as done:
        assert done.wait(20) == 1
    assert not alive(box)


def test_a_title_that_moves_does_not(box: Path, kiosk: Kiosk) -> None:
    """It is asked for a hundred times, then the browser ends by itself."""
    moves = (
        'echo x >> "$HOME/n"; n=$(wc -l < "$HOME/n"); echo "outreach $n"; [ "$n" -lt 100 ] || kill "$(cat "$HOME/pid")"'
    )
    command(box / "bin", "xdotool", moves)
    with kiosk(CHROMIUM=str(command(box / "bin", "chromium", STAYS))) as done:
        assert done.wait(60) == 1
    assert len((box / "n").read_text("utf-8").splitlines()) >= 100


def test_stopped_it_takes_its_browser_along(box: Path, kiosk: Kiosk) -> None:
    """`systemctl stop`: exit code 0, nothing is left on the screen."""
    command(box / "bin", "sleep", 'while [ ! -s "$HOME/pid" ]; do :; done; kill -TERM "$PPID"')
    with kiosk(CHROMIUM=str(command(box / "bin", "chromium", STAYS))) as done:
        assert done.wait(20) == 0
    assert not alive(box), "it is waited for, so that it can write the play log"


def test_without_a_browser_it_says_so(kiosk: Kiosk, box: Path) -> None:
    """And what to do."""
    for name in ("dirname", "mkdir"):
        (box / "bin" / name).symlink_to(str(shutil.which(name)))
    with kiosk(PATH=str(box / "bin")) as done:
        _, told = done.communicate(timeout=20)
    assert done.returncode == 1 and "apt install chromium" in told


def alive(box: Path) -> bool:
    """Does the browser still run?"""
    try:
        os.kill(int((box / "pid").read_text("utf-8")), signal.SIG_DFL)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("shell", [("sh", "-n"), ("bash", "-n"), ("shellcheck",)], ids=lambda one: str(one[0]))
def test_the_script_is_plain_shell(shell: tuple[str, ...]) -> None:
    """As shells and a linter read it."""
    if not shutil.which(shell[0]):
        pytest.skip(f"no {shell[0]}")
    done = subprocess.run([*shell, str(SCRIPT)], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze")
def test_systemd_takes_the_unit(tmp_path: Path) -> None:
    """Every key and value is known, and the program is there."""
    unit = tmp_path / "outreach-screen.service"
    text = (KIOSK / "outreach-screen.service").read_text("utf-8")
    unit.write_text(text.replace("/opt/outreach-screen/kiosk/kiosk.sh", str(SCRIPT)), "utf-8")
    env = {**os.environ, "XDG_RUNTIME_DIR": str(tmp_path)}
    asked = ["systemd-analyze", "verify", "--user", "--recursive-errors=no", str(unit)]
    done = subprocess.run(asked, capture_output=True, text=True, check=False, env=env)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Restart=always" in text and "StartLimitIntervalSec=0" in text, "a screen comes back however often it fell"

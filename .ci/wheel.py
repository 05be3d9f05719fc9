"""Builds the wheel, installs it into a fresh environment and uses it there, as somebody who has no checkout would.

    python .ci/wheel.py [--film]

The libraries have the versions of .ci/requirements.txt; with --film it also makes a silent film.
"""

import re
import subprocess
import sys
import tempfile
import venv
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / ".ci/requirements.txt"
BUILD = ("build", "nfc-skimming", "-a", "students", "-l", "zh-CN", "--voice", "silent", "--draft")
NEEDED = ("outreach/py.typed", "outreach/starter/content/brand.yaml", "outreach/starter/templates/theme.yaml")


def run(*command: object, where: Path = ROOT) -> str:
    """What a command prints; its failure is ours."""
    words = [str(word) for word in command]
    sys.stderr.write(f"$ {' '.join(words)}\n")
    return subprocess.run(words, cwd=where, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout


def build(folder: Path) -> Path:
    """The wheel, made by the hatchling that is installed here."""
    run(sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation", "-w", folder, ROOT)
    (wheel,) = folder.glob("outreach-*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    missing = [name for name in NEEDED if name not in names]
    if missing:
        sys.exit(f"{wheel.name} lacks {', '.join(missing)}")
    return wheel


def install(wheel: Path, folder: Path) -> Path:
    """A fresh environment with the wheel; its `outreach`. pip takes no hashes in constraints, so they are left out."""
    pins = folder / "constraints.txt"
    pins.write_text("\n".join(re.findall(r"^([a-z0-9][^\\\n]*==[^\\\n]*)", LOCK.read_text("utf-8"), re.M)), "utf-8")
    venv.create(folder / "venv", with_pip=True)
    scripts = folder / "venv" / ("Scripts" if sys.platform == "win32" else "bin")
    run(scripts / "python", "-m", "pip", "install", "-q", "--only-binary=:all:", "-c", pins, wheel)
    return scripts / "outreach"


def use(outreach: Path, folder: Path, film: bool) -> None:
    """A project of its own, checked and built; the version that it tells is the wheel's."""
    told = run(outreach, "--version", where=folder).split()[-1]
    if f"-{told}-" not in next(folder.glob("outreach-*.whl")).name:
        sys.exit(f"the wheel tells version {told}")
    project = folder / "my project"
    run(outreach, "init", project, where=folder)
    run(outreach, "check", BUILD[1], where=project)  # all files, but one scam is laid out
    formats = ("leaflet", "deck", "page", *(("video",) if film else ()))
    run(outreach, *BUILD, *(word for name in formats for word in ("-f", name)), where=project)
    made = project / "out/nfc-skimming/students/zh-CN"
    wanted = ["deck.pptx", "leaflet.pdf", "page/index.html", *(["video.mp4"] if film else [])]
    missing = [name for name in wanted if not (made / name).is_file()]
    if missing:
        sys.exit(f"not made: {', '.join(missing)}")


with tempfile.TemporaryDirectory() as kept:
    place = Path(kept)
    use(install(build(place), place), place, film="--film" in sys.argv[1:])
    sys.stderr.write("the wheel works\n")

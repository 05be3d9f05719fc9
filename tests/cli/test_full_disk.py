"""A full disk, as a limit on the size of files makes one: what stood there stays, the file is named."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("resource", reason="limits of POSIX")

ROOT = Path(__file__).parent.parent.parent
LIMITED = """
import resource, signal, sys
sys.dont_write_bytecode = True  # CPython 3.11 keeps a module that was cut off at the limit, for everybody
from outreach.cli import main
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64))
main(sys.argv[1:])
"""


def tree(folder: Path) -> dict[str, str]:
    """Every file and folder with its digest."""
    found = sorted(folder.rglob("*"))
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes() if p.is_file() else b"").hexdigest()
        for p in found
    }


@pytest.mark.every(4, 2)
@pytest.mark.parametrize(
    ("words", "named"),
    [
        (("new", "abc"), "content/scams/abc/script.yaml"),
        (("voice", "try", "--voice", "silent", "-o", "t.wav"), "t.wav"),
        (("i18n", "sync", "nfc-skimming", "en"), "content/scams/nfc-skimming/en.yaml"),
        (("i18n", "export", "nfc-skimming", "en", "-o", "x.po"), "x.po"),
        (("approve", "nfc-skimming", "--by", "x"), "content/scams/nfc-skimming/"),
        (("schema", "-o", "s.json"), "s.json"),
        (("init", "q"), "q"),
        (("list", "art", "--sheet", "art.png"), "art.png"),
        (("build", "nfc-skimming", "-a", "students", "-f", "captions", "--voice", "silent", "-j", "1"), ""),
    ],
    ids=lambda words: words[0] if isinstance(words, tuple) else "",
)
def test_a_full_disk_destroys_nothing(tmp_path: Path, words: tuple[str, ...], named: str) -> None:
    """Exit code 1 and the file's name; a later run with room goes on from a sound project."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    (tmp_path / "content/scams/nfc-skimming/en.yaml").unlink()  # much to write for `i18n sync`
    for name in ("t.wav", "s.json", "x.po", "art.png"):
        (tmp_path / name).write_bytes(b"former")
    before = tree(tmp_path)
    env = {**os.environ, "OUTREACH_LANG": "en", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, *words], check=False, capture_output=True, text=True, cwd=tmp_path, env=env
    )
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert named in done.stderr and "File too large" in done.stderr
    after = {n: d for n, d in tree(tmp_path).items() if not n.startswith((".outreach-cache", "out"))}
    assert after == before

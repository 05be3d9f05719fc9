"""`outreach screen verify`: what is wrong is named, and nothing outside the folder is opened."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from screens import film

from outreach.screen.record import playlist_files, rev_of, small, sums
from outreach.screen.verifying import verify

Run = Callable[..., Result]


def rev(pack: Path) -> Path:
    """The revision that is shown."""
    return pack / str(json.loads((pack / "current.json").read_text("utf-8"))["rev"])


def one(pack: Path, suffix: str) -> Path:
    """A file of media/."""
    return sorted((rev(pack) / "media").glob(f"*{suffix}"))[0]


def codes(pack: Path) -> set[tuple[str, str]]:
    """What is wrong: the rule, and the file's name."""
    return {(found.code, Path(found.where.file).name) for found in verify(pack)}


def rewritten(pack: Path, change: Callable[[dict[str, Any]], object]) -> None:
    """A playlist that was edited by somebody who makes everything else fit it."""
    here = rev(pack)
    playlist = json.loads((here / "playlist.json").read_text("utf-8"))
    change(playlist)
    playlist["rev"] = rev_of(playlist)
    for name, data in playlist_files(playlist).items():
        (here / name).write_bytes(data)
    relisted(here)
    here.rename(pack / playlist["rev"])
    for name, data in small("current", {"schema": 1, "rev": playlist["rev"]}).items():
        (pack / name).write_bytes(data)


def relisted(here: Path) -> None:
    """Sums of what lies there now."""
    names = ["playlist.json", "playlist.js", *(f"media/{path.name}" for path in (here / "media").iterdir())]
    digests = {name: hashlib.sha256((here / name).read_bytes()).hexdigest() for name in names}
    (here / "sha256sums.txt").write_bytes(sums(digests))


def test_a_pack_is_whole(packed: Path, run: Run) -> None:
    """As it was written; also as JSON."""
    assert verify(packed) == [] and "is whole" in run("verify", "pack").output
    found = run("verify", "pack", "--json")
    assert found.exit_code == 0 and json.loads(found.stdout)["ok"] is True


DAMAGE: dict[str, tuple[Callable[[Path], object], str, str]] = {
    "missing film": (lambda p: one(p, ".mp4").unlink(), "missing", ".mp4"),
    "altered captions": (lambda p: one(p, ".vtt").write_bytes(b"x"), "altered", ".vtt"),
    "one bit": (lambda p: flip(one(p, ".jpg")), "altered", ".jpg"),
    "cut off": (lambda p: os.truncate(one(p, ".mp4"), 20_000), "playlist", "playlist.json"),
    "extra": (lambda p: (rev(p) / "media/0123456789abcdef.mp4").write_bytes(b"x"), "extra", "0123456789abcdef.mp4"),
    "extra beside": (lambda p: (p / "autorun.inf").write_bytes(b"x"), "extra", "autorun.inf"),
    "adapter": (lambda p: (rev(p) / "adapters/smil/playlist.smil").write_bytes(b"x"), "altered", "playlist.smil"),
    "playlist": (lambda p: edit(rev(p) / "playlist.json", "parcel", "parcek"), "playlist", "playlist.json"),
    "script": (lambda p: edit(rev(p) / "playlist.js", "parcel", "parcek"), "playlist", "playlist.js"),
    "no sums": (lambda p: (rev(p) / "sha256sums.txt").unlink(), "missing", "sha256sums.txt"),
    "nowhere": (lambda p: shutil.rmtree(rev(p)), "current", "current.json"),
    "no current": (lambda p: (p / "current.json").unlink(), "missing", "current.json"),
    "other current": (lambda p: (p / "current.js").write_bytes(b"x"), "current", "current.js"),
    "player": (lambda p: (p / "index.html").write_bytes(b"x"), "altered", "index.html"),
    "no player": (lambda p: (p / "kiosk/kiosk.sh").unlink(), "missing", "kiosk.sh"),
    "not JSON": (lambda p: (rev(p) / "playlist.json").write_bytes(b"{"), "json", "playlist.json"),
    "deep": (lambda p: (rev(p) / "playlist.json").write_bytes(b"[" * 100_000), "json", "playlist.json"),
    "not text": (lambda p: (p / "current.json").write_bytes(b"\xff\xfe\x00"), "encoding", "current.json"),
    "a list": (lambda p: (p / "current.json").write_bytes(b"[]"), "json", "current.json"),
    "huge": (lambda p: os.truncate(p / "current.json", 1 << 40), "size", "current.json"),
    "no rev": (lambda p: (p / "current.json").write_bytes(b'{"rev": "../../etc"}'), "current", "current.json"),
    "sums out": (lambda p: (rev(p) / "sha256sums.txt").write_text(f"{'0' * 64}  ../../../etc/passwd\n"), "name", ""),
    "link": (lambda p: linked(one(p, ".mp4")), "link", ".mp4"),
    "link to a folder": (lambda p: (rev(p) / "more").symlink_to("/etc"), "link", "more"),
    "pipe": (lambda p: os.mkfifo(rev(p) / "pipe"), "link", "pipe"),
    "no items": (lambda p: rewritten(p, lambda plain: plain.update(items=[])), "playlist", "playlist.json"),
    "odd item": (lambda p: rewritten(p, lambda plain: plain["items"].append(7)), "playlist", "playlist.json"),
    "item out": (
        lambda p: rewritten(p, lambda plain: plain["items"][0].update(src="../../../etc/passwd")),
        "playlist",
        "playlist.json",
    ),
    "too long": (
        lambda p: rewritten(p, lambda plain: plain["items"][0].update(duration_ms=9000)),
        "playlist",
        "playlist.json",
    ),
    "fallback out": (
        lambda p: rewritten(p, lambda plain: plain.update(fallback="/etc/passwd")),
        "playlist",
        "playlist.json",
    ),
}


def flip(file: Path) -> None:
    """One bit is another."""
    data = bytearray(file.read_bytes())
    data[len(data) // 2] ^= 1
    file.write_bytes(data)


def edit(file: Path, before: str, after: str) -> None:
    """A word is another."""
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")


def linked(file: Path) -> None:
    """The same bytes, but somewhere else."""
    away = file.parents[3] / "away"
    file.rename(away)
    file.symlink_to(away)


@pytest.mark.skipif(os.name != "posix", reason="links and pipes")
@pytest.mark.every(4, 1)
@pytest.mark.parametrize("name", DAMAGE)
def test_what_is_wrong_is_named(packed: Path, run: Run, name: str) -> None:
    """By its rule and file; exit code 1."""
    damage, code, file = DAMAGE[name]
    damage(packed)
    assert [found for found in codes(packed) if found[0] == code and found[1].endswith(file)], codes(packed)
    assert run("verify", "pack").exit_code == (0 if name == "other current" else 1)


@pytest.mark.slow
def test_a_film_that_a_player_stumbles_over_is_named(packed: Path) -> None:
    """Another size than the others, told even where all digests fit."""
    here = rev(packed)
    other = film(packed.parent / "x.mp4", size="640x360")
    data = other.read_bytes()
    name = hashlib.sha256(data).hexdigest()
    (here / f"media/{name[:16]}.mp4").write_bytes(data)

    def add(playlist: dict[str, Any]) -> None:
        more = {"src": f"media/{name[:16]}.mp4", "sha256": name, "bytes": len(data)}
        playlist["items"].append({**playlist["items"][0], **more})

    rewritten(packed, add)
    assert ("odd-film", f"{name[:16]}.mp4") in codes(packed)


def test_nothing_outside_is_opened(packed: Path) -> None:
    """Whatever a playlist, sums and links name."""
    (rev(packed) / "sha256sums.txt").write_text(f"{'0' * 64}  ../../../secret\n{'0' * 64}  /etc/passwd\n")
    secret = packed.parent / "secret"
    secret.write_bytes(b"x")
    (packed / "index.html").unlink()
    (packed / "index.html").symlink_to(secret)
    opened: list[str] = []
    looking = [True]

    def hook(event: str, words: tuple[Any, ...]) -> None:
        if looking and event == "open" and isinstance(words[0], str):
            opened.append(words[0])

    sys.addaudithook(hook)
    verify(packed)
    looking.clear()
    assert opened and not [name for name in opened if name.endswith(("passwd", "secret", "index.html"))]

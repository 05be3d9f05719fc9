"""Seals of finished folders: the bank's own passes; forged, altered, incomplete and expired ones are named."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from own import own_project

from outreach import manifest
from outreach.cli import main
from outreach.diagnostics import OutreachError
from outreach.seal import NAME, Trust, fingerprint, new_key, opened, seal, verify

TODAY, LAST = dt.date(2026, 11, 23), dt.date(2026, 12, 31)
KEY = Ed25519PrivateKey.from_private_bytes(b"k" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"o" * 32)
OURS = Trust((fingerprint(KEY.public_key().public_bytes_raw()),), {})


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    """A sealed folder with two files, one of them in a folder with a Chinese name."""
    (tmp_path / "pack/海报").mkdir(parents=True)
    (tmp_path / "pack/index.html").write_bytes(b"<p>")
    (tmp_path / "pack/海报/poster.pdf").write_bytes(b"%PDF")
    (tmp_path / "pack" / NAME).write_bytes(seal(tmp_path / "pack", KEY, TODAY, LAST))
    return tmp_path / "pack"


def _codes(folder: Path, trust: Trust = OURS, today: dt.date = TODAY) -> list[str]:
    return [one.code for one in verify(folder, trust, today)]


def test_a_sealed_folder_passes_wherever_it_is_copied(pack: Path, tmp_path: Path) -> None:
    """Also on its last day, and with what a computer leaves in folders by itself."""
    shutil.copytree(pack, tmp_path / "stick")
    (tmp_path / "stick/.DS_Store").write_bytes(b"x")
    assert _codes(tmp_path / "stick", today=LAST) == []


def test_the_same_folder_has_the_same_seal(pack: Path) -> None:
    """Ed25519 draws no random numbers: sealed twice, the bytes are the same."""
    assert seal(pack, KEY, TODAY, LAST) == (pack / NAME).read_bytes()


def _edited(change: Callable[[dict[str, Any]], object]) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        told = json.loads((folder / NAME).read_text("utf-8"))
        change(told)
        (folder / NAME).write_text(json.dumps(told), "utf-8")

    return act


def _forged(folder: Path) -> None:
    (folder / NAME).write_bytes(seal(folder, OTHER, TODAY, LAST))


CHANGED: dict[str, tuple[Callable[[Path], object], list[str]]] = {
    "a changed file": (lambda folder: (folder / "index.html").write_bytes(b"<p>!"), ["altered"]),
    "a file less": (lambda folder: (folder / "海报/poster.pdf").unlink(), ["missing"]),
    "a file more": (lambda folder: (folder / "evil.html").write_bytes(b"x"), ["unsealed"]),
    "no seal": (lambda folder: (folder / NAME).unlink(), ["unsealed"]),
    "a seal of somebody else": (_forged, ["foreign-key"]),
    "a later last day": (_edited(lambda told: told["sealed"].update(until="2036-12-31")), ["forged"]),
    "a digest of another file": (_edited(lambda told: told["sealed"]["files"].update(x="0" * 64)), ["forged"]),
    "another key beside it": (
        _edited(lambda told: told.update(key=json.loads(seal_text(OTHER))["key"])),
        ["forged"],
    ),
    "half a seal": (lambda folder: (folder / NAME).write_bytes((folder / NAME).read_bytes()[:99]), ["forged"]),
    "no JSON": (lambda folder: (folder / NAME).write_bytes(b"\x00"), ["forged"]),
    "a list": (lambda folder: (folder / NAME).write_text("[" * 100_000), ["forged"]),
}


def seal_text(key: Ed25519PrivateKey) -> bytes:
    """The seal of this file's folder, with another key."""
    return seal(Path(__file__).parent / "golden", key, TODAY, LAST)


@pytest.mark.parametrize("name", CHANGED)
def test_whatever_is_changed_is_named(pack: Path, name: str) -> None:
    """By one finding, and never by an exception."""
    change, codes = CHANGED[name]
    change(pack)
    assert _codes(pack) == codes


def test_a_folder_is_shown_until_its_last_day(pack: Path) -> None:
    """The day after it is expired."""
    assert _codes(pack, today=LAST + dt.timedelta(days=1)) == ["expired"]


def test_a_key_that_was_given_up_counts_no_more(pack: Path) -> None:
    """Also when it still stands among the others; beside its successor it counts until it is revoked."""
    other = fingerprint(OTHER.public_key().public_bytes_raw())
    assert _codes(pack, Trust((*OURS.keys, other), {})) == []
    assert _codes(pack, Trust((other,), {OURS.keys[0]: "2026-11-20"})) == ["revoked"]
    assert _codes(pack, Trust((*OURS.keys, other), {OURS.keys[0]: "2026-11-20"})) == ["revoked"]


def test_whom_to_trust_must_be_said(pack: Path) -> None:
    """The fingerprint is told, to be compared; however it was copied from paper, it counts."""
    (found,) = verify(pack, Trust((), {}), TODAY)
    assert found.code == "unknown-key" and OURS.keys[0] in found.message
    for written in (OURS.keys[0].upper(), OURS.keys[0].replace(" ", ""), OURS.keys[0].replace(" ", ":")):
        assert _codes(pack, Trust((written,), {})) == []


def test_a_link_is_neither_sealed_nor_passed(pack: Path) -> None:
    """It may lead to other bytes tomorrow."""
    (pack / "more.html").symlink_to(pack / "index.html")
    with pytest.raises(OutreachError, match="link"):
        seal(pack, KEY, TODAY, LAST)


def test_a_key_opens_with_its_passphrase_alone(tmp_path: Path) -> None:
    """Another one, or a file that holds none, is a clear error."""
    pem, mark = new_key("口令".encode())
    (tmp_path / "key.pem").write_bytes(pem)
    key = opened(tmp_path / "key.pem", "口令".encode())
    assert fingerprint(key.public_key().public_bytes_raw()) == mark and b"ENCRYPTED" in pem
    (tmp_path / "none.pem").write_bytes(b"none")
    for name, passphrase in (("key.pem", b"x"), ("none.pem", b"x")):
        with pytest.raises(OutreachError, match="cannot be opened"):
            opened(tmp_path / name, passphrase)


def test_from_the_key_to_the_branch(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As a bank does it: a key, a seal, and a branch that has the fingerprint on paper."""
    monkeypatch.setenv("OUTREACH_SEAL_PASSPHRASE", "secret")
    monkeypatch.chdir(tmp_path)
    run = CliRunner().invoke
    made = run(main, ["seal", "key", "bank.pem"])
    mark = made.output.split("{key: ")[1].split("}")[0]
    assert made.exit_code == 0 and (tmp_path / "bank.pem").stat().st_mode & 0o077 == 0
    assert run(main, ["seal", "key", "bank.pem"]).exit_code == 1  # a key is never written over
    assert run(main, ["seal", "put", str(pack), "--key", "bank.pem", "--until", "2099-01-01"]).exit_code == 0
    assert run(main, ["seal", "put", str(pack), "--key", "bank.pem", "--until", "2020-01-01"]).exit_code == 2
    assert run(main, ["verify", str(pack), "--fingerprint", mark]).exit_code == 0
    assert run(main, ["verify", str(pack)]).exit_code == 1
    (tmp_path / "content").mkdir()
    brand = (Path(__file__).parent / "project/content/brand.yaml").read_text("utf-8")
    (tmp_path / "content/brand.yaml").write_text(f'{brand}\nseals: [{{key: "{mark}"}}]\n', "utf-8")
    assert run(main, ["verify", str(pack)]).exit_code == 0
    revoked = f'{brand}\nseals: [{{key: "{mark}", revoked: "2026-11-01"}}]\n'
    (tmp_path / "content/brand.yaml").write_text(revoked, "utf-8")
    assert run(main, ["verify", str(pack)]).exit_code == 1


def test_a_seal_ends_no_later_than_an_approval(pack: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of outputs says until when its files may be shown, and which are drafts."""
    own_project(tmp_path / "bank")
    monkeypatch.chdir(tmp_path / "bank")
    monkeypatch.setenv("OUTREACH_SEAL_PASSPHRASE", "long enough")
    run = CliRunner().invoke
    assert run(main, ["seal", "key", "bank.pem"]).exit_code == 0
    row = {"path": "x/a/en/poster.pdf", "sha256": "0" * 64, "bytes": 4, "scam": "x", "audience": "a", "lang": "en"}
    row |= {"branch": "", "format": "poster", "title": "t", "state": "approved", "why": "", "until": "2098-12-31"}
    draft = row | {"path": "x/a/en/draft.pdf", "state": "draft", "until": ""}
    manifest.write(pack, [row, draft], {})
    late = run(main, ["seal", "put", str(pack), "--key", "bank.pem", "--until", "2099-01-01"])
    assert late.exit_code == 1 and "ends on 2098-12-31" in late.output
    done = run(main, ["seal", "put", str(pack), "--key", "bank.pem", "--until", "2098-12-31"])
    assert done.exit_code == 0 and "1 of these files are drafts" in done.output, done.output

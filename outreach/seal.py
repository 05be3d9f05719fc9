"""Seals of finished folders: whose they are, that they are whole, and until when they may be shown.

A seal is `seal.json` in the folder: the digest of every file, the day it ends, and an Ed25519 signature over both
(RFC 8032). Whoever verifies knows the key by its fingerprint, from paper or from brand.yaml.
"""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from outreach.diagnostics import Diagnostic, OutreachError, Where, error, fail, warning
from outreach.files import is_left_by_a_system
from outreach.messages import msg
from outreach.project import read_regular

NAME = "seal.json"
SCHEMA = 1
MOST_SEAL = 256 << 20  # bytes: a million files
MOST_KEY = 1 << 16
PIECE = 1 << 20  # bytes read at once
SHORT = 32  # hexadecimal digits of a fingerprint: as many as people can compare, and 128 bits
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


@dataclass(frozen=True)
class Trust:
    """The keys whose seals count, by fingerprint, and those that no longer do, with the day they were given up."""

    keys: tuple[str, ...]
    revoked: Mapping[str, str]


def new_key(passphrase: bytes) -> tuple[bytes, str]:
    """A key as PEM (PKCS 8, locked with the passphrase), and its fingerprint."""
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(passphrase))
    return pem, fingerprint(key.public_key().public_bytes_raw())


def opened(file: Path, passphrase: bytes) -> Ed25519PrivateKey:
    """The key of a file. Raises OutreachError for another passphrase, or a file that holds no such key."""
    data = read_regular(file, str(file), MOST_KEY)
    try:
        key = load_pem_private_key(data, passphrase)
    except (ValueError, TypeError) as problem:
        hint = msg("try the passphrase again; `outreach seal key FILE` makes a key")
        raise fail("seal", Where(str(file)), msg("this key cannot be opened"), hint) from problem
    if not isinstance(key, Ed25519PrivateKey):
        raise fail("seal", Where(str(file)), msg("expected an Ed25519 key, found another kind"))
    return key


def fingerprint(public: bytes) -> str:
    """What people compare: groups of four hexadecimal digits."""
    digits = hashlib.sha256(public).hexdigest()[:SHORT]
    return " ".join(digits[n : n + 4] for n in range(0, SHORT, 4))


def plain(written: str) -> str:
    """A fingerprint however it was copied: without spaces, in small letters."""
    return re.sub(r"[\s:-]", "", written).lower()


def seal(folder: Path, key: Ed25519PrivateKey, made: dt.date, until: dt.date) -> bytes:
    """The text of `seal.json` for a folder as it is now. Raises OutreachError for a link, or a folder without files."""
    files = {path: _digest(folder / path) for path in _files(folder)}
    if not files:
        raise fail("seal", Where(str(folder)), msg("expected finished files to seal, found none"))
    told = {"schema": SCHEMA, "made": made.isoformat(), "until": until.isoformat(), "files": files}
    public, signature = signed(told, key).split()
    whole = {"sealed": told, "key": public, "signature": signature}
    return (json.dumps(whole, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def verify(folder: Path, trust: Trust, today: dt.date) -> list[Diagnostic]:
    """What is wrong with a folder's seal and its files; empty when it is the bank's own, whole and in date."""
    where = Where(str(folder / NAME))
    try:
        told, public = _read(folder, where)
    except OutreachError as problem:
        return [*problem.diagnostics]
    return [*_whose(public, trust, where), *_in_date(told, today, where), *_whole(folder, told["files"])]


def _read(folder: Path, where: Where) -> tuple[dict[str, Any], bytes]:
    """What was sealed, and the key that did it. Raises OutreachError for a seal that is missing, damaged or forged."""
    if not (folder / NAME).exists():
        hint = msg("ask whoever gave it to you for the sealed folder")
        raise fail("unsealed", where, msg("expected a sealed folder, found no seal"), hint)
    damaged = fail("forged", where, msg("this seal is damaged or forged"), msg("do not show or hand out these files"))
    try:
        whole = json.loads(read_regular(folder / NAME, str(folder / NAME), MOST_SEAL))
        told, public = whole["sealed"], base64.b64decode(whole["key"], validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(base64.b64decode(whole["signature"]), _bytes(told))
        fits = told["schema"] == SCHEMA and _DAY.fullmatch(told["until"]) and isinstance(told["files"], dict)
    except (ValueError, KeyError, TypeError, RecursionError, InvalidSignature) as problem:
        raise damaged from problem
    if not fits:
        raise damaged
    return told, public


def signed(told: Any, key: Ed25519PrivateKey) -> str:
    """Public key and signature of plain data, base64, with a space between."""
    public = key.public_key().public_bytes_raw()
    return " ".join(base64.b64encode(one).decode() for one in (public, key.sign(_bytes(told))))


def signer(told: Any, signature: str) -> str | None:
    """The plain fingerprint of the key that signed; None when nobody did, or something else."""
    try:
        public, mark = (base64.b64decode(one, validate=True) for one in signature.split())
        Ed25519PublicKey.from_public_bytes(public).verify(mark, _bytes(told))
    except (ValueError, InvalidSignature):
        return None
    return plain(fingerprint(public))


def _bytes(told: Any) -> bytes:
    """The bytes that are signed: the same text whoever wrote the file, in whatever order."""
    return json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def _whose(public: bytes, trust: Trust, where: Where) -> Iterator[Diagnostic]:
    mark = fingerprint(public)
    known = {plain(one) for one in trust.keys}
    given_up = {plain(one): day for one, day in trust.revoked.items()}
    if plain(mark) in given_up:
        day = given_up[plain(mark)]
        message = msg("sealed with a key that was given up on {day}: `{mark}`", day=day, mark=mark)
        yield error("revoked", where, message, msg("do not show or hand out these files"))
    elif not known:
        hint = msg("compare it with the one on paper, and say it: `--fingerprint`")
        yield error("unknown-key", where, msg("nobody said whose key is right; this one is `{mark}`", mark=mark), hint)
    elif plain(mark) not in known:
        message = msg("sealed with a key that is not the bank's: `{mark}`", mark=mark)
        yield error("foreign-key", where, message, msg("do not show or hand out these files"))


def _in_date(told: Mapping[str, Any], today: dt.date, where: Where) -> Iterator[Diagnostic]:
    if told["until"] < today.isoformat():
        message = msg("expired on {day}", day=told["until"])
        yield error("expired", where, message, msg("take it down, and ask for this week's"))


def _whole(folder: Path, files: Mapping[str, str]) -> Iterator[Diagnostic]:
    found = {*_files(folder)}
    for path in sorted(files):
        if path not in found:
            yield error("missing", Where(str(folder / path)), msg("`{name}`: sealed, but not there", name=path))
        elif _digest(folder / path) != files[path]:
            hint = msg("copy it again; if it is still another, do not show or hand it out")
            yield error(
                "altered", Where(str(folder / path)), msg("`{name}`: not the file that was sealed", name=path), hint
            )
    for path in sorted(found - set(files)):
        message = msg("`{name}`: not sealed, somebody put it here", name=path)
        yield warning("unsealed", Where(str(folder / path)), message, msg("take it out"))


def _files(folder: Path) -> Iterator[str]:
    """Every file of a folder but its seal. Raises OutreachError for a link, which may lead anywhere."""
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            raise fail("seal", Where(str(path)), msg("expected a file, found a link"), msg("put the file itself here"))
        if path.is_file() and name != NAME and not is_left_by_a_system(path.name):
            yield name


def _digest(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()

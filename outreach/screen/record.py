"""Names and texts of a pack's files: how a playlist is written, what its revision is, how both are read back."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path
from typing import Any

from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.project import read_regular

SCHEMA = 1
REV = re.compile(r"[0-9a-f]{12}")
MEDIA = re.compile(r"media/(?P<own>[0-9a-f]{16})\.(?P<kind>mp4|jpg|vtt)")
CURRENT, BRANCH, PLAYLIST, SUMS = "current", "branch", "playlist", "sha256sums.txt"
ADAPTERS = "adapters"
PART = ".part"  # ends the name of a revision on its way
MOST_LIST = 8 << 20  # bytes of a playlist or of sums: some 10,000 films
MOST_SMALL = 64 << 10  # … of current.json, branch.json
_SUM = re.compile(r"([0-9a-f]{64})  ([^\0\r\n]+)")

Plain = dict[str, Any]


def text(plain: Plain) -> bytes:
    """JSON as it is written: the same text for the same data."""
    return (json.dumps(plain, ensure_ascii=False, indent=1, sort_keys=True) + "\n").encode()


def rev_of(playlist: Plain) -> str:
    """The digest of a playlist, whatever revision stands in it."""
    told = {name: value for name, value in playlist.items() if name != "rev"}
    whole = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(whole.encode()).hexdigest()[:12]


def named(sha256: str, suffix: str) -> str:
    """A file of the pack by its digest: another content has another name."""
    return f"media/{sha256[:16]}{suffix}"


def small(name: str, plain: Plain) -> dict[str, bytes]:
    """current or branch in both forms: a page from a stick (file://) may load a script and no data."""
    line = json.dumps(plain, ensure_ascii=False, sort_keys=True)
    return {f"{name}.json": f"{line}\n".encode(), f"{name}.js": f"window.OUTREACH_{name.upper()}={line};\n".encode()}


def playlist_files(playlist: Plain) -> dict[str, bytes]:
    """The playlist in both forms."""
    line = json.dumps(playlist, ensure_ascii=False, sort_keys=True)
    script = "window.OUTREACH_PLAYLISTS=window.OUTREACH_PLAYLISTS||{};\n"
    script += f'window.OUTREACH_PLAYLISTS["{playlist["rev"]}"]={line};\n'
    return {f"{PLAYLIST}.json": text(playlist), f"{PLAYLIST}.js": script.encode()}


def sums(digests: dict[str, str]) -> bytes:
    """Digests of files as `sha256sum -c` takes them."""
    return "".join(f"{digests[name]}  {name}\n" for name in sorted(digests)).encode()


def read_sums(path: Path, shown: str) -> dict[str, str]:
    """Name -> digest. Raises OutreachError for what is none; names that lead elsewhere are for the caller to refuse."""
    found: dict[str, str] = {}
    for n, line in enumerate(_text(read_regular(path, shown, MOST_LIST), shown).splitlines(), 1):
        known = _SUM.fullmatch(line)
        if not known:
            raise fail("sums", Where(shown, n), msg("expected a digest, two spaces and a name"))
        found[known[2]] = known[1]
    return found


def read_plain(path: Path, shown: str, most: int = MOST_SMALL) -> Plain:
    """A JSON object. Raises OutreachError for what is none, too large or too deep."""
    try:
        plain = json.loads(_text(read_regular(path, shown, most), shown))
    except (ValueError, RecursionError) as problem:
        raise fail("json", Where(shown), msg("expected JSON, found something else")) from problem
    if not isinstance(plain, dict):
        raise fail("json", Where(shown), msg("expected JSON, found something else"))
    return plain


def current_rev(folder: Path) -> str:
    """The revision that a pack shows; "" when it has none yet. Raises OutreachError for a damaged current.json."""
    file = folder / f"{CURRENT}.json"
    if file.is_symlink() or not file.exists():
        return ""
    rev = read_plain(file, str(file)).get("rev")
    if not isinstance(rev, str) or not REV.fullmatch(rev):
        raise fail("current", Where(str(file)), msg("expected the revision that is shown, found something else"))
    return rev


def _text(data: bytes, shown: str) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as problem:
        raise fail("encoding", Where(shown), msg("expected UTF-8 text, found other bytes")) from problem

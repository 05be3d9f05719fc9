"""The packs as the gallery shows them: their files in their places, and the pictures of sheets and films."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from outreach.formats import FILMS, FORMATS, listed
from outreach.gallery_links import own_name, rank
from outreach.profiles import Profiles
from outreach.renderers.page import VISUAL
from outreach.thumbnail import thumbnail

Row = Mapping[str, Any]

# What the player needs: the first film, and its captions.
FILM = FORMATS[FILMS[0]].cuts[0].files["landscape"].name
CAPTIONS = "captions.vtt"


@dataclass
class Card:
    """One pack (a scam for an audience in a language) as the page shows it."""

    scam: str
    audience: str
    lang: str
    title: str
    draft: bool
    film: Row | None = None
    captions: str = ""
    pictures: list[tuple[Row, str]] = field(default_factory=list)  # a sheet and the path of its picture
    links: list[Row] = field(default_factory=list)
    more: list[Row] = field(default_factory=list)
    branches: list[Row] = field(default_factory=list)
    poster: str = ""
    visual: str = ""


def cards_of(rows: Sequence[Row], profiles: Profiles, lang: str) -> list[Card]:
    """The packs, scam by scam: first those in the page's own language, then as the audiences are listed."""
    cards: dict[tuple[str, str, str], Card] = {}
    for row in rows:
        key = (row["scam"], row["audience"], row["lang"])
        _add(cards.setdefault(key, Card(*key, title=row["title"], draft=False)), row)
    audiences = {name: n for n, name in enumerate(profiles.audiences)}

    def place(card: Card) -> tuple[Any, ...]:
        return card.scam, card.lang != lang, audiences.get(card.audience, len(audiences)), card.audience, card.lang

    for card in cards.values():
        card.links.sort(key=rank)
        card.more.sort(key=rank)
    return sorted(cards.values(), key=place)


def _add(card: Card, row: Row) -> None:
    """Puts a file in its place on the card."""
    if row.get("branch"):
        card.branches.append(row)
        return
    card.draft = card.draft or row["state"] == "draft"
    name = own_name(row)
    file, _ = listed(name)
    if file.label:
        (card.links if file.button and "stale" not in row else card.more).append(row)
    if "stale" in row:
        return
    if name == CAPTIONS:
        card.captions = row["path"]
    elif name == FILM:
        card.film = row
    elif name == VISUAL:
        card.visual = row["path"]
    elif file.pictured:
        card.pictures.append((row, ""))


def add_pictures(card: Card, out: Path, files: dict[str, bytes]) -> None:
    """Adds the card's pictures to `files`: the first page of leaflet and poster, and of a film without a visual."""
    if card.film and not card.visual:
        card.poster = _kept(card.film, out, files)
    card.pictures = [(row, picture) for row, _ in card.pictures if (picture := _kept(row, out, files))]


def _kept(row: Row, out: Path, files: dict[str, bytes]) -> str:
    """The picture's path, named by the file's digest and its own: made once, read back while both are right."""
    of = row["sha256"][:16]
    done = next((name for name in files if name.startswith(f"gallery/{of}-")), "")
    if done:
        return done
    data = _earlier(of, out) or thumbnail(out / row["path"], Path(row["path"]).suffix)
    if data is None:
        return ""
    name = f"gallery/{of}-{hashlib.sha256(data).hexdigest()[:16]}.jpg"
    files[name] = data
    return name


def _earlier(of: str, out: Path) -> bytes | None:
    """The picture of an earlier run, when its bytes are what its name says."""
    for path in sorted((out / "gallery").glob(f"{of}-*.jpg")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest().startswith(path.stem.partition("-")[2]):
                return data
    return None

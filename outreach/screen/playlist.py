"""What is shown when: films or stills of them as items of a playlist, and the files that they name."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from outreach.diagnostics import Where, fail
from outreach.messages import msg
from outreach.screen.films import Film
from outreach.screen.record import SCHEMA, Plain, named, rev_of
from outreach.thumbnail import frame

BEFORE = 0.6  # seconds before a film's end: its end card, with the numbers to call
SETTLED = 0.2  # seconds before the last words of a scene end: all it shows is on screen
WEEK = [1, 2, 3, 4, 5, 6, 7]


@dataclass(frozen=True)
class Asked:
    """What a pack was asked for, beside its films."""

    campaign: str
    today: dt.date
    first: dt.date | None = None  # the day from which it is shown
    last: dt.date | None = None  # the last one
    stills: int = 0  # seconds that each picture stands; 0: the films themselves
    bake: int = 0  # minutes of the long loop; 0: none


@dataclass(frozen=True)
class Piece:
    """A file of the pack before it is written: its digest and size, its bytes or where they are."""

    sha256: str
    size: int
    data: bytes = b""
    path: Path | None = None


Pieces = dict[str, Piece]


def made(films: Sequence[Film], asked: Asked, player: Mapping[str, str]) -> tuple[Plain, Pieces]:
    """The playlist with its revision, and every file of media/. `player`: digests of the files that play it."""
    pieces: Pieces = {}
    items = [item for film in films for item in _items(film, asked, pieces)]
    wide, high = films[0].size
    ends = [item["valid"]["to"] for item in items]
    playlist: Plain = {
        "schema": SCHEMA,
        "campaign": asked.campaign,
        "generated": asked.today.isoformat(),
        "canvas": {"w": wide, "h": high, "orientation": "landscape" if wide >= high else "portrait"},
        "default_volume": 0,
        "fallback": items[0]["still"],
        "valid": {"from": _day(asked.first), "to": max(ends) if all(ends) else None},
        "bake_minutes": asked.bake,
        "player": dict(player),
        "items": items,
    }
    return {**playlist, "rev": rev_of(playlist)}, pieces


def _items(film: Film, asked: Asked, pieces: Pieces) -> Iterator[Plain]:
    stills = [_still(film, at, pieces) for at in (_moments(film) if asked.stills else [_end(film)])]
    common = {
        **{name: film.row[name] for name in ("title", "scam", "audience", "lang")},
        "still": stills[-1],
        "captions": None if asked.stills else _captions(film, pieces),
        "valid": {"from": _day(asked.first), "to": _last(film, asked)},
        "days": WEEK,
        "time": {"from": None, "to": None},
    }
    if asked.stills:
        for n, src in enumerate(stills, 1):
            shown = {"id": f"{film.id}-{n}", "type": "still", "src": src, "duration_ms": asked.stills * 1000}
            yield {**common, **shown, "sha256": pieces[src].sha256, "bytes": pieces[src].size}
        return
    src = _put(pieces, ".mp4", Piece(film.row["sha256"], film.row["bytes"], path=film.path))
    shown = {"id": film.id, "type": "video", "src": src, "duration_ms": film.duration_ms}
    yield {**common, **shown, "sha256": film.row["sha256"], "bytes": film.row["bytes"]}


def _last(film: Film, asked: Asked) -> str | None:
    """The last day: as asked, and never after the approval's."""
    days = [day for day in (_day(asked.last), film.row.get("until")) if day]
    return min(days, default=None)


def _moments(film: Film) -> list[float]:
    """A second of each scene at which all it says stands there, and the end card's."""
    last: dict[str, float] = {}
    for line in film.row.get("lines", ()):
        last[str(line["id"]).partition(".")[0]] = float(line["end"]) - SETTLED
    end = _end(film)
    scenes = [at for at in list(last.values())[:-1] if 0 < at < end]
    return [*scenes, end]


def _end(film: Film) -> float:
    return max(0.0, film.duration_ms / 1000 - BEFORE)


def _still(film: Film, at: float, pieces: Pieces) -> str:
    picture = frame(film.path, at)
    if picture is None:
        raise fail("film", Where(str(film.path)), msg("expected a film, found something else"))
    data = io.BytesIO()
    picture.convert("RGB").save(data, "JPEG", quality=88, optimize=True)
    return _put(pieces, ".jpg", _of(data.getvalue()))


def _captions(film: Film, pieces: Pieces) -> str | None:
    if film.captions is None:
        return None
    file = film.path.with_name(Path(film.captions["path"]).name)
    return _put(pieces, ".vtt", Piece(film.captions["sha256"], film.captions["bytes"], path=file))


def _of(data: bytes) -> Piece:
    return Piece(hashlib.sha256(data).hexdigest(), len(data), data)


def _put(pieces: Pieces, suffix: str, piece: Piece) -> str:
    name = named(piece.sha256, suffix)
    pieces[name] = piece
    return name


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None

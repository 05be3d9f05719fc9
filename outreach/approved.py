"""What was approved, word by word: content/scams/<slug>/approved.json, written beside an approval.

An approval has a digest, which says that something is another; this says what. Nothing is decided by it: the next
reviewer is shown what is new beside what was approved.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Annotated, Any

from pydantic import Field, TypeAdapter, ValidationError

from outreach.cache import LostError, key_of
from outreach.diagnostics import Diagnostic, OutreachError, Where, warning
from outreach.files import write_atomically
from outreach.formats import FORMATS
from outreach.messages import msg
from outreach.plan import packs
from outreach.project import Project
from outreach.session import Session
from outreach.source import Strict
from outreach.store import Store
from outreach.storyboard import Beat, Storyboard, Text
from outreach.wish import Wish

MOST_BYTES = 16 << 20
SEEN = "pictures.json"  # the pictures of a review page, in the cache
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{16}$")]


class Pictures(Strict):
    """The pictures of one medium, in their order, and whether each bore the mark of a draft."""

    draft: bool
    digests: list[Digest]


class Approved(Strict):
    """The whole file. A place is a path in a storyboard: `seniors/zh-CN/beats/hook.1`."""

    words: dict[str, str]
    pictures: dict[str, Pictures] = {}  # by the place of the medium: `seniors/zh-CN/deck`


_DRAWN = next(name for name, one in FORMATS.items() if one.needs == "storyboard")  # asks for no voice
_FILE: TypeAdapter[Approved] = TypeAdapter(Approved)
_SEEN: TypeAdapter[dict[str, Pictures]] = TypeAdapter(dict[str, Pictures])


def approved_file(slug: str) -> str:
    """Where it is kept."""
    return f"content/scams/{slug}/approved.json"


def approved(project: Project, slug: str) -> tuple[Approved | None, list[Diagnostic]]:
    """What was approved last; None when nothing was, or when the file cannot be read."""
    file = approved_file(slug)
    if not project.exists(file):
        return None, []
    try:
        return _FILE.validate_json(project.read_text(file, MOST_BYTES)), []
    except OutreachError as problem:
        return None, list(problem.diagnostics)
    except ValidationError:
        hint = msg("it is written by `outreach approve`; without it nothing is compared")
        return None, [warning("approved", Where(file), msg("this file cannot be read"), hint)]


def keep(session: Session, slug: str) -> None:
    """Writes what stands now, with the pictures of the review page that was made of these very words, if any was."""
    said = words(boards(session.project, session, slug))
    pictures = recalled(said, slug, session.store) if session.store else {}
    data = Approved(words=said, pictures=pictures).model_dump()
    text = json.dumps(data, ensure_ascii=False, indent=0, sort_keys=True) + "\n"
    write_atomically(session.project.path(approved_file(slug)), text.encode())


def boards(project: Project, session: Session, slug: str) -> list[Storyboard]:
    """The storyboards of a scam, one an audience and language."""
    return [pack.board for pack in packs(Wish((slug,), formats=(_DRAWN,)), project, session.profiles())[0]]


# --- pictures that a reviewer was shown ------------------------------------------------------------------------------


def remember(
    said: Mapping[str, str], slug: str, pictures: Mapping[str, Pictures], drawn: Iterable[bytes], store: Store
) -> None:
    """Keeps the pictures of a review page, until its words are approved. Those of other packs are kept beside."""
    known = recalled(said, slug, store) | dict(pictures)
    data = {place: one.model_dump() for place, one in known.items()}
    asked = {one for medium in known.values() for one in medium.digests}
    kept = recalled_pictures(said, slug, asked, store) | {digest(one): one for one in drawn}
    files = {_name(one): picture for one, picture in kept.items()}
    store.put(_key(said, slug), {SEEN: json.dumps(data, sort_keys=True).encode(), **files})


def recalled(said: Mapping[str, str], slug: str, store: Store) -> dict[str, Pictures]:
    """The pictures of the last review page of these words; none when none was made."""
    record = store.get(_key(said, slug))
    try:
        return _SEEN.validate_json(store.read(record.outputs[SEEN])) if record else {}
    except (LostError, ValidationError):
        return {}


def recalled_pictures(said: Mapping[str, str], slug: str, names: Iterable[str], store: Store) -> dict[str, bytes]:
    """Of these pictures, by their digests, those that a review page of these words had and the store still has."""
    record = store.get(_key(said, slug))
    blobs = {name: record.outputs.get(_name(name)) for name in names} if record else {}
    found = dict[str, bytes]()
    for name, blob in blobs.items():
        with suppress(LostError):
            found |= {name: store.read(blob)} if blob else {}
    return found


def _name(digest: str) -> str:
    return f"{digest}.webp"


def _key(said: Mapping[str, str], slug: str) -> str:
    return key_of({"review": slug, "words": dict(said)})


def digest(picture: bytes) -> str:
    """What a picture is known by."""
    return hashlib.sha256(picture).hexdigest()[:16]


# --- words -----------------------------------------------------------------------------------------------------------


def words(found: Iterable[Storyboard]) -> dict[str, str]:
    """Every word of the storyboards by its place; fixed words once a language."""
    said: dict[str, str] = {}
    for board in found:
        own = f"{board.audience}/{board.lang}"
        for field in dataclasses.fields(board):
            top = f"labels/{board.lang}" if field.name == "labels" else f"{own}/{field.name}"
            said.update(_words(getattr(board, field.name), top, field.name == "labels"))
        said.update((beat_place(own, beat), beat.text.said) for beat in beats(board) if beat.text)
    return said


def beats(board: Storyboard) -> Iterator[Beat]:
    """All its beats, in their order."""
    return (beat for scene in board.scenes for beat in scene.beats)


def beat_place(pack: str, beat: Beat) -> str:
    """`seniors/zh-CN/beats/hook.1`"""
    return f"{pack}/beats/{beat.id}"


def _words(value: Any, place: str, below: bool = False) -> Iterator[tuple[str, str]]:
    """The texts in a value, each with its place; beats have a place of their own."""
    if isinstance(value, Text):
        yield place, value.shown
        yield from _words(value.beside, f"{place}|{value.beside.lang}") if value.beside else ()
        return
    for name, one in _inside(value):
        yield from _words(one, f"{place}{'/' if below else '.'}{name}")


def _inside(value: Any) -> Sequence[tuple[str, Any]]:
    """What a value holds, by name: the author's where a thing has one, else its number."""
    if isinstance(value, Beat):
        return ()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return [(field.name, getattr(value, field.name)) for field in dataclasses.fields(value)]
    if isinstance(value, dict):
        return [(str(name), one) for name, one in value.items()]
    if isinstance(value, tuple):
        return [(getattr(one, "id", "") or getattr(one, "role", "") or str(n), one) for n, one in enumerate(value, 1)]
    return ()

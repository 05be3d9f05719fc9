"""What stood in place of a picture when the scam was approved: a medium is compared in the order of its pictures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from outreach.approved import Pictures, digest
from outreach.build.proofs import Proof


@dataclass(frozen=True)
class Compared:
    """By digests: what was in the place of each new picture ("": nothing), and what has no successor."""

    was: Mapping[str, str]
    gone: tuple[str, ...] = ()


def compared(pictures: Sequence[bytes], approved: Pictures | None, draft: bool) -> Compared:
    """The pictures of a medium beside those that were approved. Nothing is said about them where nothing can be: none
    was approved, or only one of the two bore the mark of a draft, which makes every picture another one."""
    if approved is None or approved.draft != draft:
        return Compared({})
    now = [digest(one) for one in pictures if one]
    was, gone = dict[str, str](), list[str]()
    for tag, a1, a2, b1, b2 in SequenceMatcher(None, approved.digests, now, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        old, new = approved.digests[a1:a2], now[b1:b2]
        was.update(zip(new, [*old, *[""] * len(new)], strict=False))
        gone += old[len(new) :]
    known = set(approved.digests)
    moved = {one: old for one, old in was.items() if one not in known}  # one that only has another place is not new
    return Compared(moved, tuple(one for one in gone if one not in now))


def drawn(proofs: Sequence[Proof]) -> Iterator[bytes]:
    """Every picture of a review page."""
    for proof in proofs:
        for film in proof.films:
            yield from (shot.picture for scene in film.scenes for shot in scene.shots if shot.picture)
        for leaves in proof.leaves.values():
            yield from (leaf.picture for leaf in leaves if leaf.picture)

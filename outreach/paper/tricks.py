"""What scammers say and do in a story, each once: for games, in which it is read aloud."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from outreach.kinds import KINDS
from outreach.storyboard import Item, Storyboard, is_scammer

_QUOTES = "“”‘’「」『』\"' "


def lines(board: Storyboard) -> tuple[Item, ...]:
    """Their sentences that play a trick, in the order of the story; then the signs that none of them has."""
    callers = {one.role for one in board.cast if is_scammer(one)}
    talks = (item for scene in board.scenes if KINDS[scene.kind].talk for item in scene.items)
    said = [item for item in talks if item.flags and item.role in callers]
    signs = [item for scene in board.scenes for item in scene.items if item.kind == "flag"]
    return tuple(unlike((*said, *signs)))


def unlike(items: Iterable[Item]) -> Iterator[Item]:
    """The items whose words are in none before them."""
    known: list[str] = []
    for item in items:
        words = bare(item.text.shown)
        if not any(words in one for one in known):
            known.append(words)
            yield item


def bare(words: str) -> str:
    """Words without what stands round them: a sign quotes what is said."""
    return words.strip(_QUOTES + "。.").casefold()

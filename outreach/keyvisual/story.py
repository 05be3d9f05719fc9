"""What a storyboard says of its key visual: which composition tells it, and what must not be done in it."""

from __future__ import annotations

from collections.abc import Iterator

from outreach.keyvisual.table import KeyVisualFile
from outreach.storyboard import Person, Picture, Storyboard, is_scammer


def chosen(file: KeyVisualFile, board: Storyboard) -> tuple[str, Picture | None]:
    """The composition for a story, and the drawing of what must not be done in it."""
    told = [board.visual] if board.visual else [*things(board)]
    for thing in told:
        for name, one in file.visuals.items():
            if thing.name in one.things:
                return name, thing
    channel = next((scene.channel for scene in board.scenes if scene.channel), "")
    reached = [name for name, one in file.visuals.items() if channel in one.channels]
    others = [name for name, one in file.visuals.items() if not one.things and not one.channels]
    return (*reached, *others)[0], next(iter(told), None)


def things(board: Storyboard) -> Iterator[Picture]:
    """What a story is about, the likeliest first: what its opening shows, what must not be done, what gives it away."""
    people = {p.picture.name for p in board.cast}
    scenes = [scene for kind in ("hook", "actions", "flags", "anatomy") for scene in board.scenes if scene.kind == kind]
    for scene in scenes:
        shown = scene.pictures if scene.kind == "hook" else ()
        items = [item.picture for item in scene.items if item.picture and item.kind != "do"]
        yield from (one for one in (*shown, *items) if one.name not in people)


def reached(board: Storyboard) -> str:
    """How the opening shows the person called: a state of their drawing."""
    victim = next((p.picture.name for p in board.cast if p.role == "victim"), "")
    hooks = [picture for scene in board.scenes if scene.kind == "hook" for picture in scene.pictures]
    return next((one.state for one in hooks if one.name == victim), "")


def seen(person: Person) -> bool:
    return person.role == "victim" or is_scammer(person)


def alt(board: Storyboard, thing: Picture | None) -> str:
    victim = next((p.picture.alt for p in board.cast if p.role == "victim"), "")
    never = f"{board.labels['dont'].shown}: {thing.alt}" if thing else ""
    return " · ".join(one for one in (victim, never) if one) or board.title.shown

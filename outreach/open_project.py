"""A project that is kept open: what was read and made of its files is remembered until one of these files changes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar
from weakref import ref

from outreach.diagnostics import OutreachError
from outreach.kept import Kept
from outreach.project import Project, Stamp

MOST = 2048  # answers: of a hundred scams for eight audiences and languages about half of that
T = TypeVar("T")


@dataclass(frozen=True)
class _Answer:
    value: Any
    asked: frozenset[str]  # the files and folders that it depends on


class Memory:
    """One answer a question, however often files are edited. It belongs to a session and goes with it."""

    def __init__(self) -> None:
        self.answers: Kept[tuple[str, ...], _Answer] = Kept(MOST)
        self.stamps: dict[str, Stamp] = {}  # of all that was asked for, as it was before it was read
        self.asking: list[set[str]] = []  # what each answer has asked for that is being made at the moment


def _nothing() -> Memory | None:
    return None


@dataclass(frozen=True)
class OpenProject(Project):
    """A project with a memory. The link is weak: who remembers drawings by their project keeps no scripts alive."""

    memory: ref[Memory] | Callable[[], Memory | None] = field(default=_nothing, compare=False, repr=False)

    def path(self, relative: str) -> Path:
        """As the project's own; what is being made depends on it."""
        found = super().path(relative)
        memory = self.memory()
        if memory and memory.asking:
            memory.asking[-1].add(relative)
            self._stamped(memory, relative)
        return found

    def digest(self, relative: str) -> str:
        """As the project's own; a digest is remembered as long as its file stays."""
        memory = self.memory()
        if memory:
            self._stamped(memory, relative)
            if memory.asking:
                memory.asking[-1].add(relative)
        return super().digest(relative)

    def remembered(self, question: tuple[str, ...], make: Callable[[], T]) -> T:
        """What was made for the question before, made now when there is nothing. An error that is raised is not kept.

        Whoever waits for the answer depends on all that it depends on.
        """
        memory = self.memory()
        if memory is None:
            return make()
        known = memory.answers.get(question)
        if known is None:
            known = memory.answers.put(question, self._made(memory, make))
        elif memory.asking:
            memory.asking[-1] |= known.asked
        value: T = known.value
        return value

    def refresh(self) -> list[str]:
        """Forgets what was made of files that have changed; their names. Folders count by what is in them."""
        memory = self.memory()
        if memory is None:
            return []
        self.__dict__.pop("folders", None)  # a project may have got templates/ of its own
        self._bases.clear()
        changed = {name for name, stamp in memory.stamps.items() if self._now(name) != stamp}
        for name in changed:
            del memory.stamps[name]
            self._forget(name)
        memory.answers.drop(lambda answer: not changed.isdisjoint(answer.asked))
        return sorted(changed)

    def _made(self, memory: Memory, make: Callable[[], Any]) -> _Answer:
        memory.asking.append(set())
        try:
            return _Answer(make(), frozenset(memory.asking[-1]))
        finally:
            asked = memory.asking.pop()
            if memory.asking:
                memory.asking[-1] |= asked

    def _stamped(self, memory: Memory, relative: str) -> None:
        if relative not in memory.stamps:
            memory.stamps[relative] = ()  # `stamp` asks for the path, which leads here again
            memory.stamps[relative] = self._now(relative)

    def _now(self, relative: str) -> Stamp:
        """The stamp of a file as it is now; none for what leads out of the project."""
        with suppress(OutreachError):
            return self.stamp(relative)
        return ()

    def _forget(self, relative: str) -> None:
        """Digests of the file, of what is below it and of the folders it is in are measured again."""
        for name in list(self._digests):
            if name == relative or name.startswith(f"{relative}/") or relative.startswith(f"{name}/"):
                del self._digests[name]

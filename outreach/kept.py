"""A memory with a bound: what was asked for last is kept, the oldest is let go."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

K = TypeVar("K", bound=Hashable)
V = TypeVar("V")


class Kept(Generic[K, V]):
    """At most `most` values by their key; for `lru_cache` when the key is less than the arguments."""

    def __init__(self, most: int) -> None:
        self.most = most
        self._values: OrderedDict[K, V] = OrderedDict()

    def __len__(self) -> int:
        return len(self._values)

    def get(self, key: K) -> V | None:
        """The value of a key; None when there is none any more."""
        if key not in self._values:
            return None
        self._values.move_to_end(key)
        return self._values[key]

    def put(self, key: K, value: V) -> V:
        """Keeps a value, and lets go of the one that was not asked for the longest."""
        self._values[key] = value
        self._values.move_to_end(key)
        while len(self._values) > self.most:
            self._values.popitem(last=False)
        return value

    def of(self, key: K, make: Callable[[], V]) -> V:
        """The value of a key, made when there is none."""
        known = self.get(key)
        return self.put(key, make()) if known is None else known

    def drop(self, stale: Callable[[V], bool]) -> None:
        """Lets go of the values that are stale."""
        for key in [key for key, value in self._values.items() if stale(value)]:
            del self._values[key]

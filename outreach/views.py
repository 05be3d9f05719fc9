"""Views: what a template of templates/ is given. templates/DATA.md is written from these frozen dataclasses.

One rule for all: every field is sent, and what is not there is `none`. A view stands near whoever fills it;
tests/test_views.py holds its fields against what its templates read.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, ClassVar


class View:
    """The base of all views, each a frozen dataclass of texts, numbers, further views, tuples and mappings of them."""


class Piece(View):
    """A piece of a film's frame; `kind`, the name of its class, says which function of the template draws it."""

    kind: ClassVar[str] = ""
    moves: ClassVar[bool] = False  # the camera moves it: it is kept as a plane

    def __init_subclass__(cls) -> None:
        cls.kind = cls.__name__.lower()


def sent(value: object) -> Any:
    """What a view becomes in JSON."""
    if isinstance(value, View):
        assert dataclasses.is_dataclass(value)
        found = {one.name: sent(getattr(value, one.name)) for one in dataclasses.fields(value)}
        return {"kind": value.kind, **found} if isinstance(value, Piece) else found
    if isinstance(value, Mapping):
        return {key: sent(one) for key, one in value.items()}
    return [sent(one) for one in value] if isinstance(value, (list, tuple)) else value

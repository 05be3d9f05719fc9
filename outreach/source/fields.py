"""Values that many kinds of files have."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from outreach.source.explain import FILLED, SLUG

Slug = Annotated[str, Field(pattern=SLUG, max_length=64)]
Worded = Annotated[
    dict[str, Annotated[str, Field(pattern=FILLED, max_length=400)]],
    Field(min_length=1, description="the words by language"),
]

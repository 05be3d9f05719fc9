"""What media/art/art.yaml can say: the drawings there are, and which is shown where a scene names none."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from outreach.channels import ChannelName
from outreach.source import Strict, Versioned
from outreach.source.explain import ART_FILE
from outreach.source.fields import Slug, Worded


class ArtModel(Strict):
    """A drawing: its states and what it shows, in every language."""

    file: Annotated[str, Field(pattern=ART_FILE)]
    states: Annotated[list[Slug], Field(min_length=1)] = ["plain"]
    alt: Worded


class ArtFile(Versioned):
    """media/art/art.yaml"""

    art: dict[Slug, ArtModel]
    kinds: dict[str, list[str]] = Field(description="scene kind -> the drawings it gets when it names none")
    channels: dict[ChannelName, dict[Literal["hook", "dialogue"], list[str]]] = Field(
        {}, description="the same for a conversation on a channel, and for the opening of a story that begins on it"
    )
    doubles: dict[str, str] = Field({}, description="a person's drawing -> who is drawn when it is taken already")
    unheard: dict[str, str] = Field(
        {}, description="a drawing, or a state `:phone` -> what is shown instead to an audience that hears nothing"
    )
    written: dict[str, str] = Field(
        {}, description="the same for conversations and stories in writing: there is no call"
    )

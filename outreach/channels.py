"""The ways people reach each other: one row a channel, with everything that is seen and heard differently on it.

Whoever draws or plays a conversation asks this table. Which drawings fit a channel is data: media/art/art.yaml.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

ON_VIDEO = "-on-video"  # ends the state of a drawing of somebody who is seen in a video call
WINDOW = "video-window"  # the drawing of the window they are seen in
ChannelName = Literal["phone", "video", "chat", "sms", "screen", "counter"]


@dataclass(frozen=True)
class Channel:
    """What is special about one way to reach somebody."""

    device: bool  # they talk through a device, whose screen is drawn; else face to face
    rings: bool  # a call comes in: it rings, and the screen shakes until somebody speaks
    taps: bool  # each line is a message that arrives with a tap
    face: bool  # the other side is seen: a window with the face that is shown there
    groups: bool  # many can be in it, and how many stands beside its name
    head: str  # the label that says how they come, at the head of the screen; "" says nothing
    sign: str  # the drawing of media/art that stands for it
    practice: str  # the page's words for practising it: the labels that begin so; "": nobody practises it
    calls: bool = False  # the other side is heard out of the device, as a telephone carries a voice

    @property
    def written(self) -> bool:
        """Is all of it read and typed? Then nobody holds a phone to the ear, and there is no call to hang up on."""
        return self.taps and not self.calls


CHANNELS: Mapping[str, Channel] = MappingProxyType(
    {
        "phone": Channel(True, True, False, False, False, "incoming_call", "phone-mark", "page_call", True),
        "video": Channel(True, True, False, True, False, "video_call", "video-mark", "page_video", True),
        "chat": Channel(True, False, True, False, True, "", "chat-mark", "page_chat"),
        "sms": Channel(True, False, True, False, False, "", "chat-mark", "page_chat"),
        "screen": Channel(True, False, True, False, False, "", "eye", "page_call", True),
        "counter": Channel(False, False, False, False, False, "", "chat-mark", ""),
    }
)

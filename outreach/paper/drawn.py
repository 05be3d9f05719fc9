"""The drawings of a sheet or of a set of pictures, each held once and named by a short key."""

from __future__ import annotations

import re
from collections.abc import Callable

from outreach.paper.views import Drawn
from outreach.storyboard import Picture


class Art:
    """Draws what is asked for the first time; `drawn` has all of it."""

    def __init__(self, draw: Callable[[Picture], str]) -> None:
        self.draw = draw
        self.drawn: dict[str, Drawn] = {}

    def key(self, picture: Picture) -> str:
        """The key under which a drawing stands in `drawn`."""
        key = f"{picture.name}:{picture.state}"
        if key not in self.drawn:
            svg = self.draw(picture)
            self.drawn[key] = Drawn(svg, picture.alt, _ratio(svg))
        return key


def _ratio(svg: str) -> float:
    """Width by height of what a drawing shows."""
    box = re.search(r'viewBox="([^"]+)"', svg)
    assert box, "every drawing says what it shows"
    _, _, width, height = (float(n) for n in re.split(r"[ ,]+", box.group(1).strip()))
    return round(width / height, 4)

"""The drawings of a sheet or of a set of pictures, each held once and named by a short key."""

from __future__ import annotations

from collections.abc import Callable

from outreach.paper.views import Drawn
from outreach.storyboard import Picture
from outreach.svg import aspect


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
            self.drawn[key] = Drawn(svg, picture.alt, round(aspect(svg), 4))
        return key

"""How large a code must be: plain numbers, for the table of formats, which reads no pictures."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Least:
    """How large a code must be in its medium: the symbol's side and one module, without the quiet zone."""

    side: float
    module: float
    unit: str  # mm of paper, px of a picture, pt of a slide 540 high
    quiet: float = 4  # modules left light on every side (ISO/IEC 18004 §9.1)

    def held(self, *, side: float, module: float, quiet: float) -> Least:
        """The stricter of itself and these numbers, one by one."""
        return Least(max(self.side, side), max(self.module, module), self.unit, max(self.quiet, quiet))

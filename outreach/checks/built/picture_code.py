"""The code in a finished picture is read as a phone shows it.

Why: a code that was drawn right is still lost when a template shows it too small, covers it or sets another beside it.
Source: as for paper (outreach.checks.built.paper_code); in pixels of a picture as wide as a phone's screen.
PASS: the wanted payload on the last card, with nothing in its quiet zone; every other picture without a code.
FAIL: a code of 100 pixels on a card; a logo with somebody's code.
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.built import Built
from outreach.codes.symbol import Shown, compared, flattened, missing, symbols
from outreach.diagnostics import Diagnostic, Spot


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields what is wrong with the codes of a PNG, on a light ground and on a dark one."""
    wanted, rule, read = built.codes, built.coded, set[str]()
    side, module, quiet = (built.limit(f"picture_code.{one}") for one in ("side", "module", "quiet"))
    least = rule.least.held(side=side, module=module, quiet=quiet) if rule and rule.least else None
    for flat in flattened(built.bytes, ("PNG",)):
        found = symbols(flat, wanted, quiet)
        read |= {one.text for one in found}
        shown = Shown(f"`{built.path}`", Spot(built.path), (flat.shape[1], flat.shape[0]))
        yield from compared(found, wanted, least, 1.0, shown)
    if rule:
        yield from missing(read, wanted, Shown(f"`{built.path}`", Spot(built.path)))

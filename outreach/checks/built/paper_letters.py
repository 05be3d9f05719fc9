"""Nothing on a sheet is printed smaller than its readers can read.

Why: what is left over goes into a corner in small print, and the person it is for does not have her glasses.
Source: UKAAF G003, clear print: 12 pt at least, ideally 14, large print 16 to 18. Which of them a reader needs says the
audience's look (`print_type: floor` of templates/theme.yaml), which the manifest tells; a tenth less is for numbers in
circles and pinyin. Of a sheet without a manifest only what nobody reads is told.
PASS: 16 pt and more for seniors, 9 pt and more for students
FAIL: a line of 7.9 pt
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import msg
from outreach.paper.seen import Letter, pages

LESS = 0.9  # of a reader's floor
SHOWN = 24  # letters in a message


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields each page with letters that are too small."""
    floor = float(built.facts.get("floor", 0)) * LESS
    least = max(floor, built.limit("paper_letters.letters"))
    for page in pages(built.bytes):
        small = [one for one in page.letters if one.size < least - 0.05]
        if small:
            wanted, size = msg("letters of {n} pt and more", n=f"{least:.3g}"), min(one.size for one in small)
            words = "".join(one.sign for one in small)
            found = msg("{n} pt: `{words}`", n=f"{size:.1f}", words=words[:SHOWN] + "…" * (len(words) > SHOWN))
            values = {"name": built.path, "n": page.number, "wanted": wanted, "found": found}
            told = msg("`{name}`, page {n}: expected {wanted}, found {found}", **values)
            spot = Spot(built.path, "page", page.number, _box(small, page.size))
            hint = msg("say less, or give it more room; templates/print has the sizes")
            yield error("paper-letters", NOWHERE, told, hint, wanted=wanted, measured=found, spot=spot)


def _box(small: list[Letter], size: tuple[float, float]) -> tuple[float, float, float, float]:
    """Where the first of them is, and those beside it on its line."""
    first = small[0].box
    line = [one.box for one in small if abs(one.box[1] - first[1]) < first[3] - first[1]]
    left, right = min(box[0] for box in line), max(box[2] for box in line)
    return (left / size[0], first[1] / size[1], right / size[0], first[3] / size[1])

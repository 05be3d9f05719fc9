"""Thai: no spaces between words; BudouX knows its phrases."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from outreach.lang.other import Other

if TYPE_CHECKING:
    from budoux import Parser


@cache
def _parser() -> Parser:
    from budoux import load_default_thai_parser  # noqa: PLC0415 - other languages need none of it

    return load_default_thai_parser()


class Thai(Other):
    """Everything but its phrases is as in `Other`."""

    spaced, boxed, wide, rtl = False, True, False, False

    def cut(self, text: str) -> Iterator[str]:
        """By phrases inside what stands between spaces."""
        for words in re.findall(r"\S+\s*|\s+", text):
            yield from _parser().parse(words)


TONGUE = Thai

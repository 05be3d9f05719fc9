"""Words in both languages of whoever works with it, for pages in which the reader chooses."""

from __future__ import annotations

from dataclasses import dataclass

from outreach.messages import CATALOGUES, translator
from outreach.views import View

_CHINESE = translator(next(iter(CATALOGUES)))


@dataclass(frozen=True)
class Said(View):
    """Words in each of the two languages, the page's first."""

    zh: str
    en: str


def said(words: str) -> Said:
    """A message, in both."""
    return Said(_CHINESE(words), str(words))

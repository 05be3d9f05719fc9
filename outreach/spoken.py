"""Turns a shown text into the form a voice engine reads right: hotlines digit by digit, amounts in words."""

from __future__ import annotations

import re
from collections.abc import Mapping

_ZH_DIGITS = dict(zip("0123456789", "零幺二三四五六七八九", strict=True))


def spoken_form(text: str, lang: str, pronounce: Mapping[str, str]) -> str:
    """`text` as it is to be said in `lang`; `pronounce` lists words and how to write them for the ear."""
    for word, sound in pronounce.items():
        text = text.replace(word, sound)
    if lang.startswith("zh"):
        return re.sub(r"\d{3}-\d{3}-\d{4}|\d{3,}", lambda m: "".join(_ZH_DIGITS.get(c, "") for c in m.group()), text)
    return re.sub(r"\d{3}-\d{3}-\d{4}|\d{3,}", lambda m: " ".join(c for c in m.group() if c != "-"), text)

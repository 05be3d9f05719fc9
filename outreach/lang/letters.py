"""Latin abbreviations inside Chinese, Japanese or Korean: which are spelled, which are words."""

from __future__ import annotations

import re

WORDS = frozenset("SIM PIN OK WIFI VISA OPPO VIVO HUAWEI ZOOM".split())  # said as words
_SPELLED = re.compile(r"(?<![A-Za-z])(?:[A-Z]{2,6}|[Aa]pp|nfc|atm|sms|apk|vip|pos|gps|etc|qq|ai)(?![A-Za-z])")


def spell(text: str) -> str:
    """`打开NFC` becomes `打开 N F C`; `App` is spelled too, as people in China say it."""
    spaced = _SPELLED.sub(lambda m: m[0] if m[0] in WORDS else f" {' '.join(m[0].upper())} ", text)
    return re.sub(r" +", " ", spaced).replace(" ，", "，").replace(" 。", "。").strip()

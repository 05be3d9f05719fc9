"""Cuts a text where a line may break: between Chinese words, never inside one, never before closing punctuation."""

from __future__ import annotations

import re
from functools import cache

# Marks that may not start a line, and marks that may not end one (W3C clreq §3.1.3; standards §2).
NO_START = set("，。！？、；：）》〉」』】”’…—～·％%,.!?;:)]}」゛゜ー・々") | set(
    "ぁぃぅぇぉっゃゅょァィゥェォッャュョ"
)
NO_END = set("（《〈「『【“‘([{￥¥$#")
_UNIT = re.compile(
    r"^(元|万|万元|块|岁|天|分钟|小时|年|月|日|号|个|张|次|秒|%|％|人|条|位|名|点|遍|円|人民币|원|개|분)"
)
_NUMBER = re.compile(r"[0-9０-９.,]+$")
# One-character words that read badly at the start of a line; they stay with the word before.
_CLING = set("了的地得着过吗呢吧啊呀哦们里上下中后前")


@cache
def phrases(text: str, lang: str) -> tuple[str, ...]:
    """`text` in pieces that must not be broken; joined they give `text` again."""
    if not text:
        return ()
    pieces = _words(text, lang.split("-")[0])
    joined: list[str] = []
    for piece in pieces:
        if joined and _clings(joined[-1], piece):
            joined[-1] += piece
        else:
            joined.append(piece)
    return tuple(joined)


def _words(text: str, lang: str) -> list[str]:
    if lang == "zh":
        import rjieba

        return [str(w) for w in rjieba.cut(text)]
    if lang == "ja":
        return re.findall(r"[一-鿿々]+[ぁ-ん]*|[ァ-ヴー]+[ぁ-ん]*|[ぁ-ん]+|[A-Za-z0-9.,%]+|\s+|.", text, re.S)
    return re.findall(r"\S+\s*|\s+", text)


def _clings(before: str, piece: str) -> bool:
    if piece[0] in NO_START or before[-1] in NO_END or piece.isspace():
        return True
    if piece in _CLING:
        return True
    return bool(_NUMBER.search(before) and _UNIT.match(piece)) or (
        before[-1].isascii() and piece[0].isascii() and before[-1].isalnum() and piece[0].isalnum()
    )

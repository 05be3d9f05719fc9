"""Chinese in words: a line may break between two, never inside one, and no sign stands alone at an edge."""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.lang.breaks import LINK, NO_END, NO_START, settled

# Words of this field that the segmenter's dictionary lacks or cuts apart.
TERMS = (
    *("国家反诈中心", "小额免密支付", "反诈中心", "反诈专线", "屏幕共享", "共享屏幕", "免密支付", "小额免密"),
    *("安全账户", "百万保障", "飞行模式", "会议软件", "陌生软件", "远程控制", "自动扣费", "自动扣款", "自动续费"),
    *("银行客服", "平台客服", "客服电话", "官方应用", "官方渠道", "验证码", "解冻金", "保证金", "校园贷", "刷流水"),
    *("刷卡机", "隔空盗刷", "注销账户", "冻结卡片", "小测验", "二维码", "公安机关", "通话记录", "聊天记录"),
    *("网贷", "征信", "盗刷", "刷单", "荐股", "装软件", "打电话"),
)
_RUN = re.compile(
    "|".join(sorted(TERMS, key=len, reverse=True))
    + rf"|[!-~]{{{LINK + 1},}}"
    + r"|[A-Za-z0-9]+(?:[.,:/@&+_'’-]+[A-Za-z0-9]+)*[%％]?|[ \t\n\u00a0]+"
)
_HAN = re.compile(r"[㐀-鿿豈-﫿]")
_NUMBER = re.compile(r"[0-9０-９][0-9０-９.,:/-]*$")
# Particles, directions and measures stay with the word before.
_ENCLITICS = set("了的地得着过吗呢吧啊呀哦们里上下中后前内外时起来到掉走完好出去费号") | {
    "起来",
    "出去",
    "下来",
    "过来",
    "进去",
}
_PARTICLES = set("的了里上下中后前内")
_AFTER_WORD = set("”’》）")  # closing marks that a particle may follow
LONGEST = 6  # Hanzi that a lone one may be joined up to: a piece still fits the narrowest column


def words(text: str) -> list[str]:
    """Words, with lone Hanzi joined to a neighbour so that no line starts or ends with an orphan."""
    tokens = list(_settled_tokens(text))
    pieces: list[str] = []
    last = ""  # the last token of the last piece
    for token in tokens:
        if pieces and _joins(pieces[-1], last, token):
            pieces[-1] += token
        else:
            pieces.append(token)
        last = token
    return _without_orphans(pieces)


def _settled_tokens(text: str) -> Iterator[str]:
    """The segmenter's words; numbers, Latin words and terms whole; marks where they belong."""
    return settled(_tokens(text))


def _tokens(text: str) -> Iterator[str]:
    import rjieba  # noqa: PLC0415 - its dictionary costs 0.1 s, and other languages need none of it

    start = 0
    for match in _RUN.finditer(text):
        yield from (str(w) for w in rjieba.cut(text[start : match.start()], False))
        yield match[0]
        start = match.end()
    yield from (str(w) for w in rjieba.cut(text[start:], False))


def _joins(before: str, last: str, token: str) -> bool:
    if before.endswith((" ", "\n", "\u00a0")):
        return False
    word = _bare(token)
    if word in _ENCLITICS and (_HAN.match(last[-1]) or (last[-1] in _AFTER_WORD and word in _PARTICLES)):
        return True
    if _NUMBER.search(before):
        if word == _EXTENSION:
            return False
        return bool(word) and bool(_HAN.match(token)) and (len(word) == 1 or word in _UNITS_ZH)
    lone = len(_bare(last)) == 1 and bool(_HAN.match(last[-1])) and last not in _ENCLITICS
    # a number brings its unit, and one number is long enough: the piece would be too long for a column
    if token[0].isdigit() and (hanzi(before) > 2 or _LONG_NUMBER.search(before)):
        return False
    return lone and token[0] not in NO_END and hanzi(before + word) <= LONGEST


_LONG_NUMBER = re.compile(r"[0-9][0-9-]{4}")
_EXTENSION = "转"  # begins a piece with the digits after it: a telephone number and its extension are long together
_UNITS_ZH = {"万元", "亿元", "分钟", "小时", "公里", "人民币", "块钱", "个人", "多万", "多人", "左右", "以上"}


def _without_orphans(pieces: list[str]) -> list[str]:
    """A lone Hanzi that had nothing to lean on after it leans on the piece before."""
    kept: list[str] = []
    for piece in pieces:
        word = _bare(piece)
        alone = len(word) == 1 and _HAN.match(word) and piece[0] == word
        if kept and alone and _open(kept[-1]) and hanzi(kept[-1] + word) <= LONGEST:
            kept[-1] += piece
        else:
            kept.append(piece)
    return kept


def _open(piece: str) -> bool:
    return not piece[-1].isspace() and piece[-1] not in NO_START


def _bare(token: str) -> str:
    """A token without the marks and spaces around it."""
    return token.strip("".join(NO_START | NO_END) + " \n\u00a0")


def hanzi(text: str) -> int:
    """How many Hanzi a text has."""
    return len(_HAN.findall(text))

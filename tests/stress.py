"""Data as it really is: five numbers, one with an extension, long names; scenes with any length of text, and a quiz."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle
from typing import Any, Literal

from outreach.adapt import passes
from outreach.adapt.flagging import cut
from outreach.lang import phrases
from outreach.storyboard import Flag, Hotline, Item, Question, Scene, Storyboard, Text

LINK = "https://huiyuan-quxiao-koufei-guanli.example/login?session=8f7a6b5c4d3e2f1a&u=88"
HOST = "fanzha-xuanchuan.jiangwan-shangye.example"  # 41 letters
_NUMBERS = (
    ("police", "110", True, "已经被骗，马上报警", "报警", "Money gone? Call the police", "police"),
    (
        "fraud",
        "96110",
        False,
        "拿不准，先问一问",
        "反诈咨询",
        "Not sure? Ask the anti-fraud advice line",
        "fraud advice",
    ),
    (
        "bank",
        "0599-8765432转8002",
        True,
        "江湾农村商业银行，冻结银行卡",
        "冻结银行卡",
        "Jiangwan Rural Bank: freeze your card",
        "freeze",
    ),
    ("text", "12110", False, "打不了电话，发短信报警", "短信报警", "Cannot call? Text the police", "text the police"),
    ("branch", "400-000-0000", False, "找网点工作人员", "找网点", "Ask the staff of your branch", "your branch"),
)
_WORDS = {
    "zh-CN": ("客服说", "银行卡", "马上", "转账", "您的", "会员", "今晚", "自动", "扣款", "屏幕共享", "打开", "软件"),
    "en": (
        "caller",
        "card",
        "now",
        "transfer",
        "your",
        "account",
        "tonight",
        "payment",
        "screen",
        "open",
        "the",
        "app",
    ),
}


def said(words: str, lang: str, beside: Text | None = None) -> Text:
    """A text that is said as it is shown."""
    return Text(words, words, words, lang, phrases(words, lang), phrases(words, lang), beside)


def hotlines(count: int, lang: str) -> tuple[Hotline, ...]:
    """The first so many of five numbers."""
    return tuple(
        Hotline(
            name,
            number,
            said(zh if lang == "zh-CN" else en, lang),
            urgent,
            said(short if lang == "zh-CN" else word, lang),
        )
        for name, number, urgent, zh, short, en, word in _NUMBERS[:count]
    )


def words(lang: str, length: int, start: int = 0) -> str:
    """About so many characters: words of the field, a comma now and then, a full stop at the end."""
    made = ""
    space = "" if lang == "zh-CN" else " "
    for n, word in enumerate(cycle(_WORDS[lang][start % 5 :]), 1):
        more = made + word
        if len(more) >= length:
            break
        comma = ("，" if lang == "zh-CN" else ", ") if n % 4 == 0 else space
        made = more + comma
    return made.rstrip("，, ") + ("。" if lang == "zh-CN" else ".")


def scenes(lang: str, share: float, board: Storyboard, *, tricks: int = 3, link: bool = False) -> tuple[Scene, ...]:
    """One scene of each kind, its texts so much of what its audience's slides and frames are made for."""
    wide = board.style.wide_chars
    item = round(board.style.limits["item_chars"] * share)
    title, name, trick = (round(n * share * (1 if wide else 2)) for n in (16, 10, 8))

    def text(length: int, n: int = 0) -> Text:
        return said(words(lang, max(3, length), n), lang)

    def items(kind: Any, count: int, **more: Any) -> tuple[Item, ...]:
        return tuple(Item(f"{kind}{n}", kind, text(item, n), number=n, **more) for n in range(1, count + 1))

    def line(n: int, role: str, flags: int) -> Item:
        whole = said(words(lang, item, n) if not link else f"{words(lang, 8)} {LINK}", lang)
        found = dict.fromkeys(p.strip("，。,. ") for p in whole.phrases)
        marked = [p for p in found if len(p) > 1][:flags]
        made = tuple(Flag(f"f{n}{k}", 0, p, text(trick, k), text(item, k + 1)) for k, p in enumerate(marked))
        side: Literal["left", "right"] = "left" if role == "caller" else "right"
        return Item(f"l{n}", "line", whole, role=role, side=side, flags=made, runs=cut(whole, made))

    talk = (line(1, "caller", tricks), line(2, "victim", 0), line(3, "caller", 1))
    options = tuple(replace(one, right=n == 1) for n, one in enumerate(items("option", 4)))
    head = text(title)
    plain = [
        Scene("hook", "hook", head, items("line", 2), pictures=board.scenes[0].pictures),
        *(
            Scene(f"d-{c}", "dialogue", head, talk, channel=c, contact=text(name))
            for c in ("phone", "chat", "sms", "screen")
        ),
        Scene("pause", "pause", head, options, question=text(item), answer=text(item)),
        Scene("anatomy", "anatomy", head, items("step", 5)),
        Scene("flags", "flags", head, items("flag", 4)),
        Scene("actions", "actions", head, (*items("do", 3), *items("dont", 3))),
        Scene("rescue", "rescue", head, items("step", 4)),
        Scene("endcard", "endcard", head, items("line", 1)),
    ]
    return tuple(plain)


def stressed(board: Storyboard, share: float = 1.0, count: int = 5, **more: Any) -> Storyboard:
    """The storyboard with such scenes and so many numbers, adapted as any other."""
    made = replace(board, scenes=scenes(board.lang, share, board, **more), hotlines=hotlines(count, board.lang))
    for one in passes.PASSES:
        made = one(made)
    return made


def asked(board: Storyboard) -> Storyboard:
    """The board with a quiz: a scammer's words, genuine ones and a question."""
    spec = ((board.title, False), (board.summary, True), (None, False))
    options = tuple(
        replace(item, detail=board.title) for scene in board.scenes for item in scene.items if item.kind == "option"
    )
    quiz = (Question(f"q{n}", said, board.title, options, real) for n, (said, real) in enumerate(spec))
    return replace(board, quiz=tuple(quiz))


def kinds(board: Storyboard) -> Iterator[str]:
    """The kinds of its scenes."""
    yield from (scene.kind for scene in board.scenes)

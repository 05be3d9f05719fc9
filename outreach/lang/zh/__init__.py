"""Chinese: breaks between words of a dictionary, no spaces, hotlines with 幺 for 1, sums in ten thousands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from outreach.lang.numerals import sums_of
from outreach.lang.other import Other
from outreach.lang.tongue import Espeak
from outreach.lang.zh import hanzi, spoken
from outreach.lang.zh.cutting import words

_SUM = re.compile(r"([0-9][0-9,.]*)\s*(万|亿)?\s*(?:元|yuan|RMB)")
# Numbers of two signs or more: amounts (八百, 九万) and digits read one by one (九六幺幺零).
_SPELLED = re.compile(r"[零幺一二两三四五六七八九][零幺一二两三四五六七八九十百千万亿点]+")


class Chinese(Other):
    """Mandarin, in Hanzi."""

    spaced, boxed, wide, rtl = False, True, True, False
    colon = "："
    opens = frozenset(
        """把 被 在 让 叫 请 和 与 或 对 向 给 为 从 到 用 由 跟 就 也 都 还 再 先 才 等于 就是
        然后 最后 接着 因为 所以 如果 可是 但是""".split()
    )
    leans = frozenset("比 是 不 没 别 很 这 那 您 你 我 他 她 个 第 太 更 最 能 会 要".split())
    objects = frozenset("您 你 我 他 她".split())
    rate = 265.0
    espeak = Espeak("cmn", 0.74)
    counted = "元|万|亿|块|岁|天|分|小时|年|月|日|号|个|张|次|秒|人|条|位|名|点|遍|米|克|度"
    calls = "打|拨|致电|电话|热线|报警|求助"
    alarms = "报警|報警"
    denies = "不是|不能|不用|不接"
    refuses = "不|别|勿|莫|切忌|禁止|拒绝|避免"
    verdicts = "(?:就|一定|都|肯定|必然?)是(?:诈骗|骗局|骗子|骗人)"
    myself = "[我俺咱]"
    courtesy = {"您": re.compile("您"), "你": re.compile("(?<!迷)你(?![们我追好])")}
    iso639_2 = "zho"
    office_other = "en-US"

    def bracketed(self, words: str) -> str:
        """In full-width brackets, which bring their own space."""
        return f"（{words}）"

    def cut(self, text: str) -> Iterable[str]:
        """Between words."""
        return words(text)

    def say(self, text: str) -> str:
        return spoken.say(text)

    def code(self, digits: str) -> str:
        return hanzi.code(digits)

    def sums(self, text: str) -> Iterator[float]:
        return sums_of(text, _SUM)

    def money(self, yuan: float, most: float) -> str:
        """Large sums are counted in ten thousands."""
        if yuan and most >= 10_000:
            return f"¥ {yuan / 10_000:.1f}".removesuffix(".0") + "万"
        return f"¥ {yuan:,.0f}"

    def spelled(self, said: str) -> Iterator[str]:
        for number in _SPELLED.findall(said):
            if len(number) > 2 or re.search("[十百千万亿]", number):
                yield number


TONGUE = Chinese

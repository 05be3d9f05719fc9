"""Mandarin for the ear: codes digit by digit with 幺 for 1, amounts, dates, times, units and abbreviations in words."""

from __future__ import annotations

import re
from collections.abc import Callable
from re import Match

from outreach.lang.letters import spell
from outreach.lang.numerals import LONG_LINES, SHORT_LINES, N
from outreach.lang.zh.counted import AFTER_LONG, AFTER_SHORT
from outreach.lang.zh.hanzi import DIGITS, code, integer, number, year

_WIDE = str.maketrans({chr(n + 0xFEE0): chr(n) for n in (*range(48, 58), *range(65, 91), *range(97, 123))})
_TO = "[-–—~～至到]"  # between the ends of a range
_N = f"(?:{N})"
# What a counted thing is called: a number before it is an amount, and 2 alone is said 两.
_COUNTED = """
    个 次 天 人 位 名 张 条 件 份 台 部 只 步 种 家 岁 年 小时 分钟 秒钟 秒 周 星期 倍 元 块 角 毛 遍 句 笔 点 项 款
    批 万 千 亿 公里 公斤 千克 斤 吨 亩 公顷 平米 辆 趟 米 厘米 毫米 升 毫升 克 平方米
    美元 欧元 英镑 日元 港元 多 余 来 里 扇 把 颗 对 双 群
    层 样 字 通 则 晚 代 道 招 句话 户 根 座 所
""".split()
# What is numbered: 2 stays 二.
_NUMBERED = "月 日 号 楼 班 级 度 百 页 章 节 期 届 分 号楼 单元 室 比 后 前 折 路 线 成".split()
_UNITS = "|".join(sorted((*_COUNTED, *_NUMBERED), key=lambda w: (-len(w), w)))
_LATIN_UNITS = {
    "km/h": "公里每小时",
    "km": "公里",
    "kg": "公斤",
    "cm": "厘米",
    "mm": "毫米",
    "ml": "毫升",
    "m²": "平方米",
    "㎡": "平方米",
    "min": "分钟",
    "℃": "摄氏度",
    "°C": "摄氏度",
    "GB": " G B ",
    "MB": " M B ",
    "h": "小时",
    "s": "秒",
    "g": "克",
    "L": "升",
    "m": "米",
}
_MONEY = {
    "¥": "元",
    "￥": "元",
    "RMB": "元",
    "CNY": "元",
    "$": "美元",
    "US$": "美元",
    "USD": "美元",
    "€": "欧元",
    "£": "英镑",
}
_TEN = "零一二三四五六七八九十"
_SAID = "[零幺一二两三四五六七八九]"
# After these a number is a code, whatever follows it: a 验证码, a 尾号 is never an amount.
_CODES = (
    "(?<![起扫数筹加减])码|[卡账帐编工尾单证学警群机信议间牌户客件箱]号|密码|口令|邮编|尾数|[前后末][三四五六八]位|代号|QQ"
    f"|转接|分机|{_SAID}，?转"
)
# After these it is one to dial, unless it is plainly counted: 打110, 打500个电话.
_DIALS = "拨打|拨|打|致电|来电|电话|热线|专线|号码|短号|按|编辑短信|发送至?|发到"
_IS = '[了是为:：]?[“‘「"（( ]?'
_SHORT = rf"(?:{SHORT_LINES}|315|618)"
_LONG = rf"(?:{LONG_LINES})"
_MORE = r"[\d%％‰]|[.,]\d"  # the number goes on, or is a part of a hundred
# Before these a round number is money, also one that could be a service line: 工资12000, 转账95000.
_PAID = "损失|工资|骗走|骗了|刷走|余额|金额|价格?|共|约|近|超|欠|达|转账|(?:转|汇|花|付|赚|扣|存|取|借|还)了?"


def say(text: str) -> str:
    """`text` with every number, sign and abbreviation in words. Words stay as they are."""
    text = text.translate(_WIDE)
    for pattern, words in _RULES:
        text = pattern.sub(words, text)
    return spell(text)


def _date(m: Match[str]) -> str:
    return f"{year(m[1])}年{integer(int(m[2]))}月{integer(int(m[3]))}日"


def _clock(hour: str, minute: str, second: str | None = None) -> str:
    words = number(hour, counted=True) + "点"
    if int(minute) or second:
        words += ("零" if minute[0] == "0" and int(minute) else "") + integer(int(minute)) + "分"
    return words + (integer(int(second)) + "秒" if second else "")


def _money(amount: str, unit: str) -> str:
    whole, _, rest = amount.replace(",", "").partition(".")
    if unit != "元" or not rest or len(rest) > 2:
        return number(amount, counted=True) + unit
    rest = rest.ljust(2, "0")
    parts = [number(whole, counted=True) + "元"] if int(whole) else []
    parts += [number(d, counted=True) + name for d, name in zip(rest, ("角", "分"), strict=True) if d != "0"]
    if int(whole) and rest[0] == "0" and rest[1] != "0":
        parts.insert(1, "零")
    return "".join(parts) or "零元"


def _range(m: Match[str]) -> str:
    return f"{number(m[1], counted=m[3] in _COUNTED)}到{number(m[2], counted=m[3] in _COUNTED)}{m[3]}"


def _percent(amount: str) -> str:
    sign = "负" if amount.startswith("-") else ""
    return f"{sign}百分之{number(amount.lstrip('-'))}"


def _digits(m: Match[str]) -> str:
    return code(m[0])


def _after_word(m: Match[str]) -> str:
    return m[1] + re.sub(r"\d[\d -]*", _digits, m[2])


def _day_name(m: Match[str]) -> str:
    """`3·15` is said by its digits, 12 as 一二; 11·11 and 12·12 have names of their own."""
    if m[1] == m[2] and m[1] in ("11", "12"):
        return f"双{integer(int(m[1]))}"
    return (year(m[1]) if m[1] == "12" else code(m[1])) + code(m[2])


def _thousands(m: Match[str]) -> str:
    whole, _, rest = m[1].partition(".")
    return number(whole + f"{rest:0<3}", counted=True)


def _bare(m: Match[str]) -> str:
    """A number without a unit: a round one is an amount, a long or crooked one a code."""
    digits = m[0]
    if "." in digits or "," in digits:
        return number(digits)
    if digits[0] == "0" and len(digits) > 1:
        return code(digits)
    return code(digits) if len(digits) > 6 or _crooked(digits) else number(digits)


def _crooked(digits: str) -> bool:
    return len(digits) > 4 and not digits.endswith("00")


def _mobile(m: Match[str]) -> str:
    return code(f"{m[1]} {m[2]} {m[3]}")


def _masked(m: Match[str]) -> str:
    return f"{code(m[1])}，星号，{code(m[2])}"


_RULES: tuple[tuple[re.Pattern[str], Callable[[Match[str]], str] | str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        # Addresses: only the dots are said.
        (r"(?<=[A-Za-z0-9])\.(?=[A-Za-z]{2,})", "点"),
        # Codes with a shape of their own.
        (r"(1\d{2})\*{2,}(\d{4})", _masked),
        (r"(\d{2,6})\*{2,}(\d{2,6})", _masked),
        (r"(?:[+＋]|(?<!\d)00)86[- ]?(?=1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d))", "加八六，"),
        (r"(?<!\d)[+＋](\d{7,15})(?!\d)", lambda m: f"加{code(m[1])}"),
        (r"(?<!\d)[+＋](\d{1,3})((?:[- ][（(]?|[（(])\d{2,12}[)）]?(?:[- ]?\d{2,8}){0,3})(?!\d)",
         lambda m: f"加{code(m[1])}，{code(m[2])}"),
        (r"(?<!\d)(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)", _mobile),
        (r"(?<![\d-])(?:400|800)(?:[- ]?\d{3}[- ]?\d{4}|[- ]?\d{4}[- ]?\d{3})(?![\d-])",
         lambda m: code(_grouped(m[0]))),
        (r"(?<!\d)[（(]0\d{2,3}[)）][- ]?\d{5,8}(?:-\d{1,4})?(?!\d)", _digits),
        (r"(?<![\d-])0\d{2,3}[- ]\d{5,8}(?:-\d{1,4})?(?!\d)", _digits),
        (r"(?<![\d.,-])\d{4}(?:[ -]\d{4}){2,4}(?:[ -]\d{1,4})?(?![\d.,-]?\d)", _digits),
        (r"(?<![\d.,-])\d{3,8}(?: \d{3,8}){2,7}(?: \d{1,8})?(?![\d.,-]?\d)", _digits),
        (r"(?<![\d.,-])\d{2,12}(?=(?:[、，,/和或及到至-][+＋]?\d{2,12}){0,12}(?:等|的)?"
         r"(?:开头|打头|起头|字头|号段|前缀|结尾|收尾))",
         _digits),
        # Dates and times.
        (r"(?<!\d)((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])[-/.](0?[1-9]|[12]\d|3[01])(?!\d)", _date),
        (rf"(?<![\d.-])((?:19|20)\d{{2}}){_TO}((?:19|20)\d{{2}})(?=学?年|赛季|财年|届|级)",
         lambda m: f"{year(m[1])}到{year(m[2])}"),
        (r"(?<!\d)((?:19|20)\d{2})(?=学年|赛季|财年)", lambda m: year(m[1])),
        (r"(?<!\d)((?:19|20)\d{2}|\d{2}(?=年(?:代|级|生|以来|起|\d)))年", lambda m: f"{year(m[1])}年"),
        (r"(?<=年)(\d{1,2})月(\d{1,2})([日号])", lambda m: f"{integer(int(m[1]))}月{integer(int(m[2]))}{m[3]}"),
        (r"(?<![\d:：])([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?(?![\d:：])",
         lambda m: _clock(m[1], m[2], m[3])),
        (r"(?<![\d:：.])(\d{1,4})[:：](\d{1,4})(?![\d:：.])", lambda m: f"{number(m[1])}比{number(m[2])}"),
        (r"(?<!\d)([0-9])0后(?![来面续悔天果])", lambda m: f"{DIGITS[int(m[1])]}零后"),
        (r"(?<![\d.·•・-])(\d{1,2})[·•・‧](\d{1,2})(?![\d.·•・])", _day_name),
        (r"(?<![\d.-])([35])[-—–.]?(15)(?=晚会|国际|消费|投诉|维权|打击|经侦|宣传|活动|专项|$)", _day_name),
        (r"双(\d{2})(?!\d)", lambda m: f"双{integer(int(m[1]))}"),
        (r"(?<!\d)(?:7|24)[×xX*✕/](?:24|7)(?= ?小时|不|全|在线|服务|[，。！）]|$)(?: ?小时)?", "七乘二十四小时"),
        (r"(?<![\d-])\d+(?:-\d+){2,}(?![\d-])", _digits),
        # Money, parts and ranges.
        (rf"(US\$|[¥￥$€£]|RMB|CNY|USD) ?({_N})(万|亿)?{_TO}(?:US\$|[¥￥$€£])?({_N})(万|亿)?",
         lambda m: f"{number(m[2], True)}{m[3] or ''}到{number(m[4], True)}{m[5] or ''}{_MONEY[m[1]]}"),
        (rf"(US\$|[¥￥$€£]|RMB|CNY|USD) ?({_N})(万|亿)?元?",
         lambda m: f"{number(m[2], True)}{m[3]}{_MONEY[m[1]]}" if m[3] else _money(m[2], _MONEY[m[1]])),
        (rf"({_N}) ?(?:RMB|CNY)", lambda m: _money(m[1], "元")),
        (rf"(?<![\d.-])(-?{_N})[%％]?{_TO}({_N})[%％]", lambda m: f"{_percent(m[1])}到{_percent(m[2])}"),
        (rf"(?<![\d.])(-?{_N})[%％]", lambda m: _percent(m[1])),
        (rf"({_N})‰", lambda m: f"千分之{number(m[1])}"),
        (rf"(?<![\d/])(?!{_SHORT}/{_SHORT}(?!\d))(\d{{1,3}})/(\d{{1,3}})(?![\d/])",
         lambda m: f"{number(m[2])}分之{number(m[1])}"),
        (r"(?<![\d.,])(\d{1,4}(?:\.\d{1,4})?)[wW](?![A-Za-z]|灯|快充|充电|功率)", lambda m: f"{number(m[1], True)}万"),
        (r"(?<![\d.,])(\d{1,4}(?:\.\d{1,3})?)(?:k|(?<=\d\d)K)(?![A-Za-z]|视频|电视|高清|屏|画质)", _thousands),
        (rf"(?!{_LONG}{_TO}{_LONG})({_N}){_TO}({_N}) ?({_UNITS})", _range),
        (rf"(?<=第)(\d+){_TO}(\d+)", lambda m: f"{number(m[1])}到{number(m[2])}"),
        # Codes by what stands before them, and the service lines, before amounts.
        (rf"((?:{_CODES}){_IS})(\d{{3,12}}(?:[ -]\d{{1,8}}){{0,6}}"
         rf"(?:[、和或及/]\d{{3,12}}(?! ?(?:{AFTER_SHORT}))){{0,6}})(?! ?[元万]|{_MORE})",
         _after_word),
        (rf"((?:{_DIALS}){_IS})(\d{{5,12}})(?! ?(?:{AFTER_LONG})|{_MORE})", _after_word),
        (rf"((?:{_DIALS}){_IS})(\d{{3,4}})(?! ?(?:{AFTER_SHORT})|{_MORE})", _after_word),
        (rf"((?:{_PAID}){_IS})(\d{{2,9}}00)(?![\d元]|来电|打来|热线|电话)", lambda m: m[1] + number(m[2])),
        (rf"(?<![\d.,第-]){_LONG}(?! ?(?:{AFTER_LONG})|{_MORE})", _digits),
        (rf"(?<![\d.,第-]){_SHORT}(?! ?(?:{AFTER_SHORT})|{_MORE})", _digits),
        (rf"({_N})元(?![钱宝旦宵素])", lambda m: _money(m[1], "元")),
        # Versions, letters with digits, counted and numbered things.
        (r"[vV](?=\d+\.\d)", "版本"),
        (r"(\d+)((?:\.\d+){2,})", lambda m: number(m[1]) + "".join("点" + number(p) for p in m[2].split(".")[1:])),
        (r"(?<![A-Za-z\d])(\d)([GKDH])(?![A-Za-z])", lambda m: f"{DIGITS[int(m[1])]}{m[2]}"),
        (rf"({_N}) ?[×xX*✕] ?(?=\d|[零一二两三四五六七八九十])", lambda m: f"{number(m[1])}乘"),
        (r"(?<=[A-Za-z])-?(\d{1,3})(?![\d.])", lambda m: "".join(DIGITS[int(d)] for d in m[1])),
        (r"([Nn][Oo]\.|№) ?(\d+)", lambda m: f"第{number(m[2])}"),
        (rf"(?<![\d零一二三四五六七八九])-({_N}) ?(?=℃|°C|摄氏度|度)", lambda m: f"零下{number(m[1])}"),
        (rf"({_N}) ?({'|'.join(sorted(map(re.escape, _LATIN_UNITS), key=len, reverse=True))})(?![A-Za-z])",
         lambda m: number(m[1], counted=True) + _LATIN_UNITS[m[2]]),
        (r"第(\d+)", lambda m: f"第{number(m[1])}"),
        (rf"(?<![\d.,])\d{{5,12}}(?<!00)(?! ?(?:{AFTER_SHORT})|{_MORE})", _digits),
        (rf"({_N}) ?({'|'.join(sorted(_COUNTED, key=len, reverse=True))})", lambda m: number(m[1], True) + m[2]),
        (rf"({_N}) ?({'|'.join(sorted(_NUMBERED, key=len, reverse=True))})", lambda m: number(m[1]) + m[2]),
        (rf"({_N})\+(?!\d)", lambda m: f"{number(m[1])}以上"),
        (rf"(?<![\d零一二三四五六七八九])-({_N})", lambda m: f"负{number(m[1])}"),
        (_N, _bare),
        # Signs between and after what is now in words: some are said, the others left out.
        (rf"(?<=[日号月年点分时秒半天元人岁次个条百千万亿{_TEN}]) ?[-–—~～] ?(?=[{_TEN}两])", "到"),
        (r"(?<=[一二三四五六日天])[-–—~～](?=周|星期|礼拜)", "到"),
        (r"(?<=[点分半时])[-–—~～](?=上午|下午|晚上|中午|次日|凌晨|早上|夜里)", "到"),
        (rf"(?<=[{_TEN}百千万亿][岁元人年天次个名位万亿])[＋+](?![\dA-Z{_TEN}])", "以上"),
        (rf"(?<=[十百千万亿])[＋+](?![\dA-Z{_TEN}])", "以上"),
        (rf"(?<=[{_TEN}幺])/(?=[{_TEN}幺])", "、"),
        (r"(?<=[元次个人分里名条张])/(?=[年月周天日次人个小分])", "每"),
        (r"(?<=[一-鿿 ])&(?=[一-鿿 ])", "和"),
        (r"[＋+](?=[A-Z]*[零一二三四五六七八九十])", "加"),
        (r"≥", "大于等于"), (r"≤", "小于等于"), (r"℃", "摄氏度"), (r"#(?=[零一二三四五六七八九])", "井号"),
    )
)  # fmt: skip


def _grouped(digits: str) -> str:
    bare = re.sub(r"\D", "", digits)
    return f"{bare[:3]} {bare[3:6]} {bare[6:]}"

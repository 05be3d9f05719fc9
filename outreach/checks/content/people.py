"""No full names that a real person may have.

Why: 张伟 is the name of some 300,000 people. A story names nobody: family name and 某, or what the person is.
A name is known by a frequent family name with one or two signs that are given names, where the segmenter sees no other
word; where a text says that it is a name (我叫…, 姓名：…) it is an error, elsewhere a warning.
Source: 个人信息保护法; 公安部 2020 全国姓名报告 (the most frequent family names).

PASS: `王某`, `李女士`, `小张`, `老陈`, `Officer Wang`
FAIL: `我叫张伟`, `联系李建国警官`, `My name is Zhang Wei`
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from outreach.checks.content import Context, forms
from outreach.diagnostics import Diagnostic, error, warning
from outreach.folding import fold
from outreach.messages import msg
from outreach.storyboard import Text

_FAMILY = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭"
    "廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
)
_TWO_SIGNS = ("欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "令狐", "慕容", "尉迟", "司徒")
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛超霞平刚桂英华玉秀兰梅珍红云莲萍燕玲琴慧莉婷雪琳晶妍茜秋珊莎锦黛青倩婉娴瑾颖露瑶怡婵雁蓓"
    "纨仪荷丹蓉眉君蕊薇菁梦岚苑筠柔竹霭凝晓欢枫芸菲寒伊亚宜可姬舒影荔枝思凤洁琼素真环荣爱妹香月莺媛瑞凡佳嘉"
    "浩然宇轩泽晨俊熙梓涵子欣怡诗雨桐一诺铭博文昊天明辉鹏飞斌波帆峰龙鑫建国志远海山仁清友裕河哲江良学军新庆国德林光"
    "瑜琪妮娅玥菡彤萱悦依璇"
    "亮政谦亨奇固之轮翰朗伯宏言若鸣朋梁栋维启克伦翔旭士以建家致树炎行时泰盛雄琛钧冠策腾楠榕风航弘春生卫东建文成"
)
_NAMED = r"(?:我叫|名叫|叫做|本名|姓名|真名|名字[是叫]?|[我他她这]是|联系人|经办人|受害人|当事人)[是为]?[:：]?\s*"
_INTRODUCED = re.compile(rf"{_NAMED}((?:{'|'.join(_TWO_SIGNS)}|[{_FAMILY}])[{_GIVEN}]{{1,2}})(?![一-鿿])")
# After these any two or three signs are a name, but for those of a kind of person: 我叫王某, 我叫李经理.
_CALLED = re.compile(
    rf"(?:我叫|名叫|本名|姓名|真名)(?:是|为)?[:：]?\s*([{_FAMILY}][^\W\d_某先女小经警主老师总阿氏家上]{{1,2}}|[{_FAMILY}]小[{_GIVEN}])(?!\w)"
)
_TITLED = re.compile(
    rf"((?:{'|'.join(_TWO_SIGNS)}|[{_FAMILY}])[{_GIVEN}]{{1,2}})"
    r"(?=先生|女士|小姐|警官|警员|民警|经理|主任|主管|老师|医生|法官|检察官|律师|同学|同志|行长|队长|客服|阿姨|大爷|大妈|奶奶|爷爷)"
)
_ENGLISH = re.compile(
    r"\b(?:[Mm]y (?:full )?name is|[Nn]ame:|named|called|[Aa]ccount (?:holder|name):?)\s+([A-Z][a-z]+\s+[A-Z][a-z]+)\b"
)
_PINYIN = re.compile(
    r"\b((?:Wang|Zhang|Liu|Chen|Yang|Huang|Zhao|Wu|Zhou|Xu|Sun|Zhu|Guo|Lin|Luo|Liang|Zheng|Xie|Tang|Feng|Deng|Cao|Zeng|Peng)"
    r"\s+(?:[A-Z][a-z]{1,5}|[A-Z][a-z]+[a-z]{2,5}))\b"
)
_SYLLABLE = re.compile(
    r"(?:(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|an|ao|ei|en|er|ia|ie|in|iu|"
    r"ou|ua|ue|ui|un|uo|a|e|i|o|u)){1,2}",
    re.I,
)


def check(text: Text, context: Context) -> Iterator[Diagnostic]:
    """Yields each full name, once a text."""
    hint = msg("write the family name and `某`, or what the person is: `王某`, `李女士`")
    for words in forms(text):
        plain = fold(words)
        sure = [m[1] for pattern in (_INTRODUCED, _CALLED, _ENGLISH) for m in pattern.finditer(plain)]
        sure = [name for name in sure if name.split()[-1] not in _ENGLISH_WORDS]
        likely = [m[1] for m in _TITLED.finditer(plain)] + list(_segmented(plain, text.lang)) + list(_pinyin(plain))
        for name in dict.fromkeys([*sure, *likely]):
            make = error if name in sure else warning
            yield make("person", text.where, msg("found the full name `{name}`", name=name), hint)


def _pinyin(words: str) -> Iterator[str]:
    for match in _PINYIN.finditer(words):
        given = match[1].split()[1]
        if _SYLLABLE.fullmatch(given) and given not in _ENGLISH_WORDS:
            yield match[1]


_ENGLISH_WORDS = frozenset(
    "Bank Pay China The He She Can Sent Said Was Has Then Lane Road Company Service Center Centre Department "
    "Online App Wallet Card Office Police".split()
)


def _segmented(words: str, lang: str) -> Iterator[str]:
    """A family name and a given one where the segmenter sees no word of another kind."""
    if not lang.startswith("zh") or not re.search(f"[{_FAMILY}][{_GIVEN}]", words):
        return
    import rjieba  # noqa: PLC0415 - its dictionary costs 0.1 s, and few texts need it

    tokens = [(str(word), str(kind)) for word, kind in rjieba.tag(words, False)]
    for n, (word, kind) in enumerate(tokens):
        before = tokens[n - 1][0][-1:] if n else ""
        if kind == "nr" and _LIKE_A_NAME.fullmatch(word) and word not in _WORDS:
            yield word
        elif (
            word in _FAMILY and word not in _ALSO_WORDS and not re.match(r"[一二两三四五六七八九十几每这那0-9]", before)
        ):
            given = _single_signs(tokens[n + 1 :])
            if given and word + given not in _WORDS:
                yield word + given


def _single_signs(tokens: list[tuple[str, str]]) -> str:
    """One or two lone signs of given names at the beginning."""
    found = ""
    for word, _ in tokens[:2]:
        if word not in _GIVEN or len(word) > 1:
            break
        found += word
    return found


# What a segmenter takes for a name: with frequent signs, or of three signs with a family name that is nothing else.
_LIKE_A_NAME = re.compile(
    rf"[{_FAMILY}][{_GIVEN}]{{1,2}}|[王李张刘陈杨赵黄周吴徐孙胡朱郭宋郑谢韩唐冯董萧袁邓傅沈彭吕苏蒋蔡贾魏薛潘杜钟汪姜范姚谭廖邹][一-鿿]{{2}}"
)


# Family names that are words by themselves, too, and words that look like names.
_ALSO_WORDS = "高林何马于程许曾叶余任方石金白江史龙万段雷钱汤常武文田夏孔易毛"
_WORDS = frozenset(
    "平安 安全 高峰 马上 金华 江山 方言 龙江 文明 文学 江海 高明 高涛 华夏 程序 许可 马云 "
    "余光 杨梅 林海 石英 黄金 白云 金玉 龙凤".split()
)

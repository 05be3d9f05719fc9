"""Where a line may break: never inside a word, never before closing marks, and no lone Hanzi at an edge."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.lang import phrases
from outreach.lang.breaks import NO_END, NO_START

# Each line is one text; `|` is where it may break.
CHINESE = """
骗子|冒充|客服，|让人装软件、|共享屏幕，|再把银行卡|贴到|手机|背面。
您开通了|直播|会员，|今晚|自动|扣800元。
打开|屏幕共享，|我帮您取消|小额免密支付。
拿不准，|打96110|问一问。|已经|被骗，|马上|打110。
打银行客服|400-000-0000|冻结|银行卡
你的|网课能退|3000元，|今天|截止。
能退你|3000元网课费？
有位74岁老人|差点|转走|100万元，|银行|拦下了。
“不取消|就自动扣费”
把卡贴在手机上，|就能关掉|免密支付。
本视频|配音|由AI|合成
本二维码|只会打开 |jiangwanbank.example，|不会|要求|转账、|登录|或下载
国家反诈中心|App|是官方渠道
您的|百万保障|今天|到期，|不关闭|每月|扣2000元。
没有|这种|账户，|一转就到|骗子|手里。
共享过|屏幕，|先开飞行模式，|换部手机打。
主播会员|已开通，|今晚|自动扣费|800元，|取消|请回电。
我没开过呀，|怎么|取消？
这一贴，|钱可能|就没了。
验证码|一说出去，|钱就没了！
公安机关|不会|打电话|要您转账
不是|您的错，|谁都可能|碰上
2026年11月23日
每天|9:00—|17:00
3.5万元，|涨了|20%
安全账户、|刷流水、|解冻金
他说|“保证金”|交了|就退
把钱转到|“安全账户”里
手机|屏幕共享|以后|他什么|都看得见
挂断|电话，|自己|打银行客服|核实
拨打|江湾|银行客服|电话
养老金、|医保卡、|社保卡
亲戚朋友的|孩子们|都要提醒
扫码看视频、|做小测验
别着急，|慢慢来
一共|4步
第1步：|先挂断
您的|账户|将在2小时内|被冻结
他在电话里|催着|我转账
银行|工作人员|绝不会|让您把钱|转出去
学生|贷款、|注销|校园贷、|影响|征信
装个软件，|打开|屏幕共享，|我帮您。
来电|让贴卡？|那是诈骗
卡不贴手机，|屏不给人看
已经|转了钱？|马上|这样办
取消|请点 |https://|huiyuan-|quxiao-|koufei-|guanli.|example/|login?|session=|8f7a6b5c4d3e2f1a&|u=|88
（https://|kefu.|example/|a-|long-|path?|x=|1）|别点
只认 |fanzha-|xuanchuan.|jiangwanbank.|example，|别的|不认
打0599-8765432|转8002或12110
"""
OTHERS = {
    "ja": """
ヘッドセットを|着け、|顔の|見えない|電話の|相手
銀行の|カードを|スマートフォンに|当てないでください。
110番に|電話して、|3万円を|取られたと|伝える
ご家族に|相談しましょう|（お金の|話は|特に）
SMSの|リンクは|開かない
ここ |https://|kaiin-|kaiyaku.|example/|a?|b=|1 |を|押す
""",
    "ko": """
은행 |카드를 |휴대전화에 |대지 |마세요.
110으로 |신고하세요! |3만 원을 |잃었습니다
""",
    "en": """
Open |https://|cancel-|member.|example/|login?|session=|8f7a&|u=|8 |now.
Write |to |first.|middle.|lastname@|office.|example.|com
Call |96110 |if |you |are |not |sure. |They |lost |800 yuan |in |2 hours |(really).
Say |“我可能|被骗了，|请帮我报警” |to |the |staff
Your |phone |sends |the |signal: |100 % |loss — |$5
""",
}


def _rows(block: str) -> list[str]:
    return block.strip("\n").split("\n")


@pytest.mark.parametrize("row", _rows(CHINESE))
def test_chinese(row: str) -> None:
    """Terms and numbers are never broken; particles, measures and marks stay with their word."""
    assert "|".join(phrases(row.replace("|", ""), "zh-CN")) == row


@pytest.mark.parametrize(("lang", "row"), [(lang, row) for lang, block in OTHERS.items() for row in _rows(block)])
def test_other_languages(lang: str, row: str) -> None:
    """Japanese breaks after particles, Korean and English at spaces; a number keeps its unit."""
    assert "|".join(phrases(row.replace("|", ""), lang)) == row


@pytest.mark.parametrize(
    ("lang", "text", "terms", "expected"),
    [
        ("zh-CN", "他在江湾惠民金圈里", (), "他在江湾|惠民|金圈里"),
        ("zh-CN", "他在江湾惠民金圈里", ("惠民金圈",), "他在江湾|惠民金圈里"),
        ("en", "Ask Safe Account Line now", ("Safe Account Line",), "Ask |Safe Account Line |now"),
        ("th", "โทรแจ้งตำรวจทันที", (), "โทร|แจ้ง|ตำรวจ|ทันที"),
        ("th", "โทรแจ้งตำรวจทันที", ("แจ้งตำรวจ",), "โทร|แจ้งตำรวจ|ทันที"),
    ],
)
def test_words_of_a_project_stay_whole(lang: str, text: str, terms: tuple[str, ...], expected: str) -> None:
    """Whatever the dictionary makes of them; Thai has a dictionary, too."""
    assert "|".join(phrases(text, lang, terms)) == expected


def test_the_table_is_large() -> None:
    """Enough rows to see a change of the segmenter."""
    assert len(_rows(CHINESE)) >= 40


def test_nothing_has_no_pieces() -> None:
    """An empty text gives an empty tuple."""
    assert phrases("", "zh-CN") == ()


_SIGNS = st.sampled_from(
    [
        *"骗子客服银行的了着把被打不，。！？、；：“”‘’（）《》…—",
        "96110",
        "800",
        "元",
        "%",
        " ",
        "App",
        "あ",
        "ア",
        "。",
        "ー",
    ]
)


@given(
    st.one_of(st.lists(_SIGNS, max_size=25).map("".join), st.text(max_size=40)),
    st.sampled_from(["zh-CN", "ja", "ko", "en"]),
)
def test_pieces_are_the_text_and_marks_stay_put(text: str, lang: str) -> None:
    """Joined they are the text; no line can start with a closing mark or end with an opening one."""
    pieces = phrases(text, lang)
    assert "".join(pieces) == text
    assert all(pieces)
    assert not any(piece[0] in NO_START for piece in pieces[1:])
    assert not any(piece.rstrip()[-1:] in NO_END for piece in pieces[:-1])
    assert not any(piece.isspace() for piece in pieces[1:])


_PART = st.text("abcdefghijklmnopqrstuvwxyz0123456789", min_size=1, max_size=40)


@given(
    st.lists(st.tuples(_PART, st.sampled_from("/?&=.-_")), min_size=2, max_size=8),
    st.sampled_from(["zh-CN", "ja", "ko", "en"]),
)
def test_no_part_of_a_link_is_wider_than_a_bubble(parts: list[tuple[str, str]], lang: str) -> None:
    """However long a link is, and whatever script stands around it, each piece has 30 letters at most."""
    link = "https://" + "".join(letters + joint for letters, joint in parts)
    for text in (link, f"点 {link}，快", f"see {link} now"):
        pieces = phrases(text, lang)
        assert "".join(pieces) == text
        assert max(len(piece.rstrip()) for piece in pieces) <= 30


@given(
    st.from_regex(r"0[0-9]{2,3}-[0-9]{7,8}|400-[0-9]{3}-[0-9]{4}|1[0-9]{10}", fullmatch=True),
    st.sampled_from(["zh-CN", "en"]),
)
def test_a_telephone_number_is_never_broken(number: str, lang: str) -> None:
    """Also with an extension behind it, or another number."""
    for text in (f"打{number}转8002", f"{number}/{number}", f"call {number} now"):
        ends = {0}
        for piece in phrases(text, lang):
            ends.add(max(ends) + len(piece))
        at = text.index(number)
        assert not set(range(at + 1, at + len(number))) & ends


@given(
    st.lists(
        st.sampled_from(
            ["客服", "银行", "屏幕共享", "小额免密支付", "96110", "400-000-0000", "的", "，", "打", "“", "”"]
        ),
        max_size=12,
    )
)
def test_terms_are_never_broken(words: list[str]) -> None:
    """Whatever stands around it, a term or a number is inside one piece."""
    text = "".join(words)
    ends = {0}
    for piece in phrases(text, "zh-CN"):
        ends.add(max(ends) + len(piece))
    at = 0
    for word in words:
        inside = set(range(at + 1, at + len(word)))
        assert word[0].isdigit() or not inside & ends
        at += len(word)

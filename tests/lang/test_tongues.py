"""Every question that may be asked of a language, asked of each language in content/ and of two without a module."""

from __future__ import annotations

import ast
import inspect
import re
from pathlib import Path
from typing import Any

import pytest

from outreach.lang import LATIN, own_modules, phrases, script_of, spoken_form, tongue
from outreach.lang.tongue import Espeak, Tongue

ROOT = Path(__file__).parent.parent.parent
OURS = sorted(file.stem for file in (ROOT / "content/languages").glob("*.yaml"))
WITHOUT_MODULE = ["vi", "es"]
TAGS = [*OURS, *WITHOUT_MODULE]

# What each says of itself; "*" where only its kind is asked for.
FACTS: dict[str, dict[str, Any]] = {
    "zh-CN": {
        "spaced": False, "boxed": True, "wide": True, "rtl": False, "colon": "：", "iso639_2": "zho",
        "office": "zh-CN", "office_other": "en-US", "espeak": Espeak("cmn", 0.74),
    },
    "en": {
        "spaced": True, "boxed": False, "wide": False, "rtl": False, "colon": ": ", "iso639_2": "eng",
        "office": "en-US", "office_other": "zh-CN", "espeak": Espeak("en-us"),
    },
    "ja": {
        "spaced": False, "boxed": True, "wide": True, "rtl": False, "colon": "：", "iso639_2": "jpn",
        "office": "ja-JP", "office_other": "en-US", "espeak": Espeak("", unread=frozenset(("han", "kana"))),
    },
    "ko": {
        "spaced": True, "boxed": True, "wide": True, "rtl": False, "colon": ": ", "iso639_2": "kor",
        "office": "ko-KR", "office_other": "en-US", "espeak": Espeak("ko", 0.55, frozenset(("han", "kana"))),
    },
    "vi": {
        "spaced": True, "boxed": False, "wide": False, "rtl": False, "colon": ": ", "iso639_2": "vie",
        "office": "vi-VN", "office_other": "zh-CN", "espeak": Espeak("vi"),
    },
    "es": {
        "spaced": True, "boxed": False, "wide": False, "rtl": False, "colon": ": ", "iso639_2": "spa",
        "office": "es-ES", "office_other": "zh-CN", "espeak": Espeak("es"),
    },
}  # fmt: skip
# A sum as each writes it, what it is worth, and how half of a balance of it is written.
SUMS = {
    "zh-CN": ("骗走9万元", 90_000, "¥ 4.5万"),
    "en": ("took 90,000 yuan.", 90_000, "¥ 45,000"),
    "ja": ("9万元を送金", 90_000, "¥ 4.5万"),
    "ko": ("9만 위안을 보냈다", 90_000, "¥ 4.5만"),
    "vi": ("mất 90.000 tệ.", 90_000, "¥ 45.000"),
    "es": ("perdió 90.000 yuanes.", 90_000, "¥ 45.000"),
}
# A code of three digits, a sentence, its units, and a word that makes a number a quantity.
SPOKEN = {
    "zh-CN": ("幺幺零", "马上打幺幺零", 6, "元"),
    "en": ("one one zero", "Call one one zero", 4, " days"),
    "ja": ("イチ イチ ゼロ", "イチ ゼロ", 4, "円"),
    "ko": ("일일공", "일일공 전화", 5, " 위안"),
    "vi": ("một một không", "Gọi một một không", 4, " ngày"),
    "es": ("uno uno cero", "Llame al uno uno cero", 5, " días"),
}
ASKED = {
    *FACTS["en"], "tag", "bracketed", "cut", "opens", "leans", "objects", "say", "code", "units", "rate", "sums",
    "money", "counted", "calls", "alarms", "denies", "refuses", "verdicts", "myself", "spelled",
    "courtesy",
}  # fmt: skip


def members() -> set[str]:
    """The names in the protocol."""
    return {name for name in (*Tongue.__annotations__, *vars(Tongue)) if not name.startswith("_")}


def test_every_member_is_asked_for() -> None:
    """A question that is added to the protocol is asked below, and every language has its answers here."""
    assert members() == ASKED
    assert set(TAGS) == set(FACTS) == set(SUMS) == set(SPOKEN)


@pytest.mark.parametrize("tag", TAGS)
def test_what_a_language_says_of_itself(tag: str) -> None:
    """How it is written, and its codes."""
    own = tongue(tag)
    assert own.tag == tag
    assert {name: getattr(own, name) for name in FACTS[tag]} == FACTS[tag]
    assert own.bracketed("3") == ("（3）" if own.colon == "：" else " (3)")
    assert 100 < own.rate < 500
    assert own.opens.isdisjoint(own.objects) and own.objects <= own.leans
    judged = (own.calls, own.alarms, own.denies, own.refuses, own.verdicts, own.myself)
    for pattern in (own.counted, *judged, *(p.pattern for p in own.courtesy.values())):
        re.compile(pattern)


@pytest.mark.parametrize("tag", TAGS)
def test_sums(tag: str) -> None:
    """They are found in a sentence, and written as people of the language write them."""
    words, worth, half = SUMS[tag]
    assert list(tongue(tag).sums(words)) == [worth]
    assert tongue(tag).money(worth / 2, worth) == half
    assert tongue(tag).money(0, worth) == "¥ 0"


@pytest.mark.parametrize("tag", TAGS)
def test_speech(tag: str) -> None:
    """Codes by their digits, units as a rate counts them; a number before what is counted is an amount."""
    code, sentence, count, counted = SPOKEN[tag]
    own = tongue(tag)
    assert own.code("110") == code == own.say("110")
    assert own.units(sentence) == count
    assert re.match(rf"\s*(?:{own.counted})", counted)
    assert not own.say(f"110{counted}").startswith(code)
    assert set(own.spelled("九万，打九六幺幺零")) == ({"九万", "九六幺幺零"} if tag == "zh-CN" else set())
    assert set(own.courtesy) == ({"您", "你"} if tag == "zh-CN" else set())


@pytest.mark.parametrize("tag", TAGS)
def test_a_text_of_its_own_is_cut_into_its_pieces(tag: str) -> None:
    """Phrases joined are the text; where words are spaced each piece but the last ends with a space."""
    file = ROOT / f"content/languages/{tag}.yaml"
    label = re.search(r"(?m)^  hotline_advice: (.*)$", file.read_text("utf-8")) if file.exists() else None
    words = (
        label[1].strip("\"'")
        if label
        else {"vi": "Mất 90.000 tệ? Gọi 110 ngay.", "es": "¿Perdió 800 yuanes? Llame."}[tag]
    )
    assert "".join(tongue(tag).cut(words)) == words
    pieces = phrases(words, tag)
    assert len(pieces) > 1
    if tongue(tag).spaced:
        assert all(piece.endswith(" ") for piece in pieces[:-1])


@pytest.mark.parametrize(
    ("tag", "script", "expected"),
    [
        ("zh-TW", (False, True, True, False), ("zho", "zh-TW")),
        ("zh-Hant", (False, True, True, False), ("zho", "zh-TW")),
        ("yue", (False, True, True, False), ("yue", "yue-HK")),
        ("th", (False, True, False, False), ("tha", "th-TH")),
        ("my", (False, False, False, False), ("mya", "my-MM")),
        ("ar", (True, False, False, True), ("ara", "ar-EG")),
        ("he", (True, False, False, True), ("heb", "he-IL")),
        ("fa", (True, False, False, True), ("fas", "fa-IR")),
        ("ru", (True, False, False, False), ("rus", "ru-RU")),
        ("pt-BR", (True, False, False, False), ("por", "pt-BR")),
        ("en-GB", (True, False, False, False), ("eng", "en-GB")),
        ("de", (True, False, False, False), ("deu", "de-DE")),
        ("xx", (True, False, False, False), ("und", "xx-US")),
        ("no tag", (True, False, False, False), ("und", "no tag")),
    ],
)
def test_any_other_language(tag: str, script: tuple[bool, ...], expected: tuple[str, str]) -> None:
    """By its script, country and ISO code; what is no language at all is none that fails."""
    own = tongue(tag)
    assert (own.spaced, own.boxed, own.wide, own.rtl) == script
    assert (own.iso639_2, own.office) == expected
    assert own.say("") == "" and spoken_form("110", tag, {})


@pytest.mark.parametrize(
    ("tag", "written", "said"),
    [
        ("fr", "90 000 yuans", "quatre-vingt-dix mille yuans"),
        ("fr", "90\u202f000 yuans", "quatre-vingt-dix mille yuans"),
        ("de", "90.000 Yuan", "neunzigtausend Yuan"),
        ("ru", "90 000 юаней", "девяносто тысяч юаней"),
        ("pt-BR", "90.000 yuans", "noventa mil yuans"),
        ("id", "90.000 yuan", "sembilan puluh ribu yuan"),
        ("th", "90,000", "เก้าหมื่น"),
        ("ar", "90,000", "تسعون ألف"),
    ],
)
def test_separators_are_the_languages_own(tag: str, written: str, said: str) -> None:
    """A point, a comma or a space between thousands."""
    assert spoken_form(written, tag, {}) == said


def test_modules_agree_with_the_unicode_data() -> None:
    """What zh, en, ja and ko say of themselves by hand is what is known of every language."""
    from outreach.lang.other import Other  # noqa: PLC0415

    for own in own_modules():
        known = Other(own.tag)
        for name in ("spaced", "wide", "rtl", "iso639_2", "office_other"):
            assert getattr(own, name) == getattr(known, name), (own.tag, name)


def test_a_module_answers_with_other_where_it_says_nothing() -> None:
    """Each begins with `Other`, and has a class TONGUE; nothing else in the folder has a language's name."""
    assert {one.tag for one in own_modules()} == {"zh", "en", "ja", "ko", "th"}
    assert tongue(LATIN).tag == LATIN
    assert script_of("110 元") == {"han"}


# --- no table of languages elsewhere --------------------------------------------------------------------------------

_TAG = re.compile(r"(?:zh|en|ja|ko|yue|th|vi|es|fr|de|ru|ar|he|fa)(?:[-_][A-Z][a-z]{3})?(?:[-_](?:[A-Z]{2}|[0-9]{3}))?")
# Modules that name languages, and why.
NAMED = {
    "messages": "the languages that the tool itself speaks",
    "cli.language": "the same",
    "profiles.settings": "the same, as a key of brand.yaml",
    "voices.kokoro": "the languages that this model learnt",
    "voices.kokoro.delivery": "how fast this model speaks each of them",
    "voices.kokoro.english": "names of espeak's voices",
    "voices.kokoro.japanese": "is the model's Japanese",
    "voices.kokoro.mandarin": "is the model's Mandarin, and `zh` a sound of it",
    "ear.units": "the sounds of languages that need an extra to be read",
    "ear.recogniser": "prompts for this model",
    "checks.content.people": "looks for Chinese names with a Chinese tagger",
    "checks.content.plain_english": "is a rule of English",
}


def _named(file: Path) -> list[str]:
    """The language tags among a module's strings."""
    tree = ast.parse(file.read_text("utf-8"))
    strings = (n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str))
    return [text for text in strings if _TAG.fullmatch(text)]


@pytest.mark.slow
def test_no_language_is_named_outside_its_room() -> None:
    """A table of tags is a place that a new language would have to be added to: what differs is asked of `lang`."""
    package = ROOT / "outreach"
    found = set()
    for file in package.rglob("*.py"):
        parts = file.relative_to(package).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if parts[0] != "lang" and _named(file):
            found.add(name)
    assert found == set(NAMED)


def test_the_test_sees_a_table(tmp_path: Path) -> None:
    """In a tuple, a dictionary, a comparison."""
    file = tmp_path / "x.py"
    file.write_text(
        'A = ("zh", "ja")\nB = {"ko": 1}\nC = lang.startswith("pt") or lang == "zh-CN"\nD = "then"\n', "utf-8"
    )
    assert _named(file) == ["zh", "ja", "ko", "zh-CN"]
    assert inspect.isclass(Tongue)

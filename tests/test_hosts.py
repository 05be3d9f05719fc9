"""Names of hosts and folders that may be printed: one form, or the reason why not."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.adapt import adapt
from outreach.hosts import host_fault, path_fault, within
from outreach.profiles import load_profiles
from outreach.project import Project
from outreach.script import load_script

ROOT = Path(__file__).parent.parent

REAL = [
    "a.cn",
    "fz.haitangbank.example",
    "fanzha.xiamenbank.com.cn",
    "1.bank.example",
    "95588.com.cn",
    "a-b.c-d.example",
    "x" * 63 + ".example",
    "bank.com.cn",
    "fj.bank.cn",
]
NO_HOSTS = {
    "fz..bank.example": "between two dots",
    ".bank.example": "between two dots",
    "bank.example.": "between two dots",
    "": "between two dots",
    "-fz.bank.example": "begins or ends with `-`",
    "fz-.bank.example": "begins or ends with `-`",
    "x" * 64 + ".example": "64 characters",
    ".".join(["a" * 60] * 5) + ".example": "at most 253",
    "example": "top level",
    "com.cn": "top level",
    "gov.cn": "top level",
    "fj.cn": "top level",
    "co.uk": "top level",
    "127.0.0.1": "found the number",
    "127.1": "found the number",
    "0x7f.1": "found the number",
    "2130706433": "found the number",
    "::1": "found the number",
    "[::1]": "found the number",
    "bank.1": "top level of letters",
    "bank.e1": "top level of letters",
    "xn--fiqs8s.example": "punycode",
    "bank.xn--fiqs8s": "punycode",
    "jiаngwanbank.example": "cyrillic small letter a",
    "jiangwanbank。example": "ideographic full stop",
    "ｊiangwanbank.example": "fullwidth",
    "江湾银行.example": "U+6C5F",
    "bank\u00ad.example": "soft hyphen",
    "bank\u200d.example": "zero width joiner",
    "https://fz.bank.example/": "write `fz.bank.example` alone",
    "fz.bank.example/q": "write `fz.bank.example` alone",
    "fz.bank.example:8443": "write `fz.bank.example` alone",
    "user@fz.bank.example": "write `fz.bank.example` alone",
    "<b>bank.example</b>": "expected a host name",
    "bank_x.example": "expected a host name",
    "bank x.example": "expected a host name",
    "fz.bank.example\n": "expected a host name",
    "localhost": "cannot be opened",
    "fz.bank.local": "cannot be opened",
    "bank.onion": "cannot be opened",
}


@pytest.mark.parametrize("host", REAL)
def test_real_names(host: str) -> None:
    """Names of the public DNS, also long ones and those below a shared second level."""
    assert host_fault(host) is None


@pytest.mark.parametrize("host", NO_HOSTS)
def test_what_is_no_name(host: str) -> None:
    """Each is refused with its reason."""
    fault = host_fault(host)
    assert fault is not None and NO_HOSTS[host] in " ".join(fault)


@given(st.text(max_size=80))
def test_whatever_passes_is_a_name_of_the_dns(text: str) -> None:
    """Whatever is given: it is refused, or it is labels of RFC 1035 with a top level of letters."""
    if host_fault(text) is None:
        labels = text.split(".")
        assert len(labels) > 1 and labels[-1].isalpha() and text.isascii() and text == text.lower()
        assert all(re.fullmatch(r"(?!-)[a-z0-9-]{1,63}(?<!-)", label) for label in labels)


@pytest.mark.parametrize("path", ["q", "a/b", "2026", "fan-zha/q1", "a/b/c"])
def test_paths_that_hold_codes(path: str) -> None:
    """One or more folders."""
    assert path_fault(path) is None


@pytest.mark.parametrize(
    "path", ["", "a//b", ".", "..", "a/../b", "-a", "a-", "a_b", "a b", "a.b", "q?x", "q#", "码", "{", "$q"]
)
def test_paths_that_hold_none(path: str) -> None:
    """Each would lead the printed code astray."""
    assert path_fault(path) is not None


def test_a_domain_and_what_is_below_it() -> None:
    """`within` ends at a dot."""
    assert within("fz.bank.example", ["x.example", "bank.example"]) and within("bank.example", ("bank.example",))
    assert not within("fz-bank.example", ["bank.example"])


# --- in content/brand.yaml -------------------------------------------------------------------------------------------


def _brand(home: Path, **lines: str) -> Project:
    """A project whose brand file has other lines for these keys."""
    shutil.copytree(ROOT / "content", home / "content")
    file = home / "content/brand.yaml"
    text = file.read_text(encoding="utf-8")
    for key, value in lines.items():
        text = re.sub(rf"(?m)^{key}: .*$", f"{key}: {value}", text)
    file.write_text(text, encoding="utf-8")
    return Project(home, dt.date(2026, 11, 23))


@pytest.mark.parametrize("path", ["q", "/q", "q/", "/q/", "Q", "/Q/"])
def test_one_path_however_it_is_written(tmp_path: Path, path: str) -> None:
    """Outer slashes and capitals make no other address."""
    project = _brand(tmp_path, link=f"{{host: FZ.JiangwanBank.example, path: {path}}}")
    profiles, problems = load_profiles(project)
    assert profiles is not None, problems
    assert (profiles.brand.link.host, profiles.brand.link.path) == ("fz.jiangwanbank.example", "q")


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("link", "{host: fz..jiangwanbank.example, path: q}", "between two dots"),
        ("link", "{host: fz.jiangwanbank.example, path: a//b}", "expected a path"),
        ("link", '{host: fz.jiangwanbank.example, path: ""}', "expected a path"),
        ("domains", "[jiangwanbank.example, example]", "top level"),
        ("domains", "[jiangwanbank.example, 10.0.0.1]", "found the number"),
        ("domains", '[jiangwanbank.example, "<b>x.example</b>"]', "expected a host name"),
        ("domains", "[jiangwanbank.example, jiаngwanbank.example]", "cyrillic"),
    ],
)
def test_a_wrong_address_is_an_error_at_its_place(tmp_path: Path, key: str, value: str, said: str) -> None:
    """In `link` and in every entry of `domains`."""
    profiles, problems = load_profiles(_brand(tmp_path, **{key: value}))
    assert profiles is None
    assert [p.where.file for p in problems] == ["content/brand.yaml"] and problems[0].where.line
    assert said in str(problems[0])


def test_the_promise_names_the_host_of_the_code(tmp_path: Path) -> None:
    """Whatever else is the brand's: what is promised is what the code opens."""
    project = _brand(tmp_path, domains="[other.example, jiangwanbank.example]")
    profiles, _ = load_profiles(project)
    script, _ = load_script(project, "nfc-skimming")
    assert profiles and script
    board, _ = adapt(script, profiles, "seniors", "zh-CN")
    assert board and board.link.domain == board.brand.domain == "fz.jiangwanbank.example"
    promise = board.labels["scan_promise"].shown
    assert "fz.jiangwanbank.example" in promise and "other.example" not in promise
    assert board.link.base.startswith("HTTPS://FZ.JIANGWANBANK.EXAMPLE/")


# --- the bank's own number --------------------------------------------------------------------------------------------


def test_the_own_number_is_written_once(tmp_path: Path) -> None:
    """Another number in brand.yaml is the one that is printed, as `bank` and as `{hotline.bank}`."""
    project = _brand(tmp_path, hotline='"0599-8765432"')
    profiles, problems = load_profiles(project)
    assert profiles is not None, problems
    script, _ = load_script(project, "nfc-skimming")
    assert script
    board, _ = adapt(script, profiles, "seniors", "zh-CN")
    assert board and [h.number for h in board.hotlines if h.id == "bank"] == ["0599-8765432"]
    assert "400-000-0000" not in str(board.as_dict()) and "0599-8765432" in str(board.as_dict())


def test_a_second_number_is_an_error_where_it_stands(tmp_path: Path) -> None:
    """hotlines.yaml may say the number again, but no other."""
    project = _brand(tmp_path, hotline='"0599-8765432"')
    file = tmp_path / "content/hotlines.yaml"
    text = re.sub(r"(- id: bank).*", r'\1\n    number: "400-000-0000"', file.read_text(encoding="utf-8"))
    file.write_text(text, encoding="utf-8")
    profiles, problems = load_profiles(project)
    assert profiles is None
    assert problems[0].where.file == "content/hotlines.yaml"
    assert text.split("\n")[problems[0].where.line - 1].strip() == 'number: "400-000-0000"'
    assert "`0599-8765432`" in problems[0].message and "`400-000-0000`" in problems[0].message


def test_a_number_that_nobody_prints_is_an_error(tmp_path: Path) -> None:
    """Without an entry for it the own number would be known, and stand nowhere."""
    project = _brand(tmp_path)
    file = tmp_path / "content/hotlines.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("id: bank", 'id: shop\n    number: "95555"'), encoding="utf-8"
    )
    profiles, problems = load_profiles(project)
    assert profiles is None and problems[0].where.file == "content/brand.yaml"
    assert "id: bank" in problems[0].hints[0]


@pytest.mark.parametrize("key", ["name", "short"])
@pytest.mark.parametrize("value", ['{zh-CN: ""}', '{zh-CN: "  "}'])
def test_a_brand_without_a_name(tmp_path: Path, key: str, value: str) -> None:
    """Nothing, or only spaces, is no name."""
    profiles, problems = load_profiles(_brand(tmp_path, **{key: value}))
    assert profiles is None and "expected some words" in str(problems[0])

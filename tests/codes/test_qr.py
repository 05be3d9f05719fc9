"""QR codes: allowed payloads, the drawn code and reading it back."""

from __future__ import annotations

import io
import re

import cv2
import numpy as np
import pytest
from PIL import Image

from outreach.codes import links, qr
from outreach.diagnostics import Where

PAYLOAD = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/7H2KM9XA"
OWN = ("jiangwanbank.example",)


@pytest.mark.parametrize(
    "payload", [PAYLOAD, "https://jiangwanbank.example/q/1", "HTTPS://A.B.JIANGWANBANK.EXAMPLE/Q/X"]
)
def test_own_https_address_is_allowed(payload: str) -> None:
    """The brand's domain and everything below it may be printed."""
    assert qr.check_payload(payload, OWN) == []


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ("http://jiangwanbank.example/q/1", "expected `https`, found `http`"),
        ("WIFI:T:WPA;S:net;P:secret;;", "expected `https`, found `wifi`"),
        ("tel:110", "expected `https`, found `tel`"),
        ("javascript:alert(1)", "expected `https`, found `javascript`"),
        ("jiangwanbank.example/q/1", "found `no scheme`"),
        ("https://user@jiangwanbank.example/q", "a name before `@` hides the real host"),
        ("https://jiangwanbank.example@evil.example/q", "a name before `@`"),
        ("https://jiangwanbank.example:8443/q", "expected no port, found `:8443`"),
        ("https://jiangwanbank.example:99999/q", "expected an address"),
        ("https://jiangwanbank.example/q?next=//evil.example", "found a query or a fragment"),
        ("https://jiangwanbank.example/get/app.apk", "start a download"),
        ("https://evil.example/q", "expected a host of the brand, found `evil.example`"),
        ("https://jiangwanbank.example.evil.example/q", "looks like `jiangwanbank.example`"),
        ("https://jiangwanbank-help.example/q", "looks like `jiangwanbank.example`"),
        ("https://jlangwanbank.example/q", "expected a host of the brand"),
        ("https://bit.ly/3abc", "is a link shortener"),
        ("https://t.cn/A6x", "is a link shortener"),
        ("https://xn--jingwanbank-q7a.example/q", "punycode"),
        ("https://xn--a.jiangwanbank.example/q", "punycode"),
        ("https://jіangwanbank.example/q", "plain ASCII"),  # the second letter is Cyrillic
        ("https://jiangwanbank.example\\@evil.example/q", "plain ASCII letters without spaces"),
        ("https://jiangwanbank.example/q 1", "plain ASCII letters without spaces"),
        ("https:///q", "expected a host of the brand, found ``"),
        ("https://[::1/q", "expected an address"),
        ("https://jiangwanbank.example/" + "a" * 200, "expected a QR version of at most 6"),
    ],
)
def test_other_payloads_are_refused_with_a_reason(payload: str, reason: str) -> None:
    """Foreign hosts, shorteners, http, userinfo, ports and look-alikes each have their own message."""
    place = Where("content/brand.yaml", 7, 3)
    problems = qr.check_payload(payload, OWN, place)
    assert [p.where for p in problems] == [place] * len(problems)
    assert any(reason in p.message for p in problems), [p.message for p in problems]


def test_png_is_read_back_by_two_decoders() -> None:
    """What is drawn is what zxing-cpp and OpenCV read."""
    picture = qr.png(PAYLOAD, 6)
    pixels = np.asarray(Image.open(io.BytesIO(picture)))
    assert qr.decode(picture) == [PAYLOAD]
    assert cv2.QRCodeDetector().detectAndDecode(pixels)[0] == PAYLOAD


@pytest.mark.parametrize("level", ["L", "M", "Q", "H"])
def test_svg_draws_exactly_the_matrix_inside_its_quiet_zone(level: qr.Level) -> None:
    """Painting the path's runs gives the modules back; the four modules around stay light."""
    svg = qr.svg(PAYLOAD, level=level, dark="#112233")
    side = qr.modules(PAYLOAD, level)
    painted = np.zeros((side, side), dtype=bool)
    for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", svg.split('fill="#112233"')[1]):
        painted[int(y), int(x) : int(x) + int(length)] = True
    assert np.array_equal(painted[4:-4, 4:-4], np.array(qr.matrix(PAYLOAD, level)))
    assert not painted[:4].any() and not painted[-4:].any() and not painted[:, :4].any() and not painted[:, -4:].any()


def test_decode_lists_codes_from_top_to_bottom() -> None:
    """Two codes on one page come in reading order, also from colour pixels."""
    first, second = (np.asarray(Image.open(io.BytesIO(qr.png(PAYLOAD[:-1] + c, 5)))) for c in "AB")
    page = np.repeat(np.vstack([first, second])[..., None], 3, axis=2)
    assert qr.decode(page) == [PAYLOAD[:-1] + "A", PAYLOAD[:-1] + "B"]


def test_decode_of_an_empty_page_is_empty() -> None:
    """No code, no text; not an error."""
    assert qr.decode(np.full((200, 200), 255, dtype=np.uint8)) == []


def test_token_is_stable_and_differs_in_every_field() -> None:
    """The same batch always has the same token; any other field gives another."""
    fields = ("fanzha", "nfc-skimming", "seniors", "zh-CN", "leaflet", "JW0001")
    batches = [fields, *((*fields[:i], "other", *fields[i + 1 :]) for i in range(len(fields)))]
    made = {links.token(*one) for one in batches}
    assert len(made) == 7 and all(links.is_token(t) for t in made)
    assert links.token(*fields) == "GYYHW9DZND"


def test_check_character_finds_typing_mistakes() -> None:
    """One wrong character is always found, so a mistyped token never counts for another branch."""
    good = links.token("fanzha", "nfc-skimming", "seniors", "zh-CN", "leaflet", "")
    wrong = [good[:i] + c + good[i + 1 :] for i in range(8) for c in links.ALPHABET if c != good[i]]
    assert not any(links.is_token(w) for w in wrong)
    assert links.normal(f" {good[:4].lower()}-{good[4:].lower()} ") == good


def test_twenty_thousand_branches_share_few_tokens() -> None:
    """35 bits keep the registry nearly free of collisions (it reports the ones there are)."""
    made = {links.token("fanzha", "s", "seniors", "zh-CN", "leaflet", f"JW{n:05}") for n in range(20_000)}
    assert len(made) >= 19_999

"""The gallery and the scan report in a real browser."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from chromium import Browser, By, Keys, chromium, needs_axe, needs_chromium, served

from outreach.codes import link_registry, scan_report
from outreach.codes.access_log import Scans
from outreach.gallery import gallery
from outreach.profiles import Profiles
from outreach.project import Project

pytestmark = [needs_chromium, pytest.mark.slow]
PACKS = ("nfc-skimming/seniors/zh-CN", "nfc-skimming/foreign-residents/en", "cancel-auto-pay/seniors/zh-CN")


def row(pack: str, name: str) -> dict[str, Any]:
    """A row of the manifest."""
    scam, audience, lang = pack.split("/")
    facts = {"scam": scam, "audience": audience, "lang": lang, "branch": "", "state": "draft", "title": scam}
    return {"path": f"{pack}/{name}", "sha256": name.ljust(64, "0"), **facts}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, project: Project, profiles: Profiles) -> Iterator[Browser]:
    """Chromium, a gallery of three packs and a report with hidden and shown counts."""
    root = tmp_path_factory.mktemp("out")
    rows = [row(pack, name) for pack in PACKS for name in ("leaflet.pdf", "leaflet-mono.pdf", "video.mp4", "deck.pptx")]
    files = gallery(rows, root, project)
    codes = [link_registry.row(profiles, "nfc-skimming", "seniors", "zh-CN", "leaflet", f"JW{n:04}") for n in range(9)]
    scans = Scans(
        Counter({(code.token, dt.date(2026, 11, 2 + 7 * (n % 4))): 3 + 5 * n for n, code in enumerate(codes)})
    )
    registry = {code.token: code for code in codes}
    tables = scan_report.tables(scans, registry, {codes[3].token: 500})
    files["report.html"] = scan_report.report_html(tables, scans, {codes[3].token: 500}, profiles, project, {}).encode()
    for name, data in files.items():
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(data)
    with served(root) as site, chromium(site) as found:
        yield found


def shown(browser: Browser) -> list[str]:
    """The packs that are to be seen."""
    packs = browser.driver.find_elements(By.CLASS_NAME, "pack")
    return [f"{p.get_attribute('data-scam')}/{p.get_attribute('data-audience')}" for p in packs if p.is_displayed()]


def test_filters_by_keyboard(browser: Browser) -> None:
    """Tab to the chips, arrows choose; the cards follow, the address keeps the choice, "all" brings everything back."""
    browser.open("index.html", 1280, 900)
    assert len(shown(browser)) == 3
    browser.tab_to("input[name=audience]")
    browser.press(Keys.ARROW_RIGHT)
    chosen = browser.js("return document.querySelector('input[name=audience]:checked').value")
    assert {pack.split("/")[1] for pack in shown(browser)} == {chosen}
    assert browser.js("return location.hash") == f"#audience={chosen}"
    browser.press(Keys.ARROW_LEFT)
    assert len(shown(browser)) == 3


def test_a_shared_address_keeps_its_choice(browser: Browser) -> None:
    """An address with a choice opens with it; one that fits nothing says so."""
    browser.open("index.html#scam=nfc-skimming&lang=en", 1280, 900)
    assert shown(browser) == ["nfc-skimming/foreign-residents"]
    browser.open("index.html#scam=cancel-auto-pay&lang=en", 1280, 900)
    assert shown(browser) == [] and browser.one(".none").text


def test_everything_without_a_script(browser: Browser) -> None:
    """Without JavaScript there are no filters and all packs."""
    browser.open("index.html", 1280, 900, script=False)
    assert len(shown(browser)) == 3 and not browser.one(".filters").is_displayed()


@pytest.mark.parametrize("path", ["index.html", "report.html"])
def test_narrow_and_wide(browser: Browser, path: str) -> None:
    """From 320 px on the page scrolls down only; a wide table scrolls in its own box."""
    browser.open(path)
    for width in (320, 390, 1280):
        browser.size(width, 800)
        assert browser.js("return document.scrollingElement.scrollWidth") <= width


@needs_axe
@pytest.mark.parametrize("path", ["index.html", "report.html"])
def test_axe_finds_nothing(browser: Browser, path: str) -> None:
    """axe-core, WCAG 2.2 A and AA and best practices, on a phone and on a desk."""
    for width in (390, 1280):
        browser.open(path, width)
        assert browser.axe() == []

"""The gallery and the scan report in a real browser."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
import typst
from chromium import Browser, By, Keys, chromium, needs_axe, needs_chromium, served

from outreach.codes import link_registry, scan_report
from outreach.codes.access_log import Scans
from outreach.gallery import gallery
from outreach.paper.viewer import advise
from outreach.profiles import Profiles
from outreach.project import Project

pytestmark = [needs_chromium, pytest.mark.slow]
PACKS = ("nfc-skimming/seniors/zh-CN", "nfc-skimming/foreign-residents/en", "cancel-auto-pay/seniors/zh-CN")


def row(pack: str, name: str) -> dict[str, Any]:
    """A row of the manifest."""
    scam, audience, lang = pack.split("/")
    facts = {
        "scam": scam,
        "audience": audience,
        "lang": lang,
        "branch": "",
        "state": "draft",
        "title": "卡一贴，钱就没了",
    }
    return {"path": f"{pack}/{name}", "sha256": name.ljust(64, "0"), **facts}


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory, project: Project, profiles: Profiles) -> Iterator[Browser]:
    """Chromium, a gallery of three packs and a report with hidden and shown counts."""
    root = tmp_path_factory.mktemp("out")
    names = ("leaflet.pdf", "leaflet-mono.pdf", "poster.pdf", "video.mp4", "deck.pptx")
    rows = [row(pack, name) for pack in PACKS for name in names]
    for pack in PACKS:
        folded = typst.compile(b"#set page(width: 297mm, height: 210mm)\n#pagebreak()\n")
        (root / pack).mkdir(parents=True)
        (root / pack / "leaflet.pdf").write_bytes(advise(bytes(folded), "half-fold"))
        (root / pack / "poster.pdf").write_bytes(bytes(typst.compile(b'#set page("a3", fill: red)')))
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
    assert len(shown(browser)) == 2  # one pack of each scam
    browser.tab_to("input[name=audience]")
    browser.press(Keys.ARROW_RIGHT)
    chosen = browser.js("return document.querySelector('input[name=audience]:checked').value")
    assert {pack.split("/")[1] for pack in shown(browser)} == {chosen}
    assert browser.js("return location.hash") == f"#audience={chosen}"
    browser.press(Keys.ARROW_LEFT)
    assert len(shown(browser)) == 2


def test_tabs_by_keyboard(browser: Browser) -> None:
    """Inside a scam's card the arrows go from audience to audience; of another scam nothing changes."""
    browser.open("index.html", 1280, 900)
    assert shown(browser) == ["cancel-auto-pay/seniors", "nfc-skimming/seniors"]
    browser.tab_to(".tabs input")
    browser.press(Keys.ARROW_RIGHT)
    assert shown(browser) == ["cancel-auto-pay/seniors", "nfc-skimming/foreign-residents"]


@pytest.mark.parametrize("width", [375, 1280])
def test_the_seniors_leaflet_is_printed_with_three_clicks(browser: Browser, width: int) -> None:
    """Whom it is for, the sheet (its button names paper and edge), and the printer in the window that opens."""
    browser.open("index.html#audience=foreign-residents", width, 800)
    browser.one("#audience-seniors").click()
    button = browser.one(".pack:not([hidden]) .uses .button.strong")
    assert "A4" in button.text and "短边翻转" in button.text
    first = browser.driver.current_window_handle
    button.click()
    (opened,) = set(browser.driver.window_handles) - {first}
    browser.driver.switch_to.window(opened)
    there = browser.js("return [location.pathname, document.contentType]")
    browser.driver.close()
    browser.driver.switch_to.window(first)
    assert there == ["/cancel-auto-pay/seniors/zh-CN/leaflet.pdf", "application/pdf"]


@pytest.mark.parametrize("width", [375, 1280])
def test_pictures_of_one_row_are_equally_high_and_filled(browser: Browser, width: int) -> None:
    """No bars beside a sheet, no picture without a caption; what is touched is 44 px high, in letters of 18 px."""
    browser.open("index.html", width, 800)
    rows = browser.js(
        """return [...document.querySelectorAll('.pack:not([hidden]) .pictures')].map(row => {
        const sheets = [...row.querySelectorAll('.sheet')].map(e => e.getBoundingClientRect().height);
        return [row.querySelector('.film').getBoundingClientRect().height, ...sheets]; })"""
    )
    assert rows and all(max(found[width < 700 :]) - min(found[width < 700 :]) < 2 for found in rows)
    fits = """return [...document.querySelectorAll('.sheet img, .pictures video')]
      .filter(e => e.checkVisibility() && getComputedStyle(e).objectFit !== 'cover').length"""
    assert browser.js(fits) == 0
    named = "return [...document.querySelectorAll('.sheet')].map(e => [e.innerText, e.querySelector('img').alt])"
    captions = browser.js(named)
    assert captions and all(all(one) for one in captions if one[0])
    low = """return [...document.querySelectorAll('a[href]:not(.skip), button, summary, .chip label')]
      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.innerText)"""
    assert browser.js(low) == []


def test_no_name_of_a_file_is_read(browser: Browser) -> None:
    """Neither stems nor ids: what stands on the page and what is read aloud is in the reader's words."""
    browser.open("index.html", 1280, 900, script=False)
    read = browser.js(
        """return document.body.innerText + [...document.querySelectorAll('[alt], [aria-label]')]
        .map(e => `${e.getAttribute('alt')} ${e.getAttribute('aria-label')}`).join(' ')"""
    )
    for name in ("leaflet", "mono", "video", "deck", ".pdf", ".csv", "seniors", "zh-CN", "landscape"):
        assert name not in read


def test_a_film_shows_its_picture_until_it_is_played(browser: Browser) -> None:
    """One large button in place of the controls; without a script the controls are there at once."""
    browser.open("index.html", 1280, 900)
    assert browser.js("return document.querySelector('video').controls") is False
    browser.one(".play").click()
    assert browser.js("return document.querySelector('video').controls") is True
    assert not browser.one(".play").is_displayed()
    browser.open("index.html", 1280, 900, script=False)
    assert browser.js("return document.querySelector('video').controls") is True


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
    for width in (320, 375, 390, 1280):
        browser.size(width, 800)
        assert browser.js("return document.scrollingElement.scrollWidth") <= width


@needs_axe
@pytest.mark.parametrize("path", ["index.html", "report.html"])
def test_axe_finds_nothing(browser: Browser, path: str) -> None:
    """axe-core, WCAG 2.2 A and AA and best practices, on a phone and on a desk."""
    for width in (390, 1280):
        browser.open(path, width)
        assert browser.axe() == []

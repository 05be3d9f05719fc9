"""The review page in a real browser, opened from a disk, no network: a comment is written, saved, taken in, shown."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from chromium import Browser, chromium, needs_axe, needs_chromium
from click.testing import CliRunner
from own import SCAM, own_project
from proof_pages import made
from selenium.webdriver.support.ui import WebDriverWait

from outreach.cli import main
from outreach.project import Project

pytestmark = [needs_chromium, pytest.mark.slow]
PLACE = "elders/zh-CN/beats/hook.h1"
TEXT = "“有人”是谁？\n写清楚。"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium that reaches nothing but files."""
    with chromium("") as found:
        found.driver.execute_cdp_cmd("Network.enable", {})
        found.driver.execute_cdp_cmd("Network.setBlockedURLs", {"urls": ["http://*", "https://*", "ws://*"]})
        yield found


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """The tests' own project; the working folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    return own_project(tmp_path)


def opened(browser: Browser, own: Project, width: int = 1280, script: bool = True) -> Path:
    """The page of the project as a file in a browser that has kept nothing, which saves into the same folder."""
    file = own.root / "review.html"
    file.write_text(made(own, SCAM)[0], "utf-8")
    behaviour = {"behavior": "allow", "downloadPath": str(own.root)}
    browser.driver.execute_cdp_cmd("Browser.setDownloadBehavior", behaviour)
    # All files are one origin to Chromium: what another test wrote would stand in the fields from the start.
    browser.driver.execute_cdp_cmd("Storage.clearDataForOrigin", {"origin": "file://", "storageTypes": "local_storage"})
    browser.open(file.as_uri(), width, 900, script)
    return file


def slot(place: str) -> str:
    """Where a place is commented."""
    return f'.slot[data-place="{place}"]'


def saved(browser: Browser, own: Project, name: str) -> Path:
    """The file that the button saves."""
    browser.one("#save").click()
    file = own.root / name
    WebDriverWait(browser.driver, 30).until(lambda _: file.is_file() and file.stat().st_size)
    return file


def test_a_comment_goes_out_and_comes_back(browser: Browser, own: Project) -> None:
    """Written, saved as a file, shown in the terminal, open on the next page; kept by the browser meanwhile."""
    page = opened(browser, own)
    browser.one("#save").click()
    WebDriverWait(browser.driver, 10).until(
        lambda _: browser.one("#unnamed").is_displayed()
    )  # nobody is nobody's reviewer
    browser.one("#by").send_keys("李律师")
    browser.js(
        "const role = document.querySelector('#role'); role.value = 'law'; role.dispatchEvent(new Event('change'))"
    )
    browser.js("document.querySelector(arguments[0]).scrollIntoView({block: 'center'})", slot(PLACE))
    browser.one(f"{slot(PLACE)} > button").click()
    browser.focused().send_keys(TEXT)
    browser.js("""document.querySelector('[data-question="law.promise"] input[value="no"]').click()""")
    assert browser.one("#count").text == "2"
    file = saved(browser, own, f"comments-{SCAM}-law.json")
    assert json.loads(file.read_text("utf-8"))["comments"] == [{"place": PLACE, "text": TEXT}]

    browser.open(page.as_uri(), 1280, 900)  # the same browser has it still
    assert browser.one(f"{slot(PLACE)} textarea").get_attribute("value") == TEXT
    assert browser.one("#by").get_attribute("value") == "李律师"

    done = CliRunner().invoke(main, ["review", "--import", str(file)])
    assert done.exit_code == 0, done.output
    assert all(line in done.output for line in (PLACE, "“有人说您的包裹丢了？”", *TEXT.split("\n"), "law.promise: no"))
    assert "the words have changed" not in done.output
    opened(browser, own)
    (there,) = browser.js("return [...document.querySelectorAll('.so-far .open .text')].map(e => e.textContent)")
    assert there == TEXT
    assert [one for one in browser.log("browser") if one["level"] == "SEVERE"] == []


def test_signs_that_nobody_sees_are_not_saved(browser: Browser, own: Project) -> None:
    """What is pasted has them; the file would be refused for them."""
    opened(browser, own)
    browser.js(
        "const by = document.querySelector('#by'); by.value = '王\\u200b芳'; by.dispatchEvent(new Event('input'))"
    )
    browser.js("document.querySelector(arguments[0]).click()", f"{slot(PLACE)} > button")
    pasted = "a\u202eb\u00a0c\td\u0007e\u3000f"
    browser.js(
        """const area = document.querySelector(arguments[0]); area.value = arguments[1];
        area.dispatchEvent(new Event('input'))""",
        f"{slot(PLACE)} textarea",
        pasted,
    )
    file = saved(browser, own, f"comments-{SCAM}-business.json")
    data = json.loads(file.read_text("utf-8"))
    assert (data["by"], data["comments"][0]["text"]) == ("王芳", "ab c de f")
    assert CliRunner().invoke(main, ["review", "--import", str(file)]).exit_code == 0


def test_everything_but_the_comments_without_a_script(browser: Browser, own: Project) -> None:
    """All versions, questions of all roles, the sound's controls; no button that does nothing."""
    opened(browser, own, script=False)
    seen = "return [...document.querySelectorAll(arguments[0])].filter(e => e.checkVisibility()).length"
    for css, least in {".version": 2, "fieldset": 15, "audio[controls]": 2, "figure": 20, "noscript b": 1}.items():
        assert browser.js(seen, css) >= least, css
    assert browser.js(seen, "button, textarea, #by") == 0
    assert browser.js("return [...document.images].every(e => e.getAttribute('src').startsWith('data:'))")


@pytest.mark.parametrize("width", [375, 1280])
def test_it_fits_a_phone_and_a_desk(browser: Browser, own: Project, width: int) -> None:
    """It scrolls down only; what is touched is 44 px high; each role has its own questions."""
    opened(browser, own, width)
    assert browser.js("return document.scrollingElement.scrollWidth") <= width
    low = """return [...document.querySelectorAll('button, #by, select, .tongue, .answers label')]
      .filter(e => e.checkVisibility() && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"""
    assert browser.js(low) == []
    roles = (
        "return [...document.querySelectorAll('[data-role]')].filter(e => e.checkVisibility()).map(e => e.dataset.role)"
    )
    assert browser.js(roles) == [browser.js("return document.querySelector('#role').value")]


def test_the_page_speaks_the_language_that_is_chosen(browser: Browser, own: Project) -> None:
    """Its own words; the scam's stay as they are."""
    opened(browser, own)
    assert browser.one("#save").text == "保存意见"
    browser.js("document.querySelector('#en').click()")
    assert browser.one("#save").text == "Save the comments"
    assert browser.one("h1").text == "包裹丢了？先挂断"


@needs_axe
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing(browser: Browser, own: Project, width: int) -> None:
    """axe-core, WCAG 2.2 A and AA and best practices, with what changed marked and a comment being written."""
    assert CliRunner().invoke(main, ["approve", SCAM, "--by", "王芳"]).exit_code == 0
    file = own.path(f"content/scams/{SCAM}/script.yaml")
    file.write_text(file.read_text("utf-8").replace("有人说您的包裹丢了？", "快递说您的包裹丢了？"), "utf-8")
    opened(browser, own, width)
    browser.js("document.querySelector(arguments[0]).click()", f"{slot(PLACE)} > button")
    assert browser.axe() == []

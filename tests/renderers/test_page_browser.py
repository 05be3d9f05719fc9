"""The page in a real browser: keyboard, narrow, enlarged, without a script, with axe-core, and no other host asked."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from chromium import ActionChains, Browser, By, Keys, chromium, needs_axe, needs_chromium, served

from outreach.layout import Layout
from outreach.renderers.page import render
from outreach.storyboard import Storyboard

pytestmark = [needs_chromium, pytest.mark.slow]
PACKS = {"seniors": "zh-CN", "students": "zh-CN", "foreign-residents": "en"}
TARGETS = {"seniors": 60, "students": 44, "foreign-residents": 44}  # CSS px (MIIT 适老化; WCAG 2.5.5)


@pytest.fixture(scope="module")
def site_folder(tmp_path_factory: pytest.TempPathFactory, board: Callable[..., Storyboard], layout: Layout) -> Path:
    """The pages of every audience."""
    root = tmp_path_factory.mktemp("site")
    for audience, lang in PACKS.items():
        for name, data in render(board("nfc-skimming", audience, lang), layout).items():
            path = root / audience / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(data)
    return root


@pytest.fixture(scope="module")
def browser(site_folder: Path) -> Iterator[Browser]:
    """Chromium, and the pages on the loopback."""
    with served(site_folder) as site, chromium(site) as found:
        yield found


def page(audience: str) -> str:
    """The path of an audience's page."""
    return f"{audience}/page/index.html"


audiences = pytest.mark.parametrize("audience", PACKS)


@audiences
def test_never_scrolls_sideways(browser: Browser, audience: str) -> None:
    """WCAG 1.4.10: at 320 CSS px (1280 px at 400 % zoom) and wider, nothing sticks out, of the page or of its card."""
    browser.open(page(audience))
    wide = """const loose = e => e.closest('.skip, .heard, .option') || getComputedStyle(e).position === 'absolute';
    return [...document.querySelectorAll('main *, header *, footer *')].filter(e => {
      const box = e.getBoundingClientRect();
      return box.width && box.right > innerWidth + 1 && !loose(e);
    }).map(e => e.outerHTML.slice(0, 80))"""
    tight = """const cards = '.card, .panel, .button, .jump, .call, .bubble, .rescue, .help-card';
    return [...document.querySelectorAll(cards)].filter(e => e.checkVisibility() && e.scrollWidth > e.clientWidth + 1)
      .map(e => e.textContent.trim().slice(0, 40))"""
    for width in (320, 375, 390, 768, 1280):
        browser.size(width, 800)
        assert browser.js("return document.scrollingElement.scrollWidth") <= width
        assert browser.js(wide) == []
        assert browser.js(tight) == []


@audiences
def test_zoom_400_percent_and_large_text(browser: Browser, audience: str) -> None:
    """A 1280 x 1024 window at 400 % is 320 x 256 CSS px: all can be read by scrolling down. So at text size 200 %."""
    browser.open(page(audience))
    browser.size(320, 256, 4)
    assert browser.js("return document.scrollingElement.scrollWidth") <= 320
    assert browser.js("return getComputedStyle(document.querySelector('header')).position") == "static"
    browser.size(1280, 1024)
    browser.js("document.documentElement.style.fontSize = '200%'")
    assert browser.js("return document.scrollingElement.scrollWidth") <= 1280
    assert browser.js("return parseFloat(getComputedStyle(document.body).fontSize)") >= 36


@audiences
def test_text_is_at_least_18_px(browser: Browser, audience: str) -> None:
    """MIIT 适老化: no text under 18 CSS px, footnotes and numbers of tricks included."""
    browser.open(page(audience))
    small = """const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT); const found = new Set();
    while (walker.nextNode()) { const e = walker.currentNode.parentElement;
      if (walker.currentNode.data.trim() && e.offsetParent && parseFloat(getComputedStyle(e).fontSize) < 18)
        found.add(e.className + ': ' + walker.currentNode.data.trim().slice(0, 20)); }
    return [...found]"""
    assert browser.js(small) == []


@audiences
def test_targets_are_large_enough(browser: Browser, audience: str) -> None:
    """Buttons, links on their own and answers are 60 px high for seniors, 44 px for the others."""
    browser.open(page(audience))
    sizes = """return [...document.querySelectorAll('a[href]:not(.skip):not(.dial), button, .option label')]
      .filter(e => e.offsetParent).map(e => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect().height])"""
    found = browser.js(sizes)
    assert len(found) > 8
    assert [x for x in found if x[1] < TARGETS[audience] - 0.5] == []


@audiences
def test_every_stop_of_the_keyboard_shows_where_it_is(browser: Browser, audience: str) -> None:
    """Tab starts at the skip link, walks over everything, and each stop has a thick outline in view."""
    browser.open(page(audience), 1280, 800)
    browser.press(Keys.TAB)
    assert "skip" in browser.focused().get_attribute("class")
    seen: list[str] = []
    for _ in range(60):
        outline = """const e = document.activeElement, label = e.matches('.option input') ? e.nextElementSibling : e;
        const box = label.getBoundingClientRect(), style = getComputedStyle(label);
        return [e.tagName, style.outlineStyle, parseFloat(style.outlineWidth), box.top, box.bottom]"""
        tag, style, width, top, bottom = browser.js(outline)
        if tag == "BODY":
            break
        if tag != "VIDEO":  # the browser draws the focus of its own controls
            assert (style, width) == ("solid", 4), tag
            assert bottom > 0 and top < 800
        seen.append(tag)
        browser.press(Keys.TAB)
    assert len(seen) >= 12


@audiences
def test_practice_call_by_keyboard(browser: Browser, audience: str) -> None:
    """Ring, answer, believe once and learn the trick, hang up: with Tab and Enter only; the result gets the focus."""
    browser.open(page(audience))
    browser.tab_to("#call [data-go=ring]")
    browser.press(Keys.ENTER)
    assert browser.focused().get_attribute("class") == "name"
    browser.tab_to("#call [data-go=talk]", 3)
    browser.press(Keys.ENTER)
    said = browser.js("return document.querySelectorAll('#call .log .bubble').length")
    assert said >= 1 and not browser.driver.find_elements(By.CSS_SELECTOR, "#call .log .trick")
    browser.tab_to("#call [data-go=believe]", 3)
    browser.press(Keys.ENTER)
    tricks = browser.driver.find_elements(By.CSS_SELECTOR, "#call .log .trick")
    assert len(tricks) == 1 and tricks[0].text
    back = ActionChains(browser.driver).key_down(Keys.SHIFT).send_keys(Keys.TAB).key_up(Keys.SHIFT)
    back.send_keys(Keys.ENTER).perform()
    assert "won" in browser.focused().get_attribute("class")
    assert browser.focused().is_displayed()


@audiences
def test_believing_everything_leads_to_help(browser: Browser, audience: str) -> None:
    """Who believes to the end learns every trick, is not blamed, and finds the way to what to do now."""
    browser.open(page(audience))
    browser.one("#call [data-go=ring]").click()
    browser.one("#call [data-go=talk]").click()
    flags = browser.js("return document.querySelectorAll('.talk .trick').length")
    for _ in range(20):
        buttons = browser.driver.find_elements(By.CSS_SELECTOR, "#call [data-go=believe]")
        if not buttons:
            break
        browser.js("arguments[0].click()", buttons[0])
    assert browser.one("#call .name.lost").is_displayed() and not browser.one("#call .won").is_displayed()
    assert len(browser.driver.find_elements(By.CSS_SELECTOR, "#call .tricks .trick")) == flags
    assert browser.one("#call a.lost").get_attribute("href").endswith("#rescue")


def test_declining_is_right_too(browser: Browser) -> None:
    """Not answering ends well, with a sentence, and the call can be tried again."""
    browser.open(page("seniors"))
    browser.one("#call [data-go=ring]").click()
    browser.one("#call [data-go=declined]").click()
    assert browser.one("#call .won").is_displayed() and browser.one("#call .declined").is_displayed()
    browser.one("#call [data-go=start]").click()
    assert browser.one("#call [data-go=ring]").is_displayed()


@audiences
@pytest.mark.parametrize("script", [True, False], ids=["script", "no-script"])
def test_quiz_answers(browser: Browser, audience: str, script: bool) -> None:
    """Choosing shows that option's verdict and no other, with and without JavaScript."""
    browser.open(page(audience), script=script)
    right, wrong = browser.one(".option.right"), browser.one(".option.wrong")
    assert not right.find_element(By.CLASS_NAME, "verdict").is_displayed()
    wrong.find_element(By.TAG_NAME, "label").click()
    assert wrong.find_element(By.CLASS_NAME, "verdict").is_displayed()
    right.find_element(By.TAG_NAME, "label").click()
    assert right.find_element(By.CLASS_NAME, "verdict").is_displayed()
    assert not wrong.find_element(By.CLASS_NAME, "verdict").is_displayed()
    if script:
        heard = browser.one(".heard").get_attribute("textContent")
        assert heard and heard[:2] in right.find_element(By.CLASS_NAME, "verdict").text.replace("\n", " ")


@audiences
def test_reads_without_a_script(browser: Browser, audience: str) -> None:
    """With JavaScript off the practice call is not there, and the whole story still is."""
    browser.open(page(audience), script=False)
    assert not browser.one("#call").is_displayed()
    assert browser.one(".talk .bubble").is_displayed() and browser.one(".talk .trick").is_displayed()
    assert browser.one(".hotlines a.call").is_displayed()


def test_works_from_a_folder(browser: Browser, site_folder: Path) -> None:
    """Opened as a file from a memory stick, without a server: the style is there and the practice call plays."""
    browser.open((site_folder / page("seniors")).as_uri())
    assert browser.js("return getComputedStyle(document.querySelector('h2')).fontWeight") == "800"
    browser.one("#call [data-go=ring]").click()
    assert browser.one("#call .name").is_displayed()


def test_calm_for_those_who_ask(browser: Browser) -> None:
    """prefers-reduced-motion: the phone does not shake."""
    for wish, moving in (("no-preference", True), ("reduce", False)):
        browser.motion(wish)
        browser.open(page("seniors"))
        browser.js("document.querySelector('#call [data-go=ring]').click()")
        assert bool(browser.js("return document.getAnimations().length")) is moving


def test_prints_what_matters(browser: Browser) -> None:
    """On paper: no film, no practice, no buttons to jump; the right answer is open."""
    browser.motion("reduce", media="print")
    browser.open(page("seniors"))
    hidden = [browser.one(css).is_displayed() for css in ("#call", ".jumps")]
    shown = [browser.one(css).is_displayed() for css in (".right .verdict", ".hotlines .number", ".rescue .steps")]
    browser.motion("reduce")
    assert (hidden, shown) == ([False, False], [True, True, True])


def test_nothing_leaves_the_machine(browser: Browser) -> None:
    """Every request of a visit, the practice call included, goes to the page's own server; no cookie is set."""
    browser.log("performance")
    browser.log("browser")
    for audience in PACKS:
        browser.open(page(audience))
        browser.one("#call [data-go=ring]").click()
    asked = [json.loads(entry["message"])["message"] for entry in browser.log("performance")]
    urls = [m["params"]["request"]["url"] for m in asked if m["method"] == "Network.requestWillBeSent"]
    assert len(urls) > 10
    assert [u for u in urls if not u.startswith((browser.site, "about:", "data:"))] == []
    assert browser.driver.get_cookies() == []
    refused = [e["message"] for e in browser.log("browser") if "Content Security Policy" in e["message"]]
    assert refused == []


@needs_axe
@audiences
def test_axe_finds_nothing(browser: Browser, audience: str) -> None:
    """axe-core, WCAG 2.2 A and AA and best practices (for seniors also contrast 7:1): on a desk, then on a phone, where
    a wrong answer is open and the practice call goes from ringing to its result."""
    browser.open(page(audience), 1280)
    assert browser.axe(contrast=audience == "seniors") == []
    browser.size(390, 844)
    browser.one(".option.wrong label").click()
    for step in ("ring", "talk", "believe", "refuse"):
        browser.js("document.querySelector(`#call [data-go=${arguments[0]}]`).click()", step)
        assert browser.axe(contrast=audience == "seniors") == [], step


@audiences
def test_the_quiz_counts_first_answers_and_is_kind(browser: Browser, audience: str) -> None:
    """By keyboard: every reason is shown; the score comes after the last question and shames nobody."""
    browser.open(page(audience), 1280, 800)
    quizzes = browser.driver.find_elements(By.CSS_SELECTOR, "#quiz [data-quiz]")
    assert 3 <= len(quizzes) <= 5 and not browser.one("#quiz .score").is_displayed()
    for n, quiz in enumerate(quizzes):
        quiz.find_element(By.CSS_SELECTOR, "input").send_keys(Keys.SPACE)
        for option in quiz.find_elements(By.CLASS_NAME, "option") if n == 0 else ():
            option.find_element(By.TAG_NAME, "label").click()
            assert len(option.find_element(By.CLASS_NAME, "verdict").text) > 10
    first = [quiz.find_element(By.CLASS_NAME, "option").get_attribute("class") for quiz in quizzes]
    right = sum("right" in (name or "") for name in first)
    assert browser.one("#quiz [data-points]").text == f"{right} / {len(quizzes)}"
    assert browser.one("#quiz [data-some]").is_displayed() is (right < len(quizzes))
    assert f"{right} / {len(quizzes)}" in (browser.one("#quiz [data-told]").get_attribute("textContent") or "")
    browser.one("#quiz [data-again]").click()
    assert not browser.one("#quiz .score").is_displayed() and not browser.js(
        "return document.querySelector('#quiz :checked')"
    )


@audiences
@pytest.mark.parametrize(("width", "height"), [(375, 667), (1280, 800)])
def test_the_call_is_played_as_the_one_who_helps(browser: Browser, audience: str, width: int, height: int) -> None:
    """Wrong words first at each turn, then the right ones; the end has the sentence to say, and one screen holds it."""
    browser.open(page(audience), width, height)
    browser.one("#call [data-go=help]").click()
    turns = 0
    for _ in range(40):
        buttons = browser.driver.find_elements(By.CSS_SELECTOR, "#call .choices [data-go=reply]")
        if not buttons:
            break
        turns += len(buttons) > 1
        browser.js("document.querySelector('.device').scrollIntoView()")
        assert all(button.is_displayed() for button in buttons) and _inside(browser)
        browser.js("arguments[0].click()", buttons[0])
    assert turns >= 3 and "won" in (browser.focused().get_attribute("class") or "")
    assert len(browser.one("#call .result .left .bubble").text) > 5 and _inside(browser)


@audiences
@pytest.mark.parametrize(("width", "height"), [(375, 667), (1280, 800)])
def test_the_call_is_one_screen_high(browser: Browser, audience: str, width: int, height: int) -> None:
    """However much is said, the device stays, what there is to choose stays, the log scrolls inside."""
    browser.open(page(audience), width, height)
    for step in ("ring", "talk", *["believe"] * 8):
        browser.js("const b = document.querySelector(`#call [data-go=${arguments[0]}]`); if (b) b.click()", step)
        assert _inside(browser), step


def _inside(browser: Browser) -> bool:
    """Is the device at most a screen high, and are the choices within it?"""
    found: bool = browser.js(
        """const device = document.querySelector('.device').getBoundingClientRect();
        const choices = document.querySelector('.device .choices').getBoundingClientRect();
        return device.height <= innerHeight && choices.bottom <= device.bottom && choices.top >= device.top"""
    )
    return found


@audiences
@pytest.mark.parametrize(("width", "height"), [(375, 667), (1280, 800)])
def test_the_picture_with_the_title_in_it_comes_first(browser: Browser, audience: str, width: int, height: int) -> None:
    """Title and picture on the first screen, nothing over the picture; the film comes when it is asked for."""
    browser.open(page(audience), width, height)
    found = """const box = css => document.querySelector(css).getBoundingClientRect();
    return [box('.hero h1').bottom, box('.hero img').top, box('.hero img').bottom, box('.hero .play').top]"""
    title, top, bottom, play = browser.js(found)
    assert title <= top and bottom <= play + 0.5 and bottom <= height
    assert not browser.one("video").is_displayed()
    browser.one(".play").click()
    assert browser.one("video").is_displayed() and not browser.one(".play").is_displayed()
    assert browser.focused().tag_name == "video"


@audiences
def test_a_desk_shows_the_numbers_over_all_that_is_read(browser: Browser, audience: str) -> None:
    """What to know and what to do have seven parts and five of the width, all else has the whole of it, side by side;
    whatever is scrolled to, all of the numbers are in view and lie over no title.
    """
    browser.open(page(audience), 1280, 800)
    wide = "return ['.know', '.help'].map(css => document.querySelector(css).getBoundingClientRect().width)"
    read, beside = browser.js(wide)
    assert 1.3 < read / beside < 1.5
    for place in ("#practice", "#quiz", ".story"):
        browser.js("document.querySelector(arguments[0]).scrollIntoView()", place)
        boxes = browser.js(
            "return [...document.querySelectorAll('.call')].map(e => e.getBoundingClientRect().toJSON())"
        )
        assert all(box["top"] >= 0 and box["bottom"] <= 800 for box in boxes), place
        title = browser.js("return document.querySelector(`${arguments[0]} h2`).getBoundingClientRect().top", place)
        assert title >= max(box["bottom"] for box in boxes), place
    for row in (".questions > li", ".talk", ".story .steps > li"):
        tops = browser.js("return [...document.querySelectorAll(arguments[0])].map(e => e.offsetLeft)", row)
        assert len(set(tops)) > 1, row
    first = browser.one(".call")
    assert first.find_element(By.CLASS_NAME, "which").text == "1" and "400-000-0000" in first.text


@audiences
@pytest.mark.parametrize(("width", "height"), [(320, 568), (375, 667), (1280, 800)])
def test_the_help_card_fills_the_screen(browser: Browser, audience: str, width: int, height: int) -> None:
    """For somebody else to read: nothing but the card, in large letters; Escape and a button close it."""
    browser.open(page(audience), width, height)
    opener = browser.one("[popovertarget=shown]")
    assert not browser.one("#shown").is_displayed()
    browser.js("arguments[0].scrollIntoView({block: 'center'})", opener)
    opener.click()
    box = browser.js("return document.querySelector('#shown').getBoundingClientRect().toJSON()")
    assert (box["x"], box["y"], box["width"], box["height"]) == (0, 0, width, height)
    assert browser.js("const e = document.querySelector('#shown'); return e.scrollWidth <= e.clientWidth")
    assert browser.js("return parseFloat(getComputedStyle(document.querySelector('#shown')).fontSize)") >= 22
    browser.press(Keys.ESCAPE)
    assert not browser.one("#shown").is_displayed()
    opener.click()
    browser.one("#shown button").click()
    assert not browser.one("#shown").is_displayed()


@needs_axe
@audiences
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_in_the_exercises(browser: Browser, audience: str, width: int) -> None:
    """The choice of parts, a wrong reply, the end as the one who helps; the quiz with its score."""
    browser.open(page(audience), width, 800)
    strict = audience == "seniors"
    assert browser.axe(contrast=strict) == []
    browser.js("document.querySelector('#shown').showPopover()")
    assert browser.axe(contrast=strict) == []
    browser.js("document.querySelector('#shown').hidePopover()")
    browser.js("document.querySelector('#call [data-go=help]').click()")
    browser.js("document.querySelector('#call [data-go=reply]').click()")
    assert browser.axe(contrast=strict) == []
    browser.js("for (let n = 0; n < 40; n++) document.querySelector('#call [data-go=reply]')?.click()")
    browser.js("document.querySelectorAll('#quiz [data-quiz]').forEach(quiz => quiz.querySelector('input').click())")
    assert browser.axe(contrast=strict) == []

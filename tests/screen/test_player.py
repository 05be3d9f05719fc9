"""The screen player in a real Chromium: hand-overs, faults, a new revision, modes, the branch, the card."""

from __future__ import annotations

import io
import json
import statistics
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from chromium import Browser, needs_axe, needs_chromium
from fontTools.ttLib import TTCollection
from pack_folder import MS, REV, RGB, Pack, item
from PIL import Image

from outreach.codes import qr
from outreach.codes.play_log import read_plays

# Films play at their own pace: a minute and a half of waiting. (Quick: what the page is given is read by test_packing.)
pytestmark = [needs_chromium, pytest.mark.slow]
NEW = "ba9876543210"
LANDSCAPE, PORTRAIT = (1920, 1080), (1080, 1920)
TWO = (item("red"), item("blue"))
# Samples what is on top at every frame, and how long the last frame stood before the next film came up.
SAMPLER = """
window.seen = {colors: [], gaps: []};
let ended = 0, top = null;
const canvas = document.createElement('canvas');
canvas.width = canvas.height = 1;
const pen = canvas.getContext('2d', {willReadFrequently: true});
addEventListener('ended', () => { ended = performance.now(); }, true);
(function look() {
  const now = document.querySelector('.top');
  if (now && now !== top) {
    if (ended) window.seen.gaps.push(performance.now() - ended);
    [ended, top] = [0, now];
  }
  if (now) {
    pen.clearRect(0, 0, 1, 1);
    pen.drawImage(now, 0, 0, 1, 1);
    window.seen.colors.push([...pen.getImageData(0, 0, 1, 1).data].join());
  }
  requestAnimationFrame(look);
})();"""


def start(browser: Browser, query: str = "", size: tuple[int, int] = (640, 360)) -> None:
    """Opens the player, and forgets what it kept before."""
    browser.open("settings.js", *size)
    browser.js("localStorage.clear()")
    browser.open(f"index.html?test=1{query}", *size)


def until(browser: Browser, condition: str, seconds: float = 20) -> Any:
    """Waits for a condition in the page, frame by frame, and gives its value."""
    script = """const [text, ms, done] = arguments, late = performance.now() + ms, ask = new Function('return ' + text);
    (function look() {
      let found = null;
      try { found = ask(); } catch { /* not there yet */ }
      if (found || performance.now() > late) done(found); else setTimeout(look, 5);
    })();"""
    browser.driver.set_script_timeout(seconds + 10)
    found = browser.driver.execute_async_script(script, condition, 1000 * seconds)
    assert found, f"{condition} was never true; the log: {plays(browser)[-6:]}"
    return found


def plays(browser: Browser) -> list[dict[str, Any]]:
    """The play log, a line an entry."""
    text = browser.js("return window.OUTREACH.playlog.text()")
    return [json.loads(line) for line in text.splitlines()]


def logged(item_id: str, event: str, times: int = 1) -> str:
    """A condition: the log has an event of an item so many times."""
    found = f'"item":"{item_id}","event":"{event}"'
    return f"OUTREACH.playlog.text().split({json.dumps(found)}).length > {times}"


def screen(browser: Browser) -> Image.Image:
    """What is on the screen."""
    return Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())).convert("RGB")


def color(found: tuple[int, ...]) -> str:
    """The colour's name; its numbers when it is none of the films'."""
    near = [
        name for name, rgb in RGB.items() if max(abs(a - b) for a, b in zip(found, rgb, strict=True)) < 70
    ]  # films have noise
    return near[0] if near else str(found)


def tops(browser: Browser) -> set[str]:
    """The colours that SAMPLER saw."""
    return {color(tuple(map(int, one.split(",")[:3]))) for one in browser.js("return [...new Set(seen.colors)]")}


@contextmanager
def before(browser: Browser, script: str) -> Iterator[None]:
    """Runs a script before those of every page."""
    made = browser.driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": script})
    try:
        yield
    finally:
        browser.driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", made)


def hand_overs(browser: Browser, pack: Pack, times: int) -> tuple[list[str], list[float]]:
    """Colours of all frames on top during so many hand-overs, and how long each took."""
    pack.revision([item("red"), item("blue"), item("green"), item("yellow")])
    pack.point()
    start(browser)
    until(browser, "document.querySelector('.top')")
    browser.js(SAMPLER)
    centres = []
    while browser.js("return seen.gaps.length") < times:
        picture = screen(browser)
        centres.append(color(picture.getpixel((320, 180))))  # type: ignore[arg-type]
    return [*centres, *tops(browser)], browser.js("return seen.gaps")


@pytest.mark.parametrize("times", [12, pytest.param(200, marks=pytest.mark.soak)])
def test_no_hand_over_is_black(browser: Browser, pack: Pack, times: int) -> None:
    """Every frame between two films is one of theirs."""
    colors, gaps = hand_overs(browser, pack, times)
    print(f"{len(gaps)} hand-overs: median {statistics.median(gaps):.0f} ms, most {max(gaps):.0f} ms")  # noqa: T201
    assert set(colors) <= {*RGB}
    assert statistics.median(gaps) < 500


# The second film says that it has frames before any is drawn; once it is on top it has none until `draw()`.
UNDRAWN = """{ const ask = HTMLVideoElement.prototype.requestVideoFrameCallback, held = [];
HTMLVideoElement.prototype.requestVideoFrameCallback = function (call) {
  if (this.id === 'video-b') this.style.objectPosition = '9999px';
  return this.matches('#video-b.top') ? held.push(call) : ask.call(this, call);
};
window.draw = () => {
  document.getElementById('video-b').style.objectPosition = '';
  held.splice(0).forEach((call) => call());
}; }"""


def test_a_film_hides_the_one_before_when_it_is_drawn(browser: Browser, pack: Pack) -> None:
    """Not when it says so: until then the one before is seen, however long that takes."""
    pack.player(wait_ms=20_000)
    pack.revision([item("red"), item("green", "long", duration_ms=20_000)])
    pack.point()
    with before(browser, UNDRAWN):
        start(browser)
        until(browser, "document.querySelector('#video-b.top')")
        middle = (320, 180)
        assert color(screen(browser).getpixel(middle)) == "red"  # type: ignore[arg-type]
        assert browser.js("return document.getElementById('video-a').hasAttribute('src')")
        browser.js("draw()")
        until(browser, "!document.querySelector('.rising, .under')")
        assert color(screen(browser).getpixel(middle)) == "green"  # type: ignore[arg-type]


def damaged(whole: bytes, fault: str) -> bytes:
    """A film of 20 s that is broken; "" for none at all."""
    broken = {"random": bytes(range(256)) * 400, "cut off": whole[: len(whole) // 2], "another film": whole}
    return broken.get(fault, b"")


@pytest.mark.parametrize("fault", ["random", "missing", "cut off", "empty", "another film"])
def test_what_is_broken_is_skipped_before_it_is_seen(browser: Browser, pack: Pack, fault: str) -> None:
    """The films on both sides go on; the screen never shows the one that is broken, nor the fallback."""
    ms = MS if fault == "another film" else 20_000
    folder = pack.revision([item("red"), item("bad", duration_ms=ms), item("blue")])
    if fault != "missing":
        (folder / "media/bad.mp4").write_bytes(damaged((pack.clips / "long.mp4").read_bytes(), fault))
    pack.point()
    start(browser)
    until(browser, "document.querySelector('.top')")
    browser.js(SAMPLER)
    until(browser, logged("blue", "played"))
    assert browser.js("return OUTREACH_PLAYER.state.skips") >= 1
    assert tops(browser) <= {"red", "blue"}
    assert "played" not in {one["event"] for one in plays(browser) if one["item"] == "bad"}


def test_a_film_of_another_size_is_shown_whole(browser: Browser, pack: Pack) -> None:
    """With a quiet ground beside it, not black."""
    pack.revision([item("red"), item("blue", "small")])
    pack.point()
    start(browser)
    until(browser, "OUTREACH_PLAYER.state.item?.id === 'blue'")
    picture = screen(browser)
    assert (color(picture.getpixel((320, 180))), picture.getpixel((20, 180))) == ("blue", (16, 24, 46))  # type: ignore[arg-type]


def test_a_film_that_stands_is_left(browser: Browser, pack: Pack) -> None:
    """After the time that settings give; it counts as stalled."""
    pack.revision([item("green", "long", duration_ms=20_000), item("red")])
    pack.point()
    start(browser)
    until(browser, "OUTREACH_PLAYER.state.item?.id === 'green' && document.querySelector('video.top')")
    browser.js("document.querySelector('video.top').pause()")
    until(browser, logged("green", "stalled"))
    until(browser, logged("red", "played"))


def test_the_fallback_is_shown_when_nothing_can_be(browser: Browser, pack: Pack) -> None:
    """Every film is tried again later, and plays when it is there."""
    folder = pack.revision(TWO)
    for name in ("red", "blue"):
        (folder / f"media/{name}.mp4").rename(folder / f"media/{name}.kept")
    pack.point()
    start(browser)
    until(browser, "document.querySelector('#fallback.top')")
    assert screen(browser).getpixel((320, 180)) == (255, 255, 255)
    for name in ("red", "blue"):
        (folder / f"media/{name}.kept").rename(folder / f"media/{name}.mp4")
    until(browser, logged("blue", "played"))


def test_an_empty_folder_says_so(browser: Browser, pack: Pack) -> None:
    """Words on a quiet ground, above the panes that are empty."""
    start(browser)
    until(browser, "document.querySelector('#nothing.top')")
    assert browser.js("return document.elementFromPoint(320, 170).closest('#nothing') !== null")


@pytest.mark.parametrize("broken", ["no playlist", "half a playlist", "no films"])
def test_a_new_revision_comes_in_between_two_items_and_a_broken_one_does_not(
    browser: Browser, pack: Pack, broken: str
) -> None:
    """The former goes on; one that can be played takes over while the page runs."""
    pack.revision(TWO)
    pack.point()
    start(browser)
    until(browser, logged("red", "played"))
    bad = pack.revision([item("yellow"), item("red")], NEW)
    if broken == "no films":
        for film in bad.glob("media/*.mp4"):
            film.write_bytes(b"not a film")
    elif broken == "half a playlist":
        (bad / "playlist.js").write_text((bad / "playlist.js").read_text("utf-8")[:200])
    else:
        (bad / "playlist.js").unlink()
    pack.point(NEW)
    until(browser, logged("blue", "played", 2))
    assert {one["rev"] for one in plays(browser) if one["event"] == "played"} == {REV}
    pack.revision([item("green")], "c" * 12)
    pack.point("c" * 12)
    browser.js(SAMPLER)
    until(browser, logged("green", "played"))
    last = [one for one in plays(browser) if one["event"] != "skipped"]
    switch = next(n for n, one in enumerate(last) if one["event"] == "switched")
    assert last[switch - 1]["ms"] >= MS * 0.9, "the item before was cut short"
    assert tops(browser) <= {*RGB}


def test_after_a_power_cut_the_former_revision_plays_when_the_new_one_cannot(browser: Browser, pack: Pack) -> None:
    """The browser remembers what played last."""
    pack.revision(TWO)
    pack.point()
    start(browser)
    until(browser, logged("red", "played"))
    pack.point(NEW)
    browser.open("index.html?test=1", 640, 360)
    until(browser, "OUTREACH_PLAYER.state.item")
    assert browser.js("return OUTREACH_PLAYER.state.playlist.rev") == REV


def test_a_clock_of_1970_plays_and_a_right_one_keeps_the_hours(browser: Browser, pack: Pack) -> None:
    """A box without a battery does not know the day: what has a window is shown rather than nothing."""
    pack.revision([item("red", valid={"from": "2026-01-01", "to": "2026-12-31"})], generated="2026-11-28")
    pack.point()
    with before(browser, clock("1970-01-01T00:01:00")):
        start(browser)
        until(browser, logged("red", "played"))
    with before(browser, clock("2027-01-01T10:00:00")):
        start(browser)
        until(browser, "document.querySelector('#fallback.top')")


def clock(moment: str) -> str:
    """A script that sets the page's clock."""
    return f"""{{ const Real = Date, ahead = new Real('{moment}') - Real.now();
    window.Date = class extends Real {{
      constructor(...given) {{ if (given.length) super(...given); else super(Real.now() + ahead); }}
      static now() {{ return Real.now() + ahead; }}
    }}; }}"""


WINDOWS: list[tuple[dict[str, Any], str, bool]] = [  # what the item says, at a moment, is it due?
    ({}, "2026-11-28T12:00", True),
    ({"time": {"from": "09:00", "to": "17:00"}}, "2026-11-28T16:59", True),
    ({"time": {"from": "09:00", "to": "17:00"}}, "2026-11-28T17:00", False),
    ({"time": {"from": "22:00", "to": "02:00"}, "days": [6]}, "2026-11-28T23:00", True),
    ({"time": {"from": "22:00", "to": "02:00"}, "days": [6]}, "2026-11-29T01:59", True),
    ({"time": {"from": "22:00", "to": "02:00"}, "days": [6]}, "2026-11-28T01:00", False),
    ({"days": [7]}, "2026-11-29T12:00", True),
    ({"days": [1, 2, 3, 4, 5]}, "2026-11-29T12:00", False),
    ({"valid": {"from": "2026-11-29", "to": None}}, "2026-11-28T12:00", False),
    ({"valid": {"from": None, "to": "2026-11-28"}}, "2026-11-28T23:59", True),
    ({"valid": {"from": None, "to": "2026-11-28"}, "time": {"from": "22:00", "to": "02:00"}}, "2026-11-29T01:00", True),
    ({"valid": {"from": "2030-01-01", "to": None}}, "1970-01-01T00:00", True),
]


def test_windows(browser: Browser, pack: Pack) -> None:
    """`to` is outside; a window past midnight belongs to the day it began on; an unknown day plays."""
    start(browser)
    ask = "return arguments[0].map(([one, at]) => OUTREACH.schedule.due(one, {generated: '2026-11-01'}, new Date(at)))"
    asked = [(item("red", **more), at) for more, at, _ in WINDOWS]
    assert browser.js(ask, asked) == [due for _, _, due in WINDOWS]


def test_stills_instead_of_films(browser: Browser, pack: Pack) -> None:
    """On demand no film is opened at all."""
    pack.revision(TWO)
    pack.point()
    start(browser, "&mode=stills")
    until(browser, logged("blue", "played"))
    assert browser.js("return [...document.querySelectorAll('video')].every(one => !one.hasAttribute('src'))")
    assert color(screen(browser).getpixel((320, 180))) in {"red", "blue"}  # type: ignore[arg-type]


def test_a_box_that_drops_frames_gets_stills(browser: Browser, pack: Pack) -> None:
    """Three heavy films in a row are enough."""
    pack.revision(TWO)
    pack.point()
    dropping = """HTMLVideoElement.prototype.getVideoPlaybackQuality = () =>
      ({droppedVideoFrames: 50, totalVideoFrames: 100});"""
    with before(browser, dropping):
        start(browser)
        until(browser, "OUTREACH_PLAYER.state.mode === 'stills'")
    assert browser.js("return OUTREACH_PLAYER.state.shown") == 4


def test_a_box_that_has_cooled_down_gets_films_again(browser: Browser, pack: Pack) -> None:
    """By itself, when its time of stills is over."""
    pack.revision(TWO)
    pack.point()
    pack.player(stills_ms=700)
    dropping = """let hot = true;
    HTMLVideoElement.prototype.getVideoPlaybackQuality = () =>
      ({droppedVideoFrames: hot ? 50 : 0, totalVideoFrames: 100});
    window.cool = () => { hot = false; };"""
    with before(browser, dropping):
        start(browser)
        until(browser, "OUTREACH_PLAYER.state.mode === 'stills'")
        browser.js("cool(); window.stills = OUTREACH_PLAYER.state.shown;")
        until(browser, "OUTREACH_PLAYER.state.mode === '' && document.querySelector('video.top')")
        until(browser, "OUTREACH_PLAYER.state.shown >= stills + 5")
    assert browser.js("return OUTREACH_PLAYER.state.mode") == ""


@pytest.mark.parametrize(("hour", "answers", "anew"), [(3, True, True), (4, True, False), (3, False, False)])
def test_the_page_is_loaded_anew_in_the_night(
    browser: Browser, pack: Pack, hour: int, answers: bool, anew: bool
) -> None:
    """Between two films, in the hour for it, once it has run long enough, and only while the disk answers."""
    pack.revision(TWO)
    pack.point()
    pack.player(reload_after_ms=2500, poll_ms=60_000)
    with before(browser, f"Date.prototype.getHours = () => {hour};"):
        start(browser)
        until(browser, "OUTREACH_PLAYER.state.item")
        browser.js("window.old = true")
        if not answers:
            (pack.folder / "current.js").unlink()
        until(browser, "!window.old || OUTREACH_PLAYER.state.shown >= 6")
        until(browser, "OUTREACH_PLAYER.state.item")
    assert browser.js("return !window.old") == anew
    told = [(one["event"], one["item"]) for one in plays(browser)]
    assert told[:3] == [("played", "red"), ("played", "blue"), ("played", "red")]


def test_without_the_hour_the_page_is_loaded_anew_all_the_same(browser: Browser, pack: Pack) -> None:
    """A clock may be wrong for good."""
    pack.revision(TWO)
    pack.point()
    pack.player(reload_latest_ms=1500)
    with before(browser, "Date.prototype.getHours = () => 12;"):
        start(browser)
        until(browser, "OUTREACH_PLAYER.state.item")
        browser.js("window.old = true")
        until(browser, "!window.old && OUTREACH_PLAYER.state.item")


# A screen's lock as the browser hands it out; `window.hide` says that the page can be seen or not, as a browser does.
LOCK = """{ const asked = [];
Object.defineProperty(navigator, 'wakeLock', {value: {request: (kind) => {
  asked.push(kind);
  return GIVEN ? Promise.resolve({}) : Promise.reject(new DOMException('no', 'NotAllowedError'));
}}});
window.asked = asked;
window.hide = (now) => {
  Object.defineProperty(document, 'visibilityState', {value: now ? 'hidden' : 'visible', configurable: true});
  document.dispatchEvent(new Event('visibilitychange'));
}; }
window.failed = [];
addEventListener('unhandledrejection', ({reason}) => window.failed.push(String(reason)));"""


@pytest.mark.parametrize("given", [True, False])
def test_the_screen_is_kept_awake(browser: Browser, pack: Pack, given: bool) -> None:
    """Asked for at the start, and again whenever the page comes back: it is lost with it. A refusal stops nothing."""
    pack.revision(TWO)
    pack.point()
    with before(browser, LOCK.replace("GIVEN", str(given).lower())):
        start(browser)
        until(browser, "OUTREACH_PLAYER.state.item")
        assert browser.js("return asked") == ["screen"]
        assert browser.js("hide(true); return asked.length") == 1
        assert browser.js("hide(false); return asked") == ["screen", "screen"]
        until(browser, logged("blue", "played"))
        assert browser.js("return failed") == []


def test_one_film_element(browser: Browser, pack: Pack) -> None:
    """It changes under a still of what comes; the second element is never used."""
    pack.revision(TWO)
    pack.point()
    start(browser, "&mode=single")
    until(browser, "document.querySelector('.top')")
    browser.js(SAMPLER)
    until(browser, logged("red", "played", 2))
    assert browser.js("return !document.getElementById('video-b').hasAttribute('src')")
    assert tops(browser) <= {"red", "blue"}


def test_from_a_disk(chrome: Browser, pack: Pack) -> None:
    """No server: scripts, films, stills, the branch and a change of revision by file://."""
    pack.revision(TWO)
    pack.branch(name="人民路支行", phone="021-5555 0101")
    pack.point()
    chrome.log("browser")
    chrome.open(f"file://{pack.folder}/index.html?test=1", 640, 360)
    chrome.js("localStorage.clear()")
    until(chrome, logged("red", "played"))
    pack.revision([item("green")], NEW)
    pack.point(NEW)
    until(chrome, logged("green", "played"))
    assert chrome.one("#branch-name").text == "人民路支行"
    errors = [one["message"] for one in chrome.log("browser") if one["level"] == "SEVERE"]
    chrome.driver.get("about:blank")
    assert errors == []


CODE = "https://jw.example/q/ABCDEFGHJK"


@pytest.mark.parametrize("size", [LANDSCAPE, PORTRAIT], ids=["landscape", "portrait"])
def test_the_branch_beside_the_film(browser: Browser, pack: Pack, size: tuple[int, int]) -> None:
    """Its code is read by another's decoder, 8 px a module; its words are text, whatever they hold."""
    pack.revision([item("green", "long", duration_ms=20_000)])
    pack.branch(name="人民路支行<img src=x onerror=window.hit=1>", phone="021-5555 0101", qr_svg=qr.svg(CODE))
    pack.point()
    start(browser, "", size)
    until(browser, "document.querySelector('video.top') && document.getElementById('branch-code').complete")
    picture = screen(browser)
    data = io.BytesIO()
    picture.save(data, "PNG")
    assert qr.decode(data.getvalue()) == [CODE]
    box = browser.js("const b = document.getElementById('branch-code').getBoundingClientRect(); return b.toJSON()")
    assert box["width"] / qr.modules(CODE) >= 8
    assert box["left"] >= 0 and box["right"] <= size[0] and box["bottom"] <= size[1]
    assert browser.js("return document.querySelector('#branch-name').children.length") == 0
    assert not browser.js("return window.hit")
    film = browser.js("return document.querySelector('video.top').getBoundingClientRect().toJSON()")
    assert box["left"] >= film["right"] or box["top"] >= film["bottom"], "a film's own code and captions are covered"


@needs_axe
def test_the_card_says_why(browser: Browser, pack: Pack) -> None:
    """On W: in Chinese and English, readable, every sign drawn; it closes again."""
    pack.revision([item("green", "long", duration_ms=20_000, valid={"from": "2020-01-01", "to": "2099-12-31"})])
    pack.branch(name="人民路支行", phone="021-5555 0101", qr_svg=qr.svg(CODE))
    pack.point()
    start(browser, "", LANDSCAPE)
    until(browser, "document.querySelector('video.top')")
    browser.press("w")
    text = browser.one("#why").text
    wanted = (
        REV,
        "防骗短片 green",
        "人民路支行",
        "2020-01-01 – 2099-12-31",
        "丢帧",
        "Dropped frames",
        "为什么",
        "Why is",
    )
    assert [words for words in wanted if words not in text] == []
    assert [fault for fault in browser.axe(contrast=True) if "contrast" in fault] == []
    with TTCollection("media/fonts/NotoSansCJK-Regular.ttc") as fonts:
        drawn = fonts.fonts[0].getBestCmap()
    assert {sign for sign in text if ord(sign) not in drawn and sign != "\n"} == set()
    box = browser.js("return document.getElementById('why').getBoundingClientRect().toJSON()")
    assert box["top"] >= 0 and box["bottom"] <= LANDSCAPE[1]
    browser.press("w")
    assert not browser.one("#why").is_displayed()


def test_the_play_log_outlives_the_page_and_drops_its_oldest_chunk(browser: Browser, pack: Pack) -> None:
    """A line is an event; the room is bounded; nothing about people is in it."""
    pack.revision(TWO)
    pack.point()
    start(browser)
    until(browser, logged("red", "played"))
    browser.open("index.html?test=1", 640, 360)
    until(browser, "OUTREACH_PLAYER.state.item")
    first = plays(browser)[0]
    assert {*first} == {"screen", "t", "rev", "item", "event", "ms"}
    assert (first["rev"], first["item"], first["event"]) == (REV, "red", "played")
    assert read_plays(map(json.dumps, plays(browser))).total >= 1, "`outreach links report` reads other lines"
    last = json.dumps(first | {"item": "last"})
    browser.js(FILL, json.dumps(first | {"item": "old"}) + "\n", last + "\n")
    before = len(plays(browser))
    browser.js("OUTREACH.playlog.add('played', 'x', 'new', 1)")
    now = [one["item"] for one in plays(browser)]
    assert before - len(now) in range(90, 101)
    assert now[0] == "last" and "new" in now
    assert now.count("old") == 0


# Fills the chunks: the first with old lines, the others with lines of another kind.
FILL = """const [old, line] = arguments;
for (let n = 0; n < 240; n += 1) localStorage.setItem(`outreach-plays:${n}`, (n ? line : old).repeat(100));"""


def test_the_title_is_a_heartbeat(browser: Browser, pack: Pack) -> None:
    """It has the time and the item, and changes while something moves."""
    pack.revision(TWO)
    pack.point()
    start(browser)
    first = until(browser, "document.title.length > 8 && document.title")
    assert first.split()[0] == "outreach"
    until(browser, f"document.title !== {json.dumps(first)}")


@pytest.mark.soak
def test_memory_after_500_swaps_is_that_after_50(browser: Browser, pack: Pack) -> None:
    """Elements as many, and a heap within a tenth."""
    pack.revision([item("red"), item("blue"), item("green"), item("yellow")])
    pack.point()
    start(browser)
    until(browser, "OUTREACH_PLAYER.state.item")
    browser.js("document.querySelectorAll('video').forEach(one => { one.defaultPlaybackRate = 4; })")
    until(browser, "OUTREACH_PLAYER.state.shown >= 50", 120)
    early = memory(browser)
    for shown in range(100, 501, 50):
        until(browser, f"OUTREACH_PLAYER.state.shown >= {shown}", 100)
    late = memory(browser)
    print(f"after 50 swaps {early}, after 500 {late}")  # noqa: T201
    assert late["Nodes"] <= early["Nodes"] * 1.1
    assert late["JSHeapUsedSize"] <= early["JSHeapUsedSize"] * 1.1


def memory(browser: Browser) -> dict[str, float]:
    """What Chromium counts, after its garbage was collected."""
    run = browser.driver.execute_cdp_cmd
    run("Performance.enable", {})
    run("HeapProfiler.collectGarbage", {})
    return {one["name"]: one["value"] for one in run("Performance.getMetrics", {})["metrics"] if one["name"] in METRICS}


METRICS = ("JSHeapUsedSize", "Nodes", "JSEventListeners", "MediaKeys", "Documents")

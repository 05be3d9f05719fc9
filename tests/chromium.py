"""Headless Chromium for tests: a window of any size, a keyboard, axe-core, and a server on the loopback.

Needs Chromium and its driver (apt install chromium chromium-driver) and selenium; axe-core's file is named by AXE_JS.
"""

from __future__ import annotations

import functools
import http.server
import io
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

import fonts
import pytest

pytest.importorskip("selenium", reason="selenium is not installed")
from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

__all__ = [
    "ActionChains",
    "Browser",
    "By",
    "Keys",
    "chromium",
    "needs_axe",
    "needs_chromium",
    "served",
]

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
AXE = Path(os.environ.get("AXE_JS", ""))
needs_chromium = pytest.mark.skipif(not (CHROMIUM and DRIVER), reason="Chromium or chromedriver is not installed")
needs_axe = pytest.mark.skipif(not AXE.is_file(), reason="AXE_JS names no axe.min.js (npm install axe-core)")


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves files, also from a byte on as films need it, and says nothing."""

    def send_head(self) -> io.BytesIO | BinaryIO | None:
        """A file, or what is asked of it."""
        path = Path(self.translate_path(self.path))
        asked = re.fullmatch(r"bytes=(\d+)-(\d*)", self.headers.get("Range", ""))
        if not asked or not path.is_file():
            return super().send_head()
        data = path.read_bytes()
        first, last = int(asked[1]), min(int(asked[2] or len(data)), len(data) - 1)
        if first >= len(data):
            self.send_error(http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
            return None
        self.send_response(http.HTTPStatus.PARTIAL_CONTENT)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Range", f"bytes {first}-{last}/{len(data)}")
        self.send_header("Content-Length", str(last + 1 - first))
        self.end_headers()
        return io.BytesIO(data[first : last + 1])

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """A browser that has seen enough of a film hangs up."""
        with suppress(ConnectionError):
            super().copyfile(source, outputfile)

    def log_message(self, format: str, *args: Any) -> None:
        """No log."""


@contextmanager
def served(root: Path) -> Iterator[str]:
    """The address of a server of `root` on a free loopback port."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@dataclass
class Browser:
    """Headless Chromium, and short ways to ask it."""

    driver: webdriver.Chrome
    site: str

    def open(self, path: str, width: int = 390, height: int = 844, script: bool = True) -> None:
        """Opens a path of the site, or an address, in a window of that size (CSS px), with or without JavaScript."""
        self.size(width, height)
        self.driver.execute_cdp_cmd("Emulation.setScriptExecutionDisabled", {"value": not script})
        self.driver.get("about:blank")
        self.driver.get(path if "://" in path else f"{self.site}/{path}")

    def size(self, width: int, height: int, scale: float = 1) -> None:
        """Sets the window, in CSS px, and how many screen pixels one of them has."""
        size = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)

    def motion(self, wish: str, media: str = "") -> None:
        """What the reader prefers: "reduce" or "no-preference"; `media` "print" shows the page as on paper."""
        features = [{"name": "prefers-reduced-motion", "value": wish}]
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"media": media, "features": features})

    def log(self, kind: str) -> list[dict[str, Any]]:
        """What came to the log of that kind since it was last read."""
        entries: list[dict[str, Any]] = self.driver.get_log(kind)
        return entries

    def js(self, script: str, *args: Any) -> Any:
        """Runs a script in the page."""
        return self.driver.execute_script(script, *args)

    def one(self, css: str) -> Any:
        """The first element."""
        return self.driver.find_element(By.CSS_SELECTOR, css)

    def press(self, *keys: str) -> None:
        """Types."""
        ActionChains(self.driver).send_keys(*keys).perform()

    def focused(self) -> Any:
        """The element with the keyboard focus."""
        return self.driver.switch_to.active_element

    def tab_to(self, css: str, most: int = 60) -> Any:
        """Presses Tab until the focus is on an element of `css`; fails when it never is."""
        for _ in range(most):
            self.press(Keys.TAB)
            if self.js("return document.activeElement.matches(arguments[0])", css):
                return self.focused()
        pytest.fail(f"Tab never reached {css}")

    def axe(self, contrast: bool = False) -> list[str]:
        """What axe-core finds: impact, rule and place. `contrast`: also 7:1 (WCAG 1.4.6)."""
        if not self.js("return 'axe' in window"):
            self.js(AXE.read_text(encoding="utf-8"))
        rules = {"color-contrast-enhanced": {"enabled": contrast}, "target-size": {"enabled": True}}
        run = """const done = arguments[arguments.length - 1];
        axe.run(document, {rules: arguments[0], resultTypes: ['violations']}).then(r => done(r.violations.flatMap(
          v => v.nodes.map(n => `${v.impact} ${v.id} ${n.target} ${n.html.slice(0, 90)}`))))"""
        found: list[str] = self.driver.execute_async_script(run, rules)
        return found


@contextmanager
def chromium(site: str) -> Iterator[Browser]:
    """One Chromium, showing pages of `site`; it moves as little as it may, so that a click waits for no scrolling."""
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL", "browser": "ALL"})
    with tempfile.TemporaryDirectory() as folder:
        service = webdriver.ChromeService(DRIVER, env=fonts.environment(Path(folder)))
        driver = webdriver.Chrome(options=options, service=service)
        try:
            found = Browser(driver, site)
            found.motion("reduce")
            yield found
        finally:
            driver.quit()

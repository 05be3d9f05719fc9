"""The redirects in a real nginx: codes are opened over HTTP, and nginx's own log is what the report reads."""

from __future__ import annotations

import http.client
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from typed import Make

from outreach.adapt import adapt
from outreach.cli import main
from outreach.codes import link_registry, links, qr, scan_report
from outreach.codes.access_log import read_log
from outreach.codes.link_registry import Row
from outreach.formats import CARRIERS
from outreach.layout import Layout
from outreach.profiles import Profiles, load_profiles
from outreach.project import Project
from outreach.renderers.page import render
from outreach.script import load_script

ROOT = Path(__file__).parent.parent.parent
NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
pytestmark = pytest.mark.skipif(NGINX is None, reason="nginx is not installed (apt install nginx-light)")
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/130 Mobile Safari/537.36"

CONFIG = """
daemon off; master_process off; pid {root}/pid; error_log {root}/error.log;
events {{ worker_connections 64; }}
http {{
  types {{ text/html html; text/css css; text/javascript js; image/svg+xml svg; image/png png; }}
  access_log {root}/access.log combined;
  client_body_temp_path {root}/t1; proxy_temp_path {root}/t2; fastcgi_temp_path {root}/t3;
  uwsgi_temp_path {root}/t4; scgi_temp_path {root}/t5;
  include {root}/nginx-map.conf;
  server {{
    listen 127.0.0.1:{port};
    root {root}/site;
    index index.html;
    include {root}/nginx-location.conf;
    location /plain/ {{ alias {root}/site/; }}
  }}
}}
"""


@dataclass
class Server:
    """A running nginx."""

    port: int
    log: Path
    rows: list[Row]

    def get(self, path: str, agent: str = PHONE) -> tuple[int, str, bytes]:
        """Status, Location and body of one request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        connection.request("GET", path, headers={"User-Agent": agent})
        answer = connection.getresponse()
        found = (answer.status, answer.getheader("Location", ""), answer.read())
        connection.close()
        return found


@pytest.fixture(scope="module")
def server(
    tmp_path_factory: pytest.TempPathFactory, profiles: Profiles, board: Make, layout: Layout
) -> Iterator[Server]:
    """nginx on a free loopback port, with the page of one edition and the redirects of its codes."""
    root = tmp_path_factory.mktemp("nginx")
    rows = [
        link_registry.row(profiles, "nfc-skimming", "seniors", "zh-CN", format, branch)
        for format in ("leaflet", "poster")
        for branch in ("", "JW0001")
    ]
    _site(
        root / "site" / "nfc-skimming" / "seniors" / "zh-CN", render(board("nfc-skimming", "seniors", "zh-CN"), layout)
    )
    (root / "nginx-map.conf").write_text("".join(link_registry.nginx_map(rows)), encoding="utf-8")
    (root / "nginx-location.conf").write_text(link_registry.nginx_location("q"), encoding="utf-8")
    with _running(root) as made:
        yield replace(made, rows=rows)


@contextmanager
def _running(root: Path) -> Iterator[Server]:
    """nginx on a free loopback port with the site and the rules in `root`."""
    port = _free_port()
    (root / "nginx.conf").write_text(CONFIG.format(root=root, port=port), encoding="utf-8")
    assert NGINX
    process = subprocess.Popen([NGINX, "-p", str(root), "-c", "nginx.conf"], stderr=subprocess.PIPE)
    try:
        _wait(port, process)
        yield Server(port, root / "access.log", [])
    finally:
        process.terminate()
        process.wait(10)


# Paths as a brand file may have them; the folder `page` of every page must not be taken for a code.
PATHS = ["q", "/Q/", "Go/Card-1", "2026/fan-zha/q", "nfc-skimming/seniors/zh-CN", "a/b/c/d"]


@pytest.mark.slow
@pytest.mark.parametrize("path", PATHS)
def test_links_build_serves_what_is_printed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str) -> None:
    """The code is drawn, read back and opened in nginx with the very files of `outreach links build`."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    brand = tmp_path / "content/brand.yaml"
    brand.write_text(brand.read_text(encoding="utf-8").replace("path: q", f"path: {path}"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(main, ["links", "build", "--static"]).exit_code == 0
    project = Project.find()
    profiles, script = load_profiles(project)[0], load_script(project, "nfc-skimming")[0]
    assert profiles and script
    root = tmp_path / "out/links"
    rows = link_registry.read_csv((root / "registry.csv").read_text(encoding="utf-8-sig"))[0]
    targets = {row.token: row.target for row in rows}
    page = root / "site/nfc-skimming/seniors/zh-CN/page"
    page.mkdir(parents=True)
    (page / "index.html").write_text("<h1>", encoding="utf-8")
    with _running(root) as server:
        for audience, lang in (("seniors", "zh-CN"), ("foreign-residents", "en")):
            board = adapt(script, profiles, audience, lang)[0]
            assert board
            for format in CARRIERS:
                (printed,) = qr.decode(qr.png(links.payload(board, format)))
                address = urlsplit(printed)
                assert (address.scheme, address.hostname) == ("https", "fz.jiangwanbank.example")
                target = targets[printed.rpartition("/")[2]]
                for asked in (address.path, address.path.lower(), address.path + "/"):
                    assert server.get(asked)[:2] == (302, target), asked
                assert (
                    server.get("/plain" + address.path + "/")[0]
                    == server.get("/plain" + address.path.lower() + "/")[0]
                    == 200
                )
        assert server.get("/nfc-skimming/seniors/zh-CN/page/")[0] == 200


def _site(folder: Path, files: dict[str, bytes]) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        if process.poll() is not None:
            assert process.stderr
            pytest.fail(f"nginx ended: {process.stderr.read().decode()}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=0.1).close()
            return
        except OSError:
            try:
                process.wait(0.05)  # nginx needs a moment; this is also how an early end is noticed
            except subprocess.TimeoutExpired:
                continue
    pytest.fail("nginx did not listen within 5 seconds")


def test_printed_codes_reach_their_page(server: Server) -> None:
    """The path as printed, in lower case and with a slash leads to the registry's address, and the page is there."""
    for row in server.rows:
        for path in (f"/Q/{row.token}", f"/q/{row.token.lower()}", f"/Q/{row.token}/"):
            status, location, _ = server.get(path, agent="curl/8")
            assert (status, location) == (302, row.target)
    status, _, body = server.get(row.target.split("example", 1)[1], agent="curl/8")
    assert status == 200 and b"<h1>" in body


def test_unknown_codes_are_not_found(server: Server) -> None:
    """A mistyped or guessed code says so instead of leading somewhere."""
    assert server.get("/Q/AAAAAAAAAA", agent="curl/8")[0] == 404
    assert server.get("/Q/../nginx.conf", agent="curl/8")[0] in (400, 404)


def test_the_servers_own_log_becomes_the_report(server: Server) -> None:
    """Scans made over HTTP are counted from nginx's log by branch; programs and page views are not."""
    plan = {server.rows[0].token: 5, server.rows[1].token: 8}
    before = len(server.log.read_text().splitlines())
    for token, count in plan.items():
        for _ in range(count):
            server.get(f"/Q/{token}")
    server.get(f"/Q/{server.rows[2].token}", agent="SomeBot/1.0 (+https://bot.example)")
    server.get("/nfc-skimming/seniors/zh-CN/page/")
    lines = server.log.read_text().splitlines()[before:]
    registry = {row.token: row for row in server.rows}
    scans = read_log(lines, frozenset(registry))
    assert (scans.total, scans.bots, scans.unreadable) == (13, 1, 0)
    branch = scan_report.tables(scans, registry, {})[0]
    assert [(x.key, x.scans) for x in branch.lines] == [("JW0001", 8), ("hq", 5)]
    assert "127.0.0.1" in lines[0] and "127.0.0.1" not in repr(vars(scans))

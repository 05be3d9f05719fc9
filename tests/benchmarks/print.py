"""How long leaflets take: `python tests/benchmarks/print.py [--copies N]`.

Budget: 10 ms of CPU for each copy of a branch after the first, 20,000 copies in 10 minutes on two cores, flat memory.
Beside it, where they are installed, a much plainer leaflet (one page, the same words, no drawings) by WeasyPrint and by
headless Chromium.
"""

from __future__ import annotations

import argparse
import datetime as dt
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from html import escape
from pathlib import Path

# ruff: noqa: T201 - it prints what it measured

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))

from outreach.adapt import adapt  # noqa: E402
from outreach.checks.built.paper_code import verify  # noqa: E402
from outreach.codes import links, qr  # noqa: E402
from outreach.layout import Layout  # noqa: E402
from outreach.profiles import load_profiles  # noqa: E402
from outreach.project import Project  # noqa: E402
from outreach.renderers import leaflet  # noqa: E402
from outreach.renderers.leaflet import FOLDS  # noqa: E402
from outreach.script import load_script  # noqa: E402
from outreach.storyboard import Branch, Storyboard  # noqa: E402

PACKS = (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))
COPIES = 20_000


def copies(board: Storyboard, count: int) -> list[Storyboard]:
    """The board for `count` branches."""
    rows = (Branch(f"JW{n:05}", f"江湾银行第{n}支行", f"人民路 {n} 号", "400-000-0000") for n in range(count))
    return [replace(board, branch=row) for row in rows]


def megabytes() -> float:
    """The most memory this process has held."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measure(board: Storyboard, layout: Layout, count: int) -> None:
    """One line for an audience: the first set of prints, a branch's, its codes read back, and memory."""
    files = len(FOLDS[board.style.leaflet].files)
    start = time.process_time()
    leaflet.render(board, layout)
    first = time.process_time() - start
    warm, *rest = copies(board, count + 1)
    for data in leaflet.render(warm, layout).values():
        verify(data, (links.payload(warm, "leaflet"),))
    before, making, reading, size = megabytes(), 0.0, 0.0, 0
    for one in rest:
        start = time.process_time()
        made = leaflet.render(one, layout)
        middle = time.process_time()
        problems = [p for data in made.values() for p in verify(data, (links.payload(one, "leaflet"),))]
        making += middle - start
        reading += time.process_time() - middle
        size += sum(len(data) for data in made.values())
        assert not problems, problems
    each, read = (1000 * spent / count / files for spent in (making, reading))
    total = COPIES * (each + read) / 1000 / 60 / 2
    print(
        f"{board.audience:18} first {1000 * first / files:5.0f} ms a file   branch copy {each:4.1f} ms   "
        f"code read back {read:4.1f} ms   {size / count / files / 1024:4.0f} KiB   "
        f"{COPIES:,} on 2 cores {total:3.1f} min   memory {before:.0f} -> {megabytes():.0f} MiB after {count * files}"
    )


def plain_page(board: Storyboard) -> str:
    """The leaflet's words and code as one HTML page."""
    lines = [i.text.shown for s in board.scenes for i in s.items]
    body = "".join(f"<p>{escape(line)}</p>" for line in lines)
    code = qr.svg(links.payload(board, "leaflet")).replace("<svg ", '<svg style="width:32mm" ', 1)
    style = "@page{size:A4 landscape;margin:10mm} body{font-family:'Noto Sans CJK SC';font-size:16pt;columns:2}"
    title = escape(board.title.shown)
    return (
        f"<!doctype html><html lang={board.lang}><meta charset=utf-8><style>{style}</style><h1>{title}</h1>{body}{code}"
    )


def others(board: Storyboard, count: int = 3) -> None:
    """The same words by other programs, wall time of each after the first."""
    page = plain_page(board)
    try:
        from weasyprint import HTML  # type: ignore[import-not-found]  # noqa: PLC0415

        HTML(string=page).write_pdf()
        start = time.perf_counter()
        for _ in range(count):
            HTML(string=page).write_pdf()
        print(f"WeasyPrint, plain page          {1000 * (time.perf_counter() - start) / count:6.0f} ms each")
    except ImportError:
        print("WeasyPrint is not installed")
    chromium = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    if chromium is None:
        print("Chromium is not installed")
        return
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        command = [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            f"--print-to-pdf={folder}/out.pdf",
            str(source),
        ]
        start = time.perf_counter()
        for _ in range(count):
            subprocess.run(command, check=True, capture_output=True, timeout=120)
        print(f"headless Chromium, plain page   {1000 * (time.perf_counter() - start) / count:6.0f} ms each")


def main() -> None:
    """Measure every audience's leaflet, then the other programs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--copies", type=int, default=100, help="branches to print each leaflet for")
    count = parser.parse_args().copies
    project = Project(ROOT, dt.date(2026, 11, 23))
    layout = Layout(project)
    profiles, _ = load_profiles(project)
    script, _ = load_script(project, "nfc-skimming")
    assert profiles is not None and script is not None
    for audience, lang in PACKS:
        board, problems = adapt(script, profiles, audience, lang)
        assert board is not None, problems
        measure(board, layout, count)
        last = board
    others(last)


if __name__ == "__main__":
    main()

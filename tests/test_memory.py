"""What a process that makes one thing after another keeps in memory: a worker of a large build, a preview."""

from __future__ import annotations

import gc
import shutil
import subprocess
import sys
import weakref
from pathlib import Path

import numpy as np
import pytest
from own import own_project

from outreach.cache import Cache
from outreach.film import scene
from outreach.film.compositor import Draw, FrameBuffer
from outreach.film.layers import from_rgba
from outreach.jobs import Desk
from outreach.layout import Layout
from outreach.project import Project, starter_root

TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set document(title: "t")
#set page(width: 100mm, height: auto)
#set text(font: "Noto Sans CJK SC", lang: "zh", region: "cn")
#for n in range(2500) [第 #str(n + data.first) 句话。#parbreak()]
"""
PRINT = """
import datetime as dt, resource, sys
from pathlib import Path
from outreach.layout import Layout
from outreach.paper.form import typeset
from outreach.project import Project
from outreach.typesetter import Typesetter
layout = Layout(Project(Path(sys.argv[1]), dt.date(2026, 11, 23)))
layout._typesetter = Typesetter(layout.root, layout.project.path("media/fonts"))  # here, as for the starter's own
for n in range(8):
    typeset(layout, "many", {"first": n * 10000})
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform != "linux", reason="memory is counted in another unit elsewhere")
def test_a_sheet_is_forgotten_when_it_is_printed(tmp_path: Path) -> None:
    """Eight sheets need the memory of one, within a third: the compiler would keep ten."""
    (tmp_path / "content").mkdir()
    (tmp_path / "templates/print").mkdir(parents=True)
    (tmp_path / "templates/print/many.typ").write_text(TEMPLATE, "utf-8")
    done = subprocess.run([sys.executable, "-c", PRINT, str(tmp_path)], capture_output=True, text=True, check=True)
    peaks = [int(peak) for peak in done.stdout.split()]
    assert peaks[-1] < peaks[1] * 4 / 3, peaks


def test_what_another_project_drew_is_let_go(project: Project) -> None:
    """The painted layers of a film, up to 150 MB, go with the compiler that nobody needs any more."""
    first = Layout(project)
    painter = weakref.ref(scene._painter(first))
    scene._painter(Layout(project))
    del first
    gc.collect()
    assert painter() is None


def test_a_worker_keeps_one_layout_until_a_file_changes(tmp_path: Path) -> None:
    """It has links to the templates as they were; another project's fonts are let go."""
    project = own_project(tmp_path / "a")
    shutil.copytree(starter_root() / "templates/kit", tmp_path / "a/templates/kit")
    cache, project = Cache(tmp_path / "cache"), Project(project.root, project.date)
    first = Desk(project.root, cache, state=project.state()).layout
    assert Desk(project.root, cache, state=project.state()).layout is first
    gone = weakref.ref(first)
    file = next((tmp_path / "a/templates/kit").glob("*.typ"))
    file.write_text(f"{file.read_text('utf-8')}// mine\n", "utf-8")
    assert Desk(project.root, cache, state=project.state()).layout is not first
    del first
    gc.collect()
    assert gone() is None


def test_what_a_film_drew_is_let_go() -> None:
    """What the compositor found out of a layer goes with it: one film after the other needs the memory of one."""
    layers = [from_rgba(np.full((8, 8, 4), (n, n, n, 255), np.uint8)) for n in range(3)]
    buffer = FrameBuffer(8, 8)
    for layer in layers:  # each hides the one before, at the same place
        buffer.show([Draw(layer, 0, 0)])
    left = [weakref.ref(layer) for layer in layers]
    del layers, layer, buffer
    gc.collect()
    assert [ref() for ref in left] == [None] * 3

"""Leaflets: what is printed, in which order, for whom; and what stops the build."""

from __future__ import annotations

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2 as pdfium
import pytest

from outreach.adapt import adapt
from outreach.checks.qr_decode import pages
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.qr import decode
from outreach.renderers import leaflet
from outreach.script import load_script
from outreach.storyboard import Storyboard

Boards = Callable[[str, str], Storyboard]
HERE = Path(__file__).parent
GOLDEN = HERE.parent / "golden"
PACKS = (("seniors", "zh-CN"), ("students", "zh-CN"), ("foreign-residents", "en"))


@pytest.fixture(scope="session")
def sample(project: Project, profiles: Profiles, tmp_path_factory: pytest.TempPathFactory) -> Boards:
    """Storyboards of a script that no content edit changes, in both of its languages."""
    content = tmp_path_factory.mktemp("leaflet") / "content"
    shutil.copytree(project.path("content"), content, ignore=shutil.ignore_patterns("scams"))
    folder = content / "scams" / "leaflet-sample"
    folder.mkdir(parents=True)
    (folder / "script.yaml").write_bytes((HERE / "leaflet_script.yaml").read_bytes())
    (folder / "en.yaml").write_bytes((HERE / "leaflet_script.en.yaml").read_bytes())
    script, problems = load_script(Project(content.parent, project.date), "leaflet-sample")
    assert script is not None, "\n".join(map(str, problems))

    def make(audience: str, lang: str) -> Storyboard:
        found, why = adapt(script, profiles, audience, lang)
        assert found is not None, "\n".join(map(str, why))
        return found

    return make


def projection(data: bytes) -> str:
    """A PDF as readable lines: its size, title and language, its text in content order, its codes."""
    out = []
    with pikepdf.open(io.BytesIO(data)) as file:
        info, root = file.docinfo, file.Root
        out.append(f"title: {info.Title}")
        out.append(f"lang: {root.Lang}  tagged: {bool(root.MarkInfo.Marked)}")
    document = pdfium.PdfDocument(data)
    for number, page in enumerate(document, 1):
        width, height = (round(n / 72 * 25.4) for n in page.get_size())
        out.append(f"--- page {number}, {width} x {height} mm")
        text = page.get_textpage().get_text_range()
        out += [line.rstrip() for line in text.replace("\r", "").split("\n") if line.strip()]
    for number, page in enumerate(pages(data), 1):
        out += [f"--- code on page {number}: {payload}" for payload in decode(page)]
    return "\n".join(out) + "\n"


@pytest.mark.parametrize(("audience", "lang"), PACKS)
def test_leaflet_says_what_the_golden_file_says(sample: Boards, layout: Layout, audience: str, lang: str) -> None:
    """Text in reading order and the decoded codes of each audience's leaflet (rewrite: delete the golden file)."""
    made = projection(leaflet.render(sample(audience, lang), layout)["leaflet.pdf"])
    file = GOLDEN / f"leaflet-{audience}.txt"
    if not file.exists():
        file.write_text(made, encoding="utf-8")
        pytest.fail(f"wrote {file.name}; read it, then commit it")
    assert made == file.read_text(encoding="utf-8")

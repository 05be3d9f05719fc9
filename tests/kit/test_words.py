"""Where lines of a text may end on paper and on cards, read from the page."""

from __future__ import annotations

import shutil

import pypdfium2 as pdfium
import pytest

from outreach.layout import Layout
from outreach.paper.words import words
from outreach.project import Project
from outreach.storyboard import Text

PARTED = "\ufffe"  # how PDFium writes a hyphen at the end of a line, and goes on
PAGE = """#import "/templates/kit/words.typ": pieced
#let data = json(bytes(sys.inputs.data))
#set document(title: "t")
#set text(font: "Noto Sans CJK SC", size: 10pt)
#for n in range(40) { page(width: 70pt + n * 4pt, height: auto, margin: 4pt, pieced(data.said, (:), true)) }
"""


@pytest.fixture(scope="module")
def ends(project: Project, tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """What stands at the ends of lines that are 62 to 218 points wide."""
    folder = tmp_path_factory.mktemp("kit")
    (folder / "content").mkdir()
    shutil.copytree(project.path("templates/kit"), folder / "templates/kit")
    (folder / "templates/t.typ").write_text(PAGE, "utf-8")
    said = "Turn the Wi-Fi off, ask by e-mail or find a Chinese-speaking friend: drive-in, 400-000-0000."
    view = {"said": words(Text(said, said, said, "en", (said,), (said,)))}
    pdf = pdfium.PdfDocument(Layout(Project(folder, project.date)).pdf("t.typ", view, standards=()))
    lines = (line for page in pdf for line in page.get_textpage().get_text_range().splitlines())
    return {line.split()[-1] for line in lines if line.strip()}


def test_a_word_with_a_short_half_stays_whole(ends: set[str]) -> None:
    """Nobody reads "Wi-" and then "Fi"; a number to call is never cut. A long word may part: columns are narrow."""
    assert {"Wi-Fi", "e-mail", "drive-in,", "400-000-0000."} <= ends
    assert {end for end in ends if PARTED in end or end.endswith("-")} == {f"Chinese{PARTED}speaking"}

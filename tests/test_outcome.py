"""The kind `outcome`: how it ended, told face to face at the counter or at home, in every medium."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from typing import Any

import pypdfium2 as pdfium
import pytest
from pptx import Presentation
from telling import Told

from outreach.adapt.mediums import shown_in
from outreach.checks.content import run_storyboard
from outreach.film.overflow import Extent, measured
from outreach.film.painter import Misfit
from outreach.film.pieces import Piece
from outreach.film.scene import laid_out, looks
from outreach.film.segments import plan
from outreach.layout import Layout
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.renderers import captions, cards, comic, deck, leaflet, page
from outreach.storyboard import Scene, Storyboard
from outreach.timeline import rehearsal

LINES = (
    ("victim", "我的卡好像被人刷了。"),
    ("clerk", "别急，卡先冻结，我陪您报警。"),
    ("family", "妈，人没事就好，下回先问我。"),
)
SCENES = """\
  - id: call
    kind: dialogue
    channel: phone
    title: 一个电话
    contact: 客服
    lines: [{id: c1, role: caller, text: 今晚自动扣钱。, flags: [{id: f, phrase: 今晚, trick: 催您, note: 别慌。}]}]
  - id: after
    kind: outcome
    title: 最后怎么样了
    contact: 银行柜台
    lines: [LINES]
""".replace("LINES", ", ".join(f"{{id: o{n}, role: {role}, text: {words}}}" for n, (role, words) in enumerate(LINES)))
SAID = [words for _, words in LINES]


@pytest.fixture
def board(told: Told) -> Storyboard:
    """Seniors' storyboard of a story with its outcome."""
    one, problems = told(SCENES)
    assert one is not None and problems == [], problems
    return one


def scene(board: Storyboard) -> Scene:
    """The outcome."""
    return next(s for s in board.scenes if s.kind == "outcome")


def squeezed(text: str) -> str:
    """Letters without what a line break leaves."""
    return re.sub(r"[\s\ufffe\x02]", "", text)


def printed(files: dict[str, bytes], name: str) -> str:
    """The letters of a sheet."""
    return "".join(squeezed(one.get_textpage().get_text_range()) for one in pdfium.PdfDocument(files[name]))


def test_who_talks_and_where(board: Storyboard, project: Project, profiles: Profiles) -> None:
    """At the counter unless the script says otherwise; the clerk across, the person and the family on one side."""
    one = scene(board)
    assert one.channel == "counter"
    assert [(i.role, i.side) for i in one.items] == [("victim", "right"), ("clerk", "left"), ("family", "left")]
    assert {p.name for p in one.pictures} == {"grandmother", "clerk"}
    assert [(b.id, b.role) for b in one.beats] == [(f"after.o{n}", role) for n, (role, _) in enumerate(LINES)]
    assert [str(d) for d in run_storyboard(board, project, profiles) if d.code in ("unshown", "people")] == []


def test_a_scammer_has_no_part_in_it(told: Told) -> None:
    """Told at the role; `not_in` may spare the scene."""
    one, problems = told(SCENES.replace("role: clerk", "role: caller"))
    (found,) = problems
    assert one is None and "found `caller`" in found.message and (found.where.line, found.where.column) == (21, 70)
    one, problems = told(SCENES.replace("kind: outcome", "kind: outcome\n    not_in: [print]"))
    assert one is not None and problems == []
    assert "after" not in [s.id for s in shown_in(one, "print").scenes]


@pytest.mark.parametrize("shape", ["landscape", "portrait", "square"])
def test_in_the_film(board: Storyboard, layout: Layout, shape: str) -> None:
    """Two people at the counter, no phone; every line is a caption, and everything has room."""
    segments = plan(rehearsal(board), shape, bearer="video", ai_label=True, sign_clips={})  # type: ignore[arg-type]
    segment = next(s for s in segments if s.scene.kind == "outcome")
    drawn: dict[str, Any] = {}

    def paint(pieces: Mapping[str, Piece], bad: list[Misfit]) -> dict[str, Extent]:
        drawn.update(pieces)
        return measured(layout, looks(segment), pieces, bad)

    assert laid_out(segment, layout.project, paint).misfits == []
    captions = "".join(line for cue in segment.cues for line in cue.lines)
    assert all(squeezed(words) in squeezed(captions) for words in SAID)
    people = {name.split("-")[1] for name, one in drawn.items() if one.kind == "person"}
    assert {"grandmother", "clerk"} <= people and "device" not in drawn


@pytest.mark.slow
def test_in_the_deck(board: Storyboard, layout: Layout) -> None:
    """On a slide with its title, each line in a shape."""
    slides = Presentation(io.BytesIO(deck.render(board, layout)["deck.pptx"])).slides
    own = [s for s in slides if s.shapes.title is not None and "最后怎么样了" in s.shapes.title.text_frame.text]
    texts = "".join(
        t.text for s in own for t in s.element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}t")
    )
    assert all(words in squeezed(texts) for words in SAID)


@pytest.mark.slow
def test_in_print(board: Storyboard, layout: Layout) -> None:
    """Leaflet and comic have its title and its lines."""
    for format in (leaflet, comic):
        name = format.__name__.rpartition(".")[2]
        text = printed(format.render(board, layout), f"{name}.pdf")
        assert all(words in text for words in SAID), name


@pytest.mark.slow  # quick: in print
def test_on_cards_page_and_captions(board: Storyboard, layout: Layout) -> None:
    """A card of its own, a talk in the page's story that nobody practises, and every line by its speaker."""
    assert any(name.endswith("-after.png") for name in cards.render(board, layout))
    html = page.render(board, layout)["page/index.html"].decode().replace("<wbr>", "")
    talk = html.split('data-channel="counter"')[1].split("</article>")[0]
    assert all(words in talk for words in SAID) and not talk.startswith(" data-practice")
    files = captions.render(rehearsal(board), layout)
    told, vtt = files["transcript.txt"].decode(), squeezed(files["captions.vtt"].decode())
    names = {p.role: p.name.shown for p in board.cast}
    assert all(f"{names[role]}：{words}" in told for role, words in LINES)
    assert all(words in re.sub(r"</v>|<v[^>]*>|[0-9]+:?|-->|[.]", "", vtt) for words in SAID)

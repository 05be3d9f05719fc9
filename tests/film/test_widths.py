"""What is measured before a layout is chosen is what is drawn: never less, and hardly more."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
import typst

from outreach.film.widths import Widths
from outreach.project import Project
from outreach.storyboard import Storyboard

WIDE = ["打110", "这165万元", "转账8000元", "我是公安局的", "按1号键", "不要说出去", "App里的验证码"]
LATIN = ["my", "now", "mummy", "Ask:", "Take", "To", "“verify”", "8000", "won’t", "tin nhắn", "fraud-helpline", "i.ii"]
DRAWN = """
#set page(width: 100pt, height: 100pt)
#set text(size: 100pt, font: sys.inputs.font, features: json(bytes(sys.inputs.features)), hyphenate: false)
#let told(weight) = json(bytes(sys.inputs.words)).map(w => measure(text(weight: weight, box(w))).width / 100pt)
#context [#metadata((told("regular"), told("bold"))) <wide>]
"""


def drawn(folder: Path, project: Project, words: list[str], font: str, wide: bool) -> dict[str, list[float]]:
    """How wide Typst draws words, set as `scenes/pieces.typ` sets them."""
    file = folder / "drawn.typ"
    file.write_text(DRAWN, "utf-8")
    compiler = typst.Compiler(root=str(folder), font_paths=[str(project.path("media/fonts"))])
    inputs = {"words": json.dumps(words), "font": font, "features": "[]" if wide else '["palt"]'}
    compiler.compile(input=str(file), format="png", sys_inputs=inputs)
    found = json.loads(compiler.query("<wide>", field="value"))[0]
    return dict(zip(("Regular", "Bold"), found, strict=True))


@pytest.mark.parametrize(("audience", "words"), [("elders", WIDE), ("visitors", LATIN)])
def test_words_are_as_wide_as_they_are_drawn(
    board: Callable[..., Storyboard], own: Project, tmp_path: Path, audience: str, words: list[str]
) -> None:
    """A tenth too much at most; the guess before was a quarter too little for `my`."""
    style = board(audience).style
    widths = Widths(own, style)
    for weight, found in drawn(tmp_path, own, words, style.font, style.wide_chars).items():
        shares = {word: widths.of(word, weight) / wide for word, wide in zip(words, found, strict=True)}
        assert {word: share for word, share in shares.items() if not 0.9999 < share < 1.1} == {}


def test_a_line_holds_the_phrases_that_have_room(board: Callable[..., Storyboard], own: Project) -> None:
    """All of them, one, and one more than has room."""
    text = next(item.text for scene in board().scenes for item in scene.items if len(item.text.phrases) > 2)
    widths = Widths(own, board().style)
    total, each = widths.of(text.shown), [widths.of(phrase) for phrase in text.phrases]
    assert widths.lines(text, total + 1) == 1
    assert widths.lines(text, total * 0.9) == 2
    assert widths.lines(text, min(each)) == len(each)

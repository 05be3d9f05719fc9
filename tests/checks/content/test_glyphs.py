"""Characters that the bundled fonts cannot draw."""

from __future__ import annotations

from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib import TTFont
from typed import Find

from outreach.coverage import _ranges, fonts, undrawable
from outreach.diagnostics import OutreachError
from outreach.project import Project


@pytest.mark.parametrize(
    "words", ["骗子冒充客服，“96110”！", "Don’t share your screen…", "日本語カナ 한국어", "㙦𠮷", "①②③ → · ￥"]
)
def test_text_that_can_be_drawn(find: Find, words: str) -> None:
    """Chinese, Latin, Japanese, Korean, rare characters, usual signs."""
    assert find("glyphs", words) == []


def test_a_missing_character_is_named(find: Find) -> None:
    """With its code and a way out."""
    (found,) = find("glyphs", "骗子😈骗子😈")
    assert str(found).split("\n") == [
        "f.yaml:1:1: error: no bundled font can draw `😈` (U+1F608)",
        "  hint: write it with other characters, or draw it as a picture",
    ]


def test_a_missing_character_that_is_only_said(find: Find) -> None:
    """The spoken form is a caption: it counts, too."""
    assert [d.code for d in find("glyphs", "好", said="好😈")] == ["glyph"]


@pytest.mark.parametrize("name", ["NotoSansCJK-Regular.ttc", "NotoSansCJK-Bold.ttc"])
def test_the_ranges_are_those_of_fonttools(project: Project, name: str) -> None:
    """Our reader of the cmap table against another one, for every character."""
    file: Path = project.path(f"media/fonts/{name}")
    ours = {code for first, last in _ranges(file, 0, file.stat().st_size) for code in range(first, last + 1)}
    assert ours == set(TTFont(file, fontNumber=0, lazy=True).getBestCmap())


@pytest.mark.parametrize("data", [b"", b"broken", b"ttcf" + b"\xff" * 40], ids=["empty", "text", "cut"])
def test_what_is_no_font_is_named(project: Project, tmp_path: Path, data: bytes) -> None:
    """A file that was damaged on its way is an error with its name."""
    (tmp_path / "content").mkdir()
    (tmp_path / "media/fonts").mkdir(parents=True)
    (tmp_path / "media/fonts/a.ttc").write_bytes(data)
    with pytest.raises(OutreachError, match=r"^media/fonts/a\.ttc: error: expected a font"):
        undrawable("好", fonts(Project(tmp_path, project.date)))


def test_a_font_that_was_replaced_is_read_again(project, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    """A preview stays open while somebody adds the font that a name needs."""
    (tmp_path / "content").mkdir()
    (tmp_path / "media/fonts").mkdir(parents=True)
    own, file = Project(tmp_path, project.date), tmp_path / "media/fonts/a.ttf"
    builder = FontBuilder(1000, isTTF=True)
    for letters in ("A", "AB"):
        builder.setupGlyphOrder([".notdef", *letters])
        builder.setupCharacterMap({ord(letter): letter for letter in letters})
        builder.save(file)
        assert undrawable("AB", fonts(own)) == [c for c in "AB" if c not in letters]

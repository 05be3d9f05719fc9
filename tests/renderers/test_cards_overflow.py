"""Words on a card, a banner and a strip fit their place or are refused before anything is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pypdfium2 as pdfium
import pytest
from pypdfium2 import raw
from stress import hotlines, said, stressed

from outreach.diagnostics import Where
from outreach.layout import Layout
from outreach.overflow import UnmadeError, told
from outreach.renderers import cards
from outreach.storyboard import Storyboard

Make = Callable[..., Storyboard]
EDITIONS = [("seniors", "zh-CN"), ("foreign-residents", "en")]


def overprinted(page: pdfium.PdfPage) -> list[str]:
    """Letters of which another covers more than a third, and letters outside the picture."""
    wide, high = page.get_size()
    text = page.get_textpage()
    signs = [(n, chr(raw.FPDFText_GetUnicode(text, n))) for n in range(text.count_chars())]
    drawn = [(n, sign) for n, sign in signs if not raw.FPDFText_IsGenerated(text, n) and sign.strip("\u200b\r\n ")]
    found = [(text.get_charbox(n), sign) for n, sign in drawn]
    found = sorted((box, sign) for box, sign in found if box[2] > box[0] and box[3] > box[1])
    bad = [s for (x0, y0, x1, y1), s in found if x0 < -1 or y0 < -1 or x1 > wide + 1 or y1 > high + 1]
    for n, (one, sign) in enumerate(found):
        for other, second in found[n + 1 :]:
            if other[0] >= one[2]:
                break
            across, down = min(one[2], other[2]) - other[0], min(one[3], other[3]) - max(one[1], other[1])
            small = min((b[2] - b[0]) * (b[3] - b[1]) for b in (one, other))
            if one != other and down > 0 and across * down > small / 3:
                bad.append(sign + second)
    return bad


@pytest.mark.slow
@pytest.mark.parametrize(
    ("audience", "lang", "fill"),
    [
        pytest.param(*edition, fill, marks=[pytest.mark.slow] if (n + k) % 2 else [])
        for n, edition in enumerate(EDITIONS)
        for k, fill in enumerate((1.0, 0.3))
    ],
)
def test_words_of_any_length_fit_or_are_refused(
    board: Make, layout: Layout, audience: str, lang: str, fill: float
) -> None:
    """Each picture holds its words, whole and apart, or `overflow` names it."""
    one = stressed(board("nfc-skimming", audience, lang), fill, link=True)
    refused = {(f.sheet, f.panel) for f in cards.overflow(one, layout, None)[0]}
    data = cards.picture_data(one, layout.project)
    for name, template, view in cards._pictures(data):
        if (template, name) in refused or any(s == template and template != "card" for s, _ in refused):
            continue
        pages = pdfium.PdfDocument(layout.pdf(f"cards/{template}.typ", view, standards=()))
        for page in pages:
            assert not overprinted(page), (name, refused)


@pytest.mark.slow
def test_what_does_not_fit_is_told_at_its_line(board: Make, layout: Layout) -> None:
    """Cover, banner, card and strip: the audience, the format, the place in the file and what is missing."""
    base = board("nfc-skimming", "students", "zh-CN")
    assert cards.overflow(base, layout, None) == ([], [])
    long = replace(said("很长很长的一句话，" * 40, "zh-CN"), where=Where("content/scams/x/script.yaml", 7, 9))
    scenes = tuple(replace(s, title=long) for s in base.scenes)
    one = replace(base, title=long, scenes=scenes)
    faults, _ = cards.overflow(one, layout, None)
    assert {f.sheet for f in faults} == {"card", "banner", "led", "long"}
    for fault in faults:
        problem = told(fault, "cards", one)
        assert str(problem).startswith("content/scams/x/script.yaml:7:9") and fault.over > 0
        assert "for students (zh-CN)" in problem.message and f"{fault.over:g} px" in problem.message


@pytest.mark.slow
def test_too_many_numbers_are_told(board: Make, layout: Layout) -> None:
    """The foot of a card holds five; with thirty the error names the list, and what can be made is made."""
    whole = board("nfc-skimming", "seniors", "zh-CN")
    base = replace(whole, scenes=tuple(s for s in whole.scenes if s.kind in ("hook", "actions", "endcard")))
    assert cards.overflow(replace(base, hotlines=hotlines(5, "zh-CN")), layout, None) == ([], [])
    one = replace(base, hotlines=hotlines(5, "zh-CN") * 6)
    faults, _ = cards.overflow(one, layout, None)
    assert {(f.panel, f.causes[0].kind) for f in faults} >= {("foot", "hotlines")}
    with pytest.raises(UnmadeError) as caught:
        cards.render(one, layout)
    assert set(caught.value.faults) == set(faults) and "post.txt" in caught.value.files

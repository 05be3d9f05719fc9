"""Quiz, talk and boxes to tick where people meet them: on slides, in notes, on the session plan, on the checklist."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace

import pypdfium2
import pytest
from pptx import Presentation

from outreach.layout import Layout
from outreach.renderers import checklist, deck
from outreach.storyboard import Item, Question, Storyboard, Text

MM = 72 / 25.4
PATH = pypdfium2.raw.FPDF_PAGEOBJ_PATH


def _text(shown: str) -> Text:
    return Text(shown, shown, shown, "zh-CN", (shown,), (shown,))


@pytest.fixture
def one(board: Callable[..., Storyboard]) -> Storyboard:
    """A pack with two questions, a paragraph for the rescue and a box."""
    options = (
        Item("a", "option", _text("先装上看看"), _text("一装他就看得见"), number=1),
        Item("b", "option", _text("先挂断再说"), _text("柜台查得到"), right=True, number=2),
    )
    fake = Question("fake", _text("装个软件"), _text("怎么办呢"), options)
    real = Question("real", _text("银行来提醒"), _text("怎么答呢"), options, genuine=True)
    talk = {"rescue": _text("照着说的一段话")}
    return replace(
        board("nfc-skimming", "seniors", "zh-CN"), quiz=(fake, real), talk=talk, ticks=(_text("他让我装软件"),)
    )


def _slides(data: bytes) -> list[tuple[str, str]]:
    """What stands on each slide, and in its notes."""
    made = []
    for slide in Presentation(io.BytesIO(data)).slides:
        words = "\n".join(node.text or "" for node in slide.element.iter("{*}t"))
        made.append((words.replace("\n", ""), slide.notes_slide.notes_text_frame.text))
    return made


def test_each_question_has_its_answer_on_the_next_slide(one: Storyboard, layout: Layout) -> None:
    """The answers are framed before they are read out; the reasons, also of the wrong ones, come with the answer."""
    slides = _slides(deck.render(one, layout)["deck.pptx"])
    asked = [n for n, (words, _) in enumerate(slides) if "怎么办呢" in words or "怎么答呢" in words]
    assert len(asked) == 2
    for n in asked:
        words, notes = slides[n]
        assert "柜台查得到" not in words + notes and "一装他就看得见" not in words + notes
        frame = one.labels["quiz_frame"].shown
        assert notes.index(frame) < notes.index("先装上看看") < notes.index("先挂断再说")
        answer, reasons = slides[n + 1]
        assert "先挂断再说" in answer and "柜台查得到" in answer and "一装他就看得见" in reasons
    marks = [one.labels[name].shown for name in ("quiz_fake", "quiz_real")]
    assert [mark in slides[n + 1][0] for n, mark in zip(asked, marks, strict=True)] == [True, True]


@pytest.mark.slow
def test_a_message_stands_on_a_phone_and_its_answer_says_what_it_was(one: Storyboard, layout: Layout) -> None:
    """Red below a fake, green below one that is genuine; not before it is answered. One too long for the phone stands
    above its question.
    """
    long = replace(one.quiz[0], message=_text("装个软件" * 20))
    for quiz, phones in ((one.quiz, 2), ((long,), 0)):
        slides = [*Presentation(io.BytesIO(deck.full_deck(replace(one, quiz=quiz), layout))).slides]
        asked = [n for n, slide in enumerate(slides) if slide.slide_layout.name == "quiz"]
        shown = [[{s.name: s for s in slides[n + k].shapes} for k in (0, 1)] for n in asked]
        assert [("message" in before, "verdict" in before) for before, _ in shown] == [(bool(phones), False)] * len(
            quiz
        )
        for question, (before, after) in zip(quiz, shown, strict=True):
            assert question.message
            told = before["message" if phones else "question"].text_frame.text
            assert question.message.shown in told.replace("\n", "")
            assert ("verdict" in after) == bool(phones)
            if phones:
                (tone,) = after["verdict"]._element.spPr.xpath("./a:solidFill/a:schemeClr/@val")
                assert tone == ("accent4" if question.genuine else "accent3")


@pytest.mark.slow
def test_a_paragraph_begins_the_notes_of_its_part_and_stands_on_the_plan(one: Storyboard, layout: Layout) -> None:
    """Once, on the first slide of the part; the plan has a second page only when there is something to say."""
    files = deck.render(one, layout)
    assert sum("照着说的一段话" in notes for _, notes in _slides(files["deck.pptx"])) == 1
    plan = _pages(files["session-plan.pdf"])
    assert len(plan) == 2 and "照着说的一段话" in plan[1]
    assert len(_pages(deck.render(replace(one, talk={}), layout)["session-plan.pdf"])) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("loss", "label"), [("sent", "paid_sent"), ("card", "paid_card")])
def test_the_first_row_of_the_checklist_follows_the_loss(
    one: Storyboard, layout: Layout, loss: str, label: str
) -> None:
    """Who has paid already ticks it first and reads whom to call; a sheet without boxes stays as it was."""
    words = _sheet(replace(one, loss=loss), layout)  # type: ignore[arg-type]
    first = one.labels[label].shown.replace(" ", "")
    assert words.index(first) < words.index("他让我装软件")
    assert first not in _sheet(replace(one, loss=loss, ticks=()), layout)  # type: ignore[arg-type]


def _sheet(board: Storyboard, layout: Layout) -> str:
    return _pages(checklist.render(board, layout)["checklist.pdf"])[0]


def _pages(data: bytes) -> list[str]:
    """The words of each page, without spaces."""
    with pypdfium2.PdfDocument(data) as pdf:
        return ["".join(page.get_textpage().get_text_range().split()) for page in pdf]


def test_every_box_is_large_enough_for_a_pen(board: Callable[..., Storyboard], layout: Layout) -> None:
    """9 mm and more, on every print: one for each sentence, and one for whoever has paid."""
    told = board("nfc-skimming", "seniors", "zh-CN")
    assert told.ticks
    for name, data in checklist.render(told, layout).items():
        with pypdfium2.PdfDocument(data) as pdf:
            shapes = [one.get_bounds() for one in pdf[0].get_objects(filter=[PATH], max_depth=4)]
        sides = [((right - left) / MM, (top - low) / MM) for left, low, right, top in shapes]
        boxes = [one for one in sides if min(one) >= 9 and max(one) < 12 and max(one) - min(one) < 0.1]
        assert len(boxes) >= len(told.ticks) + 1, name

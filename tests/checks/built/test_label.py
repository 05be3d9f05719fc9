"""The AI label of every kind of file that carries one, and what the table does with files and findings."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from outreach import aigc
from outreach.checks.built import CHECKS, FILM, Built, modules, run
from outreach.diagnostics import Spot
from outreach.sound import wav
from outreach.storyboard import Storyboard

TEMPLATE = Path(__file__).parents[3] / "templates/deck/deck.pptx"

OURS = aigc.AiLabel("001191110108MA01KP2T5U00000", "x/seniors/zh-CN")
OTHER = replace(OURS, id="y/seniors/zh-CN")


def bare(suffix: str, film: Callable[..., bytes]) -> bytes:
    """A whole file without a label."""
    out = io.BytesIO()
    if suffix == ".png":
        Image.new("L", (9, 9), 255).save(out, "PNG")
    elif suffix == ".pdf":
        with pikepdf.new() as document:
            document.add_blank_page()
            document.save(out)
    elif suffix == ".pptx":
        return TEMPLATE.read_bytes()
    elif suffix == ".wav":
        import numpy as np  # noqa: PLC0415

        return wav(np.zeros(4800, np.float32))
    else:
        return film("")
    return out.getvalue()


def said(path: str, data: bytes, ai: aigc.AiLabel | None) -> list[str]:
    """What stops a file that should have this label."""
    stopping, _ = run([Built(path, data, "", {"ai": asdict(ai) if ai else None})])
    return [str(one.message) for one in stopping]


@pytest.mark.parametrize("suffix", [".png", ".pdf", ".pptx", ".wav", ".mp4"])
def test_the_wanted_label_and_no_other(film: Callable[..., bytes], suffix: str) -> None:
    """Whole it passes; without its label, with another pack's, or with one that nobody wanted it does not."""
    plain, name = bare(suffix, film), f"x/seniors/zh-CN/file{suffix}"
    labelled = film("", ai=OURS.json()) if suffix == FILM else aigc.stamp(plain, suffix, OURS)
    assert said(name, labelled, OURS) == [] and said(name, plain, None) == []
    assert said(name, plain, OURS) == [f"AI label of `{name}`: expected one AIGC record, found 0"]
    assert said(name, labelled, None) == [f"AI label of `{name}`: expected no AIGC record, found 1"]
    wrong = said(name, labelled, OTHER)
    assert wrong and all("expected `y/seniors/zh-CN`" in one for one in wrong)


def test_of_an_unknown_file_nothing_is_asked(film: Callable[..., bytes]) -> None:
    """No facts, no format, no board: every check lets it pass."""
    files = [Built(f"file{suffix}", bare(suffix, film)) for suffix in (".png", ".pdf", ".pptx", ".wav", ".mp4")]
    assert run([*files, Built("words.txt", b"x")]) == ([], [])


def test_a_finding_has_its_place_in_the_script(board: Callable[..., Storyboard], film: Callable[..., bytes]) -> None:
    """And its spot in the file."""
    made = board()
    (one,), _ = run([Built("a.png", bare(".png", film), "", {"ai": asdict(OURS)}, made)])
    assert (one.where, one.spot, one.severity) == (made.title.where, Spot("a.png"), "error")
    assert one.as_dict()["spot"] == {"file": "a.png", "unit": "", "at": 0, "box": None}


def test_a_film_depends_on_its_own_checks_only() -> None:
    """A word mended in a check of sheets joins no film again, and one in a check of films prints no sheet."""
    films, others = set(modules(film=True)), set(modules(film=False))
    asked = [one for one in CHECKS if not one.dear]
    assert films | others == {f"outreach.checks.built.{one.name}" for one in asked}
    assert films & others == {f"outreach.checks.built.{one.name}" for one in asked if len({*one.suffixes, FILM}) > 2}

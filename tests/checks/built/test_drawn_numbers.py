"""Numbers that nobody has reviewed, in pictures and films, read by Tesseract."""

from __future__ import annotations

import io
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner
from imageio_ffmpeg import get_ffmpeg_exe
from judged import judged
from PIL import Image, ImageDraw, ImageFont

from outreach import ocr
from outreach.checks.built import Built
from outreach.checks.built.words_numbers import check
from outreach.cli import main
from outreach.content_numbers import content_numbers
from outreach.layout import Layout
from outreach.project import Project
from outreach.renderers.cards import render
from outreach.storyboard import Storyboard

needs_tesseract = pytest.mark.skipif(not ocr.tesseract(), reason="Tesseract is not installed")
SOMEBODY = "138 1234 5678"


def written_on(picture: Image.Image, words: str) -> Image.Image:
    """The picture with a sign in its lower part: black words on white."""
    pen = ImageDraw.Draw(picture)
    wide, high = picture.size
    pen.rectangle((wide * 0.05, high * 0.65, wide * 0.9, high * 0.82), fill="white")
    pen.text((wide * 0.1, high * 0.7), words, fill="black", font=ImageFont.load_default(high / 20))
    return picture


def png(picture: Image.Image) -> bytes:
    """The file."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


@needs_tesseract
@pytest.mark.slow
def test_a_card_has_no_number_but_those_of_the_content(
    own: Project, own_board: Callable[..., Storyboard], layout: Layout
) -> None:
    """All cards pass; one with somebody's number does not, and its place is shown."""
    cards = {name: data for name, data in render(own_board("visitors"), layout).items() if name.startswith("card-")}
    known = content_numbers(own)
    assert len(cards) > 3
    for name, data in cards.items():
        assert not [*check(Built(f"x/{name}", data, content=known, drawn=True))], name
    name, data = next(iter(cards.items()))
    changed = png(written_on(Image.open(io.BytesIO(data)).convert("RGB"), SOMEBODY))
    (one,) = judged(f"x/{name}", changed, "words_numbers", content=known, drawn=True)
    assert SOMEBODY in str(one.measured) and one.severity == "warning"
    assert one.spot and one.spot.box and 0.08 < one.spot.box[0] < 0.13 and 0.68 < one.spot.box[1] < 0.76


@needs_tesseract
def test_of_a_film_the_second_is_told_once(own: Project, tmp_path: Path) -> None:
    """The number stands for four seconds, and is one finding."""
    picture = written_on(Image.new("RGB", (960, 540), "#203040"), SOMEBODY)
    for n, shown in enumerate([Image.new("RGB", picture.size, "#203040")] * 3 + [picture] * 4):
        shown.save(tmp_path / f"{n}.png")
    command = [get_ffmpeg_exe(), "-loglevel", "error", "-framerate", "1", "-i", str(tmp_path / "%d.png")]
    command += ["-r", "5", "-g", "5", "-pix_fmt", "yuv420p", str(tmp_path / "film.mp4")]
    subprocess.run(command, check=True)
    film = Built("x/film.mp4", (tmp_path / "film.mp4").read_bytes(), content=content_numbers(own), drawn=True)
    (one,) = check(film)
    assert one.spot and (one.spot.unit, one.spot.at) == ("second", 4)
    assert not [*check(Built(film.path, film.bytes, content=film.content))]  # nobody wants it read


@needs_tesseract
def test_it_is_asked_by_an_option(own: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the command, as a warning."""
    monkeypatch.chdir(own.root)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    (tmp_path / "photo.png").write_bytes(png(written_on(Image.new("RGB", (800, 800), "#203040"), SOMEBODY)))
    asked = ["check", "--built", str(tmp_path)]
    assert SOMEBODY not in CliRunner().invoke(main, asked).stderr
    ended = CliRunner().invoke(main, [*asked, "--drawn"])
    assert ended.exit_code == 0 and f"found a mobile number: `{SOMEBODY}`" in ended.stderr
    assert CliRunner().invoke(main, ["check", "--drawn"]).exit_code == 2


def test_without_the_program_it_is_an_error(own: Project, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """That says what to install: silence would be taken for a picture without numbers."""
    monkeypatch.chdir(own.root)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    monkeypatch.setenv("PATH", str(tmp_path))
    ended = CliRunner().invoke(main, ["check", "--built", str(tmp_path), "--drawn"])
    assert ended.exit_code == 1 and "no Tesseract here" in ended.stderr and "apt install" in ended.stderr


@pytest.mark.skipif(os.name == "nt", reason="a program of the shell")
def test_a_program_without_its_model_is_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Else each picture would be told as broken."""
    program = tmp_path / "tesseract"
    program.write_text("#!/bin/sh\necho 'List of available languages (1):'\necho osd\n")
    program.chmod(0o755)
    monkeypatch.setattr(ocr, "tesseract", lambda: str(program))
    assert not ocr.ready()
    program.write_text("#!/bin/sh\necho osd\necho eng\n")
    assert ocr.ready()

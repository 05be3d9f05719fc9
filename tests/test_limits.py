"""What finished files are held to: a project says what is different, and a standard is not talked down."""

from __future__ import annotations

import datetime as dt
import io
import re
from pathlib import Path

import pytest
from PIL import Image

from outreach.checks.built import CHECKS, Built, run
from outreach.codes import qr
from outreach.diagnostics import Diagnostic
from outreach.limits import FILE, Limits, limits, load_preflight, usual
from outreach.project import Project

ROOT = Path(__file__).parent.parent
RATE = 'rate: {most: %s, unit: x, source: x, checked: "2026-11-27"}'
FLASHES = 'flashes: {most: %s, unit: x, source: x, checked: "2026-11-27"}'
CODE = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/0123456789"
CUE = "1\n00:00:01,000 --> 00:00:03,000\n" + "a" * 30 + "\n"  # 15 characters a second


def _loaded(folder: Path, *checks: str) -> tuple[Limits | None, list[Diagnostic]]:
    """A project's own file with these lines."""
    (folder / "content").mkdir()
    (folder / FILE).write_text("\n".join(("schema: 1", "checks:", *checks)) + "\n", "utf-8")
    held, problems = load_preflight(Project(folder, dt.date(2026, 11, 27)))
    return limits(held) if held else None, problems


def _said(held: Limits) -> list[str]:
    stopping, told = run([Built("a.srt", CUE.encode(), limits=held)], dear=True)
    return [one.severity for one in (*stopping, *told)]


def test_what_is_not_said_is_as_it_comes(tmp_path: Path) -> None:
    """A project without the file, and the other numbers of one with it."""
    assert limits(load_preflight(Project(tmp_path, dt.date(2026, 11, 27)))[0] or pytest.fail()) == usual()
    held, problems = _loaded(tmp_path, "  caption_cues:", "    limits:", "      " + RATE % 12)
    assert not problems and held
    assert held.numbers == {**usual().numbers, "caption_cues.rate": 12} and held.levels == usual().levels
    assert _said(usual()) == [] and _said(held) == ["error"]


@pytest.mark.parametrize(("level", "severities"), [("warning", ["warning"]), ("off", [])])
def test_a_check_is_only_told_or_not_asked(tmp_path: Path, level: str, severities: list[str]) -> None:
    """As its level says."""
    held, _ = _loaded(tmp_path, "  caption_cues:", f"    level: {level}", "    limits:", "      " + RATE % 12)
    assert held and _said(held) == severities


@pytest.mark.parametrize(
    ("lines", "where", "words"),
    [
        (("  film_pictures:", "    level: off"), "3:3", "no check of finished files is called `film_pictures`"),
        (("  film_picture:", "    level: loud"), "4:12", "expected"),
        (("  film_picture:", "    level: off"), "4:12", "a standard asks for this check"),
        (
            ("  film_picture:", "    limits:", "      " + FLASHES % 4),
            "5:23",
            "3 or less, as WCAG 2.2 SC 2.3.1",
        ),
        (
            ("  paper_code:", "    limits:", '      quiet: {least: 2, unit: x, source: x, checked: "2026-11-28"}'),
            "5:22",
            "4 or more, as ISO/IEC 18004",
        ),
        (("  caption_cues:", "    limits:", "      " + FLASHES % 4), "5:7", "no limit is called `flashes`"),
        (
            ("  caption_cues:", "    limits:", "      " + RATE.replace("most", "least") % 4),
            "5:14",
            "expected `most`, found `least`",
        ),
        (("  caption_cues:", "    limits:", "      " + RATE.replace("most: %s, ", "")), "5:13", "`most` and `least`"),
        (("  caption_cues:", "    limits:", "      " + RATE % -1), "5:20", "expected 0 or more"),
        (("  caption_cues:", "    limits:", "      " + RATE % ".inf"), "5:20", "expected a number"),
    ],
)
def test_each_mistake_is_told_at_its_place(tmp_path: Path, lines: tuple[str, ...], where: str, words: str) -> None:
    """Also a number that would let through what a standard forbids."""
    held, problems = _loaded(tmp_path, *lines)
    assert held is None
    (one,) = problems
    assert (str(one.where), words in one.message) == (f"{FILE}:{where}", True), str(one)


def test_a_standard_may_be_stricter(tmp_path: Path) -> None:
    """Two flashes instead of three."""
    held, problems = _loaded(tmp_path, "  film_picture:", "    limits:", "      " + FLASHES % 2)
    assert held and not problems and held.numbers["film_picture.flashes"] == 2


def _picture(line: int) -> bytes:
    """A code of ten pixels a module, with a dark line so many modules above it."""
    drawn = Image.open(io.BytesIO(qr.png(CODE, 10, border=12))).convert("L")
    drawn.paste(0, (0, 120 - 10 * line - 10, drawn.width, 120 - 10 * line))
    out = io.BytesIO()
    drawn.save(out, "PNG")
    return out.getvalue()


@pytest.mark.parametrize(
    ("limit", "told"),
    [("module: {least: 8", []), ("module: {least: 12", ["qr-size"]), ("quiet: {least: 6", ["qr-quiet"])],
)
def test_a_house_asks_more_of_codes(tmp_path: Path, limit: str, told: list[str]) -> None:
    """Of their modules, and of the room around them."""
    line = f'      {limit}, unit: x, source: x, checked: "2026-11-28"}}'
    held, problems = _loaded(tmp_path, "  picture_code:", "    limits:", line)
    assert held and not problems
    picture = Built("a/long.png", _picture(5), "cards", {"codes": [CODE]}, limits=held)
    assert [one.code for part in run([picture]) for one in part] == told


def test_words_of_a_limit_may_be_the_same_in_both_languages(tmp_path: Path) -> None:
    """As files had them before."""
    (tmp_path / "content").mkdir()
    line = '{most: 3, unit: {zh-CN: 次, en: times}, source: ours, checked: "2026-11-28"}'
    lines = ("schema: 1", "checks:", "  film_picture:", "    limits:", f"      flashes: {line}")
    (tmp_path / FILE).write_text("\n".join(lines) + "\n", "utf-8")
    file, problems = load_preflight(Project(tmp_path, dt.date(2026, 11, 27)))
    assert file and not problems
    limit = file.checks["film_picture"].limits["flashes"]
    assert (limit.unit["zh-CN"], limit.source["zh-CN"], limit.source["en"]) == ("次", "ours", "ours")


def test_a_new_project_begins_with_what_comes_with_outreach() -> None:
    """To be edited; what is deleted there stays as it comes."""
    shipped = ROOT / "outreach/limits.yaml"
    assert (ROOT / FILE).read_bytes() == shipped.read_bytes(), f"copy {shipped} to {FILE}"


def test_every_number_is_asked_for_and_every_one_that_is_asked_for_is_there() -> None:
    """Each by the check under whose name it stands."""
    names = {check.name for check in CHECKS}
    assert set(usual().levels) <= names
    for name in names:
        text = (ROOT / f"outreach/checks/built/{name}.py").read_text("utf-8")
        held = {one.partition(".")[2] for one in usual().numbers if one.startswith(f"{name}.")}
        assert {one for one in held if f'"{name}.{one}"' not in text and f'"{one}"' not in text} == set(), name
        assert set(re.findall(rf'"{name}\.(\w+)"', text)) <= held, name

"""A film's codes are read from its encoded picture."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from outreach.checks.built import Built
from outreach.checks.built.film_code import check
from outreach.diagnostics import Diagnostic, OutreachError

CODE = "HTTPS://FZ.JIANGWANBANK.EXAMPLE/Q/0123456789"
EVIL = "HTTPS://EVIL.EXAMPLE/LOGIN"
Film = Callable[..., bytes]


def said(data: bytes, *codes: str) -> list[Diagnostic]:
    """What the check says of a film that should show these codes."""
    return [*check(Built("a/b/c/video.mp4", data, "video", {"codes": codes}))]


def test_a_film_that_ends_with_its_code_passes(film: Film) -> None:
    """The other scenes may show it, too; none of them needs to."""
    assert said(film("", CODE), CODE) == []
    assert said(film(CODE, CODE), CODE) == []


def test_a_film_without_its_code_at_the_end_is_told(film: Film) -> None:
    """Also one that showed it before: whoever takes out a phone does so at the end."""
    for scenes in (("", ""), (CODE, "")):
        # A scene lasts half a second, and the last key frame alone is looked at.
        (one,) = said(film(*scenes), CODE)
        assert (one.code, one.wanted, one.measured) == ("qr-missing", CODE, "none")
        assert one.spot and (one.spot.file, one.spot.unit, one.spot.at) == ("a/b/c/video.mp4", "second", 0.52)


@pytest.mark.slow
def test_another_code_is_told_where_it_is(film: Film) -> None:
    """In the first scene, in the last one, or where none is wanted at all: with its second and its box."""
    (first,) = said(film(EVIL, CODE), CODE)
    assert (first.code, first.measured) == ("qr-decode", EVIL)
    assert first.spot and first.spot.unit == "second" and first.spot.at == 0 and first.spot.box
    assert all(abs(a - b) < 0.03 for a, b in zip(first.spot.box[:2], (72 / 640, 72 / 640), strict=True))
    last = said(film("", EVIL), CODE)
    assert {one.code for one in last} == {"qr-decode", "qr-missing"} and all(
        one.spot.at == 0.52 for one in last if one.spot
    )
    assert [one.measured for one in said(film("", EVIL))] == [EVIL]


@pytest.mark.slow
def test_a_branchs_film_may_show_the_editions_code_before_its_own(film: Film) -> None:
    """All branches' films share the scenes before the end; at the end it is the branch's."""
    own = f"{CODE[:-1]}X"
    facts = {"codes": (own,), "edition_codes": [CODE]}
    assert [*check(Built("a/b/c/video.mp4", film(CODE, own), "video", facts))] == []
    assert {one.code for one in check(Built("a/b/c/video.mp4", film(own, CODE), "video", facts))} >= {"qr-missing"}
    assert [one.measured for one in check(Built("a/b/c/video.mp4", film(EVIL, own), "video", facts))] == [EVIL]


def test_a_small_code_is_told(film: Film) -> None:
    """Three pixels a module do not outlive a coder on a branch's screen."""
    (one,) = said(film(CODE, scale=3), CODE)
    assert one.code == "qr-size" and one.wanted == "200 px" and float(one.measured.split()[0]) < 130


def test_what_is_no_film_stops(film: Film) -> None:
    """A file cut off in its first half is told as one that cannot be read."""
    with pytest.raises(OutreachError, match="ffmpeg"):
        said(film(CODE)[:900], CODE)


def test_a_film_whose_code_nobody_knows_has_one(film: Film) -> None:
    """A folder without a manifest. A film that is none of ours needs none."""
    assert [*check(Built("video.mp4", film(EVIL), "video"))] == []
    assert [one.code for one in check(Built("video.mp4", film(""), "video"))] == ["qr-missing"]
    assert [*check(Built("party.mp4", film("")))] == []

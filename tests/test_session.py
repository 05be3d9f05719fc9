"""A project kept open: what changed is read again, nothing else is, and nothing piles up."""

from __future__ import annotations

import gc
import shutil
from collections import Counter
from pathlib import Path

import pytest
from own import SCAM, own_project

from outreach.build import build
from outreach.cache import Cache
from outreach.diagnostics import OutreachError, WrongUsage
from outreach.project import Project, starter_root
from outreach.runner import Pool
from outreach.session import Reader, Session, Silent
from outreach.storyboard import Storyboard
from outreach.wish import Wish

WHO = ("elders", "zh-CN")
OTHER = "letter"
FORMATS = ("page", "captions")  # one of the storyboard, one that is spoken


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """The tests' own project, with a second scam beside the first."""
    made = own_project(tmp_path)
    scams = tmp_path / "content/scams"
    text = (scams / SCAM / "script.yaml").read_text("utf-8")
    (scams / OTHER).mkdir()
    (scams / OTHER / "script.yaml").write_text(text.replace(f"id: {SCAM}", f"id: {OTHER}", 1), "utf-8")
    return made


def file_of(own: Project, scam: str = SCAM) -> Path:
    return own.path(f"content/scams/{scam}/script.yaml")


def edit(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8")


def reads(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    seen: Counter[str] = Counter()
    read = Reader.read_bytes

    def counted(self: Reader, relative: str, *rest: int) -> bytes:
        seen[relative] += 1
        return read(self, relative, *rest)

    monkeypatch.setattr(Reader, "read_bytes", counted)
    return seen


def test_only_what_changed_is_read_again(own: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of two scripts the one that was edited, and no profile. A folder counts by what is in it."""
    session, seen = Session(own), reads(monkeypatch)
    board, other = (session.storyboard(scam, *WHO)[0] for scam in (SCAM, OTHER))
    seen.clear()
    assert session.storyboard(SCAM, *WHO)[0] is board
    assert session.refresh() == []
    assert not seen
    edit(file_of(own), board.title.shown, "换了标题")
    assert session.refresh() == [f"content/scams/{SCAM}", f"content/scams/{SCAM}/script.yaml"]
    assert session.storyboard(SCAM, *WHO)[0].title.shown == "换了标题"
    assert session.storyboard(OTHER, *WHO)[0] is other
    assert seen[f"content/scams/{SCAM}/script.yaml"] == 1
    assert all(name.startswith(f"content/scams/{SCAM}/") for name in seen)


def test_two_sessions_share_nothing(own: Project) -> None:
    one, two = Session(own), Session(own)
    assert one.storyboard(SCAM, *WHO)[0] is not two.storyboard(SCAM, *WHO)[0]
    assert one.profiles() is not two.profiles()


def test_fifty_edits_leave_one_storyboard(own: Project) -> None:
    session = Session(own)

    def alive() -> int:
        gc.collect()
        return sum(isinstance(one, Storyboard) for one in gc.get_objects())

    session.storyboard(SCAM, *WHO)
    before, text = alive(), file_of(own).read_text("utf-8")
    for mark in range(50):
        file_of(own).write_text(text.replace("有人说您", f"有{'人' * (mark + 1)}说您"), "utf-8")
        session.refresh()
        session.storyboard(SCAM, *WHO)
    assert alive() == before


def test_what_is_rendered_is_what_a_build_writes(own: Project, tmp_path: Path) -> None:
    """Byte for byte, out of a cache of its own; and nothing is written but that cache."""
    wish = Wish((SCAM,), ("elders",), ("zh-CN",), FORMATS, voice="silent")
    files, told = Session(own, Cache(tmp_path / "one")).render(wish)
    out = tmp_path / "out"
    with Pool(1) as pool:
        outcome = build(wish, own, out, Cache(tmp_path / "two"), pool, Silent())
    assert [one for one in told if one.severity == "error"] == []
    assert files == {one.path: (out / one.path).read_bytes() for one in outcome.artefacts}
    assert {Path(name).suffix for name in files} >= {".html", ".css", ".vtt"}
    assert {path.name for path in tmp_path.iterdir()} == {"content", "one", "two", "out"}


def test_an_edit_is_seen_in_what_is_rendered_next(own: Project, tmp_path: Path) -> None:
    """Of a script, and of a template, which the compiler's folder had a link to."""
    shutil.copytree(starter_root() / "templates", tmp_path / "templates")
    session = Session(Project(tmp_path, own.date), Cache(tmp_path / "cache"))
    wish = Wish((SCAM,), ("elders",), ("zh-CN",), ("page",))

    def page(name: str) -> str:
        return session.render(wish)[0][f"{SCAM}/elders/zh-CN/page/{name}"].decode()

    edit(file_of(own), session.storyboard(SCAM, *WHO)[0].title.shown, "换了标题")
    style = tmp_path / "templates/page/style.css"
    before = page("style.css")
    edit(file_of(own), "换了标题", "又换了")
    changed = style.with_suffix(".new")  # as editors do: another file in its place
    changed.write_text(f"{style.read_text('utf-8')}/* mine */\n", "utf-8")
    changed.replace(style)
    session.refresh()
    assert page("style.css") == f"{before}/* mine */\n"
    assert "又换了" in page("index.html")


def test_a_broken_script_leaves_the_others_usable(own: Project, tmp_path: Path) -> None:
    """Each is told where it is wrong; mended, it is there again."""
    session = Session(own, Cache(tmp_path / "cache"))
    edit(file_of(own), "kind: hook", "kind: hok")
    with pytest.raises(OutreachError, match="hok"):
        session.storyboard(SCAM, *WHO)
    assert session.storyboard(OTHER, *WHO)[0].scam == OTHER
    errors = [one for one in session.check().problems if one.severity == "error"]
    assert {one.where.file for one in errors if "scams" in one.where.file} == {f"content/scams/{SCAM}/script.yaml"}
    files, told = session.render(Wish(audiences=("elders",), formats=("page",)))
    assert {name.split("/")[0] for name in files} == {OTHER} and any("hok" in one.message for one in told)
    edit(file_of(own), "kind: hok", "kind: hook")
    session.refresh()
    assert session.storyboard(SCAM, *WHO)[0].scam == SCAM


def test_a_name_that_is_not_there_is_wrong_usage(own: Project) -> None:
    """Whatever it names, with what was probably meant."""
    session = Session(own)
    for names in (("parcle", *WHO), (SCAM, "elder", "zh-CN"), (SCAM, "elders", "zh-C"), (SCAM, *WHO, "tal")):
        with pytest.raises(WrongUsage, match="did you mean"):
            session.storyboard(*names)


def test_without_a_store_nothing_is_made(own: Project) -> None:
    with pytest.raises(ValueError, match="store"):
        Session(own).render(Wish())

"""A project kept open: what changed is read again, nothing else is, and nothing piles up."""

from __future__ import annotations

import ast
import datetime as dt
import gc
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from click.testing import CliRunner
from own import SCAM, own_project

from outreach.build import build
from outreach.cache import Cache
from outreach.cli import main
from outreach.diagnostics import OutreachError, WrongUsage
from outreach.open_project import OpenProject
from outreach.project import Project, starter_root
from outreach.runner import Pool
from outreach.session import Session, Silent
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
    read = OpenProject.read_bytes

    def counted(self: OpenProject, relative: str, *rest: int) -> bytes:
        seen[relative] += 1
        return read(self, relative, *rest)

    monkeypatch.setattr(OpenProject, "read_bytes", counted)
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


@pytest.mark.slow  # quick: the edits of this file
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


@pytest.mark.slow
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


def test_a_long_session_sees_every_edit(own: Project, tmp_path: Path) -> None:
    """Of profiles as of scripts, of a list that was not there, and of a top folder that was the starter's."""
    own.path("content/branches.csv").unlink()
    session = Session(own)
    assert session.refresh() == []
    before = session.profiles()
    assert session.branches() == ([], [])
    number = next(iter(before.hotlines.values())).number
    edit(own.path("content/hotlines.yaml"), number, "12321")
    edit(own.path("content/brand.yaml"), before.brand.name["zh-CN"], "换了名字")
    own.path("content/calendar.yaml").write_text("schema: 1\noccasions: []\n", "utf-8")
    (tmp_path / "content/branches.csv").write_text("id,name,address,phone\na,甲,一路1号,400-000-0002\n", "utf-8")
    shutil.copytree(starter_root() / "templates", tmp_path / "templates")
    theme = tmp_path / "templates/theme.yaml"
    edit(theme, before.theme.base.colors["primary"], "#123456")
    assert {"content/brand.yaml", "content/hotlines.yaml", "templates/theme.yaml"} <= set(session.refresh())
    after = session.profiles()
    assert "12321" in {one.number for one in after.hotlines.values()}
    assert (after.brand.name["zh-CN"], after.occasions) == ("换了名字", ())
    assert after.theme.base.colors["primary"] == "#123456"
    assert [row.name for row in session.branches()[0]] == ["甲"]
    assert session.project.path("templates/theme.yaml") == theme


def test_a_broken_profile_takes_its_answers_away(own: Project) -> None:
    """Nothing goes on with the brand of before; the error is told until it is mended."""
    session = Session(own)
    session.storyboard(SCAM, *WHO)
    brand = own.path("content/brand.yaml")
    text = brand.read_text("utf-8")
    brand.write_text(f"{text}\nnoo: 1\n", "utf-8")
    session.refresh()
    for _ in range(2):
        with pytest.raises(OutreachError, match="noo"):
            session.storyboard(SCAM, *WHO)
    brand.write_text(text, "utf-8")
    session.refresh()
    assert session.storyboard(SCAM, *WHO)[0].scam == SCAM


def test_an_edit_while_it_is_read_is_seen_later(own: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file's stamp is from before it was read."""
    session, read = Session(own), OpenProject.read_bytes

    def slow(self: OpenProject, relative: str, most: int = 1 << 20) -> bytes:
        data = read(self, relative, most)
        if relative.endswith(f"{SCAM}/script.yaml"):
            monkeypatch.undo()
            file_of(own).write_bytes(data.replace(b"kind: hook", b"kind: hok", 1))
        return data

    monkeypatch.setattr(OpenProject, "read_bytes", slow)
    assert session.script(SCAM)[0]
    assert session.refresh()
    assert session.script(SCAM)[0] is None


def test_a_session_that_is_let_go_leaves_nothing(own: Project) -> None:
    """Drawings are remembered by their project, which outlives the session."""
    session = Session(own)
    session.storyboard(SCAM, *WHO)
    project = session.project
    del session
    gc.collect()
    assert project.memory() is None
    assert project.refresh() == []


@pytest.mark.slow
def test_a_folder_gets_what_the_command_writes(own: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`Session.build` is what `outreach build` stands on: the same files, the same manifest; then nothing is made."""
    wish = Wish((SCAM,), ("elders",), ("zh-CN",), ("page",), voice="silent")
    session, out = Session(own, Cache(tmp_path / "one")), tmp_path / "mine"
    worked = []

    @contextmanager
    def at_work() -> Iterator[tuple[Pool, Silent]]:
        worked.append(1)
        with Pool(1) as pool:
            yield pool, Silent()

    session.build(wish, out, at_work)
    assert session.build(wish, out, at_work).made == 0
    assert worked == [1]
    monkeypatch.chdir(tmp_path)
    noon = dt.datetime(own.date.year, own.date.month, own.date.day, 12, tzinfo=dt.UTC)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(noon.timestamp())))
    options = ["-a", "elders", "-l", "zh-CN", "-f", "page", "--voice", "silent", "-j", "1", "--cache-dir", "two"]
    assert CliRunner().invoke(main, ["build", SCAM, *options, "-o", "theirs"]).exit_code == 0
    assert contents(out) == contents(tmp_path / "theirs")
    assert "manifest.json" in contents(out)


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


COMMANDS = sorted((Path(__file__).parent.parent / "outreach/cli").glob("*.py"))
LOADERS = {"load_profiles", "load_script", "load_branches", "review", "packs", "adapt", "check_library", "inventory"}
ELSEWHERE = {"opened", "language"}  # the one way; the brand's language, asked for before anything can be told


@pytest.mark.parametrize("file", COMMANDS, ids=lambda file: str(file.stem))
def test_no_command_loads_for_itself(file: Path) -> None:
    """What content says is asked of the session."""
    called = {
        ast.unparse(one.func) for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, ast.Call)
    }
    found = {name for name in called if name in LOADERS or name in ("Project.find", "Session")}
    assert found == set() or file.stem in ELSEWHERE


@pytest.mark.slow
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

"""What is withdrawn is gone, what is not ours stays: folder, gallery and manifest after a second run."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from own import SCAM, another, own_project
from test_build import Quiet, two_branches
from test_build import run as run_build

from outreach.build import BuildResult
from outreach.build.current import clean
from outreach.inventory import inventory
from outreach.outputs import Outputs
from outreach.plan import Wish
from outreach.profiles import load_profiles, require
from outreach.project import Project
from outreach.session import Session

Run = Callable[[Project, Path, Wish], tuple[BuildResult, Quiet]]
OTHER = "letter"
TEXT = Wish((SCAM, OTHER), ("elders", "visitors"), (), ("captions",), voice="silent")
PACK = f"{SCAM}/elders/zh-CN"


@pytest.fixture
def run(kept: Path) -> Run:
    """A build whose work others may have done: asked is what is in the folder, not what is made again."""
    return lambda project, folder, wish: run_build(project, folder, wish, kept)


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """A project of two scams whose content a test may change."""
    made = own_project(tmp_path / "own")
    another(made, OTHER)
    return made


def again(project: Project) -> Project:
    """The project as a new process would see it: nothing remembered."""
    return Project(project.root, project.date)


def rows(folder: Path) -> dict[str, dict[str, Any]]:
    """The manifest's rows by path."""
    text = (folder / "out/manifest.json").read_text("utf-8")
    return {r["path"]: r for r in json.loads(text)["artefacts"]}


def files(folder: Path) -> set[str]:
    """Everything in the output folder but the gallery and the manifest."""
    out = folder / "out"
    found = {p.relative_to(out).as_posix() for p in out.rglob("*") if not p.is_dir()}
    return {name for name in found if not name.startswith("gallery/") and name not in ("index.html", "manifest.json")}


def page(folder: Path) -> str:
    """The gallery."""
    return (folder / "out/index.html").read_text("utf-8")


def drop_scam(root: Path) -> None:
    """The scam is deleted."""
    shutil.rmtree(root / "content/scams" / SCAM)


def rename_audience(root: Path) -> None:
    """Elders are called pupils from now on."""
    file = root / "content/audiences/elders.yaml"
    file.with_name("pupils.yaml").write_text(file.read_text("utf-8").replace("id: elders", "id: pupils"), "utf-8")
    file.unlink()
    for script in (root / "content/calendar.yaml", *(root / "content/scams").glob("*/*.yaml")):
        script.write_text(script.read_text("utf-8").replace("elders", "pupils"), "utf-8")


def drop_format(root: Path) -> None:
    """Elders get no captions any more."""
    file = root / "content/audiences/elders.yaml"
    text = file.read_text("utf-8")
    assert "captions, " in text or ", captions" in text
    file.write_text(text.replace("captions, ", "").replace(", captions", ""), "utf-8")


def drop_language(root: Path) -> None:
    """Elders read English now."""
    file = root / "content/audiences/elders.yaml"
    text = file.read_text("utf-8")
    assert "languages: [zh-CN]" in text
    file.write_text(text.replace("languages: [zh-CN]", "languages: [en]"), "utf-8")


@pytest.mark.slow
@pytest.mark.parametrize("change", [drop_scam, rename_audience, drop_format, drop_language])
def test_what_the_project_no_longer_has_leaves_with_any_build(
    run: Run, copy: Project, tmp_path: Path, change: Callable[[Path], None]
) -> None:
    """Also with a build of something else: folder, gallery and manifest know nothing of it; empty folders go too."""
    run(copy, tmp_path, TEXT)
    assert f"{PACK}/captions.vtt" in files(tmp_path)
    change(copy.root)
    result, _ = run(again(copy), tmp_path, Wish((OTHER,), ("visitors",), (), ("captions",), voice="silent"))
    assert f"{PACK}/captions.vtt" in result.withdrawn
    assert not any(name.startswith(PACK) for name in {*files(tmp_path), *rows(tmp_path)})
    assert PACK not in page(tmp_path)
    assert not (tmp_path / "out" / PACK).exists()
    assert f"{OTHER}/visitors/en/captions.vtt" in files(tmp_path)


@pytest.mark.slow
def test_a_partial_build_leaves_what_it_was_not_asked_about(run: Run, copy: Project, tmp_path: Path) -> None:
    """Other formats, audiences and scams stay listed and in place."""
    run(copy, tmp_path, TEXT)
    before = files(tmp_path)
    result, _ = run(copy, tmp_path, Wish((SCAM,), ("elders",), (), ("checklist",)))
    assert result.withdrawn == []
    assert before <= files(tmp_path) and before <= set(rows(tmp_path))
    assert not any("stale" in row for row in rows(tmp_path).values())


@pytest.mark.slow  # quick: what the project no longer has leaves
def test_the_cards_of_a_removed_scene_leave(run: Run, tmp_path: Path) -> None:
    """The same format without them: they are gone, the others stay. Nothing quotes that scene."""
    small = own_project(tmp_path / "own")
    cards = Wish((SCAM,), ("elders",), (), ("cards",))
    script = small.path(f"content/scams/{SCAM}/script.yaml")
    text = script.read_text("utf-8")  # without what is dear to draw
    ids = [text.index(f"\n  - id: {name}") for name in ("call", "ending", "think", "act")]
    script.write_text(text[: ids[0]] + text[ids[1] : ids[2]] + text[ids[3] :], "utf-8")
    run(small, tmp_path, cards)
    text = script.read_text("utf-8")
    at = text.index("\n  - id: ending")
    end = text.index("\n  - id: ", at + 5)
    script.write_text(text[:at] + text[end:], "utf-8")
    before = files(tmp_path)
    result, _ = run(again(small), tmp_path, cards)
    made = {artefact.path for artefact in result.artefacts}
    assert made and files(tmp_path) == set(rows(tmp_path)) == made
    assert set(result.withdrawn) == before - made != set()
    assert not any(name in page(tmp_path) for name in before - made)


@pytest.mark.slow
def test_what_could_not_be_made_again_is_marked(run: Run, copy: Project, tmp_path: Path) -> None:
    """It stays until it can be made, but neither manifest nor gallery say that it is current."""
    wish = Wish((SCAM,), ("elders",), (), ("checklist", "captions"), voice="silent")
    run(copy, tmp_path, wish)
    script = copy.path(f"content/scams/{SCAM}/script.yaml")
    text = script.read_text("utf-8")
    script.write_text(text.replace("summary: ", "titel: "), "utf-8")
    run(again(copy), tmp_path, wish)
    assert {"stale" in row for row in rows(tmp_path).values()} == {True}
    assert 'class="button' not in page(tmp_path)
    script.write_text(text, "utf-8")
    run(again(copy), tmp_path, wish)
    assert {"stale" in row for row in rows(tmp_path).values()} == {False}


@pytest.mark.slow  # quick: what could not be made again is marked
def test_other_words_make_what_was_not_asked_for_stale(run: Run, copy: Project, tmp_path: Path) -> None:
    """A folder does not pass off two versions of a script as one; when the words come back, so does the file."""
    run(copy, tmp_path, TEXT)
    script = copy.path(f"content/scams/{SCAM}/script.yaml")
    text = script.read_text("utf-8")
    lines = [line + "啊" if line.startswith("summary:") else line for line in text.split("\n")]
    sheet = Wish((SCAM,), ("elders",), (), ("checklist",))
    for words, expected in (("\n".join(lines), True), (text, False)):
        script.write_text(words, "utf-8")
        run(again(copy), tmp_path, sheet)
        found = rows(tmp_path)
        assert ("stale" in found[f"{PACK}/captions.vtt"]) is expected
        assert "stale" not in found[f"{PACK}/checklist.pdf"]
        assert "stale" not in found[f"{OTHER}/elders/zh-CN/captions.vtt"]


@pytest.mark.slow
def test_a_file_that_somebody_changed_stays_and_is_named(run: Run, copy: Project, tmp_path: Path) -> None:
    """It is not ours any more: not listed, not removed. A foreign file beside it is not touched."""
    run(copy, tmp_path, TEXT)
    edited, foreign = tmp_path / "out" / PACK / "captions.vtt", tmp_path / "out" / PACK / "my-notes.txt"
    edited.write_text("mine", "utf-8")
    foreign.write_text("mine too", "utf-8")
    drop_scam(copy.root)
    result, _ = run(again(copy), tmp_path, Wish((OTHER,), ("visitors",), (), ("captions",), voice="silent"))
    assert [str(edited)] == [d.where.file for d in result.diagnostics]
    assert {name for name in files(tmp_path) if name.startswith(SCAM)} == {
        f"{PACK}/captions.vtt",
        f"{PACK}/my-notes.txt",
    }
    assert not any(path.startswith(SCAM) for path in rows(tmp_path))


@pytest.mark.slow  # quick: a partial build leaves the rest
def test_what_only_an_option_brought_stays_until_it_is_asked_for_again(run: Run, copy: Project, tmp_path: Path) -> None:
    """`-f checklist` for an audience that has none is no leftover for the plain build after it."""
    file = copy.path("content/audiences/elders.yaml")
    file.write_text(re.sub("formats: .*", "formats: [captions]", file.read_text("utf-8")), "utf-8")
    run(copy, tmp_path, Wish((SCAM,), ("elders",), (), ("checklist",)))
    assert rows(tmp_path)[f"{PACK}/checklist.pdf"]["asked"] is True
    run(again(copy), tmp_path, Wish((SCAM,), ("elders",), (), (), voice="silent"))
    assert f"{PACK}/checklist.pdf" in rows(tmp_path)


def approve(root: Path) -> None:
    """The scam is reviewed."""
    Session(Project(root, dt.date(2026, 11, 23))).approve(SCAM, "李审核")


@pytest.mark.slow  # quick: other words make stale what was not asked for
def test_a_release_leaves_no_draft_in_the_folder(run: Run, copy: Project, tmp_path: Path) -> None:
    """Drafts of other formats, of other scams and of branches go; what the release makes is approved."""
    two_branches(copy)
    run(copy, tmp_path, TEXT)
    run(copy, tmp_path, Wish((SCAM,), ("elders",), (), ("checklist",), ("all",)))
    approve(copy.root)
    run(again(copy), tmp_path, Wish((SCAM,), ("elders",), (), ("checklist",), release=True))
    assert {row["state"] for row in rows(tmp_path).values()} == {"approved"}
    assert files(tmp_path) == set(rows(tmp_path))
    assert "草稿" not in page(tmp_path)


@pytest.mark.slow
def test_branches_stay_with_a_plain_build_and_leave_with_their_row(run: Run, copy: Project, tmp_path: Path) -> None:
    """The list of branches says which there are."""
    two_branches(copy)
    sheets = Wish((SCAM,), ("elders",), (), ("checklist",))
    run(copy, tmp_path, Wish((SCAM,), ("elders",), (), ("checklist",), ("all",)))
    before = {name for name in files(tmp_path) if "/branches/" in name}
    run(again(copy), tmp_path, sheets)
    assert before <= set(rows(tmp_path))
    lines = copy.path("content/branches.csv").read_text("utf-8-sig").splitlines(keepends=True)
    copy.path("content/branches.csv").write_text("".join([lines[0], *lines[2:]]), "utf-8")
    run(again(copy), tmp_path, sheets)
    gone = lines[1].split(",")[0]
    assert {name for name in before if f"/{gone}/" in name} == before - files(tmp_path)
    assert before - files(tmp_path)


@pytest.mark.parametrize("link", [SCAM, f"{SCAM}/elders", f"{PACK}", "gallery"])
def test_a_link_to_a_folder_is_not_followed(run: Run, copy: Project, tmp_path: Path, link: str) -> None:
    """What would be written through it is not made, and the link is named."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    path = tmp_path / "out" / link
    path.parent.mkdir(parents=True)
    path.symlink_to(elsewhere)
    result, _ = run(copy, tmp_path, Wish((SCAM,), ("elders",), (), ("captions",), voice="silent"))
    assert not any(elsewhere.iterdir())
    assert str(path) in {d.where.file for d in result.diagnostics if d.severity == "error"}


@pytest.mark.slow
def test_an_old_file_behind_a_link_is_not_removed(run: Run, copy: Project, tmp_path: Path) -> None:
    """The pack's folder was moved away and linked: what stands there is out of reach."""
    run(copy, tmp_path, TEXT)
    shutil.move(tmp_path / "out" / SCAM, tmp_path / "elsewhere")
    (tmp_path / "out" / SCAM).symlink_to(tmp_path / "elsewhere")
    drop_scam(copy.root)
    run(again(copy), tmp_path, Wish((OTHER,), ("visitors",), (), ("captions",), voice="silent"))
    assert (tmp_path / "elsewhere/elders/zh-CN/captions.vtt").is_file()


def test_clean_removes_what_is_not_current_and_all_that_is_ours_when_asked(
    run: Run, copy: Project, tmp_path: Path
) -> None:
    """A dry run only tells; what is foreign stays in every case."""
    run(copy, tmp_path, TEXT)
    drop_scam(copy.root)
    foreign = tmp_path / "out" / PACK / "my-notes.txt"
    foreign.write_text("mine", "utf-8")
    part = tmp_path / "out" / PACK / f".leaflet.pdf.{2**22 + 1}.{'0' * 32}"
    part.write_bytes(b"half")
    project = again(copy)
    now = inventory(project, require(*load_profiles(project)))
    before = files(tmp_path)
    told = clean(Outputs(tmp_path / "out"), now, project, everything=False, dry=True)
    assert files(tmp_path) == before and any(name.startswith(SCAM) for name in told.withdrawn)
    done = clean(Outputs(tmp_path / "out"), now, project, everything=False, dry=False)
    assert done.withdrawn == told.withdrawn
    assert {name for name in files(tmp_path) if name.startswith(SCAM)} == {f"{PACK}/my-notes.txt"}
    assert f"{OTHER}/visitors/en/captions.vtt" in files(tmp_path)
    clean(Outputs(tmp_path / "out"), now, project, everything=True, dry=False)
    assert [p.name for p in (tmp_path / "out").rglob("*") if p.is_file()] == ["my-notes.txt"]

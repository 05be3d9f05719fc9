"""The driver, on a small project: what is written, what a second run does, what a failure costs."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from own import SCAM, another, own_project

from outreach.build import BuildResult, build
from outreach.cache import Cache, LostError
from outreach.jobs import Job
from outreach.plan import Wish
from outreach.project import Project
from outreach.runner import Pool

PAPER = Wish((SCAM,), ("elders",), (), ("checklist", "captions"), voice="silent")


class Quiet:
    """A watcher that remembers what ran."""

    def __init__(self) -> None:
        self.jobs: list[str] = []
        self.said: list[str] = []

    def plan(self, jobs: Sequence[Job]) -> None:
        """Nothing to show."""

    def done(self, job: Job, problem: BaseException | None) -> None:
        """One job ended."""
        self.jobs.append(job.label)

    def say(self, message: str) -> None:
        """A line for the person who waits."""
        self.said.append(message)


def run(project: Project, folder: Path, wish: Wish = PAPER, cache: Path | None = None) -> tuple[BuildResult, Quiet]:
    """One build in this process; `cache` for tests that do not ask what is made again."""
    watch = Quiet()
    with Pool(1) as pool:
        return build(wish, project, folder / "out", Cache(cache or folder / "cache"), pool, watch), watch


@pytest.fixture(scope="session")
def project(own: Project) -> Project:
    """The tests' own."""
    return own


@pytest.fixture
def copy(tmp_path: Path) -> Project:
    """A project whose texts a test may change; templates and media are the starter's."""
    return own_project(tmp_path / "own")


def two_branches(project: Project) -> None:
    """The own project has one; another one beside it."""
    with project.path("content/branches.csv").open("a", encoding="utf-8") as rows:
        rows.write("TB02,试行银行二号支行,试验路 2 号,400-000-0002\n")


def test_a_build_writes_its_files_and_a_manifest_that_tells_of_them(project: Project, tmp_path: Path) -> None:
    """Path, digest, size, what it was made from, and whether it is approved."""
    result, _ = run(project, tmp_path)
    assert result.diagnostics == []
    rows = {r["path"]: r for r in json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))["artefacts"]}
    folder = f"{SCAM}/elders/zh-CN"
    assert {f"{folder}/{n}" for n in ("checklist.pdf", "captions.vtt", "captions.srt", "transcript.txt")} <= set(rows)
    row = rows[f"{folder}/checklist.pdf"]
    assert row["bytes"] == (tmp_path / "out" / row["path"]).stat().st_size
    assert (row["state"], row["lang"], row["audience"], row["format"]) == ("draft", "zh-CN", "elders", "checklist")


@pytest.mark.slow
def test_a_second_build_makes_nothing_and_changes_nothing(project: Project, tmp_path: Path) -> None:
    """No job runs, no file is written again."""
    run(project, tmp_path)
    before = {p: p.stat().st_mtime_ns for p in (tmp_path / "out").rglob("*.*") if p.name != "manifest.json"}
    result, watch = run(project, tmp_path)
    assert (result.made, watch.jobs) == (0, [])
    assert {p: p.stat().st_mtime_ns for p in before} == before


@pytest.mark.slow  # quick: a second build changes nothing
def test_the_day_of_a_build_changes_no_byte(project: Project, tmp_path: Path) -> None:
    """Built on another day in another folder: the same files, and nothing but the words' own date in them."""
    wish = Wish((SCAM,), ("elders",), (), ("deck", "checklist"))
    made = []
    for date in (dt.date(2026, 1, 1), dt.date(2031, 7, 9)):
        result, _ = run(Project(project.root, date), tmp_path / date.isoformat(), wish)
        made.append({a.path: (a.blob, a.facts["inputs"]) for a in result.artefacts})
    assert len(made[0]) > 4
    assert made[0] == made[1]


def test_a_changed_word_makes_only_its_own_files_again(copy: Project, tmp_path: Path) -> None:
    """Another audience's files are not touched."""
    both = Wish((SCAM,), ("elders", "visitors"), (), ("checklist",))
    run(copy, tmp_path, both)
    script = copy.path(f"content/scams/{SCAM}/script.yaml")
    text = script.read_text("utf-8")
    changed = text.replace("by: {visitors: ", "by: {elders: 我不信，先挂了, visitors: ")
    assert changed != text
    script.write_text(changed, "utf-8")
    _, watch = run(Project(copy.root, copy.date), tmp_path, both)
    assert watch.jobs == [f"{SCAM}/elders/zh-CN: checklist"]


@pytest.mark.slow
def test_one_artefact_that_fails_does_not_lose_the_others(copy: Project, tmp_path: Path, kept: Path) -> None:
    """The error names the line of the text; the rest is written."""
    script = copy.path(f"content/scams/{SCAM}/script.yaml")
    text = script.read_text("utf-8")
    line = next(n for n, words in enumerate(text.split("\n"), 1) if words.startswith("summary:"))
    long = "骗子冒充客服，" * 50
    script.write_text(
        "\n".join(f"summary: {long}" if n == line else w for n, w in enumerate(text.split("\n"), 1)), "utf-8"
    )
    result, _ = run(copy, tmp_path, Wish((SCAM,), ("elders",), (), ("deck", "captions"), voice="silent"), kept)
    errors = [d for d in result.diagnostics if d.severity == "error"]
    assert [(d.where.file, d.where.line) for d in errors] == [(f"content/scams/{SCAM}/script.yaml", line)]
    assert (tmp_path / "out" / SCAM / "elders/zh-CN/captions.vtt").is_file()
    assert not (tmp_path / "out" / SCAM / "elders/zh-CN/deck.pptx").exists()


@pytest.mark.slow  # quick: nor does one artefact that fails
def test_a_scam_with_errors_does_not_lose_the_others(copy: Project, tmp_path: Path, kept: Path) -> None:
    """Its errors are told with their places; the other scams are built."""
    for name in ("letter", "prize"):
        another(copy, name)
    copy.path("content/scams/letter/script.yaml").write_text("schema: 1\ntitel: x\n", "utf-8")
    result, _ = run(copy, tmp_path, Wish(audiences=("elders",), formats=("checklist",)), kept)
    assert {a.path.split("/")[0] for a in result.artefacts} == {"prize", SCAM}
    assert any("titel" in d.message for d in result.diagnostics)


@pytest.mark.slow
def test_a_release_wants_an_approval(project: Project, tmp_path: Path) -> None:
    """A draft is refused, and told how to become none."""
    result, _ = run(project, tmp_path, Wish((SCAM,), ("elders",), (), ("checklist",), release=True))
    assert result.artefacts == []
    assert [d.message for d in result.diagnostics] == [f"`{SCAM}` is a draft: not reviewed yet"]


@pytest.mark.slow  # quick: a partial build in tests/test_current.py
def test_a_release_tells_all_reasons_at_once(project: Project, tmp_path: Path) -> None:
    """Not reviewed, and in a draft voice: whoever mends one would only meet the other."""
    wish = Wish((SCAM,), ("elders",), (), ("captions",), voice="espeak", release=True)
    result, _ = run(project, tmp_path, wish)
    assert result.artefacts == []
    said = [d.message for d in result.diagnostics]
    assert f"`{SCAM}` is a draft: not reviewed yet" in said
    assert any("with the draft voice `espeak" in one for one in said), said


@pytest.mark.slow
def test_rows_of_earlier_runs_stay_while_their_files_do(project: Project, tmp_path: Path, kept: Path) -> None:
    """The manifest tells of everything in the folder, not of the last run only."""
    run(project, tmp_path, cache=kept)
    run(project, tmp_path, Wish((SCAM,), ("visitors",), (), ("checklist",)), kept)
    paths = {r["path"] for r in json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))["artefacts"]}
    assert {f"{SCAM}/elders/zh-CN/checklist.pdf", f"{SCAM}/visitors/en/checklist.pdf"} <= paths
    (tmp_path / "out" / SCAM / "elders/zh-CN/checklist.pdf").unlink()
    run(project, tmp_path, Wish((SCAM,), ("visitors",), (), ("checklist",)), kept)
    paths = {r["path"] for r in json.loads((tmp_path / "out/manifest.json").read_text("utf-8"))["artefacts"]}
    assert f"{SCAM}/elders/zh-CN/checklist.pdf" not in paths


@pytest.mark.slow  # quick: codes of branches in tests/renderers/test_sheets.py
def test_branches_get_leaflets_with_their_name_and_their_own_code(copy: Project, tmp_path: Path, kept: Path) -> None:
    """Two branches, two files, two codes."""
    two_branches(copy)
    wish = Wish((SCAM,), ("elders",), (), ("leaflet",), ("all",))
    result, _ = run(copy, tmp_path, wish, kept)
    sheets = [a for a in result.artefacts if a.path.endswith("/leaflet.pdf")]
    assert len(sheets) >= 2
    assert len({a.blob.sha256 for a in sheets}) == len(sheets)


@pytest.mark.slow  # quick: tests/test_cache.py
def test_a_damaged_file_of_the_cache_never_ships(project: Project, tmp_path: Path) -> None:
    """Its job runs again, what is written has the digest that the manifest says, and a line tells of it."""
    wish = Wish((SCAM,), ("elders",), (), ("captions", "checklist"), voice="silent")
    run(project, tmp_path, wish)
    want = {p: p.read_bytes() for p in (tmp_path / "out" / SCAM).rglob("*.*")}
    for path in (tmp_path / "cache/cas").glob("*/*"):
        data = path.read_bytes()
        path.chmod(0o644)
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    shutil.rmtree(tmp_path / "out")
    result, watch = run(project, tmp_path, wish)
    assert result.diagnostics == []
    assert {p: p.read_bytes() for p in want} == want
    assert any("damaged" in line for line in watch.said)
    assert run(project, tmp_path, wish)[0].made == 0


@pytest.mark.slow  # quick: tests/test_cache.py
def test_a_file_that_is_lost_in_the_middle_of_the_work_is_made_again(project: Project, tmp_path: Path) -> None:
    """Damaged after it was found, before another job read it: its job runs again, then the other one."""
    wish = Wish((SCAM,), ("elders",), (), ("hotline-audio",), voice="espeak")
    run(project, tmp_path, wish)
    want = {p: p.read_bytes() for p in (tmp_path / "out" / SCAM).rglob("*.*")}
    cache = Cache(tmp_path / "cache")
    for file in (tmp_path / "cache/ac").glob("*/*.json"):
        outputs = json.loads(file.read_text("utf-8"))["outputs"]
        if "hotline-audio.mp3" in outputs or "hotline-audio.wav" in outputs:
            file.unlink()
        for blob in outputs.values() if "clip.pcm" in outputs else ():
            clip = cache.root / "cas" / blob["sha256"][:2] / blob["sha256"]
            clip.chmod(0o644)
            clip.write_bytes(b"x" * blob["bytes"])
    shutil.rmtree(tmp_path / "out")
    result, watch = run(project, tmp_path, wish)
    assert result.diagnostics == []
    assert {p: p.read_bytes() for p in want} == want
    assert any("damaged" in line for line in watch.said)


@contextmanager
def tidied(store: Path) -> Iterator[list[int]]:
    """Meanwhile somebody tidies and verifies the store, over and over; the bytes that each time freed."""
    cache, over, freed = Cache(store), threading.Event(), list[int]()

    def tidy() -> None:
        while not over.is_set():
            cache.sweep_scratch(time.time())
            freed.append(cache.collect(0, time.time()))
            assert cache.verify() == []

    with ThreadPoolExecutor(1) as somebody:
        done = somebody.submit(tidy)
        try:
            yield freed
        finally:
            over.set()
        done.result()


@pytest.mark.slow  # quick: tests/test_cache.py
def test_a_shared_store_is_tidied_while_a_build_runs(project: Project, tmp_path: Path) -> None:
    """Old results go under its hands and are made anew; what it makes itself stays until it has read it."""
    first, _ = run(project, tmp_path / "one", cache=tmp_path / "cache")
    for path in (tmp_path / "cache").rglob("*"):
        os.utime(path, (1, 1))
    with tidied(tmp_path / "cache") as freed:
        second, _ = run(project, tmp_path / "two", cache=tmp_path / "cache")
    assert len(freed) > 1 and sum(freed) > 0
    assert second.diagnostics == first.diagnostics == []
    one, two = ({a.path: a.blob for a in made.artefacts} for made in (first, second))
    assert one == two and all((tmp_path / "two/out" / path).is_file() for path in one)
    assert run(project, tmp_path / "two", cache=tmp_path / "cache")[0].made == 0


@pytest.mark.slow
def test_a_store_that_loses_everything_at_once_is_an_error(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A failing disk is said; the build ends."""

    def lose(*_: object) -> None:
        raise LostError("a" * 64)

    monkeypatch.setattr(Cache, "copy", lose)
    result, _ = run(project, tmp_path)
    assert result.artefacts == []
    assert [d.code for d in result.diagnostics] == ["cache"]

"""Translations: which texts are needed, how they stand, and what `sync` writes into a file."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest
import yaml

from outreach.adapt import adapt
from outreach.diagnostics import OutreachError
from outreach.profiles import Profiles
from outreach.project import Project
from outreach.script import Script, load_script
from outreach.script.po import from_po, to_po
from outreach.script.schema import TRANSLATION_SCHEMA_FILE, translation_schema
from outreach.script.translation_file import scalar, synced, with_texts
from outreach.upkeep import needed, states

SCAM = "nfc-skimming"
ROOT = Path(__file__).parent.parent


@pytest.fixture
def own(tmp_path: Path) -> Project:
    """A project of its own whose content may be changed."""
    shutil.copytree(ROOT / "content", tmp_path / "content")
    return Project(tmp_path, dt.date(2026, 11, 23))


def english(project: Project) -> Path:
    """The English file of the scam."""
    return project.path(f"content/scams/{SCAM}/en.yaml")


def source(project: Project) -> Path:
    """The source text of the scam."""
    return project.path(f"content/scams/{SCAM}/script.yaml")


def change(file: Path, old: str, new: str) -> None:
    """Replaces words that must be there once."""
    text = file.read_text("utf-8")
    assert text.count(old) == 1, (old, text.count(old))
    file.write_text(text.replace(old, new), "utf-8")


def drop(file: Path, key: str) -> None:
    """Takes a text out of a translation file."""
    lines = file.read_text("utf-8").splitlines(keepends=True)
    start = lines.index(f"  {key}:\n")
    end = next(i for i in range(start + 1, len(lines)) if lines[i].startswith("  ") and lines[i][2] != " ")
    file.write_text("".join(lines[:start] + lines[end:]), "utf-8")


def read(project: Project) -> Script:
    """The script with its translations."""
    script, problems = load_script(project, SCAM)
    assert script is not None, problems
    return script


def statuses(project: Project, profiles: Profiles) -> dict[str, str]:
    """Key -> status of the English texts."""
    script = read(project)
    return {one.key: one.status for one in states(script, "en", needed(script, profiles)["en"])}


def test_needed_is_exactly_what_a_pack_asks_for(own: Project, profiles: Profiles) -> None:
    """With the needed texts a pack is made; without any one of them it is not."""
    script = read(own)
    wanted = needed(script, profiles)
    assert set(wanted) == {"en"}
    assert set(wanted["en"]) == set(script.translations["en"].texts)
    for key in ("title", "facts.fee", "call-newcomers.lines.c1.flags.rush.phrase", "act.dont.n1@foreign-residents"):
        file = english(own)
        before = file.read_text("utf-8")
        drop(file, key)
        board, problems = adapt(read(own), profiles, "foreign-residents", "en")
        assert board is None and any(f"`{key}`" in p.message for p in problems)
        file.write_text(before, "utf-8")


def test_other_audiences_words_are_not_needed(own: Project, profiles: Profiles) -> None:
    """Only foreign residents read English: the seniors' call and the students' variants are not to be translated."""
    wanted = needed(read(own), profiles)["en"]
    assert not [key for key in wanted if "seniors" in key or "students" in key]
    assert "hook.lines.h2" not in wanted  # `only: [seniors, students]`
    assert "tap.lines.t1" not in wanted and "tap.lines.t1@foreign-residents" in wanted


def test_status_tells_fresh_stale_missing_and_orphan_apart(own: Project, profiles: Profiles) -> None:
    """Each text is named once, by what a translator has to do."""
    change(source(own), "title: “嘴甜哥”就会这三步", "title: “嘴甜哥”只会这三步")
    change(source(own), "- id: f3\n", "- id: f9\n")
    drop(english(own), "think.title")
    found = statuses(own, profiles)
    assert found["steps.title"] == "stale"
    assert found["think.title"] == "missing"
    assert (
        found["spot.items.f3@foreign-residents"] == "orphan" and found["spot.items.f9@foreign-residents"] == "missing"
    )
    assert found["title"] == "fresh"


def test_a_file_nobody_reviewed_has_no_fresh_texts(own: Project, profiles: Profiles) -> None:
    """Without `reviewed:` the words may be right, but no person said so."""
    english(own).write_text(re.sub(r"(?m)^reviewed: .*\n", "", english(own).read_text("utf-8")), "utf-8")
    assert set(statuses(own, profiles).values()) == {"unreviewed"}


def sync(project: Project, profiles: Profiles) -> str:
    """The English file after `sync`, also written."""
    script = read(project)
    text = synced(english(project).read_text("utf-8"), script, "en", needed(script, profiles)["en"])
    english(project).write_text(text, "utf-8")
    return text


def test_sync_changes_nothing_when_nothing_is_to_do(own: Project, profiles: Profiles) -> None:
    """Not a byte: comments, quotes and order stay."""
    before = english(own).read_text("utf-8")
    assert sync(own, profiles) == before


def test_sync_adds_what_is_missing_as_a_commented_to_do(own: Project, profiles: Profiles) -> None:
    """The source stands above, the digest is filled in; taking the marks away and adding words finishes it."""
    drop(english(own), "think.title")
    text = sync(own, profiles)
    script = read(own)
    digest = script.entries["think.title"].digest
    todo = f'  # to translate: 停一停，想一想\n  # think.title:\n  #   from: "{digest}"\n  #   text:\n'
    assert todo in text
    assert statuses(own, profiles)["think.title"] == "missing"
    done = f'  think.title:\n    from: "{digest}"\n    text: Stop and think\n'
    change(english(own), todo.split("\n", 1)[1], done)
    assert statuses(own, profiles)["think.title"] == "fresh"
    assert "to translate" not in sync(own, profiles)


def test_sync_is_idempotent_and_keeps_what_a_translator_wrote(own: Project, profiles: Profiles) -> None:
    """A second run finds its own to-dos; words, remarks and stale texts are never overwritten."""
    change(english(own), "  think.title:\n", "  # ask Li about this one\n  think.title:\n")
    change(source(own), "title: “嘴甜哥”就会这三步", "title: “嘴甜哥”只会这三步")
    change(source(own), "- id: f3\n", "- id: f9\n")
    drop(english(own), "act.title")
    old = yaml.safe_load(english(own).read_text("utf-8"))["texts"]
    once = sync(own, profiles)
    assert sync(own, profiles) == once
    assert once.index("# ask Li about this one") < once.index("  think.title:")
    new = yaml.safe_load(once)["texts"]
    assert new == {key: value for key, value in old.items() if key != "spot.items.f3@foreign-residents"}
    assert "# source now: “嘴甜哥”只会这三步" in once
    assert (
        "# gone from script.yaml: spot.items.f3@foreign-residents" in once
        and "# spot.items.f3@foreign-residents:" in once
    )


def test_sync_starts_a_file_for_a_new_language(own: Project, profiles: Profiles) -> None:
    """The new file is valid and lists every text as a to-do."""
    script = read(own)
    wanted = needed(script, profiles)["en"]
    text = synced("", script, "ko", wanted)
    own.path(f"content/scams/{SCAM}").joinpath("ko.yaml").write_text(text, "utf-8")
    again, problems = load_script(own, SCAM)
    assert again is not None and not problems
    assert yaml.safe_load(text)["texts"] is None
    assert text.count("# to translate: ") == len(wanted)
    assert synced(text, script, "ko", wanted) == text


def test_sync_refuses_a_layout_it_cannot_keep(own: Project, profiles: Profiles) -> None:
    """Texts written in one line as `{…}` would be lost: an error that names the place."""
    script = read(own)
    flow = 'schema: 1\nlanguage: en\ntranslates: nfc-skimming\ntexts: {title: {from: "000000000000", text: x}}\n'
    with pytest.raises(OutreachError, match=r"en\.yaml:4:1: .*one text a line"):
        synced(flow, script, "en", ())


def test_written_words_need_a_new_review(own: Project) -> None:
    """Importing the same words changes nothing; other words take the review's date away."""
    script, file = read(own), english(own)
    before = file.read_text("utf-8")
    spec = script.translations["en"].texts["think.title"]
    assert with_texts(before, script, "en", {"think.title": (spec.text, spec.say)}) == before
    after = with_texts(before, script, "en", {"think.title": ("Stop: think", None)})
    assert yaml.safe_load(after)["texts"]["think.title"]["text"] == "Stop: think"
    assert "reviewed:" in before and "reviewed:" not in after


@pytest.mark.parametrize(
    "text",
    [
        "plain words",
        "a: b",
        "yes",
        "2026",
        "{fact.fee} a month",
        "“quoted”",
        '"x"',
        "# no comment",
        "it’s",
        "a #b",
        "- x",
        "",
    ],
)
def test_a_scalar_reads_back_as_the_same_text(text: str) -> None:
    """Whatever a translator writes, YAML gives it back as a string."""
    assert yaml.safe_load(f"k: {scalar(text)}") == {"k": text}


def test_po_brings_back_what_it_took(own: Project, profiles: Profiles) -> None:
    """Export and import of an untouched file is the same translation, spoken forms and tokens included."""
    script = read(own)
    data = to_po(script, "en", needed(script, profiles)["en"], own.date)
    found, problems = from_po(data, "en.po", script)
    texts = script.translations["en"].texts
    assert not problems and (found.empty, found.fuzzy) == (0, 0)
    assert found.words == {key: (spec.text, spec.say) for key, spec in texts.items()}
    assert to_po(script, "en", needed(script, profiles)["en"], own.date) == data


def test_po_leaves_out_what_is_not_finished(own: Project, profiles: Profiles) -> None:
    """A stale text goes out as fuzzy, a missing one empty; neither comes back as a translation."""
    change(source(own), "title: “嘴甜哥”就会这三步", "title: “嘴甜哥”只会这三步")
    drop(english(own), "think.title")
    script = read(own)
    data = to_po(script, "en", needed(script, profiles)["en"], own.date)
    found, problems = from_po(data, "en.po", script)
    assert (found.empty, found.fuzzy) == (1, 1) and not problems
    assert not {"steps.title", "think.title"} & set(found.words)


def test_po_with_a_changed_token_is_refused(own: Project, profiles: Profiles) -> None:
    """A number that a translator typed instead of the token never reaches a leaflet."""
    script = read(own)
    po = to_po(script, "en", needed(script, profiles)["en"], own.date).decode()
    assert "{hotline.police}" in po
    translated = re.sub(r'(?m)^(msgstr ".*)\{hotline\.police\}', r"\g<1>110", po, count=1)
    _, problems = from_po(translated.encode(), "en.po", script)
    assert [(p.severity, p.code) for p in problems] == [("error", "tokens")]
    assert problems[0].where.line > 1


def test_po_of_older_words_is_reported_and_left_out(own: Project, profiles: Profiles) -> None:
    """When the script moved on while the translator worked, the old words are not taken for the new ones."""
    script = read(own)
    data = to_po(script, "en", needed(script, profiles)["en"], own.date)
    change(source(own), "title: “嘴甜哥”就会这三步", "title: “嘴甜哥”只会这三步")
    found, problems = from_po(data, "en.po", read(own))
    assert [p.code for p in problems] == ["stale"] and "steps.title" not in found.words


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\x00", b"Dear team,\nplease find the texts below.\n", b'msgid "a\nmsgstr "b"\n']
)
def test_what_is_no_po_file_is_a_plain_error(own: Project, data: bytes) -> None:
    """Not a traceback."""
    with pytest.raises(OutreachError, match=r"x\.po.*: error: expected a (line of a )?PO file"):
        from_po(data, "x.po", read(own))


def test_the_schema_that_translations_name_is_the_models(project: Project) -> None:
    """Editors check a translation from the file its first line points at; `outreach schema --translation` writes it."""
    assert project.read_text(TRANSLATION_SCHEMA_FILE) == translation_schema()
    first = project.read_text(f"content/scams/{SCAM}/en.yaml").splitlines()[0]
    assert first.endswith("../../../" + TRANSLATION_SCHEMA_FILE)

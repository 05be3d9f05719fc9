"""An approval holds for exactly what the packs show, as long as the brand file says, by whom it asks for."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from own import SCAM, another, own_project
from shipped import SCAMS

from outreach.approved_parts import parts
from outreach.cli import main
from outreach.diagnostics import OutreachError
from outreach.project import Project, starter_root
from outreach.reviews import review
from outreach.seal import fingerprint
from outreach.session import Session

KEY, OTHER = (Ed25519PrivateKey.from_private_bytes(one * 32) for one in (b"k", b"o"))
FILE = f"content/scams/{SCAM}/approval.yaml"


@dataclass
class Bank:
    """A project that is edited and asked anew."""

    root: Path
    date: dt.date

    @property
    def project(self) -> Project:
        """With nothing remembered."""
        return Project(self.root, self.date)

    def edit(self, file: str, old: str, new: str) -> None:
        """Of a file that is there."""
        path = self.root / file
        text = path.read_text("utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), "utf-8")

    def asks(self, rules: str) -> None:
        """The brand file has rules for reviews."""
        path = self.root / "content/brand.yaml"
        path.write_text(path.read_text("utf-8") + rules + "\n", "utf-8")

    def approve(self, by: str, role: str = "", key: Ed25519PrivateKey | None = None) -> None:
        """One review more."""
        Session(self.project).approve(SCAM, by, role, key=key)

    @property
    def why(self) -> str:
        """Why it is a draft; "" when it is approved."""
        state, problems = review(self.project, SCAM)
        assert problems == []
        return str(state.why_not)


@pytest.fixture
def bank(tmp_path: Path) -> Bank:
    """The tests' own bank with two scams, nothing reviewed."""
    project = own_project(tmp_path)
    another(project, "other")
    return Bank(tmp_path, project.date)


@pytest.fixture
def whole(bank: Bank) -> Bank:
    """With templates, drawings and music of its own."""
    shutil.copytree(starter_root() / "templates", bank.root / "templates")
    shutil.copytree(starter_root() / "media/art", bank.root / "media/art")
    (bank.root / "media/music").mkdir()
    (bank.root / "media/music/bed.flac").write_bytes(b"a bed")
    return bank


def test_nothing_is_approved_until_somebody_approves(bank: Bank) -> None:
    """The state says why it is a draft, then who approved it and until when."""
    assert bank.why == "not reviewed yet"
    bank.approve("消保办 王某")
    state, _ = review(bank.project, SCAM)
    assert (state.approved, state.by, state.date, state.until) == (True, "消保办 王某", "2026-11-23", "2027-11-23")
    line = json.loads((bank.root / FILE).read_text("utf-8").splitlines()[-1].removeprefix("- "))
    assert line["digest"].startswith(state.number) and len(state.number) == 8


EDITS: dict[str, tuple[str, Callable[[Bank], None]]] = {
    "a word": ("words", lambda b: b.edit(f"content/scams/{SCAM}/script.yaml", "title:", "title: # said anew\n ")),
    "a translation": ("words", lambda b: b.edit(f"content/scams/{SCAM}/en.yaml", "translates:", "# x\ntranslates:")),
    "the bank's number": ("brand", lambda b: b.edit("content/brand.yaml", "400-000-0001", "400-000-0002")),
    "a hotline": ("hotlines", lambda b: b.edit("content/hotlines.yaml", "96110", "96111")),
    "a label": ("labels", lambda b: b.edit("content/languages/en.yaml", "DRAFT", "Draft")),
    "an audience": ("audiences", lambda b: b.edit("content/audiences/elders.yaml", "formats:", "# x\nformats:")),
    "a template": ("templates", lambda b: b.edit("templates/print/poster.typ", "#import", "// x\n#import")),
    "a drawing": ("drawings", lambda b: b.edit("media/art/host.svg", "<svg", "<svg ")),
    "the music": ("voices", lambda b: b.edit("media/music/bed.flac", "a bed", "another")),
}


@pytest.mark.parametrize("edit", EDITS)
def test_whatever_is_shown_and_changes_makes_it_a_draft(whole: Bank, edit: str) -> None:
    """And it says what changed."""
    part, change = EDITS[edit]
    whole.approve("王某")
    change(whole)
    assert whole.why == f"changed since the approval: {part}"


UNSEEN: dict[str, Callable[[Bank], object]] = {
    "another scam": lambda b: b.edit("content/scams/other/script.yaml", "title:", "title: # anew\n "),
    "a branch": lambda b: b.edit("content/branches.csv", "1", "2"),
    "line endings": lambda b: _turned(b.root / f"content/scams/{SCAM}/script.yaml"),
    "a new key for seals": lambda b: b.asks("seals: [{key: 1111 1111 1111 1111 1111 1111 1111 1111}]"),
    "what was approved before": lambda b: (b.root / f"content/scams/{SCAM}/approved.json").write_text("{}"),
}


def _turned(file: Path) -> int:
    return file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))


@pytest.mark.parametrize("edit", UNSEEN)
def test_what_nobody_sees_of_it_may_change(bank: Bank, edit: str) -> None:
    """Other scams, branches that come and go, how git writes lines."""
    bank.approve("王某")
    UNSEEN[edit](bank)
    assert bank.why == ""


@pytest.mark.slow
def test_a_drawing_that_only_another_scam_names_may_change(project: Project) -> None:
    """Of the starter's drawings each scam has some of its own."""
    for scam in SCAMS:
        found = parts(project, scam)
        assert {*found} >= {"words", "brand", "drawings", "templates"}
    assert len({parts(project, scam)["drawings"] for scam in SCAMS}) > 1


def test_an_approval_ends(bank: Bank) -> None:
    """On its last day it holds, then it is read again."""
    bank.asks("approvals: {days: 30}")
    bank.approve("王某")
    bank.date = dt.date(2026, 12, 23)
    assert bank.why == ""
    bank.date += dt.timedelta(1)
    assert bank.why == "the approval ended on 2026-12-23"


def test_a_review_of_the_last_day_there_is_breaks_nothing(bank: Bank) -> None:
    """Somebody typed a year of four nines."""
    bank.date = dt.date(9999, 12, 30)
    bank.approve("王某")
    assert review(bank.project, SCAM)[0].until == "9999-12-31"


def test_two_roles_are_two_people(bank: Bank) -> None:
    """Each role that the brand file asks for, nobody for two."""
    bank.asks("approvals: {roles: [business, law]}")
    bank.approve("王某", "business")
    assert bank.why == "not reviewed by: law"
    bank.approve("王某", "law")
    assert bank.why == "one person in several roles"
    bank.approve("李某", "law")
    state, _ = review(bank.project, SCAM)
    assert (state.approved, state.by) == (True, "王某, 李某")
    bank.edit(f"content/scams/{SCAM}/script.yaml", "title:", "title: # anew\n ")
    bank.approve("李某", "law")
    assert bank.why == "not reviewed by: business"


def test_a_review_is_added_and_nothing_before_it_is_written_anew(bank: Bank) -> None:
    """Also what a person wrote between the lines."""
    bank.approve("王某")
    path = bank.root / FILE
    path.write_text(path.read_text("utf-8") + "# seen by the branch, too\n", "utf-8")
    before = path.read_text("utf-8")
    bank.approve("李某")
    after = path.read_text("utf-8")
    assert after.startswith(before) and after.count("\n- ") == 2 and bank.why == ""


@pytest.mark.parametrize(
    ("old", "new"),
    [("王某", "张某"), ('"on": "2026-11-23"', '"on": "2026-11-01"'), (r"(?m)^- .*王某.*\n", "")],
    ids=["another name", "another day", "taken out"],
)
def test_a_line_that_was_changed_is_told_at_the_one_below(bank: Bank, old: str, new: str) -> None:
    """And the scam is a draft; nothing is added to such a file."""
    for name in ("王某", "李某", "赵某"):
        bank.approve(name)
    path = bank.root / FILE
    text, found = re.subn(old, new, path.read_text("utf-8"), count=1)
    assert found == 1
    path.write_text(text, "utf-8")
    state, problems = review(bank.project, SCAM)
    assert (state.approved, state.why_not) == (False, "the approval file has errors")
    assert problems[0].code == "approval" and str(problems[0].where).startswith(f"{FILE}:")
    with pytest.raises(OutreachError):
        bank.approve("孙某")
    assert path.read_text("utf-8") == text


def test_only_reviews_that_are_signed_with_a_key_of_the_bank_count(bank: Bank) -> None:
    """Where the brand file asks for it: not one without a signature, of another key, of one that was given up."""
    ours = fingerprint(KEY.public_key().public_bytes_raw())
    bank.asks(f"approvals: {{signed: true}}\nseals: [{{key: {ours}}}]")
    bank.approve("王某")
    bank.approve("王某", key=OTHER)
    assert bank.why == "no review is signed with a key of the bank"
    bank.approve("王某", key=KEY)
    assert bank.why == ""
    bank.edit("content/brand.yaml", f"{{key: {ours}}}", f'{{key: {ours}, revoked: "2026-11-23"}}')
    assert bank.why == "no review is signed with a key of the bank"


def test_a_forged_line_is_not_signed(bank: Bank) -> None:
    """The signature is over every word of the line."""
    ours = fingerprint(KEY.public_key().public_bytes_raw())
    bank.asks(f"approvals: {{signed: true}}\nseals: [{{key: {ours}}}]")
    bank.approve("王某", key=KEY)
    bank.edit(FILE, "王某", "张某")
    assert bank.why == "no review is signed with a key of the bank"


def test_an_approval_of_version_1_was_of_the_words_alone(bank: Bank) -> None:
    """It stays as the first line, and holds no more."""
    (bank.root / FILE).write_text(f"by: 王某\n'on': '2026-10-01'\ndigest: '{'0' * 64}'\n", "utf-8")
    assert bank.why == "changed since the approval"
    bank.approve("李某")
    assert bank.why == "" and '"by": "王某"' in (bank.root / FILE).read_text("utf-8")


@pytest.mark.parametrize("text", ["by: somebody\n", "schema: 2\nreviews: []\n", "reviews: [{by: 1}]\nschema: 2\n"])
def test_a_damaged_approval_is_no_approval(bank: Bank, text: str) -> None:
    """It says where it is wrong."""
    (bank.root / FILE).write_text(text, "utf-8")
    state, problems = review(bank.project, SCAM)
    assert not state.approved and problems and all(str(one.where).startswith(FILE) for one in problems)


def test_the_command_says_what_is_missing_and_refuses_other_roles(bank: Bank, monkeypatch: pytest.MonkeyPatch) -> None:
    """`--role` is one of the brand file's."""
    bank.asks("approvals: {roles: [business, law]}")
    monkeypatch.chdir(bank.root)
    done = CliRunner().invoke(main, ["approve", SCAM, "--by", "王某", "--role", "business", "--note", "先看过"])
    assert done.exit_code == 0 and "not reviewed by: law" in done.output
    assert '"note": "先看过"' in (bank.root / FILE).read_text("utf-8")
    done = CliRunner().invoke(main, ["approve", SCAM, "--by", "王某", "--role", "sales"])
    assert done.exit_code == 2 and "business, law" in done.output

"""Two variants by lot: who gets which, and what their scans and answers say."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from outreach.codes import comparison, link_registry, scan_report, variants
from outreach.codes.access_log import Scans
from outreach.codes.link_registry import Row
from outreach.codes.variants import Lot
from outreach.diagnostics import OutreachError
from outreach.profiles import Profiles
from outreach.project import Project

PAIR = ("a-scam", "b-scam")
WEEK = dt.date(2026, 11, 23)
REGIONS = st.dictionaries(st.integers(0, 999).map("B{}".format), st.sampled_from(["", "north", "south"]), min_size=1)


@given(REGIONS, st.text(max_size=5))
def test_both_go_to_as_many_branches_in_each_region_and_in_all(regions: dict[str, str], seed: str) -> None:
    """Or to one more; the same seed gives the same lot, in whatever order the branches stand."""
    lot = variants.draw(PAIR, seed, regions)
    for places in [set(regions.values()), *({region} for region in regions.values())]:
        found = Counter(lot.of[branch] for branch, region in regions.items() if region in places)
        assert abs(found["a-scam"] - found["b-scam"]) <= 1
    assert variants.draw(PAIR, seed, dict(reversed(regions.items()))) == lot


def test_another_seed_draws_anew_and_new_branches_change_nothing() -> None:
    """What was drawn is on paper; another comparison in its place is refused."""
    some = {f"B{n}": "" for n in range(40)}
    lot = variants.draw(PAIR, "1", some)
    assert lot.of != variants.draw(PAIR, "2", some).of
    more = variants.draw(PAIR, "1", some | {f"A{n}": "" for n in range(10)}, lot)
    assert {branch: more.of[branch] for branch in some} == lot.of
    assert sorted(Counter(more.of.values()).values()) == [25, 25]
    for pair, seed in ((PAIR, "2"), (("a-scam", "c-scam"), "1")):
        with pytest.raises(OutreachError, match="a lot was drawn before, of `a-scam, b-scam` with the seed `1`"):
            variants.draw(pair, seed, some, lot)


@given(REGIONS, st.text("=+-1ab", max_size=5))
def test_the_file_has_the_lot(regions: dict[str, str], seed: str) -> None:
    """As it was drawn."""
    lot = variants.draw(PAIR, seed, regions)
    assert variants.read_csv(variants.write_csv(lot).removeprefix("\ufeff"), "variants.csv") == lot


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "expected the columns branch,variant,seed"),
        ("branch,variant\nB1,a\n", "expected the columns branch,variant,seed"),
        ("branch,variant,seed\nB1,a,1\nB1,b,1\n", "3:1: error: expected one variant of one branch"),
        ("branch,variant,seed\nB1,,1\n", "2:1: error: expected one variant of one branch"),
        ("branch,variant,seed\nB1,a,1\nB2,b,2\n", "expected two variants and one seed"),
        ("branch,variant,seed\nB1,a,1\nB2,b,1\nB3,c,1\n", "expected two variants and one seed"),
        ("branch,variant,seed\n", "expected two variants and one seed"),
    ],
)
def test_half_a_lot_compares_nothing(text: str, told: str) -> None:
    """Every fault at its line."""
    with pytest.raises(OutreachError, match=told):
        variants.read_csv(text, "variants.csv")


# --- what they did ----------------------------------------------------------------------------------------------------

LOT = Lot("1", {f"B{n:02}": PAIR[n % 2] for n in range(80)})


@pytest.fixture(scope="module")
def registry(profiles: Profiles) -> dict[str, Row]:
    """A leaflet of both variants for every branch and head office: links are made before any lot."""
    made = (
        link_registry.row(profiles, scam, "seniors", "zh-CN", "leaflet", branch)
        for scam in PAIR
        for branch in ("", *LOT.of)
    )
    return {row.token: row for row in made}


def scanned(registry: dict[str, Row], **counts: int) -> Scans:
    """Scans a branch, by variant; of the code that a branch was not sent, and of head office's, there are many, too."""
    scans = Scans()
    for token, row in registry.items():
        own = LOT.of.get(row.branch) == row.scam
        scans.by_token[token, WEEK] = counts[row.scam[0]] + int(row.branch[1:]) // 2 % 2 if own else 99
    return scans


def test_only_codes_of_a_branch_s_own_variant_count(registry: dict[str, Row]) -> None:
    """Their mean has the interval of a mean of branches, by the textbook: 1.96 · s / √n."""
    arms = comparison.compared(LOT, scanned(registry, a=3, b=8), registry, {}, {})
    assert [(arm.key, arm.branches, arm.scans) for arm in arms] == [
        ("a-scam", 40, 140),
        ("b-scam", 40, 340),
        ("difference", None, None),
    ]
    one, _, less = (arm.per_branch for arm in arms)
    assert one and less
    assert (one.value, less.value) == (3.5, -5)
    assert one.margin == pytest.approx(1.959964 * 0.5 * (40 / 39) ** 0.5 / 40**0.5)
    assert one.margin and less.margin == pytest.approx(one.margin * 2**0.5)
    assert {arm.per_hundred for arm in arms} == {None}


def test_copies_and_answers_of_branches_that_told_them(registry: dict[str, Row]) -> None:
    """Scans of 100 copies, right of 100 answers: sums of branches, so large branches weigh more."""
    copies = {token: 50 for token, row in registry.items() if row.branch in ("B00", "B02", "B01")}
    answers = {"B00": (9, 10), "B02": (1, 10), "B01": (30, 40)}
    one, other, less = comparison.compared(LOT, scanned(registry, a=3, b=8), registry, copies, answers)
    assert [(arm.per_hundred and arm.per_hundred.value) for arm in (one, other, less)] == [7, 16, -9]
    assert [(arm.right and arm.right.value) for arm in (one, other, less)] == [50, 75, -25]
    assert one.right and one.right.margin is None, "two branches are too few for an interval"


def test_few_scans_are_not_shown(registry: dict[str, Row]) -> None:
    """Neither those of a variant, nor those that the table of scams would give away."""
    few = Scans(Counter({(token, WEEK): 2 for token, row in registry.items() if row.branch == "B00"}))
    rest = Scans(Counter({(token, WEEK): 9 if row.branch else 1 for token, row in registry.items()}))
    for token, row in registry.items():
        if row.branch and LOT.of[row.branch] != row.scam:
            del rest.by_token[token, WEEK]
    for scans in (few, rest):
        arms = comparison.compared(LOT, scans, registry, {}, {})
        assert {(arm.scans, arm.per_branch) for arm in arms} == {(None, None)}


def test_the_table_and_the_page(registry: dict[str, Row], profiles: Profiles, project: Project) -> None:
    """Both have the numbers with their intervals."""
    scans = scanned(registry, a=3, b=8)
    arms = comparison.compared(LOT, scans, registry, {}, {"B01": (30, 40)})
    rows = list(csv.reader(io.StringIO(comparison.compared_csv(arms)[1:])))
    assert rows[0][:6] == ["variant", "branches", "scans", *(f"scans_per_branch{end}" for end in ("", "_low", "_high"))]
    assert rows[1] == ["a-scam", "40", "140", "3.50", "3.34", "3.66", *[""] * 6]
    assert rows[2][-3:] == ["75.00", "", ""]
    made = scan_report.tables(scans, registry, {})
    page = scan_report.report_html(made, scans, {}, profiles, project, {}, arms)
    assert "<small>3.3 – 3.7</small>" in page and "-5.0 <small>-5.2 – -4.8</small>" in page


def test_a_bad_row_of_answers_is_told_and_the_others_count() -> None:
    """By line; rows of one branch add up."""
    text = "branch,right,asked\nB00,8,10\nB00,1,10\nB99,1,2\nB01,3,2\nB01,x,2\n,,\n"
    found, problems = comparison.read_answers(text, LOT, "s.csv")
    assert found == {"B00": (9, 20)}
    assert [(one.where.line, one.message[:12]) for one in problems] == [
        (4, "`B99` is no "),
        (5, "expected rig"),
        (6, "expected rig"),
    ]
    assert comparison.read_answers("a,b\n1,2\n", LOT, "s.csv")[1][0].code == "scores"

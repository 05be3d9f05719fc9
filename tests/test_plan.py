"""What is made for a wish: the audiences' own languages and formats, branches, and names that do not exist."""

from __future__ import annotations

import pytest

from outreach.diagnostics import OutreachError
from outreach.plan import Wish, packs
from outreach.profiles import Profiles
from outreach.project import Project


def test_no_wish_means_every_audience_in_its_own_languages_and_formats(project: Project, profiles: Profiles) -> None:
    """`outreach build` without arguments makes the whole library."""
    found, problems = packs(Wish(), project, profiles)
    assert not [p for p in problems if p.severity == "error"]
    scams = project.names("content/scams")
    wanted = {f"{s}/{a.id}/{lang}" for s in scams for a in profiles.audiences.values() for lang in a.languages}
    assert {pack.folder for pack in found} == wanted
    lessons = [pack for pack in found if pack.told.cut == "talk"]  # the other cuts are films and captions alone
    assert {pack.folder for pack in lessons} == wanted
    for pack in lessons:
        assert set(pack.formats) == set(profiles.audiences[pack.board.audience].formats)


def test_options_narrow_the_wish(project: Project, profiles: Profiles) -> None:
    """One scam, one audience, one format."""
    found, _ = packs(Wish(("nfc-skimming",), ("seniors",), (), ("deck",)), project, profiles)
    assert [(p.folder, p.formats) for p in found] == [("nfc-skimming/seniors/zh-CN", ("deck",))]


def test_branches_get_their_own_leaflets_and_no_film(project: Project, profiles: Profiles) -> None:
    """20,000 branches are leaflets, not 20,000 films."""
    found, _ = packs(Wish(("nfc-skimming",), ("seniors",), branches=("all",)), project, profiles)
    assert len(found) > 1
    assert all(
        p.formats == ("leaflet",) and p.board.branch and p.folder.endswith(f"/branches/{p.board.branch.id}")
        for p in found
    )


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish(("nfc-skiming",)), "no scam is called `nfc-skiming`\n  hint: did you mean `nfc-skimming`?"),
        (Wish(audiences=("senior",)), "no audience is called `senior`\n  hint: did you mean `seniors`?"),
        (Wish(formats=("vidoe",)), "no format is called `vidoe`\n  hint: did you mean `video`?"),
        (Wish(languages=("xx",)), "no language is called `xx`"),
        (Wish(("nfc-skimming",), branches=("NOPE",)), "no branch is called `NOPE`"),
    ],
)
def test_a_name_that_does_not_exist_is_told_before_anything_runs(
    wish: Wish, message: str, project: Project, profiles: Profiles
) -> None:
    """With the nearest name that does."""
    with pytest.raises(OutreachError) as caught:
        packs(wish, project, profiles)
    assert message in str(caught.value)

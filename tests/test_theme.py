"""The theme's colours can be read: every look, and hard brands that bring only two colours."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from outreach.adapt import style
from outreach.art import draw
from outreach.colors import contrast, ensure_contrast, luminance, mix, readable_on
from outreach.profiles import Profiles
from outreach.profiles.settings import ThemeFile
from outreach.project import Project
from outreach.source import load

# Brands a bank could have: pale, vivid, dark, red like danger, green like safe, the same colour twice.
BRANDS = {
    "the theme's own": {},
    "yellow and black": {"primary": "#FFD400", "accent": "#111111"},
    "pale green and white": {"primary": "#A8E6A1", "accent": "#FFFFFF"},
    "red and gold": {"primary": "#C8102E", "accent": "#D4A017"},
    "navy twice": {"primary": "#0B1F4B", "accent": "#0B1F4B"},
    "white and mid grey": {"primary": "#FFFFFF", "accent": "#808080"},
    "green and dark red": {"primary": "#00A551", "accent": "#7A0019"},
}


def _colors(profiles: Profiles, audience: str, brand: dict[str, str]) -> dict[str, str]:
    own = profiles.brand.model_copy(update={"colors": {**profiles.brand.colors, **brand}})
    who = profiles.audiences[audience]
    return style(replace(profiles, brand=own), who, who.languages[0]).colors


@pytest.mark.parametrize("brand", BRANDS)
@pytest.mark.parametrize(("audience", "least"), [("seniors", 7.0), ("students", 4.5), ("foreign-residents", 4.5)])
def test_every_pair_is_readable(profiles: Profiles, audience: str, least: float, brand: str) -> None:
    """Text reaches 7:1 for seniors and 4.5:1 elsewhere, marks 3:1, whatever two colours the brand brings."""
    colors = _colors(profiles, audience, BRANDS[brand])
    pairs = profiles.theme.pairs
    low = [
        f"{what} on {ground}: {contrast(colors[what], colors[ground]):.2f}, expected {wanted}"
        for wanted, kind in ((least, pairs.text), (3.0, pairs.mark))
        for what, ground in kind
        if contrast(colors[what], colors[ground]) < wanted
    ]
    assert not low, "\n".join(low)


def test_every_colour_has_a_role(profiles: Profiles) -> None:
    """A colour token is in a pair, so that none can be used without its contrast being known; lines are decoration."""
    pairs = profiles.theme.pairs
    named = {name for pair in (*pairs.text, *pairs.mark) for name in pair}
    assert set(profiles.theme.base.colors) - named == {"line"}


def test_readable_brand_is_left_alone(profiles: Profiles) -> None:
    """A brand whose colours can be read is printed in exactly these colours, and its tint follows."""
    colors = _colors(profiles, "students", {"primary": "#0A5C36", "accent": "#F2C230"})
    assert (colors["primary"], colors["accent"]) == ("#0A5C36", "#F2C230")
    assert colors["primary_soft"] == mix("#FFFFFF", "#0A5C36", 0.13)
    assert colors["paper"] == profiles.theme.looks["students"].colors["paper"]


def test_brand_is_changed_no_more_than_needed(profiles: Profiles) -> None:
    """A primary too pale for white text darkens to just above the floor and keeps its hue."""
    primary = _colors(profiles, "students", {"primary": "#FF8A00"})["primary"]
    pairs = [p for p in profiles.theme.pairs.text if "primary" in p]
    colors = _colors(profiles, "students", {"primary": "#FF8A00"})
    assert 4.5 <= min(contrast(colors[a], colors[b]) for a, b in pairs) < 4.6
    red, green, blue = (int(primary[i : i + 2], 16) for i in (1, 3, 5))
    assert red > green > blue


def test_looks_own_shade_stands_for_the_theme_brand(profiles: Profiles) -> None:
    """When the brand has the theme's own blue, students still get the shade tuned for them."""
    assert _colors(profiles, "students", {})["primary"] == profiles.theme.looks["students"].colors["primary"]


def test_contrast_is_wcag() -> None:
    """Known ratios: black on white 21, equal colours 1, and the grey WCAG's own note calls 4.5."""
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#1F4E8C", "#1F4E8C") == 1
    assert contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)
    assert luminance("#FF0000") == pytest.approx(0.2126)


def test_ensure_contrast_goes_the_way_that_can_succeed() -> None:
    """On a dark ground the colour lightens; against black and white at once it finds the best there is."""
    assert luminance(ensure_contrast("#333333", ["#101010"], 4.5)) > luminance("#333333")
    both = ensure_contrast("#777777", ["#000000", "#FFFFFF"], 7)
    assert min(contrast(both, "#000000"), contrast(both, "#FFFFFF")) > 4
    assert readable_on("#FFD400", ["#1B2440", "#FFFFFF"]) == "#1B2440"


def test_pair_with_an_unknown_colour_is_an_error(tmp_path: Path, project: Project) -> None:
    """A typo in the pairs is reported with its place and the names there are."""
    (tmp_path / "content").mkdir()
    (tmp_path / "templates").mkdir()
    text = project.read_text("templates/theme.yaml").replace("[ink, paper]", "[inc, paper]")
    (tmp_path / "templates" / "theme.yaml").write_text(text, encoding="utf-8")
    theme, source = load(Project(tmp_path, project.date), "templates/theme.yaml", ThemeFile)
    assert theme is None
    assert "`inc`" in str(source.problems[0]) and "ink_soft" in str(source.problems[0])


def test_brand_reaches_the_drawings(profiles: Profiles, project: Project) -> None:
    """Art takes theme colours: a rebranded host wears the brand's colour."""
    colors = _colors(profiles, "seniors", {"primary": "#0A5C36"})
    assert colors["primary"] in draw(project, "host", "plain", colors)

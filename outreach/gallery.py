"""The gallery for volunteers: one page with a picture of everything that was built, to choose, play and print.

A scam is one card; inside are its packs, one for each audience and language, to choose from.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

from outreach import branch_gallery, manifest
from outreach.adapt import style
from outreach.art import draw
from outreach.codes.link_registry import safe_cell
from outreach.formats import listed
from outreach.gallery_cards import Card, add_pictures, cards_of
from outreach.gallery_links import ICONS, details, link_text, own_name
from outreach.gallery_views import (
    BranchesView,
    FilmView,
    FilterView,
    GalleryView,
    LinkView,
    NewsView,
    PackView,
    PictureView,
    ScamView,
    UseView,
)
from outreach.news import Kind, news
from outreach.profiles import Profiles, load_branches, load_profiles, require
from outreach.project import Project
from outreach.web import FOLDER, environment, render, tokens

Row = Mapping[str, Any]

TABLE = ("branch", "scam", "audience", "lang", "format", "path", "state")

KINDS: tuple[Kind, ...] = ("new", "changed", "gone")
SCRIPTS = ("gallery.js", "film.js")


@dataclass(frozen=True)
class Words:
    """How the page speaks: its language, that language's words, and the names that things have in it."""

    lang: str
    labels: Mapping[str, str]
    audiences: Mapping[str, str]
    languages: Mapping[str, str]
    titles: Mapping[str, str]  # of scams

    def pack(self, of: Row) -> str:
        """Whom a pack is for, and in which language, when that is not the page's own."""
        who = self.audiences.get(of["audience"], of["audience"])
        return who if of["lang"] == self.lang else f"{who} · {self.languages.get(of['lang'], of['lang'])}"


def gallery(rows: Sequence[Row], out: Path, project: Project, left: Sequence[Row] = ()) -> dict[str, bytes]:
    """`index.html`, its style, script and pictures, and `gallery/branches.csv` when branches have their own versions.

    `rows` are the manifest's: path, sha256, scam, audience, lang, branch, format, title, state; `left` are those of
    files that left lately. Pictures are made of the files in `out` and reused while a file's digest stays.
    """
    profiles = require(*load_profiles(project))
    lang = next((tag for tag in profiles.brand.name if tag in profiles.languages), next(iter(profiles.languages)))
    cards = cards_of(rows, profiles, lang)
    files: dict[str, bytes] = {}
    for card in cards:
        add_pictures(card, out, files)
    branches = [row for row in rows if row.get("branch")]
    view = _view(cards, rows, left, profiles, lang, out, project)
    files |= _page(view, profiles, project)
    if branches:
        files["gallery/branches.csv"] = branch_table(branches).encode()
    return files


def flat_name(path: str) -> str:
    """The name of an output beside others in one folder: `nfc-skimming-seniors-zh-CN-leaflet.pdf`.

    A page keeps a folder of its own: its files name each other.
    """
    head, page, rest = path.partition("/page/")
    return head.replace("/branches/", "/").replace("/", "-") + (f"-page/{rest}" if page else "")


def branch_table(rows: Sequence[Row]) -> str:
    """What was made for each branch, as CSV with a byte order mark; no cell starts a formula."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(TABLE)
    writer.writerows([safe_cell(str(row.get(name, ""))) for name in TABLE] for row in rows)
    return "\ufeff" + text.getvalue()


def _view(
    cards: Sequence[Card],
    rows: Sequence[Row],
    left: Sequence[Row],
    profiles: Profiles,
    lang: str,
    out: Path,
    project: Project,
) -> GalleryView:
    words = Words(
        lang=lang,
        labels=profiles.languages[lang].labels,
        audiences={name: one.name.get(lang, name) for name, one in profiles.audiences.items()},
        languages={tag: one.name for tag, one in profiles.languages.items()},
        titles=_titles(cards, left),
    )
    told = [*news([row for row in rows if not row.get("branch")], left, project.date)]
    marks = {row["path"]: kind for kind, row in told}
    packs = [_pack(card, words, out, marks) for card in cards]
    return GalleryView(
        lang=lang,
        direction=style(profiles, next(iter(profiles.audiences.values())), lang).direction,
        labels=words.labels,
        brand=profiles.brand.name[lang],
        branches=branch_gallery.paged(_branches(rows, words, project)),
        scams=[_scam([*of], words) for _, of in groupby(packs, key=lambda pack: pack.scam)],
        filters=[*_filters(cards, words)],
        news=[*_news(told, words)],
        report=manifest.REPORT if manifest.reported(out, rows) else "",
    )


def _page(view: GalleryView, profiles: Profiles, project: Project) -> dict[str, bytes]:
    env = environment(project)
    env.filters["flat"] = flat_name
    more = {
        f"gallery/{name}": render(env, "branches_page.html", vars(_branches_view(view, own))).encode()
        for name, own in branch_gallery.pages(view.branches).items()
    }
    colors = {**profiles.theme.base.colors, **{str(k): v for k, v in profiles.brand.colors.items()}}
    css = tokens(colors, profiles.theme.base.page_type).encode()
    css += project.read_bytes(f"{FOLDER}/style.css") + project.read_bytes(f"{FOLDER}/gallery.css")
    return {
        "index.html": render(env, "gallery.html", vars(view)).encode(),
        "gallery/style.css": css,
        **{f"gallery/{name}": project.read_bytes(f"{FOLDER}/{name}") for name in SCRIPTS},
        **more,
        "gallery/logo.svg": draw(project, profiles.brand.logo, "plain", colors).encode(),
    }


def _scam(packs: Sequence[PackView], words: Words) -> ScamView:
    title = words.titles[packs[0].scam]
    lang = next((pack.lang for pack in packs if pack.title == title), words.lang)
    return ScamView(packs[0].scam, title, lang, packs)


def _pack(card: Card, words: Words, out: Path, marks: Mapping[str, Kind]) -> PackView:
    def link(row: Row) -> LinkView:
        said = [link_text(row, own_name(row), words.labels), details(row, out, words.labels)]
        return LinkView(
            row["path"], " · ".join(filter(None, said)), listed(own_name(row))[0].icon, marks.get(row["path"]) or ""
        )

    film, links = card.film, [link(row) for row in card.links]
    return PackView(
        scam=card.scam,
        audience=card.audience,
        lang=card.lang,
        name=words.pack(vars(card)),
        title=card.title,
        draft=card.draft,
        picture=card.visual or card.poster,
        film=FilmView(film["path"], card.captions, words.languages.get(card.lang, card.lang)) if film else None,
        pictures=[
            PictureView(row["path"], picture, link_text(row, own_name(row), words.labels))
            for row, picture in card.pictures
        ],
        uses=[UseView(icon, own) for icon in ICONS if (own := [one for one in links if one.icon == icon])],
        more=[link(row) for row in card.more],
        branches=len({row["branch"] for row in card.branches}),
    )


def _news(told: Sequence[tuple[Kind, Row]], words: Words) -> Iterator[NewsView]:
    """What is new, changed and gone: a line a pack, with what its files are; their kinds of ink do not count."""
    for kind in KINDS:
        packs: dict[tuple[str, str], dict[str, None]] = {}
        for row in (row for this, row in told if this == kind):
            if said := listed(own_name(row))[0].label:
                pack = packs.setdefault((words.titles[row["scam"]], words.pack(row)), {})
                pack[words.labels.get(said[0], said[0])] = None
        if packs:
            yield NewsView(kind, [(*pack, list(said)) for pack, said in packs.items()])


def _branches(rows: Sequence[Row], words: Words, project: Project) -> list[branch_gallery.Entry]:
    """Every branch that has files, by the name it has in the branch list."""
    own = [row for row in rows if row.get("branch")]
    if not own:
        return []
    names = {branch.id: branch.name for branch in load_branches(project)[0]}

    def heading(row: Row) -> tuple[str, str, str]:
        who, spoken = words.audiences.get(row["audience"]), words.languages.get(row["lang"])
        return words.titles[row["scam"]], who or str(row["audience"]), spoken or str(row["lang"])

    return branch_gallery.entries(own, names, heading, lambda name, row: link_text(row, name, words.labels))


def _branches_view(view: GalleryView, branches: Sequence[branch_gallery.Entry]) -> BranchesView:
    return BranchesView(
        lang=view.lang, direction=view.direction, labels=view.labels, brand=view.brand, branches=branches
    )


def _filters(cards: Sequence[Card], words: Words) -> Iterator[FilterView]:
    """A field with one value needs no choosing."""
    for name, said in (("scam", words.titles), ("audience", words.audiences), ("lang", words.languages)):
        values = list(dict.fromkeys(getattr(card, name) for card in cards))
        if len(values) > 1:
            yield FilterView(name, f"gallery_{name}", [(value, said.get(value, value)) for value in values])


def _titles(cards: Sequence[Card], left: Sequence[Row]) -> dict[str, str]:
    """What each scam is called: as in the first of its packs."""
    titles: dict[str, str] = {}
    for scam, title in [*((card.scam, card.title) for card in cards), *((row["scam"], row["title"]) for row in left)]:
        titles.setdefault(scam, title)
    return titles

"""The gallery for volunteers: one page with a picture of everything that was built, to choose, play and print."""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

import pypdfium2

from outreach import branch_gallery
from outreach.adapt import style
from outreach.art import draw
from outreach.codes.link_registry import safe_cell
from outreach.formats import FILMS, FORMATS, listed
from outreach.formats.base import Icon
from outreach.gallery_views import BranchesView, FilmView, FilterView, GalleryView, LinkView, PackView, PictureView
from outreach.profiles import Profiles, load_branches, load_profiles, require
from outreach.project import Project
from outreach.thumbnail import thumbnail
from outreach.web import FOLDER, environment, render, tokens

Row = Mapping[str, Any]
Link = tuple[Row, str, Icon]  # the words on it

TABLE = ("branch", "scam", "audience", "lang", "format", "path", "state")

# What the player needs: the first film, and its captions.
FILM = FORMATS[FILMS[0]].cuts[0].files["landscape"].name
CAPTIONS = "captions.vtt"
ICONS: tuple[Icon, ...] = get_args(Icon)


@dataclass
class Card:
    """One pack (a scam for an audience in a language) as the page shows it."""

    scam: str
    audience: str
    lang: str
    title: str
    draft: bool
    film: Row | None = None
    captions: str = ""
    pictures: list[tuple[Row, str]] = field(default_factory=list)  # a sheet and the path of its picture
    links: list[Link] = field(default_factory=list)  # row, words, icon
    more: list[Link] = field(default_factory=list)
    branches: list[Row] = field(default_factory=list)
    poster: str = ""


def gallery(rows: Sequence[Row], out: Path, project: Project) -> dict[str, bytes]:
    """`index.html`, its style, script and pictures, and `gallery/branches.csv` when branches have their own versions.

    `rows` are the manifest's: path, sha256, scam, audience, lang, branch, format, title, state. Pictures are made of
    the files in `out` and reused while a file's digest stays.
    """
    profiles = require(*load_profiles(project))
    lang = next((tag for tag in profiles.brand.name if tag in profiles.languages), next(iter(profiles.languages)))
    cards = _cards(rows, profiles.languages[lang].labels)
    files: dict[str, bytes] = {}
    for card in cards:
        _picture(card, out, files)
        _paper(card, out, profiles.languages[lang].labels)
    branches = [row for row in rows if row.get("branch")]
    files |= _page(cards, _branches(branches, cards, profiles, project, lang), profiles, project, lang)
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


def _cards(rows: Sequence[Row], labels: Mapping[str, str]) -> list[Card]:
    cards: dict[tuple[str, str, str], Card] = {}
    for row in rows:
        key = (row["scam"], row["audience"], row["lang"])
        card = cards.setdefault(key, Card(*key, title=row["title"], draft=False))
        if row.get("branch"):
            card.branches.append(row)
            continue
        card.draft = card.draft or row["state"] == "draft"
        name = row["path"].removeprefix("/".join(key) + "/")
        file, _ = listed(name)
        link = (row, link_text(row, name, labels), file.icon)
        if "stale" in row:
            card.more += [link] if file.label else []
        elif name == FILM:
            card.film = row
        elif name == CAPTIONS:
            card.captions = row["path"]
        elif file.label:
            (card.links if file.button else card.more).append(link)
            if file.pictured:
                card.pictures.append((row, ""))
    for card in cards.values():
        card.links.sort(key=_rank)
        card.more.sort(key=_rank)
    return list(cards.values())


def _rank(link: Link) -> tuple[int, int, str]:
    """The place of a file among others: what is printed first, then as the formats name them."""
    row, _, icon = link
    name = row["path"].removeprefix(f"{row['scam']}/{row['audience']}/{row['lang']}/")
    return ICONS.index(icon), listed(name)[1], row["path"]


def link_text(row: Row, name: str, labels: Mapping[str, str]) -> str:
    """What a person reads on the link of a file; "" for one that belongs to another."""
    file, _ = listed(name)
    said = [labels.get(label, label) for label in file.label]
    if file.numbered and (number := re.search(r"\d+", name)):
        said[0] += f" {int(number[0])}"
    return " · ".join([*said, labels["gallery_stale"]] if said and "stale" in row else said)


# --- paper ------------------------------------------------------------------------------------------------------------

PAPER = {(148, 210): "A5", (210, 297): "A4", (297, 420): "A3", (420, 594): "A2"}  # mm, ISO 216
_FLIPS = {2: "gallery_flip_short", 3: "gallery_flip_long"}  # pdfium's numbers of /Duplex


def _paper(card: Card, out: Path, labels: Mapping[str, str]) -> None:
    """Adds the paper, and the edge to flip on, to the words of each sheet that an office prints: as its file says."""
    for links in (card.links, card.more):
        links[:] = [(row, " · ".join([words, *_sheet(row, out, labels)]), icon) for row, words, icon in links]


def _sheet(row: Row, out: Path, labels: Mapping[str, str]) -> list[str]:
    if not row["path"].endswith(".pdf") or "-press" in row["path"] or "stale" in row:
        return []
    try:
        with pypdfium2.PdfDocument(out / row["path"]) as document:
            width, height = sorted(round(side * 25.4 / 72) for side in document[0].get_size())
            flip = _FLIPS.get(pypdfium2.raw.FPDF_VIEWERREF_GetDuplex(document))
            sides = labels[flip] if flip and len(document) > 1 else ""
    except (pypdfium2.PdfiumError, OSError):
        return []
    paper = next((name for (w, h), name in PAPER.items() if abs(w - width) <= 1 and abs(h - height) <= 1), "")
    return [words for words in (paper or f"{width} × {height} mm", sides) if words]


# --- pictures ---------------------------------------------------------------------------------------------------------


def _picture(card: Card, out: Path, files: dict[str, bytes]) -> None:
    """Adds the card's pictures to `files`: the film's opening and the first page of leaflet and poster."""
    if card.film:
        card.poster = _kept(card.film, out, files)
    card.pictures = [(row, picture) for row, _ in card.pictures if (picture := _kept(row, out, files))]


def _kept(row: Row, out: Path, files: dict[str, bytes]) -> str:
    """The picture's path, named by the file's digest and its own: made once, read back while both are right."""
    of = row["sha256"][:16]
    done = next((name for name in files if name.startswith(f"gallery/{of}-")), "")
    if done:
        return done
    data = _earlier(of, out) or thumbnail(out / row["path"], Path(row["path"]).suffix)
    if data is None:
        return ""
    name = f"gallery/{of}-{hashlib.sha256(data).hexdigest()[:16]}.jpg"
    files[name] = data
    return name


def _earlier(of: str, out: Path) -> bytes | None:
    """The picture of an earlier run, when its bytes are what its name says."""
    for path in sorted((out / "gallery").glob(f"{of}-*.jpg")):
        if path.is_file() and not path.is_symlink():
            data = path.read_bytes()
            if hashlib.sha256(data).hexdigest().startswith(path.stem.partition("-")[2]):
                return data
    return None


# --- the page --------------------------------------------------------------------------------------------------------


def _branches(
    rows: Sequence[Row], cards: list[Card], profiles: Profiles, project: Project, lang: str
) -> list[branch_gallery.Entry]:
    """Every branch that has files, by the name it has in the branch list."""
    if not rows:
        return []
    labels, titles = profiles.languages[lang].labels, _titles(cards, lang)
    names = {branch.id: branch.name for branch in load_branches(project)[0]}

    def heading(row: Row) -> tuple[str, str, str]:
        audience, spoken = profiles.audiences.get(row["audience"]), profiles.languages.get(row["lang"])
        who = audience.name.get(lang) if audience else None
        return titles[row["scam"]], who or str(row["audience"]), spoken.name if spoken else str(row["lang"])

    return branch_gallery.entries(rows, names, heading, lambda name, row: link_text(row, name, labels))


def _page(
    cards: list[Card], branches: list[branch_gallery.Entry], profiles: Profiles, project: Project, lang: str
) -> dict[str, bytes]:
    look = style(profiles, next(iter(profiles.audiences.values())), lang)
    colors = {**profiles.theme.base.colors, **{str(k): v for k, v in profiles.brand.colors.items()}}
    audiences = {name: one.name.get(lang, name) for name, one in profiles.audiences.items()}
    held = branch_gallery.paged(branches)
    view = GalleryView(
        lang=lang,
        direction=look.direction,
        labels=profiles.languages[lang].labels,
        brand=profiles.brand.name[lang],
        branches=held,
        packs=[_pack(card) for card in cards],
        filters=[*_filters(cards, audiences, profiles, lang)],
        audiences=audiences,
        titles=_titles(cards, lang),
        languages={tag: one.name for tag, one in profiles.languages.items()},
    )
    env = environment(project)
    env.filters |= {"clock": clock, "flat": flat_name}
    more = {
        f"gallery/{name}": render(env, "branches_page.html", vars(_branches_view(view, own))).encode()
        for name, own in branch_gallery.pages(held).items()
    }
    css = tokens(colors, profiles.theme.base.page_type).encode()
    css += project.read_bytes(f"{FOLDER}/style.css") + project.read_bytes(f"{FOLDER}/gallery.css")
    return {
        "index.html": render(env, "gallery.html", vars(view)).encode(),
        "gallery/style.css": css,
        "gallery/gallery.js": project.read_bytes(f"{FOLDER}/gallery.js"),
        **more,
        "gallery/logo.svg": draw(project, profiles.brand.logo, "plain", colors).encode(),
    }


def _pack(card: Card) -> PackView:
    film = card.film
    return PackView(
        scam=card.scam,
        audience=card.audience,
        lang=card.lang,
        title=card.title,
        draft=card.draft,
        film=FilmView(film["path"], card.poster, card.captions, film.get("seconds")) if film else None,
        pictures=[PictureView(row["path"], picture) for row, picture in card.pictures],
        links=_links(card.links),
        more=_links(card.more),
        branches=len({row["branch"] for row in card.branches}),
    )


def _links(links: Sequence[Link]) -> list[LinkView]:
    return [LinkView(row["path"], words, icon) for row, words, icon in links]


def _branches_view(view: GalleryView, branches: Sequence[branch_gallery.Entry]) -> BranchesView:
    return BranchesView(
        lang=view.lang, direction=view.direction, labels=view.labels, brand=view.brand, branches=branches
    )


def _filters(cards: list[Card], audiences: Mapping[str, str], profiles: Profiles, lang: str) -> Iterator[FilterView]:
    """A field with one value needs no choosing."""
    titles = _titles(cards, lang)
    names = {tag: one.name for tag, one in profiles.languages.items()}
    for name, words in (("scam", titles), ("audience", dict(audiences)), ("lang", names)):
        values = list(dict.fromkeys(getattr(card, name) for card in cards))
        if len(values) > 1:
            yield FilterView(name, f"gallery_{name}", [(value, words.get(value, value)) for value in values])


def _titles(cards: list[Card], lang: str) -> dict[str, str]:
    """What each scam is called in `lang`, or in the language there is."""
    titles: dict[str, str] = {}
    for card in cards:
        if card.lang == lang or card.scam not in titles:
            titles[card.scam] = card.title
    return titles


def clock(seconds: float) -> str:
    """A length as minutes and seconds: 1:05."""
    return f"{round(seconds) // 60}:{round(seconds) % 60:02}"

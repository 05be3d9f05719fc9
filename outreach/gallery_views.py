"""What the gallery's page and the page of branches are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from outreach import branch_gallery
from outreach.formats.base import Icon
from outreach.news import Kind
from outreach.views import View


@dataclass(frozen=True)
class LinkView(View):
    """A file to open or to keep."""

    path: str  # below the output folder
    words: str
    icon: Icon
    news: Kind | Literal[""]  # "new" and "changed" for a week


@dataclass(frozen=True)
class PictureView(View):
    """The picture of a sheet, which leads to it."""

    path: str
    picture: str  # a path, too
    words: str


@dataclass(frozen=True)
class FilmView(View):
    """The film that the page plays."""

    path: str
    captions: str  # "" without them
    language: str  # of the captions: its name in itself


@dataclass(frozen=True)
class UseView(View):
    """What one does with some of the files: print them, show them, teach with them."""

    icon: Icon
    links: Sequence[LinkView]


@dataclass(frozen=True, kw_only=True)
class PackView(View):
    """A scam for an audience in a language."""

    scam: str
    audience: str
    lang: str
    name: str  # for whom, and in which language when that is not the page's own
    title: str
    draft: bool
    picture: str  # the path of its key visual, or of a picture of its film; "" without one
    film: FilmView | None
    pictures: Sequence[PictureView]
    uses: Sequence[UseView]  # what one looks for first
    more: Sequence[LinkView]
    branches: int  # how many have files of their own


@dataclass(frozen=True)
class ScamView(View):
    """A scam with all its packs."""

    id: str
    title: str
    lang: str  # of the title
    packs: Sequence[PackView]


@dataclass(frozen=True)
class NewsView(View):
    """What is new, changed or gone: scam, for whom, which files."""

    kind: Kind
    packs: Sequence[tuple[str, str, Sequence[str]]]


@dataclass(frozen=True)
class FilterView(View):
    """A field to choose by."""

    name: str
    label: str  # the key of its words
    choices: Sequence[tuple[str, str]]  # value, words


@dataclass(frozen=True, kw_only=True)
class BranchesView(View):
    """A page of branches and their files: page/branches_page.html."""

    lang: str
    direction: str  # ltr or rtl
    labels: Mapping[str, str]
    brand: str
    branches: Sequence[branch_gallery.Entry]


@dataclass(frozen=True, kw_only=True)
class GalleryView(BranchesView):
    """Everything that was built: page/gallery.html."""

    scams: Sequence[ScamView]
    filters: Sequence[FilterView]
    news: Sequence[NewsView]  # of the last week
    report: str  # the page on what was found in these very files; "" when there is none

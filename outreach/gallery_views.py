"""What the gallery's page and the page of branches are given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outreach import branch_gallery
from outreach.formats.base import Icon
from outreach.views import View


@dataclass(frozen=True)
class LinkView(View):
    """A file to open or to keep."""

    path: str  # below the output folder
    words: str
    icon: Icon


@dataclass(frozen=True)
class PictureView(View):
    """The picture of a sheet, which leads to it."""

    path: str
    picture: str  # a path, too


@dataclass(frozen=True)
class FilmView(View):
    """The film that the page plays."""

    path: str
    poster: str  # "" without one
    captions: str  # "" without them
    seconds: float | None


@dataclass(frozen=True, kw_only=True)
class PackView(View):
    """A scam for an audience in a language."""

    scam: str
    audience: str
    lang: str
    title: str
    draft: bool
    film: FilmView | None
    pictures: Sequence[PictureView]
    links: Sequence[LinkView]
    more: Sequence[LinkView]
    branches: int  # how many have files of their own


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

    packs: Sequence[PackView]
    filters: Sequence[FilterView]
    audiences: Mapping[str, str]  # names by id
    titles: Mapping[str, str]  # of scams
    languages: Mapping[str, str]

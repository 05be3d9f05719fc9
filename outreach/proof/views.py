"""What the template page/review.html is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from markupsafe import Markup

from outreach.bilingual import Said
from outreach.proof.changes import Part
from outreach.views import View

State = Literal["", "same", "changed", "new", "gone"]  # beside what was approved; "": nothing was approved
# "": the same, or nothing to compare with; `lost`: another one, and the approved one is kept no more
Beside = Literal["", "new", "changed", "lost"]


@dataclass(frozen=True, kw_only=True)
class LineView(View):
    """Words with their place, and what they were."""

    place: str
    name: str  # the place inside its pack, as the script has it
    who: str
    state: State
    now: tuple[Part, ...]
    was: tuple[Part, ...]


@dataclass(frozen=True, kw_only=True)
class FigureView(View):
    """A shot, a slide, a page: its picture and the words that go with it."""

    place: str
    name: str
    picture: str  # a name that stands for the data; "" when there is none
    wide: int
    high: int
    state: Beside  # the picture beside those that were approved
    was: str = ""  # the name of the approved picture in whose place it is
    lines: tuple[LineView, ...] = ()
    goes_on: bool = False
    words: tuple[str, ...] = ()  # of a slide
    notes: str = ""


@dataclass(frozen=True, kw_only=True)
class SceneView(View):
    """A scene of a film."""

    title: str
    sound: str  # a name that stands for the data; "" when nothing is heard
    figures: tuple[FigureView, ...]


@dataclass(frozen=True, kw_only=True)
class FilmView(View):
    """A film."""

    id: str
    cut: str
    title: Said
    length: Said
    scenes: tuple[SceneView, ...]
    gone: tuple[str, ...] = ()  # names of approved pictures that are shown no more


@dataclass(frozen=True, kw_only=True)
class SheetsView(View):
    """The pages of a format."""

    id: str
    title: Said
    figures: tuple[FigureView, ...]
    gone: tuple[str, ...] = ()  # names of approved pictures that are shown no more


@dataclass(frozen=True, kw_only=True)
class TableView(View):
    """Words in their order."""

    title: Said
    lines: tuple[LineView, ...]


@dataclass(frozen=True, kw_only=True)
class PackView(View):
    """All of an audience and language."""

    place: str  # `seniors/zh-CN`
    name: str
    lang: str
    direction: str
    changed: int  # words
    films: tuple[FilmView, ...]
    sheets: tuple[SheetsView, ...]
    beats: tuple[LineView, ...]
    others: tuple[TableView, ...]
    synthetic: bool


@dataclass(frozen=True, kw_only=True)
class CommentView(View):
    """A comment of before."""

    place: str
    there: bool  # is the place on this page?
    text: str
    by: str
    role: str
    day: str
    answer: str  # "": it is open


@dataclass(frozen=True, kw_only=True)
class QuestionView(View):
    """A question of the checklist, and how it was answered: yes, no, na."""

    place: str
    text: Said
    answers: tuple[tuple[str, Said], ...]  # who, what


@dataclass(frozen=True, kw_only=True)
class RoleView(View):
    """A kind of reviewer."""

    id: str
    name: Said
    questions: tuple[QuestionView, ...]


@dataclass(frozen=True, kw_only=True)
class ReviewView(View):
    """The page."""

    css: Markup
    script: Markup
    script_digest: str  # what the page's policy lets run, and nothing else
    labels: Mapping[str, Said]
    scam: str
    title: str
    lang: str
    words: str  # the digest of all words
    date: str
    state: Said
    compared: bool
    packs: Sequence[PackView]
    comments: Sequence[CommentView]
    by_place: Mapping[str, Sequence[CommentView]]
    roles: Sequence[RoleView]

"""The page behind the QR code: static files for any web server, or a folder. No script is needed to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from outreach.art import draw
from outreach.channels import CHANNELS, Channel, ChannelName
from outreach.diagnostics import Where, fail
from outreach.formats import FORMATS
from outreach.keyvisual import KeyVisual, key_visual
from outreach.kinds import KINDS
from outreach.layout import Layout
from outreach.messages import msg
from outreach.storyboard import CALLED_FIRST, Edition, Person, Picture, Scene, Storyboard, Text, screen_head
from outreach.views import View
from outreach.web import FOLDER, environment, tokens
from outreach.web import render as html_of

PAGE, FILM = "page/index.html", "video.mp4"  # of its edition, and the film that it plays
VISUAL = "page/key-visual.svg"


@dataclass(frozen=True)
class HeroView(View):
    """The picture with the title in it."""

    file: str
    alt: str
    width: int
    height: int
    field: str  # the colour of the field that the title stands on: danger or caption_ground


@dataclass(frozen=True)
class HeadView(View):
    """How a message of the quiz comes: the head of the screen above it."""

    channel: ChannelName
    words: Text


@dataclass(frozen=True, kw_only=True)
class PageView(View):
    """What page/index.html may use; Jinja2 reads the storyboard itself, with its own names."""

    board: Storyboard
    labels: Mapping[str, Text]  # one that is missing is named with its file
    scenes: Mapping[str, Sequence[Scene]]  # by their place on the page
    people: Mapping[str, Person]  # by role
    practice: Sequence[Scene]  # the conversations to practise on
    channels: Mapping[str, Channel]
    heads: Mapping[str, HeadView]  # of the messages of the quiz, by the question's id
    hero: HeroView
    pictures: Mapping[str, Picture | None]  # rescue, caller, logo
    home: str  # the edition's own folder: a branch's page lies in branches/<id>/ below it and shows the edition's film
    order: Mapping[str, int]  # by the hotline's id: which to call first and second; empty when the script does not say
    film: bool
    transcript: bool
    leaflet: bool
    language: str  # its name in itself
    others: Sequence[Edition]  # the same in other languages and for other audiences


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """`page/index.html` and everything it shows. Links lead to the edition's other files, one folder up."""
    project = layout.project
    practice = _practice(board)
    visual = key_visual(project, board, "wide")
    env = environment(project)
    drawn: dict[str, Picture] = {}
    film = ("film.js",) if _made(board, FILM) else ()

    def file(picture: Picture) -> str:
        name = f"{picture.name}-{picture.state}.svg"
        drawn[name] = picture
        return name

    env.filters["file"] = file
    html = html_of(env, "index.html", vars(_view(board, visual, practice)))
    return {
        PAGE: html.encode(),
        VISUAL: visual.svg.encode(),
        "page/style.css": tokens(board.style.colors, board.style.page_type).encode()
        + project.read_bytes(f"{FOLDER}/style.css"),
        **{f"page/{name}": project.read_bytes(f"{FOLDER}/{name}") for name in ("quiz.js", "call.js", *film)},
        **{f"page/{n}": draw(project, p.name, p.state, board.style.colors).encode() for n, p in drawn.items()},
    }


def _practice(board: Storyboard) -> list[Scene]:
    """The conversations to practise on: where a scammer speaks. Nobody practises to hang up on the real bank."""
    scammers = {person.role for person in board.cast if person.plays == "caller"}
    talks = [scene for scene in _of(board, "dialogue") if scene.channel and CHANNELS[scene.channel].practice]
    return [scene for scene in talks if any(item.role in scammers for item in scene.items)]


def _view(board: Storyboard, visual: KeyVisual, practice: list[Scene]) -> PageView:
    own = _own(board)
    order = {name: n for n, name in enumerate(CALLED_FIRST.get(board.loss, ()), start=1)}
    return PageView(
        board=board,
        labels=_Labels(board),
        scenes={kind: _of(board, kind) for kind in _PLACES},
        people={person.role: person for person in board.cast},
        practice=practice,
        channels=CHANNELS,
        heads={one.id: HeadView(*screen_head(board, one.message)) for one in board.quiz if one.message},
        hero=HeroView(VISUAL.rpartition("/")[2], visual.alt, visual.width, visual.height, visual.head),
        pictures=_pictures(board, practice),
        home="../../.." if board.branch else "..",
        order=order,
        film=_made(board, FILM),
        transcript=_made(board, "transcript.txt"),
        leaflet=_made(board, "leaflet.pdf"),
        language=own.language_name if own else board.lang,
        others=[e for e in board.editions if e != own and _makes(e, PAGE)],
    )


_PLACES = dict.fromkeys(kind.shown["page"] for kind in KINDS.values() if "page" in kind.shown)


def _of(board: Storyboard, place: str) -> list[Scene]:
    return [scene for scene in board.scenes if KINDS[scene.kind].shown.get("page") == place]


class _Labels(dict[str, Text]):
    """The fixed words; one that a language file lacks is named, with the file to add it to."""

    def __init__(self, board: Storyboard) -> None:
        super().__init__(board.labels)
        self._file = f"content/languages/{board.lang}.yaml"

    def __missing__(self, name: str) -> Text:
        raise fail("label", Where(self._file), msg("expected the label `{name}`, found none", name=name))


def _own(board: Storyboard) -> Edition | None:
    return next((e for e in board.editions if (e.audience, e.lang) == (board.audience, board.lang)), None)


def _made(board: Storyboard, file: str) -> bool:
    """Is there such a file beside the page?"""
    own = _own(board)
    return bool(own and _makes(own, file))


def _makes(edition: Edition, file: str) -> bool:
    return any(name in FORMATS and FORMATS[name].file(file) for name in edition.formats)


def _pictures(board: Storyboard, practice: list[Scene]) -> dict[str, Picture | None]:
    """The drawings by their place on the page."""

    def of(kind: str) -> Picture | None:
        return next((p for s in _of(board, kind) for p in s.pictures), None)

    scammers = {person.role for person in board.cast if person.plays == "caller"}
    caller = next((i.face for scene in practice for i in scene.items if i.role in scammers), None)
    return {
        "rescue": of("rescue"),
        "caller": caller,
        "logo": Picture(board.brand.logo, "plain", board.brand.name.shown),
    }

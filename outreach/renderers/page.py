"""The page behind the QR code: static files for any web server, or a folder. No script is needed to read it."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import Any

import jinja2
from markupsafe import Markup

from outreach.art import draw
from outreach.diagnostics import Where, fail
from outreach.layout import Layout
from outreach.project import Project
from outreach.storyboard import Edition, Item, Picture, Scene, Storyboard, Text

FOLDER = "templates/page"
POSTER_PPI = 54.0  # of a 1280 x 720 pt template: 960 x 540 px


def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
    """`page/index.html` and everything it shows. Links lead to the edition's other files, one folder up."""
    project = layout.project
    pictures = _pictures(board)
    html = environment(project).get_template("index.html").render(_view(board, pictures))
    files = {
        "page/index.html": html.encode(),
        "page/style.css": _tokens(board).encode() + project.read_bytes(f"{FOLDER}/style.css"),
        **{f"page/{name}": project.read_bytes(f"{FOLDER}/{name}") for name in ("quiz.js", "call.js")},
        **{
            f"page/{_file(p)}": draw(project, p.name, p.state, board.style.colors).encode()
            for p in pictures.values()
            if p
        },
    }
    if "video" in _formats(board):
        files["page/poster.png"] = _poster(board, layout, pictures["hero"])
    return files


def environment(project: Project) -> jinja2.Environment:
    """Jinja2 for templates/page: values are escaped, a missing one is an error, templates are the project's."""
    env = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: project.read_text(f"{FOLDER}/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"words": words, "marked": marked, "tel": tel, "file": _file}
    return env


def words(text: Text) -> Markup:
    """The shown text; where Chinese may break, `<wbr>`: with `word-break: keep-all` no line ends inside a word."""
    return Markup("<wbr>" if _breaks(text) else "").join(text.phrases)


def marked(item: Item) -> Markup:
    """A line of dialogue with the flagged phrases in `<mark>`."""
    shown = item.text.shown
    spans = sorted((shown.find(f.phrase), f.phrase, f.number) for f in item.flags if f.phrase in shown)
    breaks = _break_points(item.text)
    done, out = 0, Markup()
    for start, phrase, number in spans:
        if start < done:
            continue  # two flags on the same words: the first one is marked
        out += _broken(shown, done, start, breaks)
        inner = _broken(shown, start, start + len(phrase), breaks)
        out += Markup('<mark>{}<sup class="n">{}</sup></mark>').format(inner, number)
        done = start + len(phrase)
    return out + _broken(shown, done, len(shown), breaks)


def _breaks(text: Text) -> bool:
    return text.lang.split("-")[0] in ("zh", "ja", "ko")


def _break_points(text: Text) -> set[int]:
    if not _breaks(text):
        return set()
    ends, at = set(), 0
    for phrase in text.phrases:
        at += len(phrase)
        ends.add(at)
    return ends


def _broken(shown: str, start: int, end: int, breaks: set[int]) -> Markup:
    cuts = [start, *sorted(b for b in breaks if start < b < end), end]
    pieces = Markup("<wbr>").join(shown[a:b] for a, b in pairwise(cuts))
    return Markup("<wbr>") + pieces if start in breaks and start < end else pieces


def tel(number: str) -> str:
    """`tel:` address of a number as printed (RFC 3966 local number: digits only)."""
    return "tel:" + "".join(c for c in number if c.isdigit())


def whole(board: Storyboard, *kinds: str) -> list[Scene]:
    """Scenes of these kinds; the parts a long scene was split into for the screen are one again."""
    found: list[Scene] = []
    for scene in board.scenes:
        if scene.kind not in kinds:
            continue
        if scene.part > 1 and found:
            found[-1] = replace(found[-1], items=found[-1].items + scene.items)
        else:
            found.append(scene)
    return found


def _view(board: Storyboard, pictures: dict[str, Picture | None]) -> dict[str, Any]:
    """What the template may use: the storyboard, its scenes by kind, what is beside it in the published folder."""
    formats = _formats(board)
    return {
        "board": board,
        "labels": _Labels(board),
        "scenes": {kind: whole(board, kind) for kind in _KINDS},
        "people": {person.role: person for person in board.cast},
        "pictures": pictures,
        "film": "video" in formats,
        "transcript": "captions" in formats,
        "leaflet": "leaflet" in formats,
        "others": [e for e in board.editions if e != _own(board) and "page" in e.formats],
    }


_KINDS = ("hook", "dialogue", "pause", "anatomy", "flags", "actions", "rescue", "endcard")


class _Labels(dict[str, Text]):
    """The fixed words; one that a language file lacks is named, with the file to add it to."""

    def __init__(self, board: Storyboard) -> None:
        super().__init__(board.labels)
        self._file = f"content/languages/{board.lang}.yaml"

    def __missing__(self, name: str) -> Text:
        raise fail("label", Where(self._file), f"expected the label `{name}` for the page, found none")


def _own(board: Storyboard) -> Edition | None:
    return next((e for e in board.editions if (e.audience, e.lang) == (board.audience, board.lang)), None)


def _formats(board: Storyboard) -> tuple[str, ...]:
    own = _own(board)
    return own.formats if own else ()


def _pictures(board: Storyboard) -> dict[str, Picture | None]:
    """The drawings by their place on the page."""

    def of(kind: str) -> Picture | None:
        return next((p for s in board.scenes if s.kind == kind for p in s.pictures), None)

    caller = next((p.picture for p in board.cast if p.role == "caller"), None)
    return {
        "hero": of("hook"),
        "rescue": of("rescue"),
        "caller": caller,
        "logo": Picture(board.brand.logo, "plain", board.brand.name.shown),
    }


def _file(picture: Picture) -> str:
    return f"{picture.name}-{picture.state}.svg"


def _tokens(board: Storyboard) -> str:
    """The theme's colours and sizes as CSS custom properties; lengths follow the reader's own text size."""
    type_ = board.style.page_type
    colors = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in board.style.colors.items())
    sizes = f"--body:{type_['body'] / 16:g}rem;--title:{type_['title'] / 16:g}rem;--target:{type_['target']:g}px;"
    return f":root{{{colors}{sizes}}}\n"


def _poster(board: Storyboard, layout: Layout, hero: Picture | None) -> bytes:
    """The film's poster: its title on the theme's ground, with the page's first drawing."""
    art = draw(layout.project, hero.name, hero.state, board.style.colors) if hero else ""
    hook = next(iter(whole(board, "hook")), None)
    title = hook.title if hook else board.title
    data = {
        "phrases": title.phrases,
        "wide": _breaks(title),
        "beside": title.beside.phrases if title.beside else (),
        "brand": board.brand.name.shown,
        "font": board.style.font,
        "lang": board.lang,
        "colors": board.style.colors,
        "art": art,
    }
    return layout.png("page/poster.typ", data, ppi=POSTER_PPI)[0]

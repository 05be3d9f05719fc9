"""HTML from templates/page: the Jinja2 environment, texts that break between words, the theme as CSS."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from itertools import pairwise

import jinja2
from markupsafe import Markup

from outreach.project import Project
from outreach.storyboard import Item, Text
from outreach.words import inside_link

FOLDER = "templates/page"


def environment(project: Project) -> jinja2.Environment:
    """Jinja2 for templates/page: values are escaped, a missing one is an error, templates are the project's."""
    env = jinja2.Environment(
        loader=jinja2.FunctionLoader(lambda name: project.read_text(f"{FOLDER}/{name}")),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {"words": words, "marked": marked, "tel": tel, "dial": dial}
    return env


def words(text: Text) -> Markup:
    """The shown text; `<wbr>` where Chinese and long links may break: `word-break: keep-all` keeps words whole."""
    return _broken(text.shown, 0, len(text.shown), _break_points(text))


_NUMBER = re.compile(r"(?<![\d-])\d{3}(?:-\d{3}-\d{4}|\d{0,2})(?![\d-])")


def dial(html: Markup, numbers: Collection[str]) -> Markup:
    """`html` with each of `numbers` as a link that calls it, never broken over two lines."""

    def link(found: re.Match[str]) -> str:
        number = found.group()
        return (
            str(Markup('<a class="dial" href="{}">{}</a>').format(tel(number), number)) if number in numbers else number
        )

    return Markup(_NUMBER.sub(link, str(html)))


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


def _break_points(text: Text) -> set[int]:
    ends, at = set(), 0
    for phrase, after in zip(text.phrases, (*text.phrases[1:], ""), strict=True):
        at += len(phrase)
        if wide(text.lang) or inside_link(phrase, after):
            ends.add(at)
    return ends


def _broken(shown: str, start: int, end: int, breaks: set[int]) -> Markup:
    cuts = [start, *sorted(b for b in breaks if start < b < end), end]
    pieces = Markup("<wbr>").join(shown[a:b] for a, b in pairwise(cuts))
    return Markup("<wbr>") + pieces if start in breaks and start < end else pieces


_EXTENSION = re.compile(r"(.*\d) (?:转|ext\.) (\d+)")


def tel(number: str) -> str:
    """`tel:` address of a number as printed: digits, the + of an international one, the extension (RFC 3966 §5.3)."""
    found = _EXTENSION.fullmatch(number)
    main, more = (found[1], found[2]) if found else (number, "")
    called = "tel:" + ("+" if main.startswith("+") else "") + "".join(c for c in main if c.isdigit())
    return f"{called};ext={more}" if more else called


def wide(lang: str) -> bool:
    """Is the language written without spaces between words, so that we say where a line may break?"""
    return lang.split("-")[0] in ("zh", "ja", "ko")


def tokens(colors: Mapping[str, str], type_: Mapping[str, float]) -> str:
    """The theme's colours and sizes as CSS custom properties; lengths follow the reader's own text size."""
    names = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colors.items())
    sizes = f"--body:{type_['body'] / 16:g}rem;--title:{type_['title'] / 16:g}rem;--target:{type_['target']:g}px;"
    return f":root{{{names}{sizes}}}\n"

"""HTML from templates/page: the Jinja2 environment, texts that break between words, the theme as CSS."""

from __future__ import annotations

import re
import traceback
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import groupby, pairwise
from typing import Any

import jinja2
from jinja2.exceptions import SecurityError
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from outreach.diagnostics import Where, fail
from outreach.lang import tongue
from outreach.lang.breaks import inside_link
from outreach.messages import msg
from outreach.project import Project
from outreach.storyboard import Item, Run, Text, runs

FOLDER = "templates/page"
MOST_TURNS = 10_000  # of all loops over numbers on one page
MOST_NUMBER = 1e9
MOST_PAGE = 20 << 20  # characters; the gallery of a library of 3,000 packs has 9 million
_GROWING = frozenset("center ljust rjust zfill format format_map expandtabs join translate".split())


class _Sandbox(SandboxedEnvironment):
    """Templates may come with a project from elsewhere: they reach no code of ours, and no memory without end."""

    intercepted_binops = frozenset(("*", "**", "%"))
    left = MOST_TURNS

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:
        """Numbers only: a text times a million is a page of a million texts."""
        if not all(isinstance(one, (int, float)) and abs(one) <= MOST_NUMBER for one in (left, right)):
            raise SecurityError(f"`{operator}` is for numbers up to {MOST_NUMBER}")
        if operator == "**" and abs(right) > 8:
            raise SecurityError("`**` is for small powers")
        return super().call_binop(context, operator, left, right)

    def call(self, context: Context, called: Any, /, *args: Any, **named: Any) -> Any:
        """As Jinja2 does, without the ways to make a short text long."""
        if isinstance(getattr(called, "__self__", None), (str, bytes)) and called.__name__ in _GROWING:
            raise SecurityError(f"`{called.__name__}` is not for templates")
        return super().call(context, called, *args, **named)

    def wrap_str_format(self, value: Any) -> Any:
        """Newer versions of Jinja2 wrap `format` before it is called."""
        return None

    def turns(self, *numbers: int) -> range:
        """`range`, as long as all of a page's loops have turns left."""
        made = range(*numbers)
        self.left -= len(made)
        if self.left < 0:
            raise SecurityError(f"the loops of a page have at most {MOST_TURNS} turns")
        return made


def environment(project: Project) -> jinja2.Environment:
    """Jinja2 for templates/page: values are escaped, a missing one is an error, templates are the project's."""

    def source(name: str) -> tuple[str, str, None]:
        return project.read_text(f"{FOLDER}/{name}"), f"{FOLDER}/{name}", None

    env = _Sandbox(
        loader=jinja2.FunctionLoader(source),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters |= {
        "words": words,
        "marked": marked,
        "tel": tel,
        "dial": dial,
        "whole": whole,
        "format": _formatted,
        "grouped": _grouped,
    }
    for name in ("center", "indent", "wordwrap", "pprint", "xmlattr", "filesizeformat"):
        env.filters.pop(name, None)
    env.globals = {"range": env.turns, "namespace": env.globals["namespace"]}
    return env


def render(env: jinja2.Environment, name: str, view: Mapping[str, Any]) -> str:
    """The page of a template. Raises OutreachError with the template's file and line."""
    pieces, length = [], 0
    try:
        for piece in env.get_template(name).generate(view):
            pieces.append(piece)
            length += len(piece)
            if length > MOST_PAGE:
                raise SecurityError(f"a page has at most {MOST_PAGE} characters")
    except (
        jinja2.TemplateError,
        RecursionError,
        MemoryError,
        TypeError,
        ValueError,
        ArithmeticError,
        LookupError,
    ) as problem:
        raise fail(
            "template", _line(problem, name), msg("this template cannot be used: {why}", why=problem)
        ) from problem
    return "".join(pieces)


def _line(problem: BaseException, name: str) -> Where:
    """Where in a template something went wrong: told by the error, or the last template in its traceback."""
    if isinstance(problem, jinja2.TemplateSyntaxError):
        return Where(f"{FOLDER}/{problem.name or name}", problem.lineno)
    if isinstance(problem, jinja2.TemplateNotFound):
        return Where(f"{FOLDER}/{problem.name}")
    found = [step for step in traceback.extract_tb(problem.__traceback__) if step.filename.startswith(f"{FOLDER}/")]
    return Where(found[-1].filename, found[-1].lineno or 0) if found else Where(f"{FOLDER}/{name}")


def _formatted(pattern: str, *values: float) -> str:
    """`"%.1f"|format(x)` for short patterns."""
    if not re.fullmatch(r"[^%]{0,40}(%(\.\d)?[dfs][^%]{0,40}){0,3}", pattern):
        raise SecurityError("expected a short pattern such as `%.1f`")
    return pattern % values


def _grouped(number: int) -> str:
    """`{{ n|grouped }}`: 12345 as 12,345."""
    return f"{number:,}"


def words(text: Text) -> Markup:
    """The shown text; `<wbr>` where Chinese and long links may break: `word-break: keep-all` keeps words whole."""
    return _broken(text.shown, 0, len(text.shown), _break_points(text))


def dial(html: Markup, numbers: Collection[str]) -> Markup:
    """`html` with each of `numbers` as a link that calls it, never broken over two lines."""

    def link(found: re.Match[str]) -> str:
        number = found[0].replace(_WBR, "")
        return str(Markup('<a class="dial" href="{}">{}</a>').format(tel(number), number))

    return Markup(_any_of(tuple(numbers)).sub(link, str(html))) if numbers else html


def whole(html: Markup, numbers: Collection[str]) -> Markup:
    """`html` with each of `numbers` unbroken, where it is no link: on what is chosen. A line may break beside it."""

    def one(found: re.Match[str]) -> str:
        after = _WBR if found.string[found.end() : found.end() + 1].isalpha() else ""
        return _WBR + str(Markup('<span class="dial">{}</span>').format(found[0].replace(_WBR, ""))) + after

    return Markup(_any_of(tuple(numbers)).sub(one, str(html))) if numbers else html


_WBR = "<wbr>"


@lru_cache(maxsize=64)
def _any_of(numbers: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the numbers, also with a break in it, where it is not a part of a longer one or of a tag."""
    longest = sorted(numbers, key=len, reverse=True)
    ways = "|".join(f"(?:{_WBR})?".join(re.escape(sign) for sign in number) for number in longest)
    return re.compile(rf"(?<![\d-])(?:{ways})(?![\d-])(?![^<]*>)")


def marked(item: Item) -> Markup:
    """A line of dialogue with the flagged passages in `<mark>`; a break before one is outside of it."""
    numbers, out = {flag.id: flag.number for flag in item.flags}, Markup()
    for flag, passage in groupby(_with_breaks(item), key=lambda one: one[0].flag):
        *before, last = passage
        inner = Markup().join(Markup("{}").format(run.words) + wbr for run, wbr in before) + last[0].words
        mark = Markup('<mark>{}<sup class="n">{}</sup></mark>')
        out += (mark.format(inner, numbers[flag]) if flag else inner) + last[1]
    return out


def _with_breaks(item: Item) -> Iterator[tuple[Run, Markup]]:
    """The runs of an item, each with what tells a browser that a line may break after it."""
    own = runs(item)
    for run, after in zip(own, (*own[1:], None), strict=True):
        breaks = after and run.ends and (tongue(item.text.lang).boxed or inside_link(run.words, after.words))
        yield run, Markup(_WBR if breaks else "")


def _break_points(text: Text) -> set[int]:
    ends, at, boxed = set(), 0, tongue(text.lang).boxed
    for phrase, after in zip(text.phrases, (*text.phrases[1:], ""), strict=True):
        at += len(phrase)
        if boxed or inside_link(phrase, after):
            ends.add(at)
    return ends


def _broken(shown: str, start: int, end: int, breaks: set[int]) -> Markup:
    cuts = [start, *sorted(b for b in breaks if start < b < end), end]
    pieces = Markup("<wbr>").join(shown[a:b] for a, b in pairwise(cuts))
    return Markup("<wbr>") + pieces if start in breaks and start < end else pieces


_EXTENSION = re.compile(r"(.*\d) ?(?:转|ext\.?) ?(\d+)")


def tel(number: str) -> str:
    """`tel:` address of a number as printed: digits, the + of an international one, the extension (RFC 3966 §5.3)."""
    found = _EXTENSION.fullmatch(number)
    main, more = (found[1], found[2]) if found else (number, "")
    called = "tel:" + ("+" if main.startswith("+") else "") + "".join(c for c in main if c.isdigit())
    return f"{called};ext={more}" if more else called


def tokens(colors: Mapping[str, str], type_: Mapping[str, float]) -> str:
    """The theme's colours and sizes as CSS custom properties; lengths follow the reader's own text size."""
    names = "".join(f"--{name.replace('_', '-')}:{value};" for name, value in colors.items())
    sizes = f"--body:{type_['body'] / 16:g}rem;--title:{type_['title'] / 16:g}rem;--target:{type_['target']:g}px;"
    return f":root{{{names}{sizes}}}\n"

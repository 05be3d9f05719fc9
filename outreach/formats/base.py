"""What a format is: what it needs, what it makes, what its files are called, and whether they bear a code."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from types import ModuleType
from typing import TYPE_CHECKING, Any, Literal, get_args

from outreach.codes.least import Least
from outreach.kinds import Medium
from outreach.overflow import Fault
from outreach.storyboard import Branch, Shape, Storyboard, Text

if TYPE_CHECKING:
    from outreach.layout import Layout

Need = Literal[
    "storyboard",
    "timeline",
    "voice",  # a storyboard, and the clips of its `parts` by the name of their line
    "film",  # a storyboard, the film as MP4, and the picture that stands for it, as PNG
]
Icon = Literal["print", "phone", "slides", "play", "picture"]  # in the order in which the gallery lists them
# What it needs, Layout -> file name -> bytes. `layout.project` reads templates and media.
# Raises overflow.UnmadeError when words do not fit.
Render = Callable[[Any, "Layout"], dict[str, bytes]]
# Says without making it what does not fit, also with the cards of branches, and which scenes are left out.
Overflow = Callable[[Storyboard, "Layout", tuple[Branch, ...] | None], tuple[list[Fault], list[str]]]
# Storyboard, does a machine speak? -> what has to be said: name of the line, text, rate when not the audience's.
Parts = Callable[[Storyboard, bool], tuple[tuple[str, Text, tuple[float, float] | None], ...]]


@dataclass(frozen=True)
class File:
    """A file of a format in its pack's folder, or several that are shown alike."""

    name: str  # `*` and `?` stand for letters
    label: tuple[
        str, ...
    ] = ()  # what its link says: labels of content/languages, or words; (): belongs to another file
    icon: Icon = "print"
    button: bool = False  # among the first that the gallery offers
    pictured: bool = False  # the gallery shows a picture of it
    numbered: bool = False  # the first number in its name follows its label
    least: Least | None = None  # how large the code is that it bears; None: it bears none
    once: bool = False  # one of several bears it: a text that goes on over several pictures


@dataclass(frozen=True)
class Cut:
    """A way to tell the story as a film, with a file for every shape."""

    name: str
    files: Mapping[Shape, File]


def cut_named(name: str, label: tuple[str, ...], first: Shape = "landscape") -> Cut:
    """A cut whose file in its first shape is `video-NAME.mp4`, in the others `video-NAME-SHAPE.mp4`."""
    files = {
        shape: File(f"video-{name}.mp4", label, "play", button=True)
        if shape == first
        else File(f"video-{name}-{shape}.mp4", (*label, f"gallery_{shape}"), "play")
        for shape in get_args(Shape)
    }
    return Cut(name, files)


@dataclass(frozen=True)
class Format:
    """A way to put a storyboard before people. Everything that the build, the gallery and the links know of it."""

    name: str
    module: str  # where it is written down: its code is part of the cache key
    order: int  # its place among the others wherever they are listed
    title: str  # what a person reads in `outreach list formats`
    needs: Need
    files: tuple[File, ...]
    render: Render | None  # None: it is a film, made of `cuts`
    inputs: tuple[str, ...] = ()  # project paths it reads: their digests are part of the cache key
    overflow: Overflow | None = None
    parts: Parts | None = None
    cuts: tuple[Cut, ...] = ()
    medium: Medium | Literal[""] = ""  # a scene may be left out of it; "": it shows the film's scenes
    utm: str = ""  # medium that its code tells the web server's log; "": it has no code of its own
    code_of: str = ""  # the format whose code its files bear, when not its own
    branches: bool = False  # a branch gets it of its own unless formats are named
    use: str = ""  # what it is for when nobody gets it unasked: `-f` with this name asks for all of that use
    weight: float = 1.0  # rough seconds it takes, for the time left

    @property
    def bears(self) -> str:
        """The format whose code its files bear; "" when they bear none."""
        return self.code_of or (self.name if self.utm else "")

    @property
    def picture(self) -> str:
        """The file that the gallery shows a picture of; "" when none."""
        return next((file.name for file in self.files if file.pictured), "")

    def file(self, name: str) -> File | None:
        """What is said of the file of this name."""
        return next((one for one in self.files if fnmatchcase(name, one.name)), None)


# How large a code must be.
HAND = Least(20, 0.34, "mm")  # in the hand, 20 cm away; a module of four dots at 300 dpi (qrcode.com)
TABLE = Least(25, 0.34, "mm")  # A4 before a reader, on a table or a wall
WALL = Least(40, 0.5, "mm")  # A3 in a lobby, from an arm's length and a little more
HALL = Least(50, 0.5, "mm")  # A2
STAND = Least(100, 1, "mm")  # a roll-up, from a metre
SLIDE = Least(81, 2, "pt")  # 15 % of the slide's height: the first rows sit at one and a half heights
CARD = Least(160, 4, "px")  # on a phone's screen, 68 mm for 1080 pixels: 10 mm, read by another phone at 10 cm

# What every sheet of paper reads.
PAPER = ("templates/print", "templates/kit", "templates/keyvisual.yaml", "media/art", "media/fonts")


def printed(
    name: str,
    module: str,
    renderer: Callable[[], ModuleType],
    *,
    order: int,
    title: str,
    files: tuple[File, ...],
    utm: str = "leaflet",
    branches: bool = False,
    use: str = "",
) -> Format:
    """A format of sheets to print. `renderer` imports its module of outreach/renderers, when it is first wanted."""

    def render(board: Storyboard, layout: Layout) -> dict[str, bytes]:
        found: dict[str, bytes] = renderer().render(board, layout)
        return found

    def overflow(
        board: Storyboard, layout: Layout, branches: tuple[Branch, ...] | None
    ) -> tuple[list[Fault], list[str]]:
        found: tuple[list[Fault], list[str]] = renderer().overflow(board, layout, branches)
        return found

    return Format(
        name,
        module,
        order=order,
        title=title,
        needs="storyboard",
        files=files,
        render=render,
        overflow=overflow,
        inputs=PAPER,
        medium="print",
        utm=utm,
        branches=branches,
        use=use,
    )


STALL = "stall"  # a table at a market: to play, to draw, to take along


def for_a_stall(
    name: str, module: str, renderer: Callable[[], ModuleType], *, order: int, title: str, least: Least | None = None
) -> Format:
    """A format of a stall: a sheet in its three prints. `least`: how large its code must be; None: it bears none."""
    label, utm = f"gallery_{name}", "stall" if least else ""
    files = tuple(replace(one, label=("gallery_stall", *one.label)) for one in prints(name, label, least))
    return printed(name, module, renderer, order=order, title=title, files=files, utm=utm, use=STALL)


def prints(
    sheet: str, label: str, least: Least | None, *, press: Least | None = None, narrow: bool = False
) -> list[File]:
    """The files of a sheet: in colour, for a copier, for a print shop, and for that on paper of 285 mm."""
    found = [
        File(f"{sheet}.pdf", (label,), least=least),
        File(f"{sheet}-mono.pdf", (label, "gallery_mono"), least=least),
        File(f"{sheet}-press.pdf", (label, "gallery_press"), least=press or least),
    ]
    return [*found, File(f"{sheet}-press-285.pdf", (label, "gallery_press_285"), least=least)] if narrow else found

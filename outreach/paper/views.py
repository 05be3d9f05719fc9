"""What templates/print/ is given, and the words and drawings it has in common with templates/cards/."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from outreach.views import View

# The fixed words that the printed sheets say.
LABELS = (
    *("draft", "reviewed", "fictional", "scan", "scan_promise", "hotlines", "do", "dont"),
    *("series", "card_title", "card_text", "card_show", "card_say", "poster_warning"),
    *("print_duplex", "print_duplex_long", "quiz_which", "quiz_real"),
    *("checklist_title", "checklist_heard", "checklist_asked", "checklist_note"),
    *("game_title", "game_start", "game_end", "game_back", "game_on", "tiles"),
    *("lots_ask", "lots_hint", "quiz_fake", "stop", "answer"),
    *("bingo_title", "bingo_how", "bingo_free", "bingo_list", "bingo_list_how"),
    *("flow_stop", "stickers_hint"),
    *("game_rule_1", "game_rule_2", "game_rule_3", "game_rule_4"),
)
Lang = tuple[str, str]  # language and region, "" without one
Part = tuple[str, int, float, float]  # characters, number of a flag or 0, space inside the mark, space after it (em)


@dataclass(frozen=True)
class Words(View):
    """A text in pieces that may not be broken, and where it stands; that of an item has its flags."""

    pieces: tuple[tuple[Part, ...], ...]  # of parts: characters, flag or 0, spaces inside and after the mark (em)
    plain: str  # the whole text
    lang: Lang
    boxed: bool  # no spaces between its words: each piece is a box
    rtl: bool
    beside: Words | None  # the second language of a bilingual sheet


@dataclass(frozen=True)
class Drawn(View):
    """A drawing, held once and named by its key."""

    svg: str
    alt: str
    ratio: float  # width by height


@dataclass(frozen=True)
class Flag(View):
    """A trick that is played in a line."""

    number: int
    trick: Words
    note: Words  # why it works


@dataclass(frozen=True, kw_only=True)
class ItemView(View):
    """An item of a scene, as sheets and social pictures have it."""

    kind: str
    number: int  # 0 without one
    text: Words
    detail: Words | None
    side: str  # left, right, "" for the presenter
    who: Words | None  # in a group: whose words these are
    face: str | None  # a drawing's key
    window: bool  # seen in a video call, not as a face in a circle
    flags: tuple[Flag, ...]


@dataclass(frozen=True, kw_only=True)
class Line(ItemView):
    """An item on a sheet: a line of dialogue, an option, a step, a do or a don't."""


@dataclass(frozen=True, kw_only=True)
class StoryView(View):
    """A scene, as sheets and social pictures have it."""

    id: str
    kind: str
    title: Words
    contact: Words | None
    question: Words | None
    answer: Words | None
    pictures: tuple[str, ...]  # keys of drawings


@dataclass(frozen=True, kw_only=True)
class SceneView(StoryView):
    """A scene of a sheet; `kind` as outreach/kinds.py says for paper."""

    channel: str
    lead: Words | None
    items: tuple[Line, ...]


@dataclass(frozen=True)
class Call(View):
    """A number to call."""

    number: str
    purpose: Words
    short: Words | None  # in a word or two
    urgent: bool


@dataclass(frozen=True)
class Code(View):
    """The QR code."""

    svg: str
    modules: int  # of a side, the quiet zone with them
    domain: str  # what it opens, in clear


@dataclass(frozen=True)
class Hero(View):
    """The key visual over a whole sheet, and what is laid over it."""

    svg: str
    alt: str
    ratio: float  # width by height
    safe: tuple[float, float]  # from and to, down, in shares: what is between is not covered
    aside: str  # left or right: the side where no face is
    head: str  # colour tokens of the fields above and below
    foot: str
    verb: Words  # what to do first, before the number to call


@dataclass(frozen=True)
class Page(View):
    """The paper as trimmed, in mm, before it is enlarged."""

    width: float
    height: float
    zoom: float = 1.0


@dataclass(frozen=True, kw_only=True)
class Frame(View):
    """What every template of templates/print/ needs before it draws anything."""

    print: str  # office, mono or press
    title: str
    lang: Lang
    font: str
    direction: str  # ltr or rtl
    colors: Mapping[str, str]  # the tokens of templates/theme.yaml, as this print shows them
    type: Mapping[str, float]  # sizes in points
    brand: Words
    page: Page
    probe: bool = False  # only say whether the words fit


@dataclass(frozen=True)
class Which(View):
    """Messages of which one is genuine."""

    messages: tuple[Words, ...]
    real: int  # the place of the genuine one, from 0


@dataclass(frozen=True, kw_only=True)
class Square(View):
    """A field of the board game."""

    number: int  # from 1, the start
    column: int  # from 0, at the left
    row: int  # from 0, at the top
    role: str  # start, trap, ladder, plain or end
    text: Words | None  # what is read aloud there
    to: int  # the field that a trap sends back to, a ladder on to; 0: none
    drawing: str | None  # a key of `art`


@dataclass(frozen=True)
class Tiling(View):
    """How a sheet that is larger than the printer's paper is cut into four: in mm on the paper."""

    window: tuple[float, float]  # width and height of a tile's picture
    step: tuple[float, float]  # from a tile to the next: less than the window by what overlaps
    zoom: float  # of the design


@dataclass(frozen=True, kw_only=True)
class Game(View):
    """The board game."""

    design: tuple[float, float]  # mm, as it is laid out
    grid: tuple[int, int]  # columns and rows
    squares: tuple[Square, ...]
    tiling: Tiling


@dataclass(frozen=True)
class Lot(View):
    """A card to draw: what somebody says, or a question, and on its back the answer."""

    number: int
    message: Words | None  # said by a scammer or by somebody genuine
    genuine: bool
    question: Words | None  # on a card without a message
    options: tuple[Words, ...]  # of that question
    answer: Words  # the trick in the message, or what is right to do
    why: Words | None


@dataclass(frozen=True, kw_only=True)
class Lots(View):
    """Cards to draw, with their answers on the back."""

    across: tuple[int, int]  # columns and rows of a sheet
    lots: tuple[Lot, ...]  # whole sheets of them


@dataclass(frozen=True)
class Bingo(View):
    """Bingo sheets and the list to read from."""

    across: int  # fields of a row, and rows
    calls: tuple[Words, ...]  # what is read aloud, in the order of the list
    dealt: tuple[tuple[int, ...], ...]  # for each sheet the calls in its fields, by their places in `calls`; -1: free
    shout: Words  # what a full row calls out


@dataclass(frozen=True)
class FlowStep(View):
    """A step of the trick, and the way out of it."""

    number: int
    text: Words
    detail: Words | None
    drawing: str | None  # a key of `art`
    stop: Words | None  # what to say here


@dataclass(frozen=True)
class Flow(View):
    """The trick on a board."""

    steps: tuple[FlowStep, ...]


@dataclass(frozen=True)
class Sticker(View):
    """A small sticker."""

    role: str  # refusal, number, hang or series
    text: Words
    number: str  # to call; "" without one


@dataclass(frozen=True)
class Stickers(View):
    """Stickers on a sheet of labels, which is told in mm."""

    across: int  # labels side by side
    label: tuple[float, float]  # width and height
    pitch: tuple[float, float]  # from one to the next
    first: tuple[float, float]  # the first one's corner
    stickers: tuple[Sticker, ...]  # row by row


Kit = Game | Lots | Bingo | Flow | Stickers


@dataclass(frozen=True, kw_only=True)
class SheetView(Frame):
    """A printed sheet: print/*.typ but branch.typ."""

    draft: bool
    reviewed: str  # ISO date
    labels: Mapping[str, Words]
    headline: Words
    sources: tuple[Words, ...]
    hotlines: tuple[Call, ...]
    scenes: tuple[SceneView, ...]
    ticks: tuple[Words, ...]  # what happened to me, to tick
    paid: Words  # it has happened already, and whom to call first
    which: Which | None  # a riddle: which of these is genuine?
    logo: str  # a drawing's key
    slot: tuple[float, float] | None  # mm: the room kept for a branch's card
    qr: Code
    art: Mapping[str, Drawn]
    hero: Hero | None = None  # of a sheet that is one picture
    kit: Kit | None = None  # what a sheet of a stall has beside the others
    strip: Strip | None = None  # the frames of a comic


@dataclass(frozen=True)
class Balloon(View):
    """What somebody says in a frame of a comic strip. All in mm."""

    text: Words
    who: Words | None  # in a group: whose words these are
    role: str  # victim, caller, helper, narrator
    box: tuple[float, float, float, float]  # left, top, width, height: where it may be
    tip: tuple[float, float] | None  # where it comes from; none: it is written


@dataclass(frozen=True)
class SoundWord(View):
    """A word for what is heard."""

    text: Words
    at: tuple[float, float]  # mm: its middle
    tall: float  # mm
    wide: float  # mm, at most
    turn: float  # degrees


@dataclass(frozen=True)
class StripFrame(View):
    """A frame of a comic strip. All in mm."""

    svg: str
    alt: str  # who does what
    box: tuple[float, float, float, float]  # left, top, width, height
    caption: Words | None  # the scene's title
    corner: str  # left or right: where the caption is
    channel: str  # with the name on the screen: how somebody is reached
    contact: Words | None
    balloons: tuple[Balloon, ...]
    tricks: tuple[Flag, ...]
    plate: tuple[float, float]  # where their names end
    phone: tuple[float, float, float, float] | None  # the screen on which they are read
    sound: SoundWord | None


@dataclass(frozen=True)
class Strip(View):
    """A comic strip."""

    title: tuple[float, float, float, float]  # mm: left, top, width, height
    motto: tuple[tuple[float, float], ...]  # mm: the corners of the slogan's field
    foot: float  # mm: where the frames end
    frames: tuple[StripFrame, ...]
    told: tuple[str, ...]  # the scenes that it tells


@dataclass(frozen=True)
class BranchLines(View):
    """Who a branch is."""

    name: Words
    address: Words
    phone: Words


@dataclass(frozen=True, kw_only=True)
class BranchCard(Frame):
    """The card that is laid over a sheet's room for a branch: print/branch.typ."""

    branch: BranchLines
    framed: bool  # the room is a card with a margin of its own

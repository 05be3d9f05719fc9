"""The intermediate representation: what is said and shown, settled. Renderers read nothing else of the content.

Storyboard -> Scene -> Item (what is seen) and Beat (what is said while which item is shown). All frozen, no behaviour.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from outreach.channels import ChannelName
from outreach.diagnostics import NOWHERE, Where

ItemKind = Literal["line", "option", "step", "flag", "do", "dont"]
BeatKind = Literal["say", "wait"]
Shape = Literal["landscape", "portrait", "square"]


@dataclass(frozen=True, slots=True)
class Text:
    """One text in one language, with every token filled."""

    shown: str  # as printed on a slide, a frame, a page
    said: str  # the sentence as a caption shows it while it is spoken (equal to `shown` unless the author wrote `say`)
    spoken: str  # what a voice engine is given: hotlines digit by digit, amounts and abbreviations in words
    lang: str  # BCP 47
    phrases: tuple[str, ...]  # `shown` cut where a line may break; joined they are `shown` again
    said_phrases: tuple[str, ...]  # `said`, cut the same way, for captions
    beside: Text | None = None  # the same text in the companion language, for bilingual pages
    heard: str = ""  # why the ear may mishear it, in the author's words
    where: Where = field(default=NOWHERE, compare=False)
    quoted: bool = field(
        default=False, compare=False
    )  # a scammer's words, which may promise and press; follows from the role


@dataclass(frozen=True, slots=True)
class Picture:
    """A drawing of media/art by name and state, with its alternative text in the storyboard's language."""

    name: str
    state: str
    alt: str


@dataclass(frozen=True, slots=True)
class Run:
    """Words of a text that belong together: a phrase, or what a flagged passage leaves or takes of one."""

    words: str
    flag: str = ""  # the id of the flag whose passage they are in
    ends: bool = True  # a phrase ends here: a line may break


@dataclass(frozen=True, slots=True)
class Flag:
    """A phrase in a line of dialogue and the trick it plays."""

    id: str
    number: int  # 1, 2, 3 … within the storyboard, as in "trick 1"
    phrase: str  # occurs in the item's text.shown
    trick: Text  # its short name: "rushing you"
    note: Text  # one sentence: why it works, spoken by the host
    where: Where = field(default=NOWHERE, compare=False)  # of the phrase


@dataclass(frozen=True, slots=True)
class Item:
    """One thing seen in a scene: a message, an option, a step, a red flag, a do or a don't."""

    id: str
    kind: ItemKind
    text: Text
    detail: Text | None = None
    role: str = ""  # who says it, for kind "line": the `role` of a Person
    face: Picture | None = None  # of whoever says it, as seen in this scene: a video call shows a face that is not his
    named: Text | None = None  # the speaker's name, where several people talk on the other side
    side: Literal["", "left", "right"] = ""  # the bubble's side: the caller left, the person called right
    flags: tuple[Flag, ...] = ()
    runs: tuple[Run, ...] = ()  # the text cut at its phrases and at its flagged passages; () when it has no flags
    right: bool = False  # the right option of a pause scene
    picture: Picture | None = None
    number: int = 0  # its place, 1, 2, 3 …, among those of its kind in the scene
    cuts: tuple[str, ...] = ()  # the cuts of the film it is in; (): as content/cuts.yaml says


@dataclass(frozen=True, slots=True)
class Beat:
    """One spoken line (or a wait) and the state of the picture while it lasts: items up to `item` are visible."""

    id: str  # unique in the storyboard: "<scene>.<line>", the author's names; a long line goes on as "<scene>.<line>-2"
    kind: BeatKind
    text: Text | None = None
    role: str = "host"
    item: str = ""  # the item that appears or is pointed at; "" for the scene's opening
    flag: str = ""  # the flag whose phrase is marked and whose trick card opens during this beat
    reveal: bool = False  # pause scenes: the answer is open from this beat on
    seconds: float = 0.0  # the least it lasts; a wait lasts exactly this
    pause: float = 0.0  # silence after it


@dataclass(frozen=True, slots=True)
class Scene:
    """One scene: its kind, a row of `outreach.kinds`, decides what is said in it and how each medium shows it."""

    id: str
    kind: str
    title: Text
    items: tuple[Item, ...] = ()
    beats: tuple[Beat, ...] = ()
    pictures: tuple[Picture, ...] = ()
    channel: ChannelName | Literal[""] = ""  # dialogue: how the caller reaches the person
    contact: Text | None = None  # dialogue: the name on the person's screen
    question: Text | None = None  # pause
    answer: Text | None = None  # pause
    not_in: tuple[str, ...] = ()  # deck, print, page, cards: where it is left out
    cuts: tuple[str, ...] = ()  # the cuts of the film it is in; (): as content/cuts.yaml says


@dataclass(frozen=True, slots=True)
class Question:
    """What is heard, what do you do now? Of the quiz, and of the practice as the helper."""

    id: str
    message: Text | None  # what is heard or read
    question: Text | None  # none in a turn of the helper: the choice is what to answer
    options: tuple[Item, ...]  # the `detail` of each says why it is right or wrong
    genuine: bool = False  # the message comes from the real bank or police


@dataclass(frozen=True, slots=True)
class Helper:
    """The practice call from the other side: somebody is being tricked, and you may help."""

    role: Text  # who you are: the daughter, the roommate, the clerk
    whom: Text  # who is being tricked
    turns: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Person:
    """Someone who speaks: label, drawing and the voice each engine uses for them."""

    role: str  # the key in the script's cast: a role, or a name of the script's own
    name: Text
    picture: Picture
    voices: dict[str, str]  # engine -> voice name
    plays: str = ""  # the role they play: `caller` for every scammer, also one who poses as somebody honest
    seen: Picture | None = None  # a scammer: what a video call shows of him, the face that is not his


# Whom to call first and second, by where the money is: the police stop what is sent, the bank stops its card.
CALLED_FIRST: Mapping[str, tuple[str, str]] = {"sent": ("police", "bank"), "card": ("bank", "police")}


@dataclass(frozen=True, slots=True)
class Hotline:
    """A number to call: digits as printed, what it is for, and how it is said."""

    id: str
    number: str
    purpose: Text
    urgent: bool = False
    short: Text | None = None  # a word or two, for the strip at the foot of every frame


@dataclass(frozen=True, slots=True)
class Brand:
    """The organisation in the storyboard's language."""

    name: Text
    short: Text
    domain: str
    logo: str  # a drawing of media/art
    producer_code: str  # for AI labels (GB 45438-2025 App. E)


@dataclass(frozen=True, slots=True)
class Branch:
    """The branch a variant is printed for."""

    id: str
    name: str
    address: str
    phone: str
    where: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Link:
    """Where the QR code leads: `https://host/q/`-style token address, upper case in the code, domain printed beside."""

    base: str  # "HTTPS://HOST/Q/"
    domain: str
    campaign: str
    where: Where = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Pace:
    """How fast it is spoken: slower than news (250 to 270 Hanzi a minute), slowest for seniors."""

    rate: tuple[float, float]  # Hanzi (zh, ja, ko: characters) or words a minute, least and most
    sentence_pause: float  # seconds
    scene_pause: float
    wait: float  # seconds to think in a pause scene


@dataclass(frozen=True, slots=True)
class Captions:
    """Caption limits of this audience and language: Netflix Timed Text Style Guide, stricter for seniors."""

    line_chars: int  # a full-width character counts 1, in zh/ja/ko a half-width one 0.5; elsewhere each counts 1
    lines: int
    chars_per_second: float
    min_seconds: float
    max_seconds: float
    gap_seconds: float


@dataclass(frozen=True, slots=True)
class Style:
    """How it looks for this audience: every token resolved from theme, audience and brand."""

    lang: str
    direction: Literal["ltr", "rtl"]
    wide_chars: bool  # lines are counted in full-width characters
    boxed: bool  # a layout engine would break lines inside words: phrases are kept whole
    font: str  # the Typst family
    office_fonts: dict[str, str]  # latin, ea, cs
    colors: dict[str, str]  # token -> #RRGGBB
    slide_type: dict[str, float]  # points
    video_type: dict[str, float]  # px at 1080p
    print_type: dict[str, float]  # points
    shape: dict[str, float]  # spacing and radii, in px at 1080p
    motion: dict[str, float]  # seconds and factors
    leaflet: str  # half-fold | a5 | bilingual
    shapes: tuple[Shape, ...]  # films to make
    limits: dict[str, int]  # slide_lines, slide_chars, …
    pronounce: dict[str, str]  # words and how to write them for the ear
    page_type: dict[str, float] = field(default_factory=dict)  # CSS px: body, title, target


@dataclass(frozen=True, slots=True)
class Review:
    """Whether exactly what is shown was approved, by whom, when, and until when."""

    approved: bool
    by: str
    date: str
    why_not: str  # "" when approved
    until: str = ""  # the last day, ISO; "" when not approved
    number: str = ""  # the beginning of the digest over all that is shown; "" when not approved


@dataclass(frozen=True, slots=True)
class Edition:
    """One audience and language this scam is published in, and its formats. Pages link to each other by it."""

    audience: str
    lang: str
    audience_name: str  # in its own language
    language_name: str  # in its own language
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Storyboard:
    """Everything that is said and shown to one audience, in one language, for one branch."""

    scam: str
    audience: str
    lang: str
    companion: str  # "" or the language beside
    title: Text
    summary: Text
    reviewed: str  # date of the content review, ISO
    sources: tuple[Text, ...]
    scenes: tuple[Scene, ...]
    cast: tuple[Person, ...]
    hotlines: tuple[Hotline, ...]
    brand: Brand
    branch: Branch | None
    link: Link
    labels: dict[str, Text]  # fixed words: do, dont, trick, stop, scan_promise, ai_voice, draft, sign_reserved …
    style: Style
    pace: Pace
    captions: Captions
    review: Review
    editions: tuple[Edition, ...] = ()  # of this scam, this one among them
    loss: Literal["", "sent", "card"] = ""  # where the money is when help is called; "": the script does not say
    written: bool = False  # the person called answers a message first: there is no call to hang up on
    saved: bool = False  # the script has a fact `saved`: what was nearly lost and was not
    refusal: Text | None = None  # the sentence that ends the call
    ask: Text | None = None  # the question that unmasks the caller
    pass_on: Text | None = None  # whom to send a post to
    visual: Picture | None = None  # what must not be done, on posters and covers; None: the story tells
    talk: dict[str, Text] = field(default_factory=dict)  # part of a talk -> a paragraph to speak
    quiz: tuple[Question, ...] = ()
    helper: Helper | None = None
    ticks: tuple[Text, ...] = ()  # what happened to me, to tick
    cut: str = ""  # the film whose scenes these are; "": all that the script has

    @property
    def folder(self) -> str:
        """Where its files go, below the output folder: "nfc-skimming/seniors/zh-CN"."""
        pack = f"{self.scam}/{self.audience}/{self.lang}"
        return f"{pack}/branches/{self.branch.id}" if self.branch else pack

    def as_dict(self) -> dict[str, Any]:
        """Plain data without file positions: feeds the cache key, `--json` and the golden files."""
        data = plain(self)
        assert isinstance(data, dict)
        return data


def runs(item: Item) -> tuple[Run, ...]:
    """An item's text, cut at its phrases and at its flagged passages; joined, the runs are the text."""
    return item.runs or tuple(Run(phrase) for phrase in item.text.phrases)


def is_scammer(person: Person) -> bool:
    """Is what this person says a scammer's words?"""
    return (person.plays or person.role) == "caller"


def scene_of(board: Storyboard, message: Text) -> Scene | None:
    """The conversation in which these words are heard or read; None when the story has them not."""
    said = _letters(message)
    for scene in board.scenes:
        lines = [_letters(item.text) for item in scene.items]
        if scene.channel and any(said in line or line in said for line in lines if line):
            return scene
    return None


def screen_head(board: Storyboard, message: Text) -> tuple[ChannelName, Text]:
    """How a message of the quiz comes, and the name above it. One that the story has not comes from whom it names, or
    is a message: every question has a head, or those without one would be known by it.
    """
    scene = scene_of(board, message)
    if scene and scene.channel and scene.contact:
        return scene.channel, scene.contact
    calls = any(line.number in message.shown for line in board.hotlines)
    return ("phone", board.labels["incoming_call"]) if calls else ("chat", board.labels["page_message"])


def _letters(text: Text) -> str:
    return "".join(sign for sign in text.shown if sign.isalnum())


_NOT_DATA = ("where", "quoted", "heard")  # positions, notes, and what follows from the role


def plain(value: Any) -> Any:
    """Dataclasses, tuples and mappings as plain data, without file positions."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name not in _NOT_DATA}
    if isinstance(value, (tuple, list)):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {k: plain(v) for k, v in value.items()}
    return value

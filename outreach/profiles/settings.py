"""What the profile files can say: audiences, languages, brand, hotlines, theme and drawings."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from outreach.hosts import Reason, host_fault, path_fault
from outreach.messages import msg
from outreach.script.grammar import Date, Pose, Slug
from outreach.source import Strict, Versioned, refuse
from outreach.source.explain import CODE, COLOR, FACT, FAMILY, FILLED, MARK, NUMBER
from outreach.source.fields import Worded
from outreach.source.versions import in_turn, renamed, without

Color = Annotated[str, Field(pattern=COLOR)]
# Bounds beyond which nobody can follow, and a film would take hours to make.
Rate = Annotated[float, Field(ge=40, le=1000)]  # Hanzi or words a minute
Pause = Annotated[float, Field(ge=0, le=60)]  # seconds
PerSecond = Annotated[float, Field(ge=1, le=60)]  # characters read
Range = tuple[Rate, Rate]
Shape = Literal["landscape", "portrait", "square"]
Limit = Literal["items", "bubbles", "item_chars", "slide_lines", "slide_chars"]
Glance = Literal["title", "line", "item", "trick", "note"]
Family = Annotated[str, Field(pattern=FAMILY, max_length=60)]
Token = Annotated[str, Field(pattern=FACT)]
Engine = Annotated[str, Field(max_length=400)]  # `auto`, an engine, or `engine:option`, as with `--voice`


def _tuple(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


class PaceModel(Strict):
    """Speech rates and pauses."""

    hanzi_per_minute: Range
    words_per_minute: Range
    sentence_pause: Pause
    scene_pause: Pause
    wait: Pause
    _pairs = field_validator("hanzi_per_minute", "words_per_minute", mode="before")(_tuple)

    @field_validator("hanzi_per_minute", "words_per_minute")
    @classmethod
    def _least_first(cls, pair: Range) -> Range:
        if pair[0] > pair[1]:
            raise refuse(msg("expected the slower rate first, found {pair}", pair=f"{pair[0]:g}, {pair[1]:g}"))
        return pair


class CaptionModel(Strict):
    """Caption limits by counting rule; the defaults are those of the Netflix Timed Text Style Guide."""

    wide_line: Annotated[int, Field(ge=4, le=60)]  # zh, ja, ko
    narrow_line: Annotated[int, Field(ge=8, le=120)]
    lines: Annotated[int, Field(ge=1, le=4)] = 2
    wide_per_second: PerSecond
    narrow_per_second: PerSecond
    min_seconds: Annotated[float, Field(ge=0.2, le=10)]
    max_seconds: Annotated[float, Field(ge=1, le=30)] = 7.0


class Audience(Versioned):
    """content/audiences/<id>.yaml"""

    id: Slug
    name: Worded
    languages: Annotated[list[str], Field(min_length=1)]
    companion: str = Field("", description="the language printed beside each text")
    formats: Annotated[list[str], Field(min_length=1)]
    shapes: list[Shape]
    cuts: Annotated[list[str], Field(min_length=1)] = Field(
        ["talk"], description="the films made for them, of content/cuts.yaml"
    )
    look: str = Field(description="a section of templates/theme.yaml under `looks`")
    leaflet: Literal["half-fold", "a5", "bilingual"]
    pace: PaceModel
    captions: CaptionModel
    limits: dict[Limit, Annotated[int, Field(ge=1, le=1000)]]
    people: dict[str, str] = Field({}, description="role -> the drawing that plays it for this audience")
    hears: bool = Field(True, description="false: no ringing phone and no phone at the ear in what they are shown")
    voice: Engine = Field("", description="the voice engine of this audience, where `build` is told no `--voice`")
    voices: dict[str, dict[str, dict[str, str]]] = Field(
        {}, description="language -> engine -> role -> voice name, where it differs from the language's"
    )
    pass_on: Worded | None = Field(None, description="whom to send it to, last words of a post · 请他们转给谁")
    tone: str = Field(description="notes for the writer")


class Language(Versioned):
    """content/languages/<tag>.yaml. Version 2 has the page's labels by channel; see also `profiles._worded`."""

    newest = 2
    upgrades = {
        1: in_turn(
            renamed("labels", {"page_declined": "page_call_declined", "page_tricks_met": "page_call_tricks"}),
            without("wide_chars"),  # `lang` knows it
        )
    }
    id: str
    name: str
    direction: Literal["ltr", "rtl"] = "ltr"
    font: Family
    office_fonts: dict[Literal["latin", "ea", "cs"], Family]
    labels: dict[str, Annotated[str, Field(max_length=600)]]
    roles: dict[str, str]
    impostors: dict[Pose, str] = Field({}, description="whom a scammer poses as -> what such a scammer is called")
    voices: dict[str, dict[str, str]] = Field(
        description="engine -> role -> voice name; the second who plays a role has `<role>-2` where there is one; "
        "what differs for an audience stands in its own file"
    )
    glance: dict[Glance, Annotated[int, Field(ge=1, le=400)]] = Field(
        {}, description="characters that are read at a glance: in a title, a line, an item, the name of a trick, a note"
    )
    same: list[str] = Field([], description="labels that are right though another language says the same")
    pronounce: dict[Annotated[str, Field(pattern=FILLED, max_length=60)], Annotated[str, Field(max_length=200)]] = (
        Field({}, description="words engines get wrong, and how to write them for the ear")
    )

    terms: list[Annotated[str, Field(min_length=2, max_length=60)]] = Field(
        [], description="words that no line breaks, though the language's dictionary does not know them"
    )

    @field_validator("office_fonts")
    @classmethod
    def _each(cls, fonts: dict[str, str]) -> dict[str, str]:
        missing = [kind for kind in ("latin", "ea", "cs") if kind not in fonts]
        if missing:
            raise refuse(msg("expected a font for `{kind}`, found none", kind=missing[0]))
        return fonts

    @field_validator("office_fonts")
    @classmethod
    def _all_scripts(cls, fonts: dict[str, str]) -> dict[str, str]:
        missing = [name for name in ("latin", "ea", "cs") if not fonts.get(name)]
        if missing:
            raise refuse(msg("expected a font for {names}, found none", names=", ".join(missing)))
        return fonts


OWN_LINE = "bank"  # the entry of the organisation's own number, which content/brand.yaml says


class HotlineModel(Strict):
    """A number in content/hotlines.yaml. The own line's may be left out: it is `hotline` of content/brand.yaml."""

    id: Slug
    number: Annotated[str, Field(pattern=NUMBER)] = ""
    purpose: Worded
    short: dict[str, str] = Field({}, description="a word or two, for the strip on every frame")
    hours: str
    source: str
    checked: Date
    urgent: bool = False
    outreach: bool = Field(True, description="may be printed as a number to call")
    only: list[str] = Field([], description="the audiences that it is printed for; empty: all")

    @model_validator(mode="after")
    def _numbered(self) -> HotlineModel:
        if not self.number and self.id != OWN_LINE:
            raise refuse(msg("expected the key `{key}` here, found none", key="number"))
        return self


class HotlinesFile(Versioned):
    """content/hotlines.yaml"""

    hotlines: Annotated[list[HotlineModel], Field(min_length=1, max_length=100)]


def _host(value: str) -> str:
    return _fine(value.lower(), host_fault(value.lower()))


def _path(value: str) -> str:
    """The folder as it stands between two slashes: `/Q/` and `q` are the same."""
    bare = value.lower().removeprefix("/").removesuffix("/")
    return _fine(bare, path_fault(bare))


def _fine(value: str, fault: Reason | None) -> str:
    if fault:
        raise refuse(*fault)
    return value


Host = Annotated[str, AfterValidator(_host)]


class LinkModel(Strict):
    """Where QR codes lead. Kept in lower case: the codes say it in upper case, servers take both."""

    host: Host
    path: Annotated[str, AfterValidator(_path)] = "q"


class AiLabelModel(Strict):
    """AI labels (GB 45438-2025). Switching one off takes a named decision."""

    producer_code: Annotated[str, Field(pattern=CODE)]
    visible: bool = True
    decided_by: str = ""
    decided_on: str = ""
    reason: str = ""

    @model_validator(mode="after")
    def _decided(self) -> AiLabelModel:
        missing = [name for name in ("decided_by", "decided_on", "reason") if not getattr(self, name)]
        if not self.visible and missing:
            raise refuse(msg("expected {names} beside `visible: false`, found none", names=", ".join(missing)))
        return self


class SealModel(Strict):
    """A key whose seals of finished folders count (`outreach seal`, `outreach verify`)."""

    key: Annotated[str, Field(pattern=MARK)] = Field(description="its fingerprint, as `outreach seal key` says it")
    revoked: Date | Literal[""] = Field("", description="the day from which its seals count no more")


class ApprovalsModel(Strict):
    """Who has to review a scam before it is released, and how long that holds."""

    roles: Annotated[list[Slug], Field(max_length=6)] = Field(
        default=[], description="a review by each, by different people; none: one review by anybody"
    )
    days: Annotated[int, Field(ge=1, le=3650)] = Field(
        default=365, description="after so many days it is reviewed again"
    )
    signed: bool = Field(default=False, description="only reviews count that are signed with a key of `seals`")


class BrandModel(Versioned):
    """content/brand.yaml"""

    name: Worded
    short: Worded
    hotline: Annotated[str, Field(pattern=NUMBER)]
    logo: str
    colors: dict[Literal["primary", "accent"], Color]
    domains: Annotated[list[Host], Field(min_length=1)]
    link: LinkModel
    campaign: Annotated[str, Field(min_length=1, max_length=60)]
    ai_label: AiLabelModel
    voice: Engine = Field("", description="the voice engine, where neither `--voice` nor the audience names one")
    messages: Literal["en", "zh"] = Field("en", description="the language that errors are told in")
    seals: Annotated[list[SealModel], Field(max_length=40)] = []
    approvals: ApprovalsModel = ApprovalsModel()


TypeSize = Annotated[float, Field(gt=0, le=400)]


class Look(Strict):
    """A part of the theme: colours, type by medium, shape and motion. Sections left out come from the base."""

    colors: dict[Token, Color] = {}
    contrast: dict[Literal["text", "mark"], Annotated[float, Field(ge=1, le=21)]] = {}
    slide_type: dict[Token, TypeSize] = {}
    video_type: dict[Token, TypeSize] = {}
    print_type: dict[Token, TypeSize] = {}
    page_type: dict[Token, TypeSize] = {}
    shape: dict[Token, Annotated[float, Field(ge=0, le=400)]] = {}
    motion: dict[Token, Annotated[float, Field(gt=0, le=10)]] = {}


class PairsModel(Strict):
    """Which colour is seen on which ground: [what, ground], as names of colours."""

    text: list[tuple[str, str]] = []
    mark: list[tuple[str, str]] = []

    @field_validator("text", "mark", mode="before")
    @classmethod
    def _tuples(cls, value: Any) -> Any:
        return [_tuple(one) for one in value] if isinstance(value, list) else value


class ThemeFile(Versioned):
    """templates/theme.yaml"""

    base: Look
    looks: dict[str, Look]
    pairs: PairsModel = PairsModel()

    @field_validator("pairs")
    @classmethod
    def _known(cls, pairs: PairsModel, info: ValidationInfo) -> PairsModel:
        base: Look | None = info.data.get("base")
        for name in (name for pair in (*pairs.text, *pairs.mark) for name in pair):
            if base is not None and name not in base.colors:
                raise refuse(f"expected a colour of `base`, found `{name}`", f"there are: {', '.join(base.colors)}")
        return pairs


Words = Annotated[tuple[Annotated[str, Field(min_length=1)], ...], BeforeValidator(_tuple)]


class WordLists(Versioned):
    """content/wordlists.yaml: words that the checks look for. `allow` lists longer words that are fine."""

    marketing: Words
    superlatives: Words
    allow: Words
    blaming: Words
    always_scam: Words = Field((), description="what no honest caller ever says · 正规机构从来不说的话")
    names: Words
    shorteners: Words

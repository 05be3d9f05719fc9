"""Voice engines: a line of a storyboard becomes a clip. One file an engine, one line in ENGINES."""

from __future__ import annotations

import dataclasses
import importlib
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol

from outreach.diagnostics import NOWHERE, WrongUsage, fail, unknown
from outreach.lang import units
from outreach.messages import msg
from outreach.project import Project
from outreach.storyboard import Storyboard, Text

if TYPE_CHECKING:
    from outreach.sound import Clip

__all__ = [
    "AUTO",
    "AUTOMATIC",
    "ENGINES",
    "PLACE",
    "Engine",
    "Line",
    "choose",
    "line",
    "lines",
    "packed",
    "pick",
    "places",
    "resolve",
    "speak",
    "unpacked",
]


Rate = tuple[float, float]  # Hanzi or words a minute, least and most


@dataclass(frozen=True, slots=True)
class Line:
    """What an engine is given: the spoken form, its language, the voice's name and the wished rate."""

    id: str  # beat id
    text: str  # the spoken form
    lang: str
    voice: str
    rate: Rate
    pause: float = 0.0  # seconds of silence, at least, between the sentences of a line
    shown: str = ""  # the sentence as a person reads it: a recording's error quotes it


class Engine(Protocol):
    """A voice engine: a frozen dataclass of settings; every field is part of the cache key, but for a PLACE."""

    @property
    def name(self) -> str:
        """Its name in ENGINES."""

    @property
    def synthetic(self) -> bool:
        """Brings the AI label."""

    @property
    def draft(self) -> bool:
        """Refused by `--release`."""

    def ready(self, lang: str) -> str:
        """Empty when it can speak `lang` now, else the reason why not."""

    def speak(self, line: Line) -> Clip:
        """Speaks one line. Raises OutreachError."""


def _factory(name: str) -> Callable[..., Engine]:
    """`make(option, lang, project, scam)` of the engine's module, imported when it is called."""

    def make(option: str = "", lang: str = "", project: Project | None = None, scam: str = "") -> Engine:
        engine: Engine = importlib.import_module(f"outreach.voices.{name}").make(option, lang, project, scam)
        return engine

    return make


# One module an engine, of the same name. The option is what follows `name:` on the command line.
ENGINES: dict[str, Callable[..., Engine]] = {
    name: _factory(name) for name in ("recorded", "kokoro", "edge", "piper", "command", "espeak", "silent")
}
AUTOMATIC = "auto"  # the name of the choice below
# In this order, so that the usual build never leaves the machine; recordings come before all, silence after all.
AUTO = ("kokoro", "edge", "piper", "espeak")

# These ask another machine whether they can work: only a build, or whoever names them, lets them.
ONLINE = ("edge",)


def choose(
    name: str, board: Storyboard, project: Project, without: Collection[str] = (), ask: bool = True
) -> tuple[Engine, str]:
    """The engine that is to speak a storyboard, and one line that says which and why; see `pick`."""
    engine, why = pick(name, board.lang, board.scam, project, without, ask)
    if engine.name != "recorded":
        return engine, why
    mine = dataclasses.replace(_settings(engine), audience=board.audience)
    if mine.otherwise and not any(mine.has(line.id) for line in lines(board, mine)):
        return mine.otherwise, told(mine, (), why)
    return mine, why


def told(engine: Engine, spoken: Collection[Line], why: str) -> str:
    """`why`, with the number of these lines that a person really reads: what is announced is what is used."""
    other: Engine | None = getattr(engine, "otherwise", None)
    if other is None:
        return why
    n = sum(resolve(engine, line) is engine for line in spoken)
    if spoken and n == len(spoken):
        return msg("recorded: every line is read by a person")
    if n == 1:
        return msg("recorded: 1 line is read by a person; the others by {other}", other=why)
    return msg("recorded: {n} lines are read by a person; the others by {other}", n=n, other=why) if n else why


def pick(
    name: str, lang: str, scam: str, project: Project, without: Collection[str] = (), ask: bool = True
) -> tuple[Engine, str]:
    """The engine of that name and one line that says which and why.

    `name` is an engine, `engine:option` (a model's path, a command) or `auto`, the first engine that can work now;
    `without` names engines that `auto` leaves out; unless `ask`, an online one is taken to work and nobody is asked.
    Raises OutreachError when a named engine cannot work.
    """
    if name == AUTOMATIC:
        return _automatic(lang, scam, project, without, ask)
    base, _, option = name.partition(":")
    if base not in ENGINES:
        raise WrongUsage([unknown(msg("voice"), base, (AUTOMATIC, *ENGINES))])
    engine = ENGINES[base](option, lang, project, scam)
    why_not = _why_not(engine, lang, ask)
    if why_not:
        message = msg("the voice `{name}` cannot speak `{lang}`: {why}", name=base, lang=lang, why=why_not)
        raise fail("voice", NOWHERE, message, msg("or use `--voice auto`"))
    return engine, msg("{name}: as asked for", name=base)


def _why_not(engine: Engine, lang: str, ask: bool) -> str:
    return engine.ready(lang) if ask or engine.name not in ONLINE else ""


def _automatic(lang: str, scam: str, project: Project, without: Collection[str], ask: bool) -> tuple[Engine, str]:
    engine, reason = None, ""
    for name in AUTO:
        candidate = ENGINES[name]("", lang, project, scam)
        why_not = msg("it is left out") if name in without else _why_not(candidate, lang, ask)
        if not why_not:
            engine = candidate
            break
        one = msg("{name} cannot: {why}", name=name, why=why_not)
        reason = msg("{one}; {more}", one=reason, more=one) if reason else one
    engine = engine or dataclasses.replace(_settings(ENGINES["silent"]()), draft=True)
    because = msg("{name}: {why}", name=engine.name, why=reason or msg("the first choice works"))
    recorded = dataclasses.replace(_settings(ENGINES["recorded"]("", lang, project, scam)), otherwise=engine)
    return (recorded if recorded.clips and "recorded" not in without else engine), because


def _settings(engine: Engine) -> Any:
    """An engine as the dataclass that it is."""
    return engine


def resolve(engine: Engine, line: Line) -> Engine:
    """The engine that will really speak this line: recordings hand lines that nobody read to another engine."""
    other = getattr(engine, "otherwise", None)
    if other is None or getattr(engine, "has", lambda _: True)(line.id):
        return engine
    found: Engine = other
    return found


def speak(engine: Engine, line: Line) -> Clip:
    """The engine's clip of a line, unless the line is longer than any clip may be. Raises OutreachError."""
    from outreach.sound import LONGEST  # noqa: PLC0415 - brings what works on samples, which a name does not need

    seconds = units(line.text, line.lang) * 60 / line.rate[0]
    if seconds > LONGEST:
        message = msg("expected a line of at most {most} seconds in `{line}`, found about {n}",
                      most=f"{LONGEST:g}", line=line.id, n=f"{seconds:.0f}")  # fmt: skip
        raise fail("voice", NOWHERE, message, msg("cut it into several lines, or see `pace` of the audience"))
    return engine.speak(line)


# Metadata of an engine's field that says where something lies on this machine: a digest beside it says what it is.
PLACE = {"aside": True, "place": True}


def packed(engine: Engine, line: Line) -> Engine:
    """The engine that speaks this line, without what only this machine knows: the same in any checkout."""
    speaker = _settings(resolve(engine, line))
    without: dict[str, Any] = dict.fromkeys(_places(speaker), "")
    if hasattr(speaker, "otherwise"):
        without["otherwise"] = None  # it does not speak this line
    packed: Engine = dataclasses.replace(speaker, **without)
    return packed


def places(engine: Engine) -> dict[str, dict[str, str]]:
    """What `packed` left out, by what the engine then is: `unpacked` puts it back."""
    found = {}
    for one in (engine, getattr(engine, "otherwise", None)):
        if one is not None and (own := _places(one)):
            found[identity(one)] = own
    return found


def unpacked(engine: Engine, known: Mapping[str, Mapping[str, str]]) -> Engine:
    """The engine with the places of its files on this machine."""
    speaker: Engine = dataclasses.replace(_settings(engine), **known.get(identity(engine), {}))
    return speaker


def identity(engine: Engine) -> str:
    """What tells an engine from another one, wherever its files lie."""
    own = {f.name: getattr(engine, f.name) for f in dataclasses.fields(_settings(engine))}
    return repr({name: value for name, value in own.items() if name not in (*_places(engine), "otherwise")})


def _places(engine: Engine) -> dict[str, str]:
    fields = dataclasses.fields(_settings(engine))
    return {f.name: getattr(engine, f.name) for f in fields if f.metadata.get("place")}


def lines(board: Storyboard, engine: Engine) -> tuple[Line, ...]:
    """Everything to be spoken in a storyboard, in order, with the voice each engine has for the role."""
    return tuple(
        line(board, engine, beat.id, beat.text, beat.role)
        for scene in board.scenes
        for beat in scene.beats
        if beat.kind == "say" and beat.text
    )


def line(
    board: Storyboard, engine: Engine, name: str, text: Text, role: str = "host", rate: Rate | None = None
) -> Line:
    """One text of a storyboard as an engine is given it; `rate` when it is not the audience's."""
    voices = {person.role: person.voices for person in board.cast}
    bare = Line(name, text.spoken, board.lang, "", rate or board.pace.rate, board.pace.sentence_pause, text.said)
    names = voices.get(role) or voices.get("host", {})
    return dataclasses.replace(bare, voice=names.get(resolve(engine, bare).name, ""))

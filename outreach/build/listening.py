"""Listens to finished films: every spoken line is heard by the ear and compared with what was to be said.

What a film says, and when, stands in its own row of the manifest. The project only adds where a line is written now,
and the reason why its author lets it be misheard.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Protocol

from outreach import manifest
from outreach.build import cue_sheet
from outreach.build.cue_sheet import Said
from outreach.diagnostics import NOWHERE, Diagnostic, OutreachError, Where, error, warning
from outreach.ear.judgement import Hearing, judge
from outreach.formats import FILMS
from outreach.manifest import Row
from outreach.messages import msg
from outreach.outputs import Outputs
from outreach.plan import Wish, packs, scam_names
from outreach.profiles import Profiles
from outreach.profiles.hearing import Limits, limits
from outreach.project import Project
from outreach.sound import RATE, Samples, decode_film
from outreach.storyboard import Storyboard, Text

BEFORE, AFTER = 0.1, 0.2  # seconds heard around a line: its clip begins and ends with a breath
SLACK = 5.0  # seconds that a film may be longer than its row says before it is taken for another one


class Ear(Protocol):
    """Something that hears: see `outreach.ear.recogniser`."""

    @property
    def name(self) -> str:
        """The model, for reports."""

    def hear(self, samples: Samples, lang: str) -> str:
        """What is said in mono samples at 48 kHz."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a finished film: where it is, what was heard, and whether that is enough."""

    film: str  # below the output folder
    lang: str
    audience: str
    voice: str
    beat: str
    role: str
    second: float
    hearing: Hearing
    accepted: str  # the author's reason to let it be, or ""
    fault: str  # "" | "number" | "line": what is wrong with it
    where: Where = field(default=NOWHERE)

    def row(self) -> dict[str, Any]:
        """The line of the report."""
        facts = asdict(self.hearing)
        plain = {name: getattr(self, name) for name in self.__slots__ if name not in ("hearing", "where")}
        return {**plain, **facts, "rate": round(self.hearing.rate, 3), "where": str(self.where)}


@dataclass
class Heard:
    """All lines in order, and what could not be heard."""

    lines: list[Line] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)


def listen(wish: Wish, out: Path, ear: Ear, project: Project, profiles: Profiles, say: Callable[[str], None]) -> Heard:
    """Every spoken line of the finished films in a folder; the wish's scams, audiences and languages narrow it down."""
    found = manifest.read(out)
    levels, heard = limits(project), Heard(problems=[*found.problems])
    films = [row for row in _films(found.rows) if _wanted(row, wish)]
    heard.problems += _unmet(wish, films, out)
    for row in films:
        said, path = cue_sheet.read(row.get(cue_sheet.KEY)), out / row["path"]
        if said is None or not path.is_file():
            heard.problems.append(_unheard(row, path))
            continue
        if not Outputs(out).holds(row["path"], row["sha256"]):
            heard.problems.append(warning("heard", Where(str(path)), msg("changed since it was built; heard as it is")))
        say(msg("listening to {film}", film=path))
        heard.lines += _film(row, said, path, ear, levels, _written(row, project, profiles))
    return heard


def _films(rows: Iterable[Row]) -> list[Row]:
    """One film a pack and cut: its other shapes and its branches' films have the same sound."""
    films = sorted(
        (row for row in rows if row["format"] in FILMS and row["path"].endswith(".mp4")),
        key=lambda row: (row["branch"] != "", row.get("shape") != "landscape", row["path"]),
    )
    first = {(row["scam"], row["audience"], row["lang"], row.get("cut", "")): row for row in reversed(films)}
    return [first[pack] for pack in sorted(first)]


def _asked(wish: Wish) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    return (
        (msg("scam"), "scam", wish.scams),
        (msg("audience"), "audience", wish.audiences),
        (msg("language"), "lang", wish.languages),
    )


def _wanted(row: Row, wish: Wish) -> bool:
    return all(not names or row[key] in names for _, key, names in _asked(wish))


def _unmet(wish: Wish, films: Sequence[Row], out: Path) -> Iterator[Diagnostic]:
    """Whatever was asked for by name and has no film."""
    where, hint = Where(str(out / manifest.NAME)), msg("build it first: `outreach build`; `-o` names its folder")
    for what, key, names in _asked(wish):
        for name in (name for name in names if name not in {row[key] for row in films}):
            message = msg("expected a film of the {what} `{name}` to listen to, found none", what=what, name=name)
            yield error("heard", where, message, hint)
    if not films and not any(names for _, _, names in _asked(wish)):
        yield error("heard", where, msg("expected films to listen to, found none"), hint)


def _unheard(row: Row, path: Path) -> Diagnostic:
    if path.is_file():
        message = msg("expected the times of its lines in the manifest, found none")
        return error("heard", Where(str(path)), message, msg("an older version made it: build it again"))
    return error("heard", Where(str(path)), msg("expected the film that the manifest names, found none"))


def _written(row: Row, project: Project, profiles: Profiles) -> dict[tuple[str, str], Text]:
    """The film's lines as the project has them now, by id and spoken form; none of a scam it cannot make (any more)."""
    scam, audience, lang = row["scam"], row["audience"], row["lang"]
    if scam not in scam_names(project) or audience not in profiles.audiences or lang not in profiles.languages:
        return {}
    try:
        found, _ = packs(Wish((scam,), (audience,), (lang,)), project, profiles)
    except OutreachError:  # `check` and `build` say what is wrong with the project; the film can be heard
        return {}
    return {(name, text.spoken): text for pack in found for name, text in _texts(pack.board)}


def _texts(board: Storyboard) -> Iterator[tuple[str, Text]]:
    return ((beat.id, beat.text) for scene in board.scenes for beat in scene.beats if beat.text)


def _film(
    row: Row, said: Sequence[Said], film: Path, ear: Ear, levels: Limits, written: Mapping[tuple[str, str], Text]
) -> Iterator[Line]:
    longest = max([row.get("seconds", 0.0), *(one.end for one in said)])
    sound = decode_film(film, longest + SLACK)
    for one in said:
        hearing = judge(one.spoken, ear.hear(_cut(sound, one), one.lang), one.lang)
        text = written.get((one.id, one.spoken))
        accepted, where = (text.heard, text.where) if text else ("", NOWHERE)
        place = (row["path"], one.lang, row["audience"], one.voice, one.id, one.role, round(one.start, 2))
        yield Line(*place, hearing, accepted, "" if accepted else _fault(hearing, one.lang, levels), where)


def _cut(sound: Samples, said: Said) -> Samples:
    return sound[max(0, round((said.start - BEFORE) * RATE)) : round((said.end + AFTER) * RATE)]


def _fault(hearing: Hearing, lang: str, levels: Limits) -> str:
    if hearing.wrong:
        return "number"
    return "line" if hearing.rate > levels.of(lang).line else ""


# --- what it comes to ------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Total:
    """All lines of a voice, audience and language together."""

    voice: str
    audience: str
    lang: str
    lines: int
    units: int
    errors: int
    numbers: int
    wrong: int
    worst: float

    @property
    def rate(self) -> float:
        """Errors by unit."""
        return self.errors / self.units if self.units else 0.0


def totals(lines: Sequence[Line]) -> list[Total]:
    """By voice, audience and language, in the order they were heard; accepted lines count too."""
    groups: dict[tuple[str, str, str], list[Line]] = {}
    for line in lines:
        groups.setdefault((line.voice, line.audience, line.lang), []).append(line)
    return [_total(key, own) for key, own in groups.items()]


def _total(key: tuple[str, str, str], own: list[Line]) -> Total:
    heard = [line.hearing for line in own]
    return Total(
        *key,
        lines=len(own),
        units=sum(h.units for h in heard),
        errors=sum(h.errors for h in heard),
        numbers=sum(h.numbers for h in heard),
        wrong=sum(len(h.wrong) for h in heard),
        worst=max(h.rate for h in heard),
    )


def findings(lines: Sequence[Line], levels: Limits) -> Iterator[Diagnostic]:
    """What was not understood: numbers first, then lines, then languages as a whole."""
    for line in sorted(lines, key=lambda line: line.fault != "number"):
        if line.fault:
            yield _finding(line, levels)
    for lang in dict.fromkeys(line.lang for line in lines):
        own = [line.hearing for line in lines if line.lang == lang]
        units, errors = sum(h.units for h in own), sum(h.errors for h in own)
        most = levels.of(lang).all
        if units and errors / units > most:
            facts = {"lang": lang, "most": f"{most:.0%}", "found": f"{errors / units:.1%}"}
            yield error(
                "heard", NOWHERE, msg("`{lang}`: expected at most {most} of all units misheard, found {found}", **facts)
            )


def _finding(line: Line, levels: Limits) -> Diagnostic:
    place = {"film": line.film, "at": clock(line.second), "wanted": line.hearing.wanted, "heard": line.hearing.heard}
    if line.fault == "number":
        message = msg(
            "{film} {at}: the number {number} is not heard: wanted `{wanted}`, heard `{heard}`",
            number=", ".join(line.hearing.wrong),
            **place,
        )
    else:
        message = msg(
            "{film} {at}: {rate} of a line is misheard (at most {most}): wanted `{wanted}`, heard `{heard}`",
            rate=f"{line.hearing.rate:.0%}",
            most=f"{levels.of(line.lang).line:.0%}",
            **place,
        )
    hint = msg('write it for the ear with `say:`, or record it; `heard: "ok: why"` accepts it')
    return error("heard", line.where, message, hint)


def clock(second: float) -> str:
    """`1:05` of a film."""
    return f"{int(second) // 60}:{int(second) % 60:02}"

"""The film that a new screen is tried with before the loop goes live, and its pack."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from outreach.adapt.styling import style
from outreach.bilingual import said
from outreach.build.bench import Bench
from outreach.build.single import made
from outreach.captions import Cue
from outreach.codes import links
from outreach.diagnostics import OutreachError, Where, fail
from outreach.files import digest_of
from outreach.film import encoder, testcard
from outreach.film.scene import look_of
from outreach.film.testcard import Card, Tip
from outreach.formats import FILMS
from outreach.jobs import Job
from outreach.jobs.film import Film as FilmJob
from outreach.jobs.testcard import INPUTS, CardJob
from outreach.jobs.tone import ToneJob
from outreach.lang import BRIDGE, SOURCE, phrases
from outreach.messages import msg
from outreach.screen import packing
from outreach.screen.films import Film
from outreach.screen.playlist import Asked
from outreach.screen.record import MOST_LIST, PLAYLIST, current_rev, read_plain
from outreach.screen.streams import stream
from outreach.storyboard import Shape
from outreach.timeline import FPS

CAMPAIGN = "screen-test"
NAME = "screen-test.mp4"
FRAMES_A_SECOND = 120  # that are drawn and encoded, about
READ_FROM = 3  # m: from where the code and words are to be read
GAP = 0.08  # seconds between two captions: two frames
# What the code says: no address, so that a telephone without a network tells it. It gets as long as a film's code.
CODE = "SCREEN TEST OK: THE CODE CAN BE SCANNED HERE"

# The part of the card, whether all of it moves, and what to look at.
TIPS = (
    ("", False, msg("All arrow tips touch the edge of the screen")),
    ("dial", False, msg("The ring is round: the picture is not stretched")),
    ("bars", False, msg("White, yellow, cyan, green, magenta, red, blue, black")),
    ("greys", False, msg("Two squares can be seen in the black field and two in the white")),
    ("greys", False, msg("The stripes at both ends are fine and separate, not grey")),
    ("track", False, msg("The slider glides evenly, and no lamp is skipped")),
    ("clock", False, msg("The clock runs as a stopwatch does; after 9:59 it begins anew, never black")),
    ("board", False, msg("A telephone reads the code from {m} m", m=READ_FROM)),
    ("samples", False, msg("These words can be read from {m} m", m=READ_FROM)),
    ("dial", False, msg("Sound, where it is on: a beep with each flash")),
    ("", True, msg("The whole picture comes nearer and goes back, without jerks or tears")),
    ("", False, msg("Let it play for ten minutes: it must look the same at the end")),
)


def write(folder: Path, shape: Shape, bench: Bench) -> str:
    """Makes the film and packs it into `folder`, with the player and lists for players of others. Returns the revision.

    Raises OutreachError, also where a screen may have its films from: it would show the card instead of them.
    """
    _own(folder)
    if unable := encoder.fault():
        raise OutreachError([unable])
    shown = card(shape, bench)
    with tempfile.TemporaryDirectory(prefix="outreach-test-") as made_in:
        path = made(jobs(shown, bench), NAME, Path(made_in) / NAME, bench)
        asked = Asked(CAMPAIGN, bench.project.date)
        return packing.pack(folder, [_film(path, shown.title)], asked, bench.project, {})


def _own(folder: Path) -> None:
    """Raises OutreachError for the folder of another pack."""
    with suppress(FileNotFoundError):
        rev = current_rev(folder)
        shown = read_plain(folder / rev / f"{PLAYLIST}.json", rev, MOST_LIST) if rev else {"campaign": CAMPAIGN}
        if shown.get("campaign") != CAMPAIGN:
            hint = msg("name another folder")
            raise fail("pack", Where(str(folder)), msg("screens may have their films from here"), hint)


def _film(path: Path, title: str) -> Film:
    """The film as a pack takes it."""
    coded, length = stream(path)
    row: dict[str, Any] = {"scam": CAMPAIGN, "audience": "technicians", "lang": SOURCE, "title": title}
    row |= {"sha256": digest_of(path), "bytes": path.stat().st_size}
    return Film(row, path, None, coded, length)


def jobs(shown: Card, bench: Bench) -> list[Job]:
    """What makes the film, which is the last of them."""
    files, last = bench.files(INPUTS), testcard.SECONDS * FPS
    label = msg("test film of a screen")
    parts = [
        CardJob(
            card=shown,
            start=start,
            end=min(start + shown.round, last),
            files=files,
            label=label,
            weight=shown.round / FRAMES_A_SECOND,
        )
        for start in range(0, last, shown.round)
    ]
    tone = ToneJob(seconds=testcard.SECONDS, first=testcard.FIRST, every=testcard.SIGNAL, label=label)
    film = FilmJob(
        format=FILMS[0],
        segments=tuple(one.key for one in parts),
        sound=tone.key,
        cues=tuple(_cues(shown)),
        folder=CAMPAIGN,
        name=NAME,
        codes=(shown.code,),
        title=shown.title,
        approved="",
        lang=SOURCE,
        ai=None,
        facts={},
        label=label,
    )
    return [*parts, tone, film]


def card(shape: Shape, bench: Bench) -> Card:
    """The card in the look of the audience that needs no large letters, with the lettering of those who do."""
    profiles = bench.profiles
    looks = [style(profiles, who, SOURCE) for who in profiles.audiences.values()]
    looks.sort(key=lambda one: one.video_type["floor"])
    floors = dict.fromkeys(round(one.video_type["floor"]) for one in (looks[0], looks[-1]))
    title, (wide, high), link = said(msg("Screen test")), testcard.SIZES[shape], profiles.brand.link
    form = f"{wide} × {high} · {FPS} fps"
    return Card(
        shape=shape,
        look=look_of(looks[0]),
        title=f"{title.zh} {title.en} · {form}",
        brief=f"{title.zh} · {form}",
        code=CODE.ljust(len(f"https://{link.host}/{link.path}/") + links.BODY + 1, "."),
        samples=tuple((n, said(msg("Film lettering of {n} px, the smallest there is", n=n)).zh) for n in floors),
        tips=tuple(_tip(*one) for one in TIPS),
    )


def _tip(part: str, moves: bool, words: str) -> Tip:
    told = said(words)
    return Tip(part, phrases(told.zh, SOURCE), phrases(told.en, BRIDGE), moves)


def _cues(shown: Card) -> Iterator[Cue]:
    """What is said of it as captions: films have a track of them, and a box must take it."""
    stands = testcard.STANDS / FPS
    for n in range(round(testcard.SECONDS / stands)):
        tip = shown.tips[n % len(shown.tips)]
        yield Cue(n * stands, (n + 1) * stands - GAP, ("".join(tip.phrases),), "host", f"tip.{n}")

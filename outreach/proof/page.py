"""The review page of a scam: one file that is mailed, read without a network, marked up and sent back."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from markupsafe import Markup
from PIL import Image

from outreach.approved import Approved, Pictures, digest
from outreach.bilingual import Said, said
from outreach.build.proofs import FilmProof, Leaf, Proof, SceneProof, Shot
from outreach.cache import key_of
from outreach.formats import FILMS, FORMATS
from outreach.lang import SOURCE
from outreach.messages import msg
from outreach.profiles import Profiles
from outreach.profiles.checklist import Role
from outreach.project import Project
from outreach.proof.comments import Kept
from outreach.proof.lines import Words, beat_lines, other_tables
from outreach.proof.pictures import Compared, compared
from outreach.proof.views import (
    CommentView,
    FigureView,
    FilmView,
    LineView,
    PackView,
    QuestionView,
    ReviewView,
    RoleView,
    SceneView,
    SheetsView,
)
from outreach.proof.words import ANSWERS, CUTS, LABELS, SHEETS
from outreach.web import FOLDER, environment, render

TEMPLATE = "review.html"
_STANDS = re.compile(r"data-of:([0-9a-f]{16})")  # what the template has in place of a picture or a sound


@dataclass(frozen=True)
class Material:
    """What the page is made of."""

    scam: str
    proofs: Sequence[Proof]
    words: Mapping[str, str]  # of all packs of the scam
    approved: Approved | None
    old: Mapping[str, bytes]  # the approved pictures, by their digests, as far as they are still there
    kept: Kept
    roles: Sequence[Role]
    profiles: Profiles


@dataclass
class _Data:
    """Pictures and sounds, each once, by the name that stands for it; and the pictures of each medium."""

    by_name: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    shown: dict[str, list[str]] = field(default_factory=dict)

    def put(self, kind: str, data: bytes) -> str:
        """Keeps it; the name that stands for it, "" for nothing."""
        if not data:
            return ""
        name = digest(data)
        self.by_name[name] = (kind, data)
        return f"data-of:{name}"

    def fill(self, page: str) -> str:
        """The page with the data in their places."""

        def uri(found: re.Match[str]) -> str:
            kind, data = self.by_name[found[1]]
            return f"data:{kind};base64,{base64.b64encode(data).decode()}"

        return _STANDS.sub(uri, page)


def words_digest(words: Mapping[str, str]) -> str:
    """What the words of a scam are known by in a file of comments."""
    return key_of(dict(words))[:16]


def page(of: Material, project: Project) -> tuple[bytes, dict[str, Pictures]]:
    """The page, and the pictures on it by medium, for `approved.remember`."""
    data, words = _Data(), Words(of.words, of.approved.words if of.approved else None)
    packs = [_pack(one, of, words, data) for one in of.proofs]
    comments = [*_comments(of, _places(packs, of.roles))]
    script = project.read_text(f"{FOLDER}/review.js")
    board = min((one.board for one in of.proofs), key=lambda one: one.lang != SOURCE)
    view = ReviewView(
        css=Markup(project.read_text(f"{FOLDER}/review.css")),
        script=Markup(script),
        script_digest=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        labels={name: said(text) for name, text in LABELS.items()},
        scam=of.scam,
        title=board.title.shown,
        lang=board.lang,
        words=words_digest(of.words),
        date=project.date.isoformat(),
        state=_state(of),
        compared=of.approved is not None,
        packs=packs,
        comments=comments,
        by_place={place: [*found] for place, found in groupby(sorted(comments, key=_place), key=_place)},
        roles=[_role(role, of.kept) for role in of.roles],
    )
    draft = not board.review.approved
    pictures = {place: Pictures(draft=draft, digests=found) for place, found in data.shown.items()}
    return data.fill(render(environment(project), TEMPLATE, vars(view))).encode(), pictures


def _state(of: Material) -> Said:
    review = of.proofs[0].board.review
    if review.approved:
        return said(msg("approved by {name} on {date}", name=review.by, date=review.date))
    return said(msg("draft: {why}", why=review.why_not))


# --- packs -----------------------------------------------------------------------------------------------------------


def _pack(proof: Proof, of: Material, words: Words, data: _Data) -> PackView:
    board, place = proof.board, f"{proof.board.audience}/{proof.board.lang}"
    lines = beat_lines(board, words)
    audience, language = of.profiles.audiences[board.audience], of.profiles.languages[board.lang]
    figures = _Figures(place, of, not board.review.approved, data, lines)
    others = tuple(other_tables(board, words))
    every = [*lines.values(), *(line for table in others for line in table.lines)]
    return PackView(
        place=place,
        name=f"{audience.name.get(board.lang, audience.id)} · {language.name}",
        lang=board.lang,
        direction=board.style.direction,
        changed=sum(one.state in ("changed", "new", "gone") for one in every),
        films=tuple(figures.film(one) for one in proof.films),
        sheets=tuple(figures.sheets(format, found) for format, found in proof.leaves.items()),
        beats=tuple(lines.values()),
        others=others,
        synthetic=proof.synthetic,
    )


@dataclass
class _Figures:
    """The pictures of a pack."""

    pack: str
    of: Material
    draft: bool
    data: _Data
    lines: Mapping[str, LineView]

    def film(self, film: FilmProof) -> FilmView:
        """A film, scene by scene."""
        medium = f"{self.pack}/{FILMS[0]}-{film.cut}"
        beside = self._compared(medium, [shot.picture for scene in film.scenes for shot in scene.shots])
        return FilmView(
            id=medium,
            cut=film.cut,
            title=said(CUTS.get(film.cut, film.cut)),
            length=said(msg("{n} seconds", n=round(film.seconds))),
            scenes=tuple(self._scene(medium, n, scene, beside) for n, scene in enumerate(film.scenes, 1)),
            gone=self._gone(beside),
        )

    def _scene(self, medium: str, number: int, scene: SceneProof, beside: Compared) -> SceneView:
        return SceneView(
            title=scene.title,
            sound=self.data.put("audio/mpeg", scene.sound),
            figures=tuple(self._shot(medium, f"{number}.{n}", shot, beside) for n, shot in enumerate(scene.shots, 1)),
        )

    def _shot(self, medium: str, name: str, shot: Shot, beside: Compared) -> FigureView:
        said = tuple(self.lines[beat] for beat in shot.beats if beat in self.lines)
        place = f"{medium}/{name}"
        return self._figure(medium, place, name, shot.picture, beside, lines=said, goes_on=shot.goes_on)

    def sheets(self, format: str, leaves: Sequence[Leaf]) -> SheetsView:
        """The pages of a format."""
        medium, numbers = f"{self.pack}/{format}", Counter(leaf.file for leaf in leaves)
        beside = self._compared(medium, [leaf.picture for leaf in leaves])

        def figure(leaf: Leaf) -> FigureView:
            stem = leaf.file.rpartition(".")[0]
            name = f"{stem} {leaf.number}" if numbers[leaf.file] > 1 else stem
            place = f"{medium}/{stem}/{leaf.number}"
            return self._figure(medium, place, name, leaf.picture, beside, words=leaf.words, notes=leaf.notes)

        title = said(SHEETS.get(format, FORMATS[format].title))
        return SheetsView(id=medium, title=title, figures=tuple(map(figure, leaves)), gone=self._gone(beside))

    def _compared(self, medium: str, pictures: Sequence[bytes]) -> Compared:
        known = self.of.approved.pictures.get(medium) if self.of.approved else None
        return compared(pictures, known, self.draft)

    def _gone(self, beside: Compared) -> tuple[str, ...]:
        """The names of pictures that have no successor."""
        return tuple(self.data.put("image/webp", self.of.old[one]) for one in beside.gone if one in self.of.old)

    def _figure(
        self,
        medium: str,
        place: str,
        name: str,
        picture: bytes,
        beside: Compared,
        *,
        lines: tuple[LineView, ...] = (),
        goes_on: bool = False,
        words: tuple[str, ...] = (),
        notes: str = "",
    ) -> FigureView:
        stands = self.data.put("image/webp", picture)
        wide, high = _size(picture)
        if picture:
            self.data.shown.setdefault(medium, []).append(digest(picture))
        was = beside.was.get(digest(picture))
        return FigureView(
            place=place,
            name=name,
            picture=stands,
            wide=wide,
            high=high,
            state="" if was is None else "new" if not was else "changed" if was in self.of.old else "lost",
            was=self.data.put("image/webp", self.of.old.get(was or "", b"")),
            lines=lines,
            goes_on=goes_on,
            words=words,
            notes=notes,
        )


def _size(picture: bytes) -> tuple[int, int]:
    if not picture:
        return 0, 0
    with Image.open(io.BytesIO(picture)) as shown:
        return shown.width, shown.height


# --- what reviewers said ---------------------------------------------------------------------------------------------


def _places(packs: Sequence[PackView], roles: Sequence[Role]) -> set[str]:
    """Where this page can be commented."""
    found = {f"check/{role.id}.{question.id}" for role in roles for question in role.questions}
    for pack in packs:
        figures = [one for film in pack.films for scene in film.scenes for one in scene.figures]
        figures += [one for sheets in pack.sheets for one in sheets.figures]
        lines = [*pack.beats, *(line for table in pack.others for line in table.lines)]
        found |= {pack.place, *(one.place for one in figures), *(line.place for line in lines)}
    return found


def _place(comment: CommentView) -> str:
    return comment.place


def _comments(of: Material, places: set[str]) -> Iterator[CommentView]:
    """The open ones first."""
    names = {role.id: role.name.zh for role in of.roles}
    for one in sorted(of.kept.comments, key=lambda one: bool(one.answer)):
        yield CommentView(
            place=one.place,
            there=one.place in places,
            text=one.text,
            by=one.by,
            role=names.get(one.role, one.role),
            day=one.day,
            answer=one.answer,
        )


def _role(role: Role, kept: Kept) -> RoleView:
    questions = []
    for question in role.questions:
        place = f"{role.id}.{question.id}"
        answers = tuple((one.by, said(ANSWERS[one.answer])) for one in kept.answers if one.question == place)
        questions.append(QuestionView(place=place, text=Said(question.zh, question.en), answers=answers))
    return RoleView(id=role.id, name=Said(role.name.zh, role.name.en), questions=tuple(questions))

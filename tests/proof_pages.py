"""Review pages of the tests' own project, of pictures that are made at once."""

from __future__ import annotations

import io
from collections.abc import Mapping

from PIL import Image

from outreach import approved
from outreach.build.proofs import FilmProof, Leaf, Proof, SceneProof, Shot
from outreach.profiles import load_profiles, require
from outreach.profiles.checklist import roles
from outreach.project import Project
from outreach.proof import comments
from outreach.proof.page import Material, page
from outreach.session import Session
from outreach.storyboard import Storyboard


def picture(color: str) -> bytes:
    """A WebP of one colour."""
    data = io.BytesIO()
    Image.new("RGB", (64, 36), color).save(data, "WEBP")
    return data.getvalue()


def proof(board: Storyboard, colors: tuple[str, ...] = ("red", "green")) -> Proof:
    """A pack with a film of a shot a line, two slides, one without a picture, and a sheet of two pages."""
    shots = [Shot((beat.id,), picture(colors[0])) for beat in approved.beats(board) if beat.text]
    film = FilmProof("talk", "landscape", 85.0, (SceneProof("一场", b"ID3", tuple(shots)),))
    slides = (Leaf("deck.pptx", 1, b"", ("<b>题目</b>",), "备注"), Leaf("deck.pptx", 2, picture("blue"), ("二",), ""))
    sheets = tuple(Leaf("leaflet.pdf", n, picture(color)) for n, color in enumerate(colors, 1))
    return Proof(board, (film,), {"deck": slides, "leaflet": sheets}, synthetic=True)


def made(
    project: Project, scam: str, colors: tuple[str, ...] = ("red", "green"), old: Mapping[str, bytes] | None = None
) -> tuple[str, dict[str, approved.Pictures]]:
    """The page of a scam as it stands beside the `old` pictures that are left, and the pictures on it."""
    session = Session(project)
    boards = approved.boards(project, session, scam)
    words, before = approved.words(boards), approved.approved(project, scam)[0]
    profiles, kept = require(*load_profiles(project)), comments.kept(project, scam)
    proofs = [proof(board, colors) for board in boards]
    data, pictures = page(Material(scam, proofs, words, before, old or {}, kept, roles(project), profiles), project)
    return data.decode(), pictures

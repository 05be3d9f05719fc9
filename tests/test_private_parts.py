"""Parts of libraries that they do not promise to keep. Each test says which part is gone and what needed it."""

from __future__ import annotations

import ast
import asyncio
import io
import re
import tomllib
from collections.abc import AsyncIterator
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import edge_tts
import numpy as np
import pptx
import pytest
from edge_tts import constants
from edge_tts.drm import DRM
from moviepy.video.io.ffmpeg_writer import FFMPEG_VideoWriter
from pptx.enum.shapes import MSO_SHAPE
from pptx.opc.constants import CONTENT_TYPE
from pptx.opc.oxml import serialize_part_xml
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.slide import CT_NotesSlide
from pptx.parts.slide import NotesSlidePart

ROOT = Path(__file__).parent.parent
# private name -> who uses it for what. A private name that is not here fails the first test below.
USED = {
    "_Element": "lxml: the type of an element, in annotations only",
    "_help_option": "click: cli/language.py, each copied command makes its own help option",
    "_spTree": "python-pptx: deck/canvas.py and notes.py append shapes to a slide",
    "_element": "python-pptx: deck/ puts sections, animations and the film into the XML of slides",
    "_blob": "python-pptx: deck/template.py writes colours and fonts into a theme",
    "_exit": "os: documented in spite of its name",
    "_handle": "ctypes: voices/espeak_library.py unloads the library",
}
BOUNDED = ("python-pptx", "moviepy", "edge-tts")


def _broken(library: str, part: str, needed_by: str) -> str:
    return f"{library} {metadata.version(library)} has no {part} any more; needed by {needed_by}"


@pytest.mark.slow
def test_every_private_part_in_use_is_known() -> None:
    """A new one is listed here, with a test below, or done without."""
    found = {}
    for file in sorted((ROOT / "outreach").rglob("*.py")):
        nodes = list(ast.walk(ast.parse(file.read_text("utf-8"))))
        made_here = {node.name for node in nodes if isinstance(node, (ast.FunctionDef, ast.ClassDef))}
        for node in nodes:
            if isinstance(node, ast.Attribute) and re.match(r"_[^_]", node.attr) and node.attr not in made_here:
                own = isinstance(node.value, ast.Name) and node.value.id in ("self", "cls")
                found.update({} if own else {node.attr: f"{file.name}:{node.lineno} {ast.unparse(node)}"})
    assert {name: where for name, where in found.items() if name not in USED} == {}
    assert sorted(USED.keys() - found.keys()) == [], "no longer in use: take it out of USED"


@pytest.mark.parametrize("library", BOUNDED)
def test_a_library_of_which_private_parts_are_used_is_bounded_above(library: str) -> None:
    """Its next minor release may lack them: raise the bound when the tests below pass with it."""
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    assert any(one.startswith(library) and "<" in one for one in wanted)


def test_python_pptx_slides_take_shapes_and_xml() -> None:
    """Shapes are appended as XML; a slide's list, its element and a title's element are reached."""
    deck = pptx.Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    for part, holder in (("_spTree", slide.shapes), ("_element", slide), ("_element", slide.shapes.title)):
        assert hasattr(holder, part), _broken("python-pptx", f"{type(holder).__name__}.{part}", "renderers/deck/")
    drawn = slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, 9, 9)._element
    slide.shapes._spTree.append(parse_xml(serialize_part_xml(drawn)))
    assert len(slide.shapes) == 3, _broken("python-pptx", "shapes read from _spTree", "renderers/deck/canvas.py")
    presentation: Any = deck.part._element
    ids = presentation.get_or_add_sldIdLst()
    assert len(ids) == 1, _broken("python-pptx", "sldIdLst of slides", "renderers/deck/template.py and film.py")
    assert slide.shapes.title._element.ph is not None, _broken("python-pptx", "ph of a shape", "template.py")


def test_python_pptx_makes_notes_and_keeps_a_part_rewritten() -> None:
    """The notes page is made by hand, the theme's bytes are replaced in place."""
    deck = pptx.Presentation()
    package = deck.part.package
    name = PackURI("/ppt/notesSlides/notesSlide7.xml")
    part = NotesSlidePart(name, CONTENT_TYPE.PML_NOTES_SLIDE, package, CT_NotesSlide.new())
    assert hasattr(part.notes_slide.shapes, "_spTree"), _broken("python-pptx", "notes' _spTree", "deck/notes.py")
    theme = next(p for p in package.iter_parts() if str(p.partname).startswith("/ppt/theme/"))
    theme._blob = theme.blob.replace(b"Office Theme", b"Office Other")
    out = io.BytesIO()
    deck.save(out)
    again = pptx.Presentation(io.BytesIO(out.getvalue())).part.package.iter_parts()
    kept = next(p.blob for p in again if str(p.partname) == str(theme.partname))
    assert b"Office Other" in kept, _broken("python-pptx", "_blob that is saved", "renderers/deck/template.py")


def test_moviepy_writer_pipes_into_our_own_command() -> None:
    """Its `__init__` is ours: `write_frame` needs `proc`, `filename`, `codec` and `ext`, and says ffmpeg's reason."""
    pipe = io.BytesIO()
    writer = FFMPEG_VideoWriter.__new__(FFMPEG_VideoWriter)
    writer.filename, writer.codec, writer.ext = "film.mp4", "libx264", "mp4"
    writer.proc = SimpleNamespace(stdin=pipe, communicate=lambda: (b"", b"the disk is full"))
    frame = np.arange(6, dtype=np.uint8)
    writer.write_frame(frame)
    assert pipe.getvalue() == frame.tobytes(), _broken("moviepy", "write_frame of raw bytes", "film/writer.py")
    writer.proc.stdin = SimpleNamespace(write=_refuse)
    with pytest.raises(OSError, match="the disk is full"):
        writer.write_frame(frame)


def _refuse(data: bytes) -> None:
    raise OSError("broken pipe")


def test_edge_tts_counts_the_bytes_of_a_whole_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A line is whole when the library has counted all of its bytes; the clock's skew and the address are read, too."""

    async def answer(talk: edge_tts.Communicate) -> AsyncIterator[dict[str, object]]:
        yield {"type": "audio", "data": b"abc"}

    monkeypatch.setattr(edge_tts.Communicate, "_Communicate__stream", answer, raising=True)
    talk = edge_tts.Communicate("hello", "en-US-AriaNeural")

    async def listen() -> bytes:
        return b"".join([part["data"] async for part in talk.stream() if part["type"] == "audio"])

    assert asyncio.run(listen()) == b"abc"
    counted = getattr(talk, "state", {}).get("cumulative_audio_bytes")
    assert counted == 0, _broken("edge-tts", "state['cumulative_audio_bytes']", "voices/edge.py")
    assert isinstance(DRM.clock_skew_seconds, float), _broken("edge-tts", "DRM.clock_skew_seconds", "voices/edge.py")
    assert constants.WSS_URL.startswith("wss://"), _broken("edge-tts", "constants.WSS_URL", "voices/edge.py")

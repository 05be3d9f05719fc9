"""AI labels in metadata: written into real files, read back by us and by tools that know nothing of us."""

from __future__ import annotations

import io
import json
import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import numpy as np
import office
import pikepdf
import pytest
from imageio_ffmpeg import get_ffmpeg_exe
from mutagen.id3 import ID3
from PIL import Image, PngImagePlugin
from pptx import Presentation

from outreach import aigc
from outreach.aigc import AiLabel
from outreach.diagnostics import OutreachError
from outreach.sound import RATE, decode, wav

RECORD = AiLabel("JIANGWANBANK", "nfc-skimming/seniors/zh-CN/video.mp4")
OTHER = AiLabel("OTHERBANK", "x/1", "2")
FILMS = (".mp4", ".m4a")  # ffmpeg labels them when they are joined; we only read
SUFFIXES = (*FILMS, ".mp3", ".wav", ".pdf", ".pptx", ".png")
WRITTEN = tuple(suffix for suffix in SUFFIXES if suffix not in FILMS)


def ffmpeg(*arguments: str) -> None:
    """Runs the ffmpeg that comes with imageio-ffmpeg."""
    subprocess.run([get_ffmpeg_exe(), "-y", "-nostdin", "-loglevel", "error", *arguments], check=True)


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One small real file of every kind, each with a title of its own that must survive."""
    folder = tmp_path_factory.mktemp("aigc")
    tone = ("-f", "lavfi", "-i", "sine=440:duration=0.5")
    ffmpeg(*("-f", "lavfi", "-i", "testsrc=size=128x96:rate=25:duration=0.5"), *tone, "-metadata", "title=Kept",
           "-pix_fmt", "yuv420p", "-movflags", "+faststart", str(folder / "a.mp4"))  # fmt: skip
    ffmpeg(*tone, "-metadata", "title=Kept", str(folder / "a.m4a"))
    ffmpeg(*tone, "-metadata", "title=Kept", str(folder / "a.mp3"))
    ffmpeg(*tone, "-metadata", "title=Kept", str(folder / "a.wav"))
    pdf = pikepdf.new()
    pdf.add_blank_page()
    pdf.docinfo["/Title"] = "Kept"
    pdf.save(folder / "a.pdf", deterministic_id=True)
    deck = Presentation()
    deck.core_properties.title = "Kept"
    deck.save(str(folder / "a.pptx"))
    about = PngImagePlugin.PngInfo()
    about.add_text("Title", "Kept")
    Image.fromarray(np.arange(300, dtype=np.uint8).reshape(10, 10, 3)).save(folder / "a.png", pnginfo=about)
    return {suffix: (folder / f"a{suffix}").read_bytes() for suffix in SUFFIXES}


def labelled(data: bytes, suffix: str, record: AiLabel, folder: Path) -> bytes:
    """The file with this record: by us, or by ffmpeg as `film.mux` asks it."""
    if suffix not in FILMS:
        return aigc.stamp(data, suffix, record)
    before, after = folder / f"before{suffix}", folder / f"after{suffix}"
    before.write_bytes(data)
    words = ("-metadata", f"AIGC={record.json()}", "-movflags", "+faststart+use_metadata_tags", "-f", "mp4")
    ffmpeg("-i", str(before), "-c", "copy", *words, str(after))
    return after.read_bytes()


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_a_stamped_file_has_exactly_this_record(files: dict[str, bytes], suffix: str, tmp_path: Path) -> None:
    """The record comes back as it was written; a file that was not stamped has none."""
    assert aigc.read(files[suffix], suffix) == []
    stamped = labelled(files[suffix], suffix, RECORD, tmp_path)
    assert aigc.read(stamped, suffix) == [RECORD.fields()]
    assert aigc.faults(stamped, suffix, RECORD) == []


@pytest.mark.parametrize("suffix", WRITTEN)
def test_stamping_twice_gives_the_same_bytes(files: dict[str, bytes], suffix: str) -> None:
    """A second stamp changes nothing, so a rebuilt file is the same file."""
    once = aigc.stamp(files[suffix], suffix, RECORD)
    assert aigc.stamp(once, suffix, RECORD) == once


@pytest.mark.parametrize("suffix", WRITTEN)
def test_another_record_replaces_the_old_one(files: dict[str, bytes], suffix: str) -> None:
    """There is never more than one record, whoever wrote the first."""
    twice = aigc.stamp(aigc.stamp(files[suffix], suffix, OTHER), suffix, RECORD)
    assert aigc.read(twice, suffix) == [RECORD.fields()]


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_faults_name_what_is_wrong(files: dict[str, bytes], suffix: str, tmp_path: Path) -> None:
    """A missing record, another record and an unwanted record are told apart."""
    stamped = labelled(files[suffix], suffix, RECORD, tmp_path)
    assert aigc.faults(files[suffix], suffix, RECORD) == ["expected one AIGC record, found 0"]
    assert aigc.faults(stamped, suffix, None) == ["expected no AIGC record, found 1"]
    assert aigc.faults(stamped, suffix, OTHER)[0] == "expected `2` in `Label`, found `1`"


def test_ffprobe_reads_the_record_of_films_and_sounds(files: dict[str, bytes], tmp_path: Path) -> None:
    """The tool everybody checks with sees the record, the old title, and all the frames."""
    if not shutil.which("ffprobe"):
        pytest.skip("ffprobe is not installed")
    for suffix in (".mp4", ".m4a", ".mp3"):
        path = tmp_path / f"b{suffix}"
        path.write_bytes(labelled(files[suffix], suffix, RECORD, tmp_path))
        command = [
            "ffprobe",
            "-v",
            "error",
            "-show_format",
            "-count_packets",
            "-show_streams",
            "-of",
            "json",
            str(path),
        ]
        found = json.loads(subprocess.run(command, capture_output=True, check=True, text=True).stdout)
        assert json.loads(found["format"]["tags"]["AIGC"]) == RECORD.fields()
        assert found["format"]["tags"]["title"] == "Kept"
    ffmpeg("-i", str(tmp_path / "b.mp4"), "-f", "null", "-")


def test_a_copy_without_the_flag_loses_the_record(files: dict[str, bytes], tmp_path: Path) -> None:
    """ffmpeg drops the tag and says nothing; the loss is seen."""
    (tmp_path / "b.mp4").write_bytes(labelled(files[".mp4"], ".mp4", RECORD, tmp_path))
    ffmpeg("-i", str(tmp_path / "b.mp4"), "-c", "copy", str(tmp_path / "c.mp4"))
    assert aigc.faults((tmp_path / "c.mp4").read_bytes(), ".mp4", RECORD) == ["expected one AIGC record, found 0"]


@pytest.mark.parametrize("suffix", FILMS)
def test_a_film_is_not_labelled_afterwards(files: dict[str, bytes], suffix: str) -> None:
    """Whoever tries is told who does it."""
    with pytest.raises(ValueError, match="ffmpeg has labelled"):
        aigc.stamp(files[suffix], suffix, RECORD)


def test_sound_and_tags_survive(files: dict[str, bytes]) -> None:
    """WAV and MP3 keep their samples and their titles."""
    for suffix in (".wav", ".mp3"):
        stamped = aigc.stamp(files[suffix], suffix, RECORD)
        assert np.array_equal(decode(stamped, "it"), decode(files[suffix], "it"))
    assert ID3(io.BytesIO(aigc.stamp(files[".mp3"], ".mp3", RECORD)))["TIT2"].text == ["Kept"]


def test_a_wav_stays_a_well_formed_riff(files: dict[str, bytes]) -> None:
    """The RIFF size counts the new chunk, also behind a chunk of odd length."""
    odd = b"RIFF" + struct.pack("<I", 4 + 8 + 16 + 8 + 4) + b"WAVE"
    odd += (
        b"fmt "
        + struct.pack("<IHHIIHH", 16, 1, 1, 8000, 8000, 1, 8)
        + b"data"
        + struct.pack("<I", 3)
        + b"\x80\x80\x80\0"
    )
    for data in (odd, files[".wav"], wav(np.zeros(RATE // 10, np.float32))):
        stamped = aigc.stamp(data, ".wav", RECORD)
        assert struct.unpack_from("<I", stamped, 4)[0] == len(stamped) - 8
        assert aigc.read(stamped, ".wav") == [RECORD.fields()]


def test_documents_still_open(files: dict[str, bytes]) -> None:
    """PDF, PPTX and PNG open in their own libraries, with what they said about themselves before."""
    with pikepdf.open(io.BytesIO(aigc.stamp(files[".pdf"], ".pdf", RECORD))) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Kept"
        assert json.loads(str(pdf.docinfo["/AIGC"])) == RECORD.fields()
    deck = aigc.stamp(files[".pptx"], ".pptx", RECORD)
    assert Presentation(io.BytesIO(deck)).core_properties.title == "Kept"
    with zipfile.ZipFile(io.BytesIO(deck)) as parts:
        assert parts.testzip() is None
        assert "/docProps/custom.xml" in parts.read("[Content_Types].xml").decode()
    picture = Image.open(io.BytesIO(aigc.stamp(files[".png"], ".png", RECORD)))
    assert isinstance(picture, PngImagePlugin.PngImageFile)
    assert picture.text["Title"] == "Kept"
    assert np.array_equal(np.asarray(picture), np.asarray(Image.open(io.BytesIO(files[".png"]))))


@pytest.mark.slow
def test_libreoffice_opens_a_stamped_deck(files: dict[str, bytes], tmp_path: Path) -> None:
    """An office program converts the deck without complaint."""
    if not office.SOFFICE:
        pytest.skip("LibreOffice is not installed")
    (tmp_path / "a.pptx").write_bytes(aigc.stamp(files[".pptx"], ".pptx", RECORD))
    [page] = office.convert([tmp_path / "a.pptx"], tmp_path)
    assert page.stat().st_size > 500


def test_a_pictures_other_properties_stay() -> None:
    """XMP of somebody else is merged, not overwritten."""
    xmp = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/png"/>'
        "</rdf:RDF></x:xmpmeta>"
    )
    about, out = PngImagePlugin.PngInfo(), io.BytesIO()
    about.add_itxt("XML:com.adobe.xmp", xmp, zip=True)
    Image.new("RGB", (4, 4)).save(out, "PNG", pnginfo=about)
    stamped = aigc.stamp(out.getvalue(), ".png", RECORD)
    assert b'format="image/png"' in stamped
    assert aigc.read(stamped, ".png") == [RECORD.fields()]


def test_the_wrapped_form_is_read_too(files: dict[str, bytes]) -> None:
    """App. E shows the record wrapped in another object; some tools write it so."""
    wrapped = json.dumps({"AIGC": RECORD.fields()})
    assert aigc.read(aigc.wav.write(files[".wav"], wrapped), ".wav") == [RECORD.fields()]
    assert aigc.read(aigc.wav.write(files[".wav"], "not json"), ".wav") == [{"broken": "not json"}]


@pytest.mark.parametrize(
    ("record", "message"),
    [
        (AiLabel("江湾银行", "a"), "expected plain ASCII without spaces in `ContentProducer`, found `江湾银行`"),
        (AiLabel("BANK", "a b"), "expected plain ASCII without spaces in `ProduceID`, found `a b`"),
        (AiLabel("BANK", 'a"b'), "expected plain ASCII"),
        (AiLabel("BANK", "a", "AIGC"), "expected one of 1, 2, 3 in `Label`, found `AIGC`"),
    ],
)
def test_values_the_standard_leaves_out_are_refused(record: AiLabel, message: str) -> None:
    """A Chinese name, a space, a quote or a made-up label never gets into a file."""
    with pytest.raises(OutreachError) as caught:
        record.json()
    assert message in str(caught.value)


@pytest.mark.parametrize("suffix", WRITTEN)
def test_something_else_under_that_name_is_an_error(suffix: str) -> None:
    """Bytes that are not the named kind of file give a message, not a traceback (an MP3 may be any bytes)."""
    if suffix == ".mp3":
        assert aigc.read(b"no tags here", suffix) == []
        return
    with pytest.raises(OutreachError, match="expected a"):
        aigc.stamp(b"this is plain text, and long enough to be looked at", suffix, RECORD)


def test_an_unknown_kind_is_named() -> None:
    """A suffix without a container names those there are."""
    with pytest.raises(OutreachError, match=r"expected one of \.mp4, .*found `\.avi`"):
        aigc.stamp(b"", ".avi", RECORD)

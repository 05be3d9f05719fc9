"""The store: what goes in comes out, damage is a miss, two writers of one key do no harm."""

from __future__ import annotations

import contextlib
import hashlib
import os
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from click.testing import CliRunner

from outreach.cache import Blob, Cache, LostError, _canonical, key_of
from outreach.cli import main
from outreach.diagnostics import OutreachError
from outreach.files import copy_atomically, write_atomically

KEY = key_of({"kind": "test", "n": 1})


@pytest.fixture
def cache(tmp_path: Path) -> Cache:
    """An empty store."""
    return Cache(tmp_path / "cache")


def test_what_was_put_is_found(cache: Cache) -> None:
    """Bytes, names and facts come back."""
    cache.put(KEY, {"a.txt": b"hello", "b.txt": b""}, {"seconds": 1.5})
    found = cache.get(KEY)
    assert found is not None
    assert {name: cache.read(blob) for name, blob in found.outputs.items()} == {"a.txt": b"hello", "b.txt": b""}
    assert found.facts == {"seconds": 1.5}


def test_a_finished_file_is_moved_in(cache: Cache) -> None:
    """A film is not read into memory: its file becomes the blob."""
    folder = cache.scratch()
    (folder / "film").write_bytes(b"x" * 1000)
    record = cache.put(KEY, {"film": folder / "film"})
    assert not (folder / "film").exists()
    assert cache.read(record.outputs["film"]) == b"x" * 1000


def test_an_unknown_key_is_a_miss(cache: Cache) -> None:
    """Nothing there, nothing raised."""
    assert cache.get(KEY) is None


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"outputs": {"a": 3}}',
        b'{"outputs": {}, "facts": 5}',
        b'{"outputs": {}, "facts": {}, "sum": "0"}',
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"outputs": ' * 10_000,
    ],
    ids=lambda data: data[:12].decode("latin-1"),
)
def test_a_record_that_cannot_be_read_is_a_miss(cache: Cache, damage: bytes) -> None:
    """Whatever stands in the record's file, the answer is a miss."""
    cache.put(KEY, {"a": b"1"})
    record = next((cache.root / "ac").glob("*/*.json"))
    record.write_bytes(damage)
    assert cache.get(KEY) is None


@pytest.mark.parametrize("name", ["../evil", "/etc/x", "a/../../b", ".hidden", "a//b", "", "a\nb", "c:/x"])
def test_a_record_whose_names_lead_out_is_a_miss(cache: Cache, name: str) -> None:
    """Even when its sum is right: an output's name becomes a path."""
    cache.put(KEY, {name: b"1"})
    assert cache.get(KEY) is None


def test_a_record_that_was_edited_or_copied_is_a_miss(cache: Cache) -> None:
    """A record says for itself which key it is of and that nothing in it changed."""
    cache.put(KEY, {"clip.pcm": b"1"}, {"seconds": 1.0})
    record = next((cache.root / "ac").glob("*/*.json"))
    text = record.read_text("utf-8")
    for changed in (
        text.replace("1.0", "2.0"),
        text.replace("clip.pcm", "film.mp4"),
        text.replace('"bytes": 1', '"bytes": 2'),
    ):
        assert changed != text
        record.write_text(changed, "utf-8")
        assert cache.get(KEY) is None
    other = key_of({"n": 2})
    path = cache._record_path(other)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    assert cache.get(other) is None


@pytest.mark.parametrize("digest", ["../../evil", "A" * 64, "a" * 63, "a" * 64 + "\n", ""])
def test_no_blob_has_another_digest_than_one(digest: str) -> None:
    """It becomes a path."""
    with pytest.raises(ValueError, match="digest"):
        Blob(digest, 1)


def flip(path: Path) -> None:
    """One bit of a stored file changes, its size stays."""
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.chmod(0o644)
    path.write_bytes(bytes(data))


def test_a_damaged_blob_is_never_handed_out(cache: Cache, tmp_path: Path) -> None:
    """Read, opened or copied: it is removed, and the next look is a miss. A former copy stays as it is."""
    hand_outs: list[Callable[[Blob], object]] = [
        cache.read,
        cache.path,
        lambda blob: cache.copy(blob, tmp_path / "copy"),
    ]
    (tmp_path / "copy").write_bytes(b"former")
    for hand_out in hand_outs:
        blob = cache.put(KEY, {"a": b"12345"}).outputs["a"]
        flip(cache.blob_path(blob))
        assert cache.get(KEY) is not None  # a look costs no reading
        with pytest.raises(LostError):
            hand_out(blob)
        assert cache.get(KEY) is None
        with pytest.raises(LostError):
            hand_out(blob)
    assert (tmp_path / "copy").read_bytes() == b"former"
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".")] == []


def test_putting_mends_a_damaged_blob(cache: Cache) -> None:
    """Bytes of the same size that stand in its place are not taken for it."""
    blob = cache.put(KEY, {"a": b"12345"}).outputs["a"]
    flip(cache.blob_path(blob))
    cache.put(key_of({"n": 2}), {"b": b"12345"})
    assert cache.read(blob) == b"12345"


def foreign_things(cache: Cache, digest: str) -> None:
    """A folder, a link that leads nowhere, a pipe and files of others, in the store and in the place of a blob."""
    for top in ("cas", "ac"):
        place = cache.root / top / "ab"
        place.mkdir(parents=True, exist_ok=True)
        (place / ("ab" * 32)).mkdir()
        (place / ("ac" * 32)).symlink_to("nowhere")
        (place / f"{'ad' * 32}.json").mkdir()
        (place / f"{'ae' * 32}.json").symlink_to("nowhere")
        (place / ".DS_Store").write_bytes(b"x")
        (place / f".{'af' * 32}.{os.getpid()}.{'0' * 32}").write_bytes(b"half")
        (cache.root / top / "Thumbs.db").write_bytes(b"x")
        if hasattr(os, "mkfifo"):
            os.mkfifo(place / ("aa" * 32))
    at = cache.root / "cas" / digest[:2]
    at.mkdir(parents=True, exist_ok=True)
    (at / digest).mkdir()
    (at / digest / "inside").write_bytes(b"x")


def test_foreign_things_in_the_store_are_misses(cache: Cache) -> None:
    """verify and gc go past them and take none away, least of all a file on its way in; a blob finds its place."""
    foreign_things(cache, hashlib.sha256(b"12345").hexdigest())
    before = {p for p in cache.root.rglob("*") if p.name in (".DS_Store", "Thumbs.db") or p.name.startswith(".af")}
    assert cache.verify() == []
    record = cache.put(KEY, {"a": b"12345"})
    assert cache.read(record.outputs["a"]) == b"12345"
    assert cache.collect(10**9, time.time() + 7200) == 0
    assert cache.collect(0, time.time() + 7200) == 5
    assert before == {p for p in before if p.exists()}


@pytest.mark.slow  # quick: the other tests of gc
def test_gc_of_many_records_is_quick(cache: Cache) -> None:
    """The sizes are added up once: 4,000 records take seconds, not minutes."""
    for n in range(4000):
        key = key_of({"n": n})
        path = cache._record_path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        outputs = {f"o{i}": {"sha256": f"{n * 8 + i:064x}", "bytes": 1} for i in range(8)}
        plain: dict[str, object] = {"outputs": outputs, "facts": {}}
        plain["sum"] = hashlib.sha256(key.encode() + _canonical(plain)).hexdigest()
        path.write_bytes(_canonical(plain))
    start = time.process_time()
    cache.collect(10**9, time.time())
    assert time.process_time() - start < 5
    assert len(list((cache.root / "ac").glob("*/*.json"))) == 4000


@pytest.mark.parametrize("root", ["/dev/null", "/dev/null/x", "/proc/x", "file", "file/x", "x" * 300])
def test_a_place_that_keeps_nothing_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, root: str) -> None:
    """One error with the path and a hint, before anything is made."""
    monkeypatch.chdir(tmp_path)
    Path("file").write_bytes(b"x")
    with pytest.raises(OutreachError) as problem:
        Cache(Path(root)).prepare()
    (one,) = problem.value.diagnostics
    assert one.where.file == root and one.hints


def test_a_full_disk_leaves_no_part(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was begun beside a file goes away again, whichever way the file was to be written."""
    (tmp_path / "source").write_bytes(b"x")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    monkeypatch.setattr(Path, "replace", full)
    for write in (
        lambda: write_atomically(tmp_path / "file", b"x"),
        lambda: copy_atomically(tmp_path / "source", tmp_path / "file"),
    ):
        with pytest.raises(OSError, match="No space left"):
            write()
        assert [p.name for p in tmp_path.iterdir()] == ["source"]


def test_a_lost_or_cut_blob_is_a_miss_and_is_made_again(cache: Cache) -> None:
    """A blob of another size than its record says does not count; putting it again mends it."""
    record = cache.put(KEY, {"a": b"12345"})
    blob = cache.blob_path(record.outputs["a"])
    blob.chmod(0o644)
    blob.write_bytes(b"12")
    assert cache.get(KEY) is None
    cache.put(KEY, {"a": b"12345"})
    assert cache.get(KEY) is not None
    assert blob.read_bytes() == b"12345"


def test_verify_removes_bytes_that_are_not_what_their_name_says(cache: Cache) -> None:
    """Same size, other bytes: only reading finds it."""
    record = cache.put(KEY, {"a": b"12345"})
    blob = cache.blob_path(record.outputs["a"])
    blob.chmod(0o644)
    blob.write_bytes(b"54321")
    assert cache.verify() == [blob.name]
    assert cache.get(KEY) is None


# --- a shared store: builds run, nothing can be written, nothing fits -------------------------------------------------


@pytest.fixture
def no_room(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> Cache:
    """A store with a result of today and an old blob of no record, on a disk that takes no file and no folder."""
    cache.put(KEY, {"a": b"new"})
    os.utime(cache.blob_path(cache.put(key_of({"n": 2}), {"b": b"old"}).outputs["b"]), (1, 1))
    cache._record_path(key_of({"n": 2})).unlink()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    for name in ("mkdir", "write_bytes", "replace", "rename"):
        monkeypatch.setattr(Path, name, full)
    return cache


@pytest.mark.parametrize(("words", "said"), [(("gc",), "freed 0 MB"), (("verify",), "0 damaged files removed")])
def test_a_full_store_is_tidied(
    no_room: Cache, monkeypatch: pytest.MonkeyPatch, words: tuple[str, ...], said: str
) -> None:
    """A full disk is when one wants to: nothing is written to do it."""
    monkeypatch.setenv("OUTREACH_LANG", "en")
    done = CliRunner().invoke(main, ["cache", *words, "--cache-dir", str(no_room.root)])
    assert done.exit_code == 0 and said in done.output, done.output
    assert no_room.get(KEY) is not None
    assert len([*no_room._blobs()]) == (1 if words == ("gc",) else 2)


def test_damage_in_a_read_only_store_is_named(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every blob of it, not only the first; exit code 1."""
    bad = [cache.blob_path(one) for one in cache.put(KEY, {"a": b"12", "b": b"34", "c": b"56"}).outputs.values()][:2]
    for path in bad:
        path.chmod(0o644)
        path.write_bytes(b"xx")

    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(Path, "unlink", read_only)
    monkeypatch.setenv("OUTREACH_LANG", "en")
    done = CliRunner().invoke(main, ["cache", "verify", "--cache-dir", str(cache.root)])
    assert done.exit_code == 1
    assert all(f"{path}: error: damaged, and stays: Read-only file system" in done.output for path in bad)


def test_gc_leaves_what_a_running_build_has_just_found(cache: Cache) -> None:
    """A blob that was there already is young again: its record is on the way."""
    old = cache.blob_path(cache.put(KEY, {"a": b"same"}).outputs["a"])
    os.utime(old, (1, 1))
    cache._store(b"same")
    cache._record_path(KEY).unlink()
    cache.collect(0, time.time())
    assert old.is_file()


def test_gc_leaves_what_was_made_within_the_hour(cache: Cache) -> None:
    """The record too: a job that runs may read it next, and its bytes would stay anyway."""
    cache.put(KEY, {"a": b"1"})
    assert cache.collect(0, time.time()) == 0 and cache.get(KEY) is not None
    assert cache.collect(0, time.time() + 7200) == 1 and cache.get(KEY) is None


def test_gc_and_verify_beside_builds(cache: Cache) -> None:
    """What a build puts is found whole, or is a miss that it makes again; nobody stumbles over another."""

    def build(n: int) -> None:
        key, data = key_of({"n": n % 7}), bytes([n % 7]) * 5000
        record = cache.put(key, {"a": data})
        with contextlib.suppress(LostError, FileNotFoundError):
            os.utime(cache.blob_path(record.outputs["a"]), (1, 1) if n % 3 == 0 else None)  # of long ago
            assert cache.read(record.outputs["a"]) == data

    def tidy(_: int) -> None:
        cache.sweep_scratch(time.time())
        cache.collect(0, time.time())
        assert cache.verify() == []

    with ThreadPoolExecutor(4) as pool:
        done = [pool.submit(work, n) for n in range(60) for work in (build, tidy)]
        assert [problem for one in done if (problem := one.exception())] == []


def test_a_scratch_folder_that_its_build_removes_is_no_trouble(cache: Cache, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was listed, and is gone when it is looked at."""
    cache.scratch()
    monkeypatch.setattr(Path, "lstat", lambda self: self.parent.joinpath("gone").stat())
    cache.sweep_scratch(time.time())


def test_stored_bytes_cannot_be_edited_in_place(cache: Cache) -> None:
    """A blob is read-only, so that nobody's editor poisons the store."""
    record = cache.put(KEY, {"a": b"1"})
    assert cache.blob_path(record.outputs["a"]).stat().st_mode & 0o222 == 0


def test_two_writers_of_one_key_leave_one_whole_result(cache: Cache) -> None:
    """Every job may run twice at once."""
    data = b"z" * 100_000
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: cache.put(KEY, {"a": data}), range(16)))
    found = cache.get(KEY)
    assert found is not None
    assert cache.read(found.outputs["a"]) == data
    assert not [p for p in cache.root.rglob(".*") if p.is_file()]


def test_collect_drops_the_oldest_first(cache: Cache) -> None:
    """The store shrinks to the wished size; what is newest stays."""
    keys = [key_of({"n": n}) for n in range(3)]
    for n, key in enumerate(keys):
        cache.put(key, {"a": bytes([n]) * 1000})
        record = cache._record_path(key)
        os.utime(record, (n, n))
    freed = cache.collect(2000, time.time() + 7200)
    assert freed == 1000
    assert [cache.get(key) is not None for key in keys] == [False, True, True]


@pytest.mark.parametrize(
    ("one", "other"), [({"a": 1}, {"a": "1"}), ({"a": [1]}, {"a": 1}), ({"a": None}, {}), ({"a": 0.1}, {"a": 0.2})]
)
def test_different_parts_give_different_keys(one: dict[str, object], other: dict[str, object]) -> None:
    """Types count, order does not."""
    assert key_of(one) != key_of(other)
    assert key_of({"x": 1, "y": 2}) == key_of({"y": 2, "x": 1})

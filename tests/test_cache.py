"""The store: what goes in comes out, damage is a miss, two writers of one key do no harm."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from outreach.cache import Cache, copy_atomically, key_of, write_atomically

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
    "damage", [b"", b"{", b"[]", b'{"outputs": {"a": 3}}', b'{"outputs": {}, "facts": 5}', b"\xff\xfe"]
)
def test_a_record_that_cannot_be_read_is_a_miss(cache: Cache, damage: bytes) -> None:
    """Whatever stands in the record's file, the answer is a miss."""
    cache.put(KEY, {"a": b"1"})
    record = next((cache.root / "ac").glob("*/*.json"))
    record.write_bytes(damage)
    assert cache.get(KEY) is None


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

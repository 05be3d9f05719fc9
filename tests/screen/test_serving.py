"""`outreach screen serve`: a pack over HTTP, as a browser asks for films: piece by piece."""

from __future__ import annotations

import asyncio
from pathlib import Path

from aiohttp.test_utils import TestClient, TestServer

from outreach.screen.serving import HOST, application


def asked(pack: Path, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Status, headers and bytes of an answer."""

    async def ask() -> tuple[int, dict[str, str], bytes]:
        async with TestClient(TestServer(application(pack), host=HOST)) as client:
            answer = await client.get(path, headers=headers)
            return answer.status, dict(answer.headers), await answer.read()

    return asyncio.run(ask())


def test_a_film_is_read_piece_by_piece(packed: Path) -> None:
    """RFC 9110 §14: 206 and the bytes that were asked for."""
    film = sorted(packed.rglob("media/*.mp4"))[0]
    status, headers, data = asked(packed, f"/{film.relative_to(packed).as_posix()}", Range="bytes=100-199")
    assert (status, headers["Content-Range"]) == (206, f"bytes 100-199/{film.stat().st_size}")
    assert data == film.read_bytes()[100:200] and headers["Content-Type"] == "video/mp4"


def test_the_first_page_is_the_player(packed: Path) -> None:
    """Asked for again each time: current.js says another revision some day."""
    status, headers, data = asked(packed, "/")
    assert (status, data) == (200, (packed / "index.html").read_bytes())
    assert headers["Cache-Control"] == "no-cache"


def test_nothing_beside_the_pack_is_shown(packed: Path) -> None:
    """Neither by `..` nor by a link."""
    (packed.parent / "secret").write_bytes(b"x")
    (packed / "link").symlink_to(packed.parent / "secret")
    for path in ("/../secret", "/%2e%2e/secret", "/link"):
        assert asked(packed, path)[0] in (403, 404)

"""Shows a pack in a browser of this machine. Films are read piece by piece (RFC 9110 §14), as players do."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aiohttp import web

HOST = "127.0.0.1"  # nobody else's


def application(folder: Path) -> web.Application:
    """The pages of a pack: its files and nothing else; no link is followed."""

    async def first(request: web.Request) -> web.StreamResponse:
        raise web.HTTPFound("/index.html")

    async def unkept(request: web.Request, response: web.StreamResponse) -> None:
        response.headers.setdefault("Cache-Control", "no-cache")  # current.js says another revision some day

    made = web.Application()
    made.router.add_get("/", first)
    made.router.add_static("/", folder, follow_symlinks=False)
    made.on_response_prepare.append(unkept)
    return made


def serve(folder: Path, port: int, said: Callable[[str], None]) -> None:
    """Until it is stopped."""
    web.run_app(application(folder), host=HOST, port=port, print=lambda _: said(f"http://{HOST}:{port}/"))

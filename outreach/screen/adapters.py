"""The same pack for players that are not ours: files in order for a stick, and the lists that four systems read.

What they say comes from the systems themselves: Anthias, `serializers/v2.py`; piSignage, `controllers/playlists.js`;
SMIL 3.0 as signageOS and garlic read it; Xibo takes a zip whose root has index.html.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from xml.sax.saxutils import quoteattr

from outreach import archives
from outreach.screen.record import Plain

FOREVER = "2099-12-31"  # Anthias wants an end
MIME = {"video": "video/mp4", "still": "image/jpeg"}


def flat(playlist: Plain) -> dict[str, str]:
    """Name on a stick -> file of media/: a television plays them by their names, and reads ASCII alone."""
    items = playlist["items"]
    digits = max(2, len(str(len(items))))
    return {f"{n:0{digits}}_{item['id']}{Path(item['src']).suffix}": item["src"] for n, item in enumerate(items, 1)}


def lists(playlist: Plain, called: str) -> dict[str, bytes]:
    """Name below adapters/ -> what the system there reads; `called`: the campaign as a file may be called."""
    return {
        f"pisignage/__{called}.json": _json(pisignage(playlist, called)),
        "anthias/assets.json": _json(anthias(playlist)),
        "smil/playlist.smil": smil(playlist).encode(),
    }


def pisignage(playlist: Plain, called: str) -> Plain:
    """A playlist of piSignage; its files lie beside it."""
    assets = [
        {"filename": name, "duration": _seconds(item), "selected": True, "fullscreen": True}
        for name, item in zip(flat(playlist), playlist["items"], strict=True)
    ]
    settings = {
        "ticker": {"enable": False},
        "ads": {"adPlaylist": False, "adInterval": 60},
        "audio": {"enable": False},
    }
    return {"name": called, "settings": settings, "assets": assets, "layout": "1", "templateName": "", "schedule": {}}


def anthias(playlist: Plain) -> list[Plain]:
    """Bodies for POST /api/v2/assets. `uri` is a file to upload first; what the box answers takes its place."""
    found = []
    for n, (name, item) in enumerate(zip(flat(playlist), playlist["items"], strict=True)):
        first, last = item["valid"]["from"] or playlist["generated"], item["valid"]["to"] or FOREVER
        found.append(
            {
                "name": item["title"],
                "uri": name,
                "mimetype": MIME[item["type"]].partition("/")[0],
                "duration": _seconds(item),
                "start_date": f"{first}T00:00:00Z",
                "end_date": f"{last}T23:59:59Z",
                "is_enabled": True,
                "nocache": False,
                "play_order": n,
                "play_days": item["days"],
                "play_time_from": item["time"]["from"],
                "play_time_to": item["time"]["to"],
                "skip_asset_check": False,
            }
        )
    return found


def smil(playlist: Plain) -> str:
    """The items one after the other, for ever; until the first approval among them ends."""
    canvas, ends = playlist["canvas"], [item["valid"]["to"] for item in playlist["items"] if item["valid"]["to"]]
    until = f' end="wallclock({min(ends)}T23:59:59)"' if ends else ""
    since = f' begin="wallclock({playlist["valid"]["from"]}T00:00:00)"' if playlist["valid"]["from"] else ""
    shown = "\n".join(f"        {_element(item)}" for item in playlist["items"])
    size = f'width="{canvas["w"]}" height="{canvas["h"]}"'
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<smil>
  <head>
    <layout>
      <root-layout {size} backgroundColor="#000000"/>
      <region regionName="screen" left="0" top="0" {size} z-index="1" fit="meet"/>
    </layout>
  </head>
  <body>
    <par{since}{until}>
      <seq repeatCount="indefinite">
{shown}
      </seq>
    </par>
  </body>
</smil>
"""


def _element(item: Plain) -> str:
    source = f'src={quoteattr("../../" + item["src"])} title={quoteattr(item["title"])} region="screen"'
    if item["type"] == "video":
        return f'<video {source} soundLevel="0%"/>'
    return f'<img {source} dur="{_seconds(item)}s"/>'


def xibo(out: Path, files: Mapping[str, bytes | Path]) -> None:
    """An HTML package. Nothing is packed smaller: films are already."""
    out.parent.mkdir(parents=True)
    archives.write(out, sorted(files.items()))


def _seconds(item: Plain) -> int:
    return -(-int(item["duration_ms"]) // 1000)


def _json(plain: object) -> bytes:
    return (json.dumps(plain, ensure_ascii=False, indent=1) + "\n").encode()

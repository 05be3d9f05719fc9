"""Drawings from outside: parsed within bounds and rebuilt from a list of what a drawing may hold.

Nothing of a file is copied as it stands: elements, attributes and colours are read and written anew, so no script,
link, style sheet or foreign element can reach a page, a film or a print. What would change the picture is refused by
name.
"""

from __future__ import annotations

from outreach.svg.extent import extent as extent
from outreach.svg.flat import flattened as flattened
from outreach.svg.flat import greyed as greyed
from outreach.svg.pixels import MAX_BYTES as MAX_BYTES
from outreach.svg.pixels import Raster as Raster
from outreach.svg.pixels import kind as kind
from outreach.svg.pixels import raster as raster
from outreach.svg.reading import SVG as SVG
from outreach.svg.rebuild import Drawing as Drawing
from outreach.svg.rebuild import drawing as drawing
from outreach.svg.rebuild import framed as framed
from outreach.svg.window import aspect as aspect
from outreach.svg.window import view as view
from outreach.svg.window import window as window

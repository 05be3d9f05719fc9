"""The key visual: the one picture of a scam and an audience, composed for the crop of whoever shows it.

`table` is templates/keyvisual.yaml: compositions of places, people and what must not be done, `story` which of them
tells a storyboard. `composer` draws places and people in colour, in flat colours for plates, or in lines for a copier;
`picture` makes the whole an SVG of its own. A `ground` is a place of the story for words to stand on, without the sign.
"""

from outreach.keyvisual.composer import Look as Look
from outreach.keyvisual.picture import KeyVisual as KeyVisual
from outreach.keyvisual.picture import Scenery as Scenery
from outreach.keyvisual.picture import ground as ground
from outreach.keyvisual.picture import key_visual as key_visual
from outreach.keyvisual.picture import raster as raster
from outreach.keyvisual.pieces import home_of as home_of
from outreach.keyvisual.pieces import place as place
from outreach.keyvisual.pieces import posed as posed
from outreach.keyvisual.table import CROPS as CROPS
from outreach.keyvisual.table import FILE as FILE
from outreach.keyvisual.table import Crop as Crop
from outreach.keyvisual.table import GroundName as GroundName

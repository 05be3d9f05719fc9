"""A comic strip of a story: six frames, drawn of the same places and posed people as its key visual.

`table` is templates/print/comic.yaml: how each moment is drawn. `story` says which moments are told, `picture` draws
them and finds where words come from. `panorama` puts three of
its places beside each other, over the folds of a sheet.
"""

from outreach.comic import panorama as panorama
from outreach.comic.picture import Drawing as Drawing
from outreach.comic.picture import Frames as Frames
from outreach.comic.picture import placed as placed
from outreach.comic.story import NOBODY as NOBODY
from outreach.comic.story import Told as Told
from outreach.comic.story import frames as frames
from outreach.comic.table import ComicFile as ComicFile
from outreach.comic.table import Shot as Shot
from outreach.comic.table import Sound as Sound
from outreach.comic.table import table as table

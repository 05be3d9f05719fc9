"""The video engine: a Timeline becomes segments, a segment becomes H.264, segments and sound become a film.

1. `segments` cuts a timeline into scenes as plain data; each is a cache key of its own.
2. `shots` cuts a scene into shots: places and people as planes (`painter`, `planes`) that a camera moves. `stage` and
   `overlays` lay captions, screens and the end card flat over them (`layers`, `geometry`, `motion`); `scene`
   brings both together, the `compositor` blends, `writer` sends the frames to x264.
3. `scoring` takes from the same shots what is to be heard when; `mux` copies the segments and the sound into one film.
"""

from outreach.film.mux import join as join
from outreach.film.mux import seconds as seconds
from outreach.film.scene import encode as encode
from outreach.film.scene import frame as frame
from outreach.film.scene import misfits as misfits
from outreach.film.scene import picture as picture
from outreach.film.scoring import compose as compose
from outreach.film.segments import Segment as Segment
from outreach.film.segments import SignFile as SignFile
from outreach.film.segments import parts as parts
from outreach.film.segments import plan as plan
from outreach.film.witness import witness as witness
from outreach.score import Score as Score

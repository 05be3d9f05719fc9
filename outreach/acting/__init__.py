"""People who act: a drawing of a person, posed by numbers, with a face of its own moment.

The drawing says how long an arm is, which skin and which sleeve (`data-part` in media/art/<person>.svg); the pose says
the angles (media/art/poses.yaml); hands and eyes are shared (media/art/acting/parts.svg).
"""

from __future__ import annotations

from outreach.acting.change import between as between
from outreach.acting.change import breathing as breathing
from outreach.acting.figure import Part as Part
from outreach.acting.figure import draw_pose as draw_pose
from outreach.acting.person import can_act as can_act
from outreach.acting.person import drawn_of as drawn_of
from outreach.acting.person import tones as tones
from outreach.acting.poses import Acting as Acting
from outreach.acting.poses import Feeling as Feeling
from outreach.acting.poses import Pose as Pose
from outreach.acting.poses import acting as acting
from outreach.acting.poses import faults as faults
from outreach.acting.posing import misfit as misfit
from outreach.acting.posing import no_beat as no_beat
from outreach.acting.posing import no_drawing as no_drawing
from outreach.acting.posing import no_pose as no_pose
from outreach.acting.posing import posing as posing

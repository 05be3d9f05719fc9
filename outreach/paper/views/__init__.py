"""What templates/print/ is given, and the words and drawings it has in common with templates/cards/.

`base` has what all have, `sheet` a sheet as a whole; what only some sheets have stands in a file of its kind.
"""

from __future__ import annotations

from outreach.paper.views.base import Drawn as Drawn
from outreach.paper.views.base import Flag as Flag
from outreach.paper.views.base import Frame as Frame
from outreach.paper.views.base import ItemView as ItemView
from outreach.paper.views.base import Lang as Lang
from outreach.paper.views.base import Page as Page
from outreach.paper.views.base import Part as Part
from outreach.paper.views.base import StoryView as StoryView
from outreach.paper.views.base import Words as Words
from outreach.paper.views.branch import BranchCard as BranchCard
from outreach.paper.views.branch import BranchLines as BranchLines
from outreach.paper.views.panorama import Panorama as Panorama
from outreach.paper.views.panorama import Place as Place
from outreach.paper.views.sheet import LABELS as LABELS
from outreach.paper.views.sheet import Call as Call
from outreach.paper.views.sheet import Code as Code
from outreach.paper.views.sheet import Hero as Hero
from outreach.paper.views.sheet import Line as Line
from outreach.paper.views.sheet import SceneView as SceneView
from outreach.paper.views.sheet import SheetView as SheetView
from outreach.paper.views.sheet import Which as Which
from outreach.paper.views.stall import Bingo as Bingo
from outreach.paper.views.stall import Flow as Flow
from outreach.paper.views.stall import FlowStep as FlowStep
from outreach.paper.views.stall import Game as Game
from outreach.paper.views.stall import Kit as Kit
from outreach.paper.views.stall import Lot as Lot
from outreach.paper.views.stall import Lots as Lots
from outreach.paper.views.stall import Square as Square
from outreach.paper.views.stall import Sticker as Sticker
from outreach.paper.views.stall import Stickers as Stickers
from outreach.paper.views.stall import Tiling as Tiling
from outreach.paper.views.strip import Balloon as Balloon
from outreach.paper.views.strip import SoundWord as SoundWord
from outreach.paper.views.strip import Strip as Strip
from outreach.paper.views.strip import StripFrame as StripFrame

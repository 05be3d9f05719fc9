"""What templates/scenes/ is given: the pieces of a frame. A piece's class in small letters is its `kind` there.

Lengths are px of the frame; `phrases` are parts of a text between which a line may break.
Each stands in the module of the template that draws it.
"""

from __future__ import annotations

from outreach.film.pieces.base import Look as Look
from outreach.film.pieces.base import Phrases as Phrases
from outreach.film.pieces.base import Pieces as Pieces
from outreach.film.pieces.cards import Balance as Balance
from outreach.film.pieces.cards import Bar as Bar
from outreach.film.pieces.cards import Countdown as Countdown
from outreach.film.pieces.cards import Number as Number
from outreach.film.pieces.cards import Option as Option
from outreach.film.pieces.cards import Question as Question
from outreach.film.pieces.cards import Ring as Ring
from outreach.film.pieces.end import Call as Call
from outreach.film.pieces.end import Calls as Calls
from outreach.film.pieces.end import Code as Code
from outreach.film.pieces.end import Refusal as Refusal
from outreach.film.pieces.end import Series as Series
from outreach.film.pieces.frame import Caption as Caption
from outreach.film.pieces.frame import Chapter as Chapter
from outreach.film.pieces.frame import Cloth as Cloth
from outreach.film.pieces.frame import Disc as Disc
from outreach.film.pieces.frame import Imprint as Imprint
from outreach.film.pieces.frame import Label as Label
from outreach.film.pieces.frame import Mark as Mark
from outreach.film.pieces.frame import Naming as Naming
from outreach.film.pieces.frame import Pad as Pad
from outreach.film.pieces.frame import Patter as Patter
from outreach.film.pieces.frame import Person as Person
from outreach.film.pieces.frame import Prop as Prop
from outreach.film.pieces.frame import Ribbon as Ribbon
from outreach.film.pieces.frame import Slab as Slab
from outreach.film.pieces.frame import Thing as Thing
from outreach.film.pieces.frame import Ticks as Ticks
from outreach.film.pieces.talk import Bubble as Bubble
from outreach.film.pieces.talk import Device as Device
from outreach.film.pieces.talk import Faces as Faces
from outreach.film.pieces.talk import Stamp as Stamp
from outreach.film.pieces.talk import Typing as Typing
from outreach.film.pieces.testcard import Advice as Advice
from outreach.film.pieces.testcard import Digit as Digit
from outreach.film.pieces.testcard import Lamp as Lamp
from outreach.film.pieces.testcard import Places as Places
from outreach.film.pieces.testcard import Pointer as Pointer
from outreach.film.pieces.testcard import Sample as Sample
from outreach.film.pieces.testcard import Slider as Slider
from outreach.film.pieces.testcard import Testcard as Testcard
from outreach.views import Piece as Piece

"""What the model is fed: the sounds of a line in order, each with the units of speech that it says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Break = Literal["", "word", "phrase", "clause", "sentence"]


@dataclass(frozen=True, slots=True)
class Sound:
    """A syllable or a word in the model's phoneme letters, or, without units, the mark or space between two."""

    phonemes: str
    units: int = 0  # of what `spoken.units` counts: Hanzi, words
    breaks: Break = ""  # for marks and spaces: what ends here


def table(words: str) -> dict[str, str]:
    """`a:b c:` as a mapping: a sound in somebody's letters and in the model's."""
    return dict(pair.split(":", 1) for pair in words.split())


# Marks as the model knows them, and what ends at each (its vocabulary has no full-width ones).
MARKS: dict[str, tuple[str, Break]] = {
    **dict.fromkeys("。．", (". ", "sentence")),
    **dict.fromkeys("！!", ("! ", "sentence")),
    **dict.fromkeys("？?", ("? ", "sentence")),
    **dict.fromkeys("；;", ("; ", "clause")),
    **dict.fromkeys("：:", (": ", "clause")),
    **dict.fromkeys("，、,", (", ", "clause")),
    **dict.fromkeys("—…", ("— ", "clause")),
    **dict.fromkeys("（(", (", ", "clause")),
    **dict.fromkeys("）)", (", ", "clause")),
    ".": (". ", "sentence"),
}


def mark(sign: str) -> Sound:
    """The sound of a mark; one that is not spoken, such as a quote, parts two words."""
    phonemes, breaks = MARKS.get(sign, (" ", "word"))
    return Sound(phonemes, 0, breaks)


# From the strongest break to the weakest, and the phonemes that say it best.
_STRENGTH: dict[Break, int] = {"sentence": 4, "clause": 3, "phrase": 2, "word": 1, "": 0}


def settled(sounds: list[Sound]) -> list[Sound]:
    """Of several breaks in a row the strongest stays; none stands at the start."""
    kept: list[Sound] = []
    for sound in sounds:
        if sound.units or not sound.breaks or (kept and not kept[-1].breaks):
            kept.append(sound)
        elif kept and _STRENGTH[sound.breaks] > _STRENGTH[kept[-1].breaks]:
            kept[-1] = sound
    return kept

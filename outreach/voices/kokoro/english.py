"""English for Kokoro: espeak's IPA in the phoneme letters that the model learnt."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from outreach.voices.espeak_library import IPA_TIED, phonemes
from outreach.voices.kokoro.sounds import Sound, mark, settled

AMERICAN, BRITISH = "en-us", "en"  # espeak's names
_PIECE = re.compile(r"([A-Za-z]+(?:['’.-][A-Za-z]+)*)|(\S)")
_PHRASE = re.compile(
    r"(?:and|or|but|if|when|that|to|for|from|with|on|in|at|because|then|so|who|before|after|until)$", re.I
)
_LEAST = 3  # words a phrase has at least, so that it is not chopped
_LETTER_A = re.compile(r"\bA\b(?= [A-Z]\b(?!-))|(?<=\b[A-Z] )A\b")  # of ATM and FAQ, no article
_JOINED, _PARTED = 4, 8  # words that espeak may join into one, and parts that it may make of one

# espeak's sounds in the letters of Kokoro, longest first: diphthongs and affricates are one letter each.
_SHARED = [
    ("ʔˌn̩", "tᵊn"),
    ("ʔn̩", "tᵊn"),
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("e^ɪ", "A"),
    ("ɔ^ɪ", "Y"),
    ("d^ʒ", "ʤ"),
    ("t^ʃ", "ʧ"),
    ("ə^l", "ᵊl"),
    ("ɚɹ", "əɹ"),
    ("ɚ", "əɹ"),
    ("ɐ", "ə"),
    ("ʲ", ""),
    ("r", "ɹ"),
    ("x", "k"),
    ("ç", "k"),
    ("ɬ", "l"),
    ("\u0303", ""),
]
_AMERICAN = [("o^ʊ", "O"), ("ɜːɹ", "ɜɹ"), ("ɜː", "ɜɹ"), ("ɪə", "iə"), ("ː", ""), ("ɾ", "T"), ("ʔ", "t")]
_BRITISH = [("e^ə", "ɛː"), ("iə", "ɪə"), ("ə^ʊ", "Q"), ("ɾ", "T"), ("ʔ", "t")]


def sounds(text: str, accent: str = AMERICAN) -> list[Sound]:
    """A spoken form as sounds: each word with its stress, read in its clause, the marks between."""
    found: list[Sound] = []
    since = 0
    for clause, sign in _clauses(text):
        words = _PIECE.findall(clause)
        for word, one, count in _paired([word for word, _ in words if word], _read(clause, accent), accent):
            if since >= _LEAST and _PHRASE.match(word):
                found.append(Sound(" ", 0, "phrase"))
                since = 0
            found += [Sound(one, count), Sound(" ", 0, "word")]
            since += count
        found.append(mark(sign) if sign else Sound(" ", 0, "word"))
        since = 0 if sign else since
    return settled(found)


def _paired(plain: list[str], said: tuple[str, ...], accent: str) -> list[tuple[str, str, int]]:
    """Which of espeak's words are which of ours: (our first word, its sounds, how many words of ours).

    espeak joins words as people do ("in the") and parts others ("NFC"): those belong together whose sounds are as many
    as those of the words said alone. A clause of which nothing else fits is one sound.
    """
    if len(plain) == len(said):
        return [(word, one, 1) for word, one in zip(plain, said, strict=True)]
    alone = [len("".join(_read(word, accent))) for word in plain]
    steps = [(1, 1), *((1, k) for k in range(2, _JOINED + 1)), *((k, 1) for k in range(2, _PARTED + 1))]
    best: dict[tuple[int, int], tuple[float, list[tuple[str, str, int]]]] = {(0, 0): (0.0, [])}
    for i, k in ((i, k) for i in range(len(said)) for k in range(len(plain)) if (i, k) in best):
        cost, pairs = best[i, k]
        for taken, count in steps:
            there = (i + taken, k + count)
            if there[0] > len(said) or there[1] > len(plain):
                continue
            one = " ".join(said[i : i + taken])
            worse = cost + abs(len(one) - taken + 1 - sum(alone[k : k + count])) + (taken + count - 2) / 2
            if worse < best.get(there, (float("inf"), []))[0]:
                best[there] = (worse, [*pairs, (plain[k], one, count)])
    whole = [(plain[0], " ".join(said), len(plain))] if plain and said else []
    return best.get((len(said), len(plain)), (0.0, whole))[1]


def letters(word: str) -> Iterator[Sound]:
    """A Latin letter or word inside another language, said as in English."""
    for one in _read(word, AMERICAN):
        yield Sound(one, 1)
    yield Sound(" ", 0, "word")


def _clauses(text: str) -> Iterator[tuple[str, str]]:
    """The text up to each mark that is heard, and the mark."""
    for match in re.finditer(r"([^,;:.!?()—…]*(?:[.](?=[A-Za-z])[^,;:.!?()—…]*)*)([,;:.!?()—…]|$)", text):
        if match[1].strip() or match[2]:
            yield match[1].strip(), match[2]


@lru_cache(maxsize=4096)
def _read(clause: str, accent: str) -> tuple[str, ...]:
    spoken = _LETTER_A.sub("eigh", re.sub('[“”"]', " ", clause))
    return tuple(kokoro(word, accent) for word in phonemes((spoken,), accent, IPA_TIED)[0].split()) if clause else ()


def kokoro(ipa: str, accent: str = AMERICAN) -> str:
    """One word of espeak's tied IPA in the model's letters."""
    for theirs, ours in (*_SHARED, *(_AMERICAN if accent == AMERICAN else _BRITISH)):
        ipa = ipa.replace(theirs, ours)
    ipa = ipa.replace("e", "A") if accent == AMERICAN else ipa
    ipa = re.sub("(\\S)\u0329", r"ᵊ\1", ipa).replace("\u0329", "")
    return ipa.replace("o", "ɔ").replace("^", "")

"""What is heard when: flagged phrases and captions follow the clip's own times, down to the film's scenes."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from typed import Make

from outreach import film, voices
from outreach.ear import recogniser
from outreach.lang import spoken_form, units
from outreach.project import Project
from outreach.sound import RATE
from outreach.sound.levels import levels
from outreach.storyboard import Flag, Storyboard
from outreach.timeline import FPS, LEAD_IN, TimedBeat, Timeline, lay_out, rehearsal, rehearsed_seconds
from outreach.voices.kokoro import model

Boards = Callable[[str, str, str], Storyboard]
PACKS = (("seniors", "zh-CN"), ("foreign-residents", "en"))


def spoken(board: Storyboard, pace: Callable[[int], float]) -> tuple[dict[str, float], dict[str, tuple[float, ...]]]:
    """Lengths and times of clips whose n-th unit begins at `pace(n)` seconds."""
    ticks = {
        beat.id: tuple(pace(n) for n in range(units(beat.text.spoken, beat.text.lang) + 1))
        for scene in board.scenes
        for beat in scene.beats
        if beat.text
    }
    return {beat: times[-1] for beat, times in ticks.items()}, ticks


def beats(timeline: Timeline) -> Iterator[TimedBeat]:
    """All beats in order."""
    return (beat for scene in timeline.scenes for beat in scene.beats)


def flagged(timeline: Timeline) -> list[tuple[TimedBeat, Flag]]:
    """The lines in which a trick is heard, and the trick."""
    return [
        (timed, flag)
        for scene in timeline.scenes
        for timed in scene.beats
        for item in scene.scene.items
        if item.id == timed.beat.item and not timed.beat.flag and timed.beat.text
        for flag in item.flags
        if flag.phrase in timed.beat.text.said
    ]


@pytest.mark.parametrize("audience", ["elders", "visitors"])
def test_a_film_is_as_long_as_its_rehearsal(own_board: Make, audience: str) -> None:
    """Whoever asks for the length alone gets that of the whole."""
    made = own_board(audience)
    assert rehearsed_seconds(made) == rehearsal(made).seconds > 10


@pytest.mark.parametrize(("audience", "lang"), PACKS)
@pytest.mark.parametrize("pace", [lambda n: 0.25 * n, lambda n: 0.1 * n + 0.02 * n * n], ids=["even", "slowing"])
def test_a_flagged_phrase_has_the_times_of_its_units(
    board: Boards, audience: str, lang: str, pace: Callable[[int], float]
) -> None:
    """From the first of its units to the first that follows it, wherever it stands in its line."""
    one = board("nfc-skimming", audience, lang)
    timeline = lay_out(one, *spoken(one, pace)[:1], None, None, spoken(one, pace)[1])
    found = flagged(timeline)
    assert len(found) >= 3
    for timed, flag in found:
        (mark,) = [mark for mark in timed.marks if mark.flag == flag.id]
        text = timed.beat.text
        assert text is not None
        before, within = (
            units(spoken_form(words, lang, one.style.pronounce), lang)
            for words in (text.said.partition(flag.phrase)[0], flag.phrase)
        )
        for frame, unit in ((mark.start, before), (mark.end, before + within)):
            assert frame - timed.start == pytest.approx(pace(unit) * FPS, abs=pace(unit + 1) * FPS - pace(unit) * FPS)
        assert timed.start <= mark.start < mark.end <= timed.start + round(timed.speech * FPS) + 1


def test_no_time_is_made_up(board: Boards) -> None:
    """A voice that does not tell its times gives no marks, and the host's note on a trick has none."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    assert [mark for beat in beats(rehearsal(one)) for mark in beat.marks] == []
    seconds, ticks = spoken(one, lambda n: 0.25 * n)
    notes = [beat for beat in beats(lay_out(one, seconds, None, None, ticks)) if beat.beat.flag]
    assert notes and [mark for beat in notes for mark in beat.marks] == []


def test_the_times_reach_the_film(board: Boards) -> None:
    """Each scene of the film has them, counted from its own first frame, in every shape."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    seconds, ticks = spoken(one, lambda n: 0.25 * n)
    timeline = lay_out(one, seconds, None, None, ticks)
    wanted = [
        [(mark.flag, mark.start - scene.start, mark.end - scene.start) for beat in scene.beats for mark in beat.marks]
        for scene in timeline.scenes
    ]
    for shape in ("landscape", "portrait"):
        segments = film.plan(timeline, shape, bearer="video", ai_label=True, sign_clips={})
        found = {
            segment.scene.id: [(m.flag, m.start, m.end) for moment in segment.moments for m in moment.marks]
            for segment in segments
        }
        assert [found[scene.scene.id] for scene in timeline.scenes] == wanted and any(wanted)
        assert all(start >= LEAD_IN * FPS and end <= s.frames for s in segments for _, start, end in found[s.scene.id])


def test_a_pause_is_no_part_of_a_phrase(board: Boards) -> None:
    """A phrase at a sentence's end lasts until it is said, not until the next sentence begins."""
    one = board("nfc-skimming", "seniors", "zh-CN")
    seconds, ticks = spoken(one, lambda n: 0.4 * n)
    levels = {beat: [float(n % 10 < 6) for n in range(round(length * FPS))] for beat, length in seconds.items()}
    whole, found = (lay_out(one, seconds, None, told, ticks) for told in (None, levels))
    pairs = [
        (a, b, timed.start)
        for timed, other in zip(beats(whole), beats(found), strict=True)
        for a, b in zip(timed.marks, other.marks, strict=True)
    ]
    assert len(pairs) >= 3
    for mark, voiced, start in pairs:  # each unit is voiced for six frames, then still for four
        assert (voiced.start, voiced.end) == (mark.start, mark.end - 4)
        assert (voiced.start - start) % 10 == 0


@pytest.mark.parametrize(("audience", "lang"), PACKS)
@pytest.mark.parametrize("pace", [lambda n: 0.25 * n, lambda n: 0.1 * n + 0.02 * n * n], ids=["even", "slowing"])
def test_captions_change_when_their_first_word_is_heard(
    board: Boards, audience: str, lang: str, pace: Callable[[int], float]
) -> None:
    """However the voice hurries or lingers: the second caption of a line begins with the first of its units."""
    one = board("nfc-skimming", audience, lang)
    one = replace(one, captions=replace(one.captions, lines=1, line_chars=one.captions.line_chars // 2))
    seconds, ticks = spoken(one, pace)
    timeline = lay_out(one, seconds, None, None, ticks)
    many = 0
    for timed in beats(timeline):
        cues = [cue for cue in timeline.cues if cue.beat == timed.beat.id]
        for n, cue in enumerate(cues[1:], 1):
            said = (" " if lang == "en" else "").join(line for before in cues[:n] for line in before.lines)
            first = units(spoken_form(said, lang, one.style.pronounce), lang)
            unit = pace(first + 1) - pace(first)
            assert cue.start - timed.start / FPS == pytest.approx(pace(first), abs=unit + one.captions.gap_seconds)
            many += 1
    assert many >= 10


@pytest.mark.skipif(
    any(
        importlib.util.find_spec(n) is None for n in ("faster_whisper", "onnxruntime", *model.PARTS, *recogniser.PARTS)
    ),
    reason="the extras `voice` and `ear` are not installed",
)
@pytest.mark.slow  # a neural voice and a recogniser
def test_the_ear_hears_the_phrase_there(board: Boards, project: Project) -> None:
    """An independent reader: where a recogniser hears the words of a trick in the neural voice's clip."""
    one = board("nfc-skimming", "foreign-residents", "en")
    timed, flag = flagged(rehearsal(one))[0]
    engine, _ = voices.choose("kokoro", one, project)
    (line,) = [line for line in voices.lines(one, engine) if line.id == timed.beat.id]
    clip = voices.speak(engine, line)
    scene = next(s for s in one.scenes if any(b.id == line.id for b in s.beats))
    alone = replace(one, scenes=(replace(scene, beats=tuple(b for b in scene.beats if b.id == line.id)),))
    loud = {line.id: levels(clip)}
    (beat,) = beats(lay_out(alone, {line.id: clip.seconds}, None, loud, {line.id: clip.ticks}))
    mark = next(mark for mark in beat.marks if mark.flag == flag.id)
    parts, _ = recogniser.load().model.transcribe(
        recogniser._at_16k(clip.samples), language="en", beam_size=5, temperature=0.0, word_timestamps=True
    )
    heard = [(word.word.strip(" ,.?!").lower(), word.start, word.end) for part in parts for word in part.words]
    wanted = flag.phrase.lower().split()
    at = next(n for n in range(len(heard)) if [word for word, _, _ in heard[n : n + len(wanted)]] == wanted)
    seconds = [(frame - beat.start) / FPS for frame in (mark.start, mark.end)]
    assert seconds == pytest.approx([heard[at][1], heard[at + len(wanted) - 1][2]], abs=0.3)
    assert len(clip.samples) / RATE >= seconds[1]

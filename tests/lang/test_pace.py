"""How long a line takes to say before there is a voice."""

from __future__ import annotations

from outreach.lang.pace import LEAST, spoken_seconds, wished


def test_a_sentence_that_ends_inside_a_line_takes_its_pause() -> None:
    """Short sentences take longer to say than one long one; the end of the line has its own pause elsewhere."""
    one = spoken_seconds("We can help you cancel the card now.", "en", 120, 0.6)
    two = spoken_seconds("We can help you. Cancel the card now.", "en", 120, 0.6)
    assert one == 8 * 60 / 120 and round(two - one, 3) == 0.6
    assert spoken_seconds("先挂断！再打电话。", "zh-CN", 180, 0.8) == 7 * 60 / 180 + 0.8
    assert spoken_seconds("好", "zh-CN", 180, 0.8) == LEAST


def test_voices_aim_between_the_middle_and_the_most_of_a_rate() -> None:
    """The estimate of a film and the voice that users get aim at the same rate."""
    assert wished((160, 200)) == 190

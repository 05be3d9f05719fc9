"""Checks of finished files, on their bytes."""

CHECKS: tuple[str, ...] = ("paper_code", "picture_code", "film_sound", "film_code")

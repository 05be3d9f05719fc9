"""Types of the fixtures in conftest.py that are functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from outreach.diagnostics import Diagnostic
from outreach.storyboard import Storyboard

Golden = Callable[[str, str], None]  # name of a file in tests/golden/, what was found
Make = Callable[..., Storyboard]  # scam, audience, language; the starter's storyboard of them
Find = Callable[..., list[Diagnostic]]  # name of a check, a text; what the check says about it
Once = Callable[[str, Callable[[Path], object]], tuple[Path, Any]]  # name, what is made in a folder; folder and result

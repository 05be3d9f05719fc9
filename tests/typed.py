"""Types of the fixtures in conftest.py that are functions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

Golden = Callable[[str, str], None]  # name of a file in tests/golden/, what was found
Once = Callable[[str, Callable[[Path], object]], tuple[Path, Any]]  # name, what is made in a folder; folder and result

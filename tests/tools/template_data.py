"""Writes templates/DATA.md: what each template is given, from the views in outreach/.

python tests/tools/template_data.py
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from template_views import TEMPLATES, document

if __name__ == "__main__":
    (TEMPLATES / "DATA.md").write_text(document(), encoding="utf-8")

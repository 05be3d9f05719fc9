"""What tests of sheets share: their audiences, and a branch."""

from __future__ import annotations

from outreach.storyboard import Branch

LANGS = {"seniors": "zh-CN", "students": "zh-CN", "foreign-residents": "en"}
BRANCH = Branch("JW0003", "江湾银行国际社区支行", "滨江大道 90 号", "400-000-0000")

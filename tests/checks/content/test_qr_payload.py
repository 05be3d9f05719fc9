"""The address in the codes belongs to the bank."""

from __future__ import annotations

from dataclasses import replace

import pytest
from typed import Make

from outreach.checks.content import Context, qr_payload
from outreach.storyboard import Link, Storyboard


@pytest.mark.parametrize(
    ("host", "reason"),
    [
        ("fz.jiangwanbank.example", ""),
        ("t.cn", "is a link shortener"),
        ("jiangwanbank-help.example", "looks like `jiangwanbank.example`"),
        ("evil.example", "expected a host of the brand, found `evil.example`"),
    ],
)
def test_only_the_banks_hosts_are_printed(board: Make, context: Context, host: str, reason: str) -> None:
    """A foreign host is an error at the line of content/brand.yaml that names the host."""
    one: Storyboard = board("nfc-skimming", "seniors", "zh-CN")
    found = list(qr_payload.check(replace(one, link=Link(f"HTTPS://{host.upper()}/Q/", host, "fanzha")), context))
    assert len(found) == (1 if reason else 0)
    assert all(reason in f.message and f.where.file == "content/brand.yaml" and f.where.line for f in found)

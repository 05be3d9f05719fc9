"""The AI label in a finished file's metadata is there exactly once, as it was wanted, or not at all.

Why: tools drop a label and say nothing, or write a second one; it is read after the last step that touched the file.
Source: GB 45438-2025 Appendix E: a file with synthetic speech carries one record with its producer and number.

PASS: one `AIGC` record, with the producer and the number of the pack; none in a pack that people read aloud
FAIL: none where one was wanted, two, one of another pack; one where no voice is synthetic
"""

from __future__ import annotations

from collections.abc import Iterator

from outreach import aigc
from outreach.checks.built import Built
from outreach.diagnostics import NOWHERE, Diagnostic, Spot, error
from outreach.messages import msg


def check(built: Built) -> Iterator[Diagnostic]:
    """Yields each difference between the label that was wanted and what is read."""
    if "ai" in built.facts:
        wanted = built.facts["ai"]
        faults = aigc.faults(built.bytes, built.suffix, aigc.AiLabel(**wanted) if wanted else None)
    else:
        faults = aigc.unsound(built.bytes, built.suffix)
    for fault in faults:
        message = msg("AI label of `{name}`: {fault}", name=built.path, fault=fault)
        yield error("ai-label", NOWHERE, message, spot=Spot(built.path))

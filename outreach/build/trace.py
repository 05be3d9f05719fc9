"""When each job of a build was ready, began and ended, and on what it waited: as Chrome's trace viewer reads it."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

DRIVER = 0  # the row of the process that plans and writes


@dataclass(slots=True)
class Span:
    """A job, or a piece of the driver's own work."""

    id: str
    label: str
    kind: str
    worker: int
    ready: float
    start: float
    end: float
    needs: tuple[str, ...] = ()  # ids of spans
    by: str = ""  # the driver's span that asked for it
    cpu: float = 0.0  # seconds
    waited: str = ""  # the label of what it waited for last; "" when only a worker was missing


@dataclass
class Trace:
    """All spans of a run, in seconds of the machine's steady clock."""

    spans: list[Span] = field(default_factory=list)
    began: float = field(default_factory=time.monotonic)
    cpu: float = field(default_factory=time.process_time)
    at: str = ""  # the driver's span that is open

    @contextmanager
    def driver(self, label: str, needs: tuple[str, ...] = (), kind: str = "driver") -> Iterator[None]:
        """A piece of the driver's own work; what is asked for in it hangs on it."""
        former, self.at = self.at, f"driver:{len(self.spans)}:{label}"
        start, cpu = time.monotonic(), time.process_time()
        span = Span(self.at, label, kind, DRIVER, start, start, start, needs, former)
        self.spans.append(span)
        try:
            yield
        finally:
            span.end, span.cpu = time.monotonic(), time.process_time() - cpu
            self.at = former

    def json(self) -> str:
        """Chrome's trace event format (chrome://tracing, ui.perfetto.dev): a complete event a span, in microseconds."""
        workers = {pid: n for n, pid in enumerate(dict.fromkeys(s.worker for s in self.spans if s.worker != DRIVER), 1)}
        rows: list[dict[str, Any]] = [
            {"name": "thread_name", "ph": "M", "pid": 1, "tid": n, "args": {"name": name}}
            for n, name in [(DRIVER, "driver"), *((n, f"worker {n}") for n in workers.values())]
        ]
        rows += [self._event(span, workers.get(span.worker, DRIVER)) for span in self.spans]
        driver = {"driver_cpu": round(time.process_time() - self.cpu, 3)}  # its steps, and handing out jobs
        return json.dumps({"traceEvents": rows, "displayTimeUnit": "ms", "otherData": driver}, ensure_ascii=False)

    def _event(self, span: Span, thread: int) -> dict[str, Any]:
        more: dict[str, Any] = {"id": span.id, "needs": list(span.needs), "by": span.by, "waiting_for": span.waited}
        more |= {"ready": self._micro(span.ready), "cpu": round(span.cpu, 4)}
        start, end = self._micro(span.start), self._micro(span.end)
        event = {"name": span.label, "cat": span.kind, "ph": "X", "pid": 1, "tid": thread}
        return {**event, "ts": start, "dur": end - start, "args": more}

    def _micro(self, at: float) -> int:
        return round((at - self.began) * 1e6)

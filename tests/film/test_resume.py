"""A build that is killed: what was finished is kept, nothing half is taken for whole, the next run goes on there."""

from __future__ import annotations

import pickle
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
from films import Plan

from outreach.cache import Cache
from outreach.jobs import Desk
from outreach.jobs.base import work
from outreach.jobs.segment import SegmentJob
from outreach.project import Project

WORKER = """
import pickle, sys
from pathlib import Path
from outreach.jobs import work
desk, jobs = pickle.loads(Path(sys.argv[1]).read_bytes())
for job in jobs:
    work(desk, job)
    print(job.label, flush=True)
"""


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_killed_build_goes_on_where_it_was(plan: Plan, project: Project, tmp_path: Path) -> None:
    """Killed inside the second of three segments: the first is whole, the second is missing, the next run makes two."""
    desk = Desk(project.root, Cache(tmp_path / "cache"))
    lengths = (25, 4000, 25)
    segments = [replace(s, frames=n) for s, n in zip(plan(), lengths, strict=False)]
    jobs = [SegmentJob(segment=s, label=s.scene.id) for s in segments]
    keys = [job.key for job in jobs]
    (tmp_path / "jobs").write_bytes(pickle.dumps((desk, jobs)))
    killed = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path / "jobs")], stdout=subprocess.PIPE)
    assert killed.stdout is not None
    killed.stdout.readline()  # the first is done
    _wait_for_frames(tmp_path / "cache")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    cache = Cache(tmp_path / "cache")
    assert [cache.get(key) is not None for key in keys] == [True, False, False]
    assert cache.verify() == []
    short = replace(jobs[1], segment=replace(segments[1], frames=25))
    done = [work(desk, job) for job in (jobs[0], short, jobs[2])]
    sizes = [record.outputs["segment.mp4"].bytes for record in done]
    assert min(sizes) > 1000


def _wait_for_frames(cache: Path) -> None:
    """Until the encoder of the second segment has begun its file."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if [p for p in cache.rglob("segment.mp4") if p.is_file()]:
            return
        time.sleep(0.01)
    pytest.fail("the second segment was never begun")

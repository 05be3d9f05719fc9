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

from outreach import film
from outreach.cache import Cache
from outreach.jobs import Job, work
from outreach.keys import job_key
from outreach.project import Project

WORKER = """
import pickle, sys
from pathlib import Path
from outreach.jobs import work
for job in pickle.loads(Path(sys.argv[1]).read_bytes()):
    work(job)
    print(job.label, flush=True)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="signals are POSIX")
def test_a_killed_build_goes_on_where_it_was(plan: Plan, project: Project, tmp_path: Path) -> None:
    """Killed inside the second of three segments: the first is whole, the second is missing, the next run makes two."""
    room = (str(project.root), project.date.isoformat(), str(tmp_path / "cache"))
    lengths = (25, 4000, 25)
    segments = [replace(s, frames=n) for s, n in zip(plan(), lengths, strict=False)]
    keys = [job_key("segment", project, film.INPUTS, segment=s.as_dict()) for s in segments]
    jobs = [Job("segment", k, s.scene.id, 1.0, {"segment": s}, room) for k, s in zip(keys, segments, strict=True)]
    (tmp_path / "jobs").write_bytes(pickle.dumps(jobs))
    killed = subprocess.Popen([sys.executable, "-c", WORKER, str(tmp_path / "jobs")], stdout=subprocess.PIPE)
    assert killed.stdout is not None
    killed.stdout.readline()  # the first is done
    _wait_for_frames(tmp_path / "cache")
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    cache = Cache(tmp_path / "cache")
    assert [cache.get(key) is not None for key in keys] == [True, False, False]
    assert cache.verify() == []
    short = replace(jobs[1], payload={"segment": replace(segments[1], frames=25)})
    for job in (jobs[0], short, jobs[2]):
        work(job)
    assert all(cache.get(key) for key in keys)
    sizes = [record.outputs["segment.mp4"].bytes for key in keys if (record := cache.get(key))]
    assert min(sizes) > 1000


def _wait_for_frames(cache: Path) -> None:
    """Until the encoder of the second segment has begun its file."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        if [p for p in cache.rglob("segment.mp4") if p.is_file()]:
            return
        time.sleep(0.01)
    pytest.fail("the second segment was never begun")

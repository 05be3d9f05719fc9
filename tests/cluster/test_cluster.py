"""Builds on a real scheduler and real workers: killed, stopped, enciphered, they make what one machine makes."""

from __future__ import annotations

import datetime as dt
import ipaddress
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

if not sys.platform.startswith("linux"):
    pytest.skip("looks for processes in /proc", allow_module_level=True)
pytest.importorskip("distributed")

from attack import tiny
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from distributed import Client
from killing import PART, SCRIPT, files
from machines import PATIENCE, SOON, Machines, Seen, until

import outreach
from outreach.cache import Cache

pytestmark = pytest.mark.slow  # test_executor.py asks the same of single jobs
DAY = {"SOURCE_DATE_EPOCH": "1795478400"}
ENCODER = "libx264"  # in the command of one that encodes
HAND = "outreach.cluster.hand"  # … of one that does jobs
# Root, but for the right to enter a folder that lets nobody in.
KEPT_OUT = ("setpriv", "--bounding-set=-dac_override,-dac_read_search", "--")
KILLER = f"""
import os, signal, sys

def kill(event, args):
    if event == "import" and args[0] == "outreach.renderers.leaflet":
        os.kill(os.getppid(), signal.SIGKILL)

if "{HAND}" in sys.orig_argv:
    sys.addaudithook(kill)
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny one with one film of three scenes."""
    root = tmp_path_factory.mktemp("cluster") / "p"
    tiny(root)
    (root / "content/scams/tiny/script.yaml").write_text(SCRIPT, "utf-8")
    audience = root / "content/audiences/students.yaml"
    text = audience.read_text("utf-8").replace("[landscape, portrait]", "[landscape]")
    audience.write_text(text.replace("cuts: [talk, phone, bumper]", "cuts: [talk]"), "utf-8")
    return root


class Build:
    """`outreach build` of it, or of its week, as a process."""

    def __init__(
        self,
        project: Path,
        folder: Path,
        *words: str,
        formats: str = "video captions leaflet",
        what: str = "build tiny",
        **more: str,
    ) -> None:
        self.out = folder / "out"
        wanted = [word for name in formats.split() for word in ("-f", name)]
        places = ["-o", str(self.out), "--cache-dir", str(folder / "cache")]
        self.process = subprocess.Popen(
            [sys.executable, "-m", "outreach", *what.split(), "--voice", "silent", *wanted, *places, *words],
            cwd=project,
            env={**os.environ, **DAY, **more},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ended(self) -> tuple[int, str]:
        """Its exit code and what it said."""
        _, said = self.process.communicate(timeout=180)
        return self.process.returncode, said

    def made(self) -> dict[str, bytes]:
        """Its files, when all went well."""
        code, said = self.ended()
        assert code == 0, said
        return files(self.out)


@pytest.fixture(scope="module")
def alone(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """What one machine makes."""
    found = Build(project, tmp_path_factory.mktemp("alone"), "-j", "2").made()
    assert any(name.endswith("video.mp4") for name in found)
    return found


@pytest.fixture
def machines(tmp_path: Path) -> Iterator[Machines]:
    """A scheduler; after the test nothing runs on."""
    with Machines(tmp_path / "dask") as found:
        yield found


def gathered(machines: Machines, count: int) -> None:
    """Waits until so many workers are there."""
    with Client(machines.address, set_as_default=False) as client:
        client.wait_for_workers(count, timeout=PATIENCE)


def encoding(machines: Machines, build: Build) -> Seen:
    """A program that encodes on one of the machines, when there is one."""
    assert until(lambda: [*machines.seen(ENCODER)] or build.process.poll() is not None)
    found = [*machines.seen(ENCODER)]
    assert found, build.ended()
    return found[0]


def test_a_worker_killed_while_it_encodes_costs_no_byte(
    project: Path, alone: dict[str, bytes], machines: Machines, tmp_path: Path
) -> None:
    """Its encoder ends with it, another worker does its jobs, every file is that of one machine."""
    workers = {one.pid: one for one in (machines.worker(), machines.worker())}
    build = Build(project, tmp_path, "--cluster", machines.address)
    encoder = encoding(machines, build)
    job = machines.parent(encoder)
    worker = machines.parent(job)
    workers[worker.pid].kill()
    assert until(lambda: not {encoder.pid, job.pid} & {one.pid for one in machines.seen()}, SOON), "it ran on"
    assert build.made() == alone
    assert Cache(tmp_path / "cache").verify() == []


@pytest.mark.skipif(os.geteuid() != 0 or not shutil.which("setpriv"), reason="only root can give up a right")
def test_a_worker_whose_disk_is_cut_off_costs_no_byte(
    project: Path, alone: dict[str, bytes], machines: Machines, tmp_path: Path
) -> None:
    """While it encodes, the shared folder is closed to it: it is told of, and the other makes what it had begun."""
    shared = tmp_path / "shared"
    shared.mkdir()
    cut = machines.worker(under=KEPT_OUT)
    machines.worker()
    gathered(machines, 2)
    build = Build(project, shared, "--cluster", machines.address)

    def at_work() -> bool:
        there = {one.pid: one for one in machines.seen()}
        jobs = [there.get(one.parent) for one in there.values() if ENCODER in one.words]
        return any(job and job.parent == cut.pid for job in jobs)

    assert until(lambda: at_work() or build.process.poll() is not None)
    assert build.process.poll() is None, build.ended()
    shared.chmod(0)
    code, said = build.ended()
    shared.chmod(0o755)
    assert (code, said.count("gets no jobs: a worker does not see the folder of the build")) == (0, 1), said
    assert files(build.out) == alone
    assert Cache(shared / "cache").verify() == []


def test_a_job_that_kills_its_workers_is_named_and_the_build_ends(project: Path, tmp_path: Path) -> None:
    """After as many as Dask lets it; the worker that is left makes all else."""
    (tmp_path / "killer").mkdir()
    (tmp_path / "killer/sitecustomize.py").write_text(KILLER, "utf-8")
    path = os.pathsep.join([str(tmp_path / "killer"), *filter(None, [os.environ.get("PYTHONPATH")])])
    with Machines(tmp_path / "dask", DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES="1") as machines:
        workers = [machines.worker(PYTHONPATH=path) for _ in range(3)]
        gathered(machines, 3)
        build = Build(project, tmp_path, "--cluster", machines.address, formats="captions leaflet")
        code, said = build.ended()
        assert [worker.poll() for worker in workers].count(None) == 1
    assert code == 1 and "a worker died again and again while making `tiny/students/zh-CN: leaflet`" in said, said
    assert any(name.endswith("captions.vtt") for name in files(build.out))
    assert not any(name.endswith("leaflet.pdf") for name in files(build.out))


def test_a_week_and_its_pages_for_reviewers_are_made_there(project: Path, machines: Machines, tmp_path: Path) -> None:
    """Its zip is that of one machine."""
    machines.worker()
    zips = []
    for folder, words in (("there", ("--cluster", machines.address)), ("here", ("-j", "1"))):
        to = ("--to", str(tmp_path / folder))
        Build(project, tmp_path / folder, *words, *to, formats="leaflet", what="week 2026-W08").made()
        zips.append((tmp_path / folder / "pack-2026-W08.zip").read_bytes())
    assert [*machines.seen(HAND)]
    assert zips[0] == zips[1]


def test_a_stopped_build_stops_everywhere_and_goes_on_later(
    project: Path, alone: dict[str, bytes], machines: Machines, tmp_path: Path
) -> None:
    """Ctrl-C: nothing encodes any more, nothing is half; what was finished is not made again."""
    machines.worker(2)
    build = Build(project, tmp_path, "--cluster", machines.address)
    encoding(machines, build)
    assert until(lambda: [*(tmp_path / "cache/ac").glob("*/*.json")])
    began = time.monotonic()
    build.process.send_signal(signal.SIGINT)
    code, said = build.ended()
    assert until(lambda: not [*machines.seen(ENCODER)], SOON), "it ran on"
    assert time.monotonic() - began < SOON
    assert code == 130 and "Traceback" not in said
    assert not [name for name in files(tmp_path / "out") if not PART.fullmatch(Path(name).name)]
    again = Build(project, tmp_path, "--cluster", machines.address)
    code, said = again.ended()
    assert code == 0 and " 0 reused" not in said
    assert files(again.out) == alone


def test_a_build_that_is_killed_leaves_nobody_at_work(project: Path, machines: Machines, tmp_path: Path) -> None:
    """The scheduler sees that its client is gone, and takes the jobs back."""
    machines.worker(1)
    build = Build(project, tmp_path, "--cluster", machines.address)
    encoder = encoding(machines, build)
    build.process.kill()
    build.ended()
    assert until(lambda: encoder.pid not in {one.pid for one in machines.seen()}, SOON), "it ran on"


def test_a_machine_with_another_code_gets_no_jobs(project: Path, machines: Machines, tmp_path: Path) -> None:
    """Whoever waits is told; the others do its jobs, of two builds at once."""
    package = Path(outreach.__file__).parent
    shutil.copytree(package, tmp_path / "other/outreach", ignore=shutil.ignore_patterns("__pycache__"))
    with (tmp_path / "other/outreach/messages.py").open("a", encoding="utf-8") as stream:
        stream.write("# of another version\n")
    machines.worker(PYTHONPATH=str(tmp_path / "other"))
    machines.worker()
    gathered(machines, 2)
    words = ("--cluster", machines.address)
    builds = [Build(project, tmp_path / name, *words, formats="captions leaflet") for name in ("one", "two")]
    said = [build.ended() for build in builds]
    assert [code for code, _ in said] == [0, 0], said
    assert all(text.count("gets no jobs: a worker has another version of outreach") == 1 for _, text in said), said
    assert files(builds[0].out) == files(builds[1].out)


# --- TLS --------------------------------------------------------------------------------------------------------------


def certificates(folder: Path) -> dict[str, str]:
    """An authority of our own and a certificate by it for all three, as Dask's configuration names them."""
    folder.mkdir()
    ours, theirs = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    authority = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "tests")])
    member = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "member")])

    def signed(name: x509.Name, key: Any, extension: Any) -> bytes:
        now = dt.datetime.now(dt.UTC)
        made = x509.CertificateBuilder().subject_name(name).issuer_name(authority).public_key(key)
        made = made.serial_number(x509.random_serial_number()).add_extension(extension, critical=True)
        made = made.not_valid_before(now - dt.timedelta(days=1)).not_valid_after(now + dt.timedelta(days=1))
        return made.sign(ours, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)

    here = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))])
    (folder / "ca.pem").write_bytes(signed(authority, ours.public_key(), x509.BasicConstraints(True, None)))
    (folder / "cert.pem").write_bytes(signed(member, theirs.public_key(), here))
    plain = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (folder / "key.pem").write_bytes(theirs.private_bytes(*plain))
    named = {"CA_FILE": "ca.pem"}
    for who in ("SCHEDULER", "WORKER", "CLIENT"):
        named |= {f"{who}__CERT": "cert.pem", f"{who}__KEY": "key.pem"}
    return {f"DASK_DISTRIBUTED__COMM__TLS__{name}": str(folder / file) for name, file in named.items()}


def test_with_certificates_all_is_enciphered(project: Path, tmp_path: Path) -> None:
    """Whoever has none is not let in, and is told."""
    keys = certificates(tmp_path / "keys")
    with Machines(tmp_path / "dask", "tls", **keys) as machines:
        machines.worker()
        assert machines.address.startswith("tls://127.0.0.1:")
        words = ("--cluster", machines.address)
        made = Build(project, tmp_path / "one", *words, formats="captions", **keys).made()
        code, said = Build(project, tmp_path / "two", *words, formats="captions").ended()
    assert made == Build(project, tmp_path / "three", "-j", "1", formats="captions").made()
    assert code == 1 and f"cannot reach `{machines.address}`" in said


def test_a_first_try_needs_one_command(project: Path, machines: Machines, tmp_path: Path) -> None:
    """`outreach cluster up` says what to type; Ctrl-C ends it with all its processes."""
    command = [sys.executable, "-m", "outreach", "cluster", "up", "-j", "1", "--port", "0"]
    up = subprocess.Popen(command, env=machines.environment, stdout=subprocess.PIPE, text=True)
    assert up.stdout is not None
    address = up.stdout.readline().split("--cluster ")[1].strip("`\n")
    Build(project, tmp_path, "--cluster", address, formats="captions").made()
    up.send_signal(signal.SIGINT)
    up.communicate(timeout=PATIENCE)
    assert up.returncode == 130
    assert until(lambda: not [*machines.seen(HAND)], SOON)

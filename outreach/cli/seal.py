"""`outreach seal`: a key, and the seal of a finished folder. `outreach verify`: whose it is, whole and in date."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from outreach.cli import author_says, report, tell, wrong
from outreach.cli.opened import opened
from outreach.diagnostics import OutreachError, Where, fail
from outreach.files import write_atomically
from outreach.messages import msg

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    from outreach.project import Project
    from outreach.seal import Trust

PASSPHRASE = "OUTREACH_SEAL_PASSPHRASE"  # of the environment
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def seal() -> None:
    """Seal finished folders, so that a branch can tell them from forged ones."""


def _secret(*, again: bool) -> bytes:
    said = click.prompt(author_says()(msg("passphrase")), hide_input=True, confirmation_prompt=again)
    return str(said).encode()


def unlocked(file: Path, passphrase: str | None) -> Ed25519PrivateKey:
    """The key of a file; asks for its passphrase when none was given. Raises OutreachError when it cannot be opened."""
    from outreach.seal import opened as of  # noqa: PLC0415

    return of(file, passphrase.encode() if passphrase else _secret(again=False))


@seal.command()
@click.argument("file", type=FILE)
@click.option("--passphrase", envvar=PASSPHRASE, help="Better typed when asked, or in OUTREACH_SEAL_PASSPHRASE.")
def key(file: Path, passphrase: str | None) -> None:
    """Make a key in FILE, locked with a passphrase. Its fingerprint goes into brand.yaml and onto paper."""
    from outreach.seal import new_key  # noqa: PLC0415 - a twentieth of a second that other commands need not spend

    if file.exists():
        raise fail("seal", Where(str(file)), msg("there is a file already"), msg("a key that is lost seals no more"))
    pem, mark = new_key(passphrase.encode() if passphrase else _secret(again=True))
    write_atomically(file, pem)
    file.chmod(0o600)
    tell(msg("wrote `{path}`", path=file), err=True)
    tell(msg("in content/brand.yaml: `seals: [{key: {mark}}]`", mark=mark))


@seal.command()
@click.argument("folder", type=FOLDER)
@click.option("--key", "file", type=FILE, required=True, help="The key, as `outreach seal key` wrote it.")
@click.option("--until", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The last day it may be shown.")
@click.option("--passphrase", envvar=PASSPHRASE, help="Better typed when asked, or in OUTREACH_SEAL_PASSPHRASE.")
def put(folder: Path, file: Path, until: dt.datetime, passphrase: str | None) -> None:
    """Seal FOLDER as it is now. Whatever is changed, added or taken away later is told by `outreach verify`."""
    from outreach import seal as seals  # noqa: PLC0415

    today = opened().project.date
    if until.date() < today:
        raise wrong(msg("expected a day that is to come, found {day}", day=until.date()))
    _approved(folder, until.date())
    write_atomically(folder / seals.NAME, seals.seal(folder, unlocked(file, passphrase), today, until.date()))
    tell(msg("sealed `{folder}` until {day}", folder=folder, day=until.date()))


def _approved(folder: Path, until: dt.date) -> None:
    """Raises OutreachError for a day on which an approval of what lies there has ended; says how much is a draft."""
    from outreach import manifest  # noqa: PLC0415

    rows = manifest.read(folder).rows
    last = min((str(row["until"]) for row in rows if row.get("until")), default="")
    if last and last < until.isoformat():
        hint = msg("seal it until then, or have it reviewed again")
        raise fail("seal", Where(str(folder)), msg("an approval of these files ends on {day}", day=last), hint)
    drafts = sum(row.get("state") == "draft" for row in rows)
    if drafts:
        tell(msg("{n} of these files are drafts: not for the public", n=drafts), err=True)


def _trusted(project: Project) -> Trust:
    """The keys that brand.yaml names. Raises OutreachError when the file has errors."""
    from outreach.profiles.settings import BrandModel  # noqa: PLC0415
    from outreach.seal import Trust  # noqa: PLC0415
    from outreach.source import load  # noqa: PLC0415

    brand, source = load(project, "content/brand.yaml", BrandModel)
    if brand is None:
        raise OutreachError(source.problems)
    keys = tuple(one.key for one in brand.seals if not one.revoked)
    return Trust(keys, {one.key: one.revoked for one in brand.seals if one.revoked})


@click.command()
@click.argument("folder", type=FOLDER)
@click.option("--fingerprint", "marks", multiple=True, help="Of the bank's key, as it stands on paper. [repeatable]")
def verify(folder: Path, marks: tuple[str, ...]) -> None:
    """Tell whether FOLDER is the bank's own, whole and in date. Without --fingerprint, by the project's brand.yaml.

    Exit code 0: it is, 1: it is not.
    """
    from outreach import seal as seals  # noqa: PLC0415

    project = opened().project
    trust = seals.Trust(marks, {}) if marks else _trusted(project)
    found = seals.verify(folder, trust, project.date)
    report(found)
    if not found:
        tell(msg("`{folder}` is the bank's own, whole and in date", folder=folder))
    sys.exit(1 if found else 0)

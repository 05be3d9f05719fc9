"""`outreach links`: the registry of QR codes with its redirects, and the report of scans."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from outreach import link_registry
from outreach.cli import report as show
from outreach.diagnostics import Diagnostic
from outreach.link_registry import Row
from outreach.profiles import Profiles, load_branches, load_profiles, require
from outreach.project import Project
from outreach.script import Script, load_script

FOLDERS_UP_TO = 20_000  # more tokens than this make more folders than a web space likes


@click.group()
def links() -> None:
    """Where the printed codes lead, and how often they are scanned."""


@links.command()
@click.option(
    "-o", "--out", type=click.Path(file_okay=False, path_type=Path), default=Path("out/links"), show_default=True
)
@click.option(
    "--folders/--no-folders",
    default=None,
    help=f"Write a folder for each code, for hosts without redirect rules. Default: up to {FOLDERS_UP_TO} codes.",
)
def build(out: Path, folders: bool | None) -> None:
    """Write the registry of codes and the redirects for nginx, for `_redirects` hosts and for bare folders."""
    project = Project.find()
    profiles = require(*load_profiles(project))
    scripts, problems = _scripts(project)
    branches, faults = load_branches(project)
    earlier, unread = _earlier(out / "registry.csv")
    planned = list(link_registry.rows(scripts, profiles, branches))
    registry, clashes = link_registry.merged(planned, earlier)
    problems += [*faults, *unread, *clashes]
    show(problems)
    if clashes or unread or not registry:
        sys.exit(1)  # writing now would lose codes that are on paper
    found = list(registry.values())
    _write_registry(out, found, profiles)
    if folders or (folders is None and len(found) <= FOLDERS_UP_TO):
        _write_folders(out / "site", found, profiles.brand.link.path)
    click.echo(f"wrote {len(found)} codes to `{out}` ({len(found) - len(planned)} kept from earlier)")
    sys.exit(1 if any(p.severity == "error" for p in problems) else 0)


def _scripts(project: Project) -> tuple[list[Script], list[Diagnostic]]:
    found, problems = [], []
    for slug in project.names("content/scams"):
        script, faults = load_script(project, slug)
        problems += faults
        if script is not None:
            found.append(script)
    return found, problems


def _earlier(path: Path) -> tuple[list[Row], list[Diagnostic]]:
    """The registry of the last run: its codes are on paper and must keep working."""
    if not path.is_file():
        return [], []
    return link_registry.read_csv(path.read_text(encoding="utf-8-sig"), str(path))


def _write_registry(out: Path, rows: list[Row], profiles: Profiles) -> None:
    path = profiles.brand.link.path
    out.mkdir(parents=True, exist_ok=True)
    (out / "registry.csv").write_text(link_registry.write_csv(rows), encoding="utf-8", newline="")
    _write_lines(out / "nginx-map.conf", link_registry.nginx_map(rows))
    _write_lines(out / "nginx-location.conf", [link_registry.nginx_location(path)])
    _write_lines(out / "_redirects", link_registry.netlify(rows, path))


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as stream:
        stream.writelines(lines)


def _write_folders(site: Path, rows: Iterable[Row], path: str) -> None:
    for row in rows:
        for name, page in link_registry.bare(row, path).items():
            file = site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(page, encoding="utf-8", newline="\n")

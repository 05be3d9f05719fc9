"""`outreach new`, `init` and `schema`: what an author starts from."""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

import click

from outreach.cli import tell, wrong
from outreach.cli.opened import own
from outreach.cli.places import to_file, to_folder
from outreach.diagnostics import OutreachError, Where, fail
from outreach.files import write_atomically
from outreach.lang import BRIDGE, SOURCE
from outreach.messages import msg, shorten
from outreach.project import FOLDERS, is_device, starter_root
from outreach.script.schema import script_schema, translation_schema
from outreach.session import Session
from outreach.source.explain import SLUG

SKELETON = "templates/new/script.yaml"
BESIDE = {"README.md": "templates/new/README.md", ".gitignore": "templates/new/gitignore"}  # beside the folders


@click.command()
@click.argument("slug", required=False)
@click.option("-l", "--language", metavar="TAG", help="Start a language instead: a BCP 47 tag such as vi or pt-BR.")
def new(slug: str | None, language: str | None) -> None:
    """Start a scam script: writes content/scams/SLUG/script.yaml, a commented skeleton that passes `outreach check`.

    With --language: writes content/languages/TAG.yaml, a skeleton with every label to translate; `outreach check` names
    each one that is left.
    """
    if (slug is None) == (language is None):
        raise wrong(msg("expected the name of a scam, or --language with a language tag"))
    session = own()
    if language is not None:
        _new_language(session, language)
    else:
        _new_scam(session, str(slug))


def _new_language(session: Session, tag: str) -> None:
    from outreach.profiles.skeleton import locale, skeleton  # noqa: PLC0415 - only when it is used

    project, found, file = session.project, locale(tag), f"content/languages/{tag}.yaml"
    if found is None:
        raise wrong(msg("expected the tag of a language, such as `vi` or `pt-BR`, found `{name}`", name=tag))
    if project.path(file).exists():
        raise wrong(msg("`{path}` is there already", path=file))
    languages = session.profiles().languages
    words = languages.get(BRIDGE) or next(iter(languages.values()))
    write_atomically(project.path(file), skeleton(tag, found, words, languages.get(SOURCE)).encode())
    tell(msg("wrote `{path}`", path=file))
    tell(
        msg(
            "next: translate it; add `{tag}` to `languages:` of an audience, and to the names and purposes that "
            "`outreach check` then asks for; texts of a scam: `outreach i18n export SCAM {tag} -o x.po`",
            tag=tag,
        )
    )


def _new_scam(session: Session, slug: str) -> None:
    project = session.project
    if not re.fullmatch(SLUG, slug) or len(slug) > 64 or is_device(slug):
        raise wrong(
            msg("expected a short name of a-z, 0-9 and `-`, such as `fake-police`, found `{name}`", name=shorten(slug))
        )
    folder = project.path(f"content/scams/{slug}")
    if folder.exists():
        raise wrong(msg("`{path}` is there already", path=f"content/scams/{slug}"))
    text = project.read_text(SKELETON)
    text = text.replace("SLUG", slug).replace("DATE", project.date.isoformat())
    text = text.replace("AUDIENCES", ", ".join(_audiences(session)))
    folder.mkdir(parents=True)
    try:
        write_atomically(folder / "script.yaml", text.encode())
    except OSError:
        folder.rmdir()  # half a scam would be an error of every later check
        raise
    tell(msg("wrote `{path}`", path=f"content/scams/{slug}/script.yaml"))
    tell(msg("next: edit it, then `outreach check {scam}` and `outreach storyboard {scam} -a AUDIENCE`", scam=slug))


def _why(problem: OSError) -> str:
    """What the system says; a copy of many files says it of the first that failed."""
    first = problem.args[0][0] if isinstance(problem, shutil.Error) and problem.args[0] else None
    return str(first[2]) if first else problem.strerror or str(problem)


def _audiences(session: Session) -> list[str]:
    """Those that need no translation of a Chinese script; none while the profiles have errors."""
    try:
        return [a.id for a in session.profiles().audiences.values() if a.languages == [SOURCE]]
    except OutreachError:
        return []


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path), callback=to_folder)
def init(folder: Path) -> None:
    """Start a project in DIR, which must be new or empty: the starter's content/, templates/ and media/, a README."""
    target = folder.resolve()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise wrong(msg("expected a new or empty folder, found `{folder}` with something in it", folder=folder))
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    try:
        for top in FOLDERS:
            junk = shutil.ignore_patterns("__pycache__", "*.pyc", ".*")
            shutil.copytree(starter_root() / top, partial / top, ignore=junk)
        for name, source in BESIDE.items():
            shutil.copyfile(starter_root() / source, partial / name)
        if target.exists():
            target.rmdir()
        target.parent.mkdir(parents=True, exist_ok=True)
        partial.rename(target)  # all of it or nothing
    except OSError as problem:
        raise fail(
            "write", Where(str(folder)), msg("cannot write `{file}`: {why}", file=folder, why=_why(problem))
        ) from problem
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    tell(msg("wrote {folders}", folders=", ".join(f"`{folder}/{top}/`" for top in FOLDERS)))
    tell(
        msg("next: `cd {folder}`, put your organisation into content/brand.yaml, then `outreach check`", folder=folder)
    )


@click.command()
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    callback=to_file,
    help="Write it there, not on stdout.",
)
@click.option("--translation", is_flag=True, help="The schema of a translation (templates/translation.schema.json).")
def schema(output: Path | None, translation: bool) -> None:
    """Write the JSON Schema of a script, which editors complete from (templates/script.schema.json)."""
    text = translation_schema() if translation else script_schema()
    if output is None:
        click.echo(text, nl=False)
        return
    if not output.parent.is_dir():
        raise wrong(msg("expected a folder that is there, found `{folder}`", folder=output.parent))
    write_atomically(output, text.encode())
    tell(msg("wrote `{path}`", path=output))

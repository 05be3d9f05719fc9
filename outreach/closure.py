"""Which of our own modules a piece of work can reach, and one digest over them: only code that can matter counts.

Reaching follows the import statements, also those inside functions, from one module to the next. Of a package whose
members are chosen by name at run time (an engine, a format) only `__init__` is reached: whoever asks names the member.
Any other package that imports by name is taken whole.
"""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path

ROOT = Path(__file__).parent
# Packages whose members are named by whoever uses them.
OPEN = ("voices", "formats", "renderers", "checks.content", "checks.built", "cli")
_LEFT_OUT = ("cli/", "starter/")  # the command line has no part in what is made


@cache
def sources() -> dict[str, Path]:
    """The modules that make things, by name: `film.scene`; a package by its own name."""
    found = {}
    for path in sorted(ROOT.rglob("*.py")):
        relative = path.relative_to(ROOT)
        if not relative.as_posix().startswith(_LEFT_OUT):
            parts = relative.with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


@cache
def whole() -> str:
    """The digest of all of them, for what may depend on anything."""
    return _over(sources())


@lru_cache(maxsize=256)  # a row of modules for each kind of job and format
def digest(*names: str) -> str:
    """The digest of every module that these can reach, themselves among them."""
    return _over(reach(*names))


def _over(names: Iterable[str]) -> str:
    rows = [f"{name}\0{_sha(name)}" for name in sorted(names)]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


@cache
def _sha(name: str) -> str:
    return hashlib.sha256(sources()[name].read_bytes()).hexdigest()


def reach(*names: str) -> frozenset[str]:
    """The modules that these can reach. Raises KeyError for a name that is none of ours."""
    found: set[str] = set()
    waiting = [name.removeprefix("outreach.") for name in names]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += _imported(name)
            if "." in name:
                waiting.append(name.rpartition(".")[0])  # importing a member runs its package's own file
    return frozenset(found)


_KNOWN: dict[str, tuple[str, ...]] = {}  # what each module imports, as it was read from the sources as they are


def table() -> dict[str, tuple[str, ...]]:
    """What every module imports."""
    return {name: _imported(name) for name in sources()}


def learn(known: Mapping[str, Iterable[str]]) -> None:
    """Takes over a `table` that was made of the very same sources (`whole` says so)."""
    _KNOWN.update({name: tuple(known[name]) for name in sources()})


def _imported(name: str) -> tuple[str, ...]:
    if name not in _KNOWN:
        _KNOWN[name] = _read(name)
    return _KNOWN[name]


def _read(name: str) -> tuple[str, ...]:
    tree = ast.parse(sources()[name].read_text(encoding="utf-8"))
    found = dict.fromkeys(_names(tree))
    if _is_package(name) and name not in OPEN and _by_name(tree):
        found |= dict.fromkeys(one for one in sources() if one.startswith(f"{name}."))
    return tuple(found)


def _is_package(name: str) -> bool:
    return bool(name) and sources()[name].name == "__init__.py"


def _by_name(tree: ast.Module) -> bool:
    return any(isinstance(node, ast.Attribute) and node.attr == "import_module" for node in ast.walk(tree))


def _names(tree: ast.AST) -> Iterator[str]:
    """The modules of ours that are imported, but for those that only the type checker sees."""
    for node in _statements(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.startswith("outreach."):
                    yield alias.name.removeprefix("outreach.")
        elif isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "outreach":
            yield from _from(node)


def _from(node: ast.ImportFrom) -> Iterator[str]:
    base = (node.module or "").removeprefix("outreach").lstrip(".")
    if base:
        yield base
    for alias in node.names:
        whole = f"{base}.{alias.name}".lstrip(".")
        if whole in sources():
            yield whole


def _statements(tree: ast.AST) -> Iterator[ast.AST]:
    """Every statement, in blocks and functions, too."""
    for field in ("body", "orelse", "finalbody", "handlers", "cases"):
        for node in getattr(tree, field, ()):
            if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.dump(node.test):
                yield from (one for other in node.orelse for one in (other, *_statements(other)))
                continue
            yield node
            yield from _statements(node)

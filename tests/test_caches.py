"""What a process remembers has a bound: a worker makes ten thousand things, a preview stays open for a day."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from outreach.kept import Kept

PACKAGE = Path(__file__).parent.parent / "outreach"
# What has no bound of its own, because constant data bounds it. A function without arguments needs no line here.
BOUNDED = {
    "closure._KNOWN": "our modules",
    "closure._sha": "our modules",
    "keys._fields": "our dataclasses",
    "source.explain._schema": "our models",
    "messages._catalogue": "the catalogues of the package",
    "renderers.deck.measure._table": "the widths of the package",
    "checks.built._function": "the checks of its table",
    "checks.content._functions": "the three subjects",
    "cluster.hands._idle": "the processes of a worker, no more than it does jobs at a time",
    "voices.espeak._heard": "emptied before each line",
}
GROW = {"append", "add", "update", "setdefault", "extend", "insert", "appendleft"}


def modules() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = path.relative_to(PACKAGE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        if parts[0] != "starter":
            yield name, ast.parse(path.read_text(encoding="utf-8"))


def endless(tree: ast.Module) -> Iterator[str]:
    """Functions with arguments that remember without end, and names of the module that functions make grow."""
    aliases = {a.asname or a.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)
               and node.module == "functools" for a in node.names if a.name == "cache"}  # fmt: skip
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and any(_arguments(node)):
            yield from (node.name for one in node.decorator_list if _endless(one, aliases))
    own = {name.id for node in tree.body for name in _targets(node) if isinstance(name, ast.Name)}
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from (name for name in _grown(node) if name in own)


def _arguments(node: ast.FunctionDef) -> list[ast.arg]:
    of = node.args
    return [*of.posonlyargs, *of.args, *of.kwonlyargs, *filter(None, (of.vararg, of.kwarg))]


def _endless(decorator: ast.expr, aliases: set[str]) -> bool:
    text = ast.unparse(decorator)
    if text in aliases or text == "functools.cache":
        return True
    return ("lru_cache(" in text and ("None" in text or text.endswith("lru_cache()"))) or text.endswith("lru_cache")


def _targets(node: ast.stmt) -> list[ast.expr]:
    return node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []


def _grown(function: ast.AST) -> Iterator[str]:
    """Names that a function adds something to: `x[…] = …`, `x.append(…)`, `global x`."""
    local = {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)}
    local |= {n.arg for n in ast.walk(function) if isinstance(n, ast.arg)}
    for node in ast.walk(function):
        found: ast.AST | None = None
        if isinstance(node, ast.Global):
            yield from node.names
        elif isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store):
            found = node.value
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in GROW:
            found = node.func.value
        if isinstance(found, ast.Name) and found.id not in local:
            yield found.id


@pytest.mark.slow  # quick: the bounds one by one
def test_nothing_is_remembered_without_end() -> None:
    """`functools.cache` with arguments, `lru_cache` without a bound, a dictionary of a module that functions fill."""
    found = {f"{module}.{name}" for module, tree in modules() for name in endless(tree)}
    assert found == set(BOUNDED)


@pytest.mark.parametrize(
    "words",
    [
        "from functools import cache\n@cache\ndef f(a): ...",
        "from functools import cache as remember\n@remember\ndef f(*a): ...",
        "import functools\n@functools.cache\ndef f(a): ...",
        "from functools import lru_cache\n@lru_cache(maxsize=None)\ndef f(a): ...",
        "from functools import lru_cache\n@lru_cache(None)\ndef f(a): ...",
        "from functools import lru_cache\n@lru_cache\ndef f(a): ...",
        "f = {}\ndef g(a): f[a] = 1",
        "f: dict = {}\ndef g(a): return f.setdefault(a, 1)",
        "f = []\nclass C:\n    def g(self, a): f.append(a)",
        "f = set()\ng = lambda a: f.add(a)",
        "f = None\ndef g(a):\n    global f\n    f = a",
    ],
)
def test_what_remembers_without_end_is_seen(words: str) -> None:
    assert [*endless(ast.parse(words))] == ["f"]


@pytest.mark.parametrize(
    "words",
    [
        "from functools import cache\n@cache\ndef f(): ...",
        "from functools import lru_cache\n@lru_cache(maxsize=8)\ndef f(a): ...",
        "f = {}\ndef g(a):\n    f = {}\n    f[a] = 1",
        "f = {}\ndef g(f, a): f[a] = 1",
        "f = {}\nf[1] = 2",
    ],
)
def test_what_has_a_bound_is_left_alone(words: str) -> None:
    assert [*endless(ast.parse(words))] == []


def test_the_oldest_is_let_go() -> None:
    """What was asked for stays; a value that is there is not made again."""
    kept: Kept[str, int] = Kept(2)
    assert [kept.of(name, lambda: 1) for name in "ab"] == [1, 1]
    assert kept.of("a", lambda: 2) == 1
    kept.put("c", 3)
    assert (kept.get("a"), kept.get("b"), kept.get("c"), len(kept)) == (1, None, 3, 2)

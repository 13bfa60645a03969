"""Who imports whom, read from the source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

TOP: Final = Path(__file__).resolve().parents[2]
PACKAGES: Final = ("kiosk", "offline_cache", "ui", "assets")


@dataclass(frozen=True, slots=True)
class Import:
    """``target`` is imported at ``line``; ``at_start`` when that happens with the module itself."""

    target: str
    line: int
    at_start: bool
    types_only: bool = False


@dataclass(frozen=True, slots=True)
class Module:
    """One source file and what it imports."""

    name: str
    imports: tuple[Import, ...]


def modules_of(top: Path = TOP) -> dict[str, Module]:
    """Every module of the project by its dotted name."""
    paths = [path for package in PACKAGES for path in sorted((top / package).rglob("*.py"))]
    modules = (module_of(path.relative_to(top), path.read_text(encoding="utf-8")) for path in paths)
    return {module.name: module for module in modules}


def module_of(path: Path, source: str) -> Module:
    """Module in ``source``, named after its ``path`` below the top of the project."""
    parts = path.with_suffix("").parts
    is_package = parts[-1] == "__init__"
    name = ".".join(parts[:-1] if is_package else parts)
    package = name if is_package else name.rpartition(".")[0]
    return Module(name, tuple(_imports(ast.parse(source), package)))


def closure(roots: list[str], modules: Mapping[str, Module]) -> dict[str, tuple[str, ...]]:
    """All that importing ``roots`` imports, ours and foreign, each with the path that led to it."""
    ways: dict[str, tuple[str, ...]] = {}
    waiting = [(root, (root,)) for root in roots]
    while waiting:
        name, way = waiting.pop()
        if name in ways:
            continue
        ways[name] = way
        # A name imported from a module may be a module or a thing in one; its packages load too.
        for package in packages_above(name):
            waiting.append((package, way))
        if name in modules:
            found = (i.target for i in modules[name].imports if i.at_start and not i.types_only)
            waiting += [(target, (*way, target)) for target in found]
    return ways


def packages_above(name: str) -> list[str]:
    """``a.b.c`` → ``a.b``, ``a``."""
    parts = name.split(".")
    return [".".join(parts[:count]) for count in range(len(parts) - 1, 0, -1)]


def _imports(
    node: ast.AST, package: str, *, at_start: bool = True, types_only: bool = False
) -> Iterator[Import]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import):
            for alias in child.names:
                yield Import(alias.name, child.lineno, at_start, types_only)
        elif isinstance(child, ast.ImportFrom):
            base = _absolute(child, package)
            for alias in child.names:
                yield Import(f"{base}.{alias.name}", child.lineno, at_start, types_only)
        elif isinstance(child, ast.If) and "TYPE_CHECKING" in ast.dump(child.test):
            only, otherwise = ast.Module(child.body, []), ast.Module(child.orelse, [])
            yield from _imports(only, package, at_start=at_start, types_only=True)
            yield from _imports(otherwise, package, at_start=at_start, types_only=types_only)
        else:
            later = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            start = at_start and not later
            yield from _imports(child, package, at_start=start, types_only=types_only)


def _absolute(node: ast.ImportFrom, package: str) -> str:
    """Dotted name that ``node`` imports from, seen from within ``package``."""
    parts = package.split(".")
    above = parts[: len(parts) - node.level + 1] if node.level else []
    return ".".join([*above, *([node.module] if node.module else [])])

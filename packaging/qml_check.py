"""``make check`` for QML: types out of the view models, then qmllint and qmlformat over every file.

qmllint knows nothing of Python, so the ``@QmlElement`` classes are first described in a .qmltypes
file; only then does a misspelt property in QML become an error instead of a shrug.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

import PySide6

TOP: Final = Path(__file__).resolve().parents[1]
QML: Final = TOP / "ui" / "qml"
TYPES: Final = TOP / "build" / "qml"
MODULE: Final = "Kiosk.ViewModels"
QT: Final = Path(PySide6.__file__).resolve().parent
KNOWN_TYPES: Final = ("qt6core", "qt6gui", "qt6qml")


class ToolFailed(Exception):
    """A tool of Qt ended with an error; the message is what it said."""


def main() -> int:
    """0 when every QML file is clean, else 1 with each complaint."""
    files = sorted(QML.rglob("*.qml"))
    try:
        write_types(sorted((TOP / "ui").rglob("*.py")))
        complaints = [*lint(files), *misformatted(files)]
    except ToolFailed as failure:
        complaints = [str(failure)]
    for complaint in complaints:
        sys.stderr.write(complaint + "\n")
    if not complaints:
        sys.stdout.write(f"{len(files)} QML files are clean.\n")
    return 1 if complaints else 0


def write_types(sources: Sequence[Path]) -> Path:
    """Describe the QML types of the Python ``sources``; the .qmltypes file that was written."""
    folder = TYPES.joinpath(*MODULE.split("."))
    folder.mkdir(parents=True, exist_ok=True)
    classes = folder / "classes.json"
    described = folder / "types.qmltypes"
    dump = [sys.executable, str(QT / "scripts" / "metaobjectdump.py"), "-c", "-s"]
    _said([*dump, "-o", str(classes), *map(str, sources)])
    dumped = json.loads(classes.read_text())
    classes.write_text(json.dumps(_by_pointer(_marked_constant(dumped, sources))))
    known = [str(QT / "Qt" / "metatypes" / f"{name}_metatypes.json") for name in KNOWN_TYPES]
    registrar = [str(QT / "Qt" / "libexec" / "qmltyperegistrar"), "-o", str(folder / "unused.cpp")]
    version = ["--import-name", MODULE, "--major-version", "1", "--minor-version", "0"]
    foreign = ["--foreign-types", ",".join(known), "--generate-qmltypes", str(described)]
    _said([*registrar, *version, *foreign, str(classes)])
    described.write_text(_with_prototype(described.read_text()))
    (folder / "qmldir").write_text(f"module {MODULE}\ntypeinfo {described.name}\n")
    return described


def lint(files: Sequence[Path]) -> list[str]:
    """What qmllint says of ``files``; nothing when they are clean."""
    command = [str(QT / "qmllint"), "--max-warnings", "0", "-I", str(TYPES), "-I", str(QML)]
    result = subprocess.run(
        [*command, *map(str, files)], check=False, capture_output=True, text=True
    )
    return [result.stdout + result.stderr] if result.returncode else []


def misformatted(files: Sequence[Path]) -> list[str]:
    """A line for each of ``files`` that qmlformat would write otherwise."""
    return [
        f"{path.relative_to(TOP)} is not in qmlformat's layout; run make format."
        for path in files
        if _said([str(QT / "qmlformat"), str(path)]) != path.read_text(encoding="utf-8")
    ]


def _marked_constant(
    dump: list[dict[str, list[dict[str, object]]]], sources: Sequence[Path]
) -> list[dict[str, list[dict[str, object]]]]:
    # Before 6.12 metaobjectdump forgets the constant=True of a Property.
    constant = {pair for path in sources for pair in _constant_properties(path)}
    for source in dump:
        for known in source["classes"]:
            properties = known.get("properties", [])
            for prop in properties if isinstance(properties, list) else []:
                if (known["className"], prop["name"]) in constant:
                    prop["constant"] = True
    return dump


def _constant_properties(path: Path) -> Iterator[tuple[str, str]]:
    tree = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
    for known in (node for node in tree if isinstance(node, ast.ClassDef)):
        for method in (part for part in known.body if isinstance(part, ast.FunctionDef)):
            for mark in method.decorator_list:
                if isinstance(mark, ast.Call) and "constant" in {k.arg for k in mark.keywords}:
                    yield known.name, method.name


def _by_pointer(dump: list[dict[str, list[dict[str, object]]]]) -> object:
    # metaobjectdump names a QObject property by its class; C++ would say a pointer to it.
    names = {str(known["className"]) for source in dump for known in source["classes"]}
    for source in dump:
        for known in source["classes"]:
            properties = known.get("properties", [])
            for prop in properties if isinstance(properties, list) else []:
                if prop["type"] in names | {"QObject"}:
                    prop["type"] += "*"
    return dump


def _with_prototype(qmltypes: str) -> str:
    # Qt's own files describe QObject for JavaScript only, so the registrar drops it as a base.
    semantics = 'accessSemantics: "reference"\n'
    return qmltypes.replace(semantics, semantics + '        prototype: "QObject"\n')


def _said(command: Sequence[str]) -> str:
    result = subprocess.run(command, check=False, capture_output=True, text=True)
    if result.returncode:
        raise ToolFailed(f"{Path(command[0]).name} failed: {result.stdout}{result.stderr}")
    return result.stdout


if __name__ == "__main__":
    sys.exit(main())

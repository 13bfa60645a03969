"""Small files that say why they exist, and nothing in them that belongs to one machine."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path
from typing import Final

import pytest

from tests.architecture.imports import PACKAGES, TOP

LONGEST_FILE: Final = 300
HOSTS: Final = re.compile(
    "|".join(("py" + "pi", "python" + "hosted", "npm" + "js", "deb" + r"[.]deb"))
)
URL: Final = re.compile(r"https?://[^\s/\"'<>]+")


def sources(suffix: str) -> list[Path]:
    """Source files of the product, without its tests."""
    folders = [*PACKAGES, "packaging"]
    return [path for folder in folders for path in sorted((TOP / folder).rglob(f"*{suffix}"))]


def tracked_files() -> list[Path]:
    """Files that git keeps; none where the project was unpacked without its history."""
    listing = subprocess.run(
        ["git", "ls-files", "-z"], check=False, cwd=TOP, capture_output=True, text=True
    )
    paths = [TOP / name for name in listing.stdout.split("\0") if name]
    return [path for path in paths if path.is_file()]


def registry_hosts(text: str) -> list[str]:
    """Addresses of package registries in ``text``."""
    return [url for url in URL.findall(text) if HOSTS.search(url)]


def test_files_are_small() -> None:
    files = [*sources(".py"), *sources(".qml")]
    assert len(files) > 80
    long = [(path.name, lines) for path in files if (lines := _lines(path)) > LONGEST_FILE]
    assert long == []


def test_every_module_says_why_it_exists() -> None:
    files = sources(".py")
    silent = [path for path in files if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert [str(path.relative_to(TOP)) for path in silent] == []


def test_no_registry_host_is_committed() -> None:
    files = tracked_files()
    if not files:
        pytest.skip("this copy of the project has no git history to list files from")
    assert len(files) > 100
    found = {
        str(path.relative_to(TOP)): hosts
        for path in files
        if (hosts := registry_hosts(path.read_bytes().decode("utf-8", "ignore")))
    }
    assert found == {}


def test_a_planted_registry_host_is_found() -> None:
    assert registry_hosts("--index-url https://" + "py" + "pi.org/simple")
    assert not registry_hosts("a word like py" + "pi alone, and https://example.org/simple")


def test_the_lock_pins_everything_by_hash() -> None:
    lock = (TOP / "packaging" / "requirements.lock").read_text("utf-8")
    entries = re.split(r"\n(?=[a-z])", lock)
    assert len(entries) > 40
    assert [entry.split()[0] for entry in entries if "--hash=sha256:" not in entry] == []
    assert "http" not in re.sub(r"http(core2?|x2?|-message-signatures|-sf)\b", "", lock)


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())

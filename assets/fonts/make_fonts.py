"""Cuts the two bundled fonts out of Noto Sans SC: what our screens need, under its own name.

The fonts carry the name Kiosk Sans so that an installed Noto never takes their place, and because
a modified font may not use the reserved name of the original (OFL.txt, condition 3). Digits
are already of one width in the original. Usage, in any empty folder::

    npm pack @expo-google-fonts/noto-sans-sc@0.4.3
    tar xzf expo-google-fonts-noto-sans-sc-0.4.3.tgz
    python -m assets.fonts.make_fonts package
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from assets import asset

FAMILY = "Kiosk Sans"
NPM_PACKAGE = "@expo-google-fonts/noto-sans-sc@0.4.3"
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}
SIGNS = (
    "℃℉㎡㎞㎏㎜㎝№℡™©®￥¥€–—―…·•〔〕〖〗【】「」『』〈〉《》‘’“”‖′″※§°±−×÷≈≠≤≥∞√"
    "←↑→↓↔↕↖↗↘↙⇒⇔▲△▼▽◀▶◆◇○◎●★☆■□✓☎"
    "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜüêńňǹḿ〇々〆ヽ"
)
RANGES = (
    (0x0020, 0x007E),
    (0x00A0, 0x00FF),
    (0x2460, 0x2473),  # ① to ⑳
    (0x2500, 0x257F),  # lines and boxes
    (0x3000, 0x301F),  # punctuation
    (0xFF01, 0xFF5E),  # full-width forms
    (0xFFE0, 0xFFE5),
)
TEXT_ROOTS = ("assets/sample_city", "kiosk/text/labels.py", "ui")
TEXT_SUFFIXES = {".json", ".ndjson", ".py", ".qml", ".toml", ".ts", ".txt"}


def gb2312() -> set[str]:
    """Every character of GB/T 2312, both levels and the signs."""
    rows = range(0xA1, 0xF8)
    cells = range(0xA1, 0xFF)
    return {
        character
        for row in rows
        for cell in cells
        for character in bytes((row, cell)).decode("gb2312", errors="ignore")
    }


def big5_first_level() -> set[str]:
    """The frequent traditional characters, which shop names and careless feeds are written with."""
    rows = range(0xA4, 0xC7)
    cells = (*range(0x40, 0x7F), *range(0xA1, 0xFF))
    return {
        character
        for row in rows
        for cell in cells
        for character in bytes((row, cell)).decode("big5", errors="ignore")
    }


def listed(path: Path) -> set[str]:
    """Characters of a list in which # begins a comment line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return {character for line in lines if not line.startswith("#") for character in line.strip()}


def written(root: Path, places: Iterable[str] = TEXT_ROOTS) -> set[str]:
    """Characters of our own texts that a screen shows; ``places`` are files and folders."""
    roots = [root / place for place in places]
    files = (path for top in roots for path in ([top] if top.is_file() else top.rglob("*")))
    return {
        character
        for path in files
        if path.suffix in TEXT_SUFFIXES
        for character in path.read_text(encoding="utf-8")
        if character.isprintable()
    }


def wanted() -> set[str]:
    """Every character the fonts should draw."""
    ranges = {chr(code) for first, last in RANGES for code in range(first, last + 1)}
    charsets = gb2312() | big5_first_level() | listed(asset("fonts", "characters.txt"))
    return ranges | set(SIGNS) | charsets | written(asset().parent)


def rename(font: TTFont, weight: str) -> None:
    """Give ``font`` the names of ``FAMILY``; copyright and licence stay as they are."""
    names = font["name"]
    postscript = f"{FAMILY.replace(' ', '')}-{weight}"
    for record in list(names.names):
        if record.nameID not in {0, 5, 7, 8, 9, 10, 11, 13, 14}:
            names.removeNames(nameID=record.nameID)
    texts = {1: FAMILY, 2: weight, 3: f"{postscript};2.004", 4: f"{FAMILY} {weight}", 6: postscript}
    for name_id, text in texts.items():
        names.setName(text, name_id, 3, 1, 0x409)


def cut(source: Path, target: Path, weight: str, characters: set[str]) -> None:
    """Write the glyphs of ``characters`` in ``source`` to ``target``."""
    options = Options()
    options.layout_features = ["ccmp", "kern", "mark", "mkmk"]
    options.drop_tables += ["STAT", "vhea", "vmtx"]
    options.name_IDs = ["*"]
    options.notdef_outline = True
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=[ord(character) for character in characters])
    subsetter.subset(font)
    rename(font, weight)
    font.save(target)


def main(arguments: list[str]) -> int:
    """Cut both weights from the unpacked package named on the command line."""
    if len(arguments) != 1 or not Path(arguments[0], "LICENSE_FONT").is_file():
        sys.stderr.write(f"Name the folder unpacked from `npm pack {NPM_PACKAGE}`.\n")
        return 2
    package = Path(arguments[0])
    characters = wanted()
    for weight, folder in WEIGHTS.items():
        source = package / folder / f"NotoSansSC_{folder}.ttf"
        cut(source, asset("fonts", f"KioskSans-{weight}.ttf"), weight, characters)
    licence = (package / "LICENSE_FONT").read_text(encoding="utf-8").splitlines()
    text = "".join(f"{line.rstrip()}\n" for line in licence)
    asset("fonts", "OFL.txt").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

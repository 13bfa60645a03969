"""Writes the files of the mark: ``python -m assets.brand.make_mark``.

Who replaces the mark replaces the three SVG files and ``brand.json``; nothing else knows how the
mark looks.
"""

from __future__ import annotations

import json
import sys

from assets import asset
from assets.brand.geometry import Mark

MARGIN = 1.5


def brand_colours() -> dict[str, dict[str, str]]:
    """Colours of each form of the mark, by file name."""
    brand = json.loads(asset("brand", "brand.json").read_text(encoding="utf-8"))
    marks: dict[str, dict[str, str]] = brand["marks"]
    return marks


def as_svg(mark: Mark, colours: dict[str, str]) -> str:
    """The mark as an SVG of three paths, which Qt, a browser and a PDF can all draw."""
    width, height = mark.width + 2 * MARGIN, mark.height + 2 * MARGIN
    shapes = {
        "work": mark.work_ring(),
        "living": mark.living_ring(),
        "doorway": mark.doorway(),
    }
    paths = "".join(f'  <path fill="{colours[part]}" d="{d}"/>\n' for part, d in shapes.items())
    box = f"{-width / 2:g} {-height / 2:g} {width:g} {height:g}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">\n{paths}</svg>\n'


def main() -> int:
    """Write every form of the mark."""
    for name, colours in brand_colours().items():
        asset("brand", f"{name}.svg").write_text(as_svg(Mark(), colours), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())

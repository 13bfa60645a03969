"""Which type each part of a Word document has (ISO/IEC 29500-2, 6.2.3), and which are let in."""

from __future__ import annotations

from typing import Final
from xml.etree import ElementTree as Tree

from kiosk.central.uploads.refusals import Refusal, Unacceptable

PART: Final = "[Content_Types].xml"
NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/content-types"
DOCUMENT: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_MACROS: Final = ("macroenabled", "vbaproject", "vbadata", "keymapcustomizations")
_ACTIVE: Final = ("activex", "oleobject", "webextension", "attachedtoolbars", "html", "mailmerge")
_BINARY: Final = (
    "application/vnd.openxmlformats-officedocument.obfuscatedfont",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.printersettings",
    "application/x-font",
    "font/",
    "image/",
)


class ContentTypes:
    """The table of types; ``Unacceptable`` where it names macros, whether or not they are used."""

    def __init__(self, xml: bytes) -> None:
        root = Tree.fromstring(xml)
        self._by_ending = _table(root, "Default", "Extension")
        self._by_name = _table(root, "Override", "PartName")
        for kind in (*self._by_ending.values(), *self._by_name.values()):
            if any(word in kind.lower() for word in _MACROS):
                raise Unacceptable(Refusal.MACROS)

    def of(self, name: str) -> str:
        """Type of the part ``name``; empty where the table does not tell."""
        ending = name.rpartition(".")[2].lower()
        return self._by_name.get(f"/{name}".lower(), self._by_ending.get(ending, ""))

    def for_parts(self, names: list[str]) -> bytes:
        """The table for these parts alone."""
        root = Tree.Element("Types", xmlns=NAMESPACE)
        endings = {name.rpartition(".")[2].lower() for name in names} & self._by_ending.keys()
        for ending in sorted(endings):
            Tree.SubElement(root, "Default", Extension=ending, ContentType=self._by_ending[ending])
        for name in names:
            kind = self._by_name.get(f"/{name}".lower())
            if kind is not None:
                Tree.SubElement(root, "Override", PartName=f"/{name}", ContentType=kind)
        xml: bytes = Tree.tostring(root, encoding="UTF-8", xml_declaration=True)
        return xml


def is_xml(name: str, kind: str) -> bool:
    """Whether a part is to be read as XML."""
    return kind.lower().endswith("xml") or name.lower().endswith((".xml", ".rels", ".vml", ".svg"))


def check_type(name: str, kind: str) -> None:
    """``Unacceptable`` for a part that runs or holds something other than text and pictures."""
    lowered = kind.lower()
    if any(word in lowered for word in _ACTIVE):
        raise Unacceptable(Refusal.ACTIVE_CONTENT)
    if not is_xml(name, kind) and not lowered.startswith(_BINARY):
        raise Unacceptable(Refusal.ACTIVE_CONTENT)


def _table(root: Tree.Element, element: str, key: str) -> dict[str, str]:
    return {
        found.get(key, "").lower(): found.get("ContentType", "")
        for found in root.iter(f"{{{NAMESPACE}}}{element}")
    }

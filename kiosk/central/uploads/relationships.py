"""What the parts of a Word document refer to (ISO/IEC 29500-2, 6.5), within it and outside."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import unquote
from xml.etree import ElementTree as Tree

from kiosk.central.uploads.refusals import Refusal, Unacceptable

NAMESPACE: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
NOWHERE: Final = "about:blank"
NO_TEMPLATE: Final = "file:///C:/Normal.dotm"
"""A template that is not there, as when the sender's own folder is named: Word takes its usual."""
_SAFE_LINK: Final = re.compile(r"(?:https?://|mailto:|tel:|#)", re.IGNORECASE)
_ON_SENDERS_DISK: Final = re.compile(r"(?:file:///)?[a-z]:[\\/](?![\\/])", re.IGNORECASE)
_ELSEWHERE: Final = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\", re.IGNORECASE)
_MACROS: Final = frozenset({"vbaProject", "wordVbaData", "keyMapCustomizations", "extensibility"})
_ACTIVE: Final = frozenset(
    {"oleObject", "package", "control", "activeXControlBinary", "aFChunk", "attachedToolbars"}
    | {"webextension", "webextensiontaskpanes", "subDocument", "frame", "recipientData"}
    | {"mailMergeSource", "mailMergeHeaderSource", "video", "audio", "media"}
)
"""Last words of relationship types; transitional and strict documents differ before them."""


@dataclass(frozen=True, slots=True)
class Relationship:
    """One reference; ``target`` is an address where ``external``, else a path as written."""

    id: str
    type: str
    target: str
    external: bool

    @property
    def role(self) -> str:
        """Last word of the type."""
        return self.type.rpartition("/")[2]


def relationships_in(xml: bytes) -> list[Relationship]:
    """Those written in a part that was already read without entities."""
    return [
        Relationship(
            id=element.get("Id", ""),
            type=element.get("Type", ""),
            target=element.get("Target", ""),
            external=element.get("TargetMode", "").lower() == "external",
        )
        for element in Tree.fromstring(xml).iter(f"{{{NAMESPACE}}}Relationship")
    ]


def written(found: list[Relationship]) -> bytes:
    """The part that holds ``found``."""
    root = Tree.Element("Relationships", xmlns=NAMESPACE)
    for one in found:
        entry = Tree.SubElement(root, "Relationship", Id=one.id, Type=one.type, Target=one.target)
        if one.external:
            entry.set("TargetMode", "External")
    xml: bytes = Tree.tostring(root, encoding="UTF-8", xml_declaration=True)
    return xml


def neutral(found: Relationship) -> tuple[Relationship, str]:
    """``found`` so that nothing is fetched by it, and the name of what was taken out, if any.

    ``Unacceptable`` where the document would not be whole without what it refers to.
    """
    if found.role in _MACROS:
        raise Unacceptable(Refusal.MACROS)
    if found.role in _ACTIVE:
        raise Unacceptable(Refusal.ACTIVE_CONTENT)
    if not found.external and not _ELSEWHERE.match(found.target):
        return found, ""
    if found.role == "hyperlink" and _SAFE_LINK.match(found.target):
        return found, ""
    if found.role == "hyperlink":
        return replace(found, target=NOWHERE, external=True), "Link"
    if found.role == "image":
        return replace(found, target=NOWHERE, external=True), "ExternalImage"
    if found.role == "attachedTemplate" and _ON_SENDERS_DISK.match(unquote(found.target)):
        return replace(found, target=NO_TEMPLATE, external=True), "Template"
    raise Unacceptable(Refusal.ACTIVE_CONTENT)


def part_of(found: Relationship, source: str) -> str:
    """Name of the part that an internal reference of the part ``source`` leads to."""
    path = unquote(found.target.partition("#")[0])
    joined = posixpath.join("/", posixpath.dirname(source), path)
    return posixpath.normpath(joined).lstrip("/")


def part_with_relationships(name: str) -> str:
    """Name of the part that holds the relationships of ``name``; of the whole for an empty one."""
    folder, _, file = name.rpartition("/")
    return posixpath.join(folder, "_rels", f"{file}.rels")

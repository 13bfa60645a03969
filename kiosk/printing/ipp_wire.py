"""IPP messages as bytes (RFC 8010), as far as one sheet on one printer needs them."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

_VERSION: Final = 0x0200
_OPERATION_GROUP, _JOB_GROUP, _END = 0x01, 0x02, 0x03
_INTEGER, _BOOLEAN, _ENUM = 0x21, 0x22, 0x23
_OUT_OF_BAND: Final = range(0x10, 0x20)
_TEXTS: Final = (0x41, 0x42, 0x44, 0x45, 0x46, 0x47, 0x48, 0x49)
_TEXTS_WITH_LANGUAGE: Final = (0x35, 0x36)
_FIRST_VALUE_TAG: Final = 0x10


class Operation(IntEnum):
    """RFC 8011, 5.4.15."""

    CREATE_JOB = 0x0005
    SEND_DOCUMENT = 0x0006
    CANCEL_JOB = 0x0008
    GET_JOB = 0x0009
    GET_PRINTER = 0x000B


class Tag(IntEnum):
    """Kinds of values that we send."""

    INTEGER = _INTEGER
    BOOLEAN = _BOOLEAN
    NAME = 0x42
    KEYWORD = 0x44
    URI = 0x45
    CHARSET = 0x47
    LANGUAGE = 0x48
    MEDIA_TYPE = 0x49


Value = int | bool | str | bytes | None
Sendable = int | bool | str | tuple[str, ...]


class BadMessage(Exception):
    """What came is no answer in IPP."""


@dataclass(frozen=True, slots=True)
class Message:
    """An answer: its status, and every attribute of every group by name.

    A value is None where the printer says it has none or does not know it.
    """

    status: int
    attributes: Mapping[str, tuple[Value, ...]]

    @property
    def successful(self) -> bool:
        """Whether it did what it was asked."""
        return self.status < 0x0100

    def words(self, name: str) -> tuple[str, ...]:
        """Texts and keywords under ``name``."""
        return tuple(value for value in self.attributes.get(name, ()) if isinstance(value, str))

    def number(self, name: str) -> int | None:
        """The first value under ``name``, if it is an integer or an enum."""
        first = next(iter(self.attributes.get(name, ())), None)
        return first if isinstance(first, int) and not isinstance(first, bool) else None

    def denies(self, name: str) -> bool:
        """Whether ``name`` is there and false."""
        return False in (value for value in self.attributes.get(name, ()) if value is not None)


def request(
    operation: Operation,
    number: int,
    operation_attributes: Mapping[str, tuple[Tag, Sendable]],
    job_attributes: Mapping[str, tuple[Tag, Sendable]],
) -> bytes:
    """A request, to be followed by the document where the operation has one."""
    begun = {"attributes-charset": (Tag.CHARSET, "utf-8")}
    begun |= {"attributes-natural-language": (Tag.LANGUAGE, "zh-cn")}
    message = struct.pack(">HHI", _VERSION, operation, number)
    message += _group(_OPERATION_GROUP, {**begun, **operation_attributes})
    if job_attributes:
        message += _group(_JOB_GROUP, job_attributes)
    return message + bytes((_END,))


def _group(tag: int, attributes: Mapping[str, tuple[Tag, Sendable]]) -> bytes:
    written = bytes((tag,))
    for name, (kind, value) in attributes.items():
        label = name
        for one in value if isinstance(value, tuple) else (value,):
            content = _content(kind, one)
            written += struct.pack(">BH", kind, len(label)) + label.encode("ascii")
            written += struct.pack(">H", len(content)) + content
            label = ""
    return written


def _content(kind: Tag, value: Sendable) -> bytes:
    match kind:
        case Tag.INTEGER:
            return struct.pack(">i", value)
        case Tag.BOOLEAN:
            return struct.pack(">?", value)
        case _:
            return str(value).encode("utf-8")


def answer(message: bytes) -> Message:
    """What ``message`` says; ``BadMessage`` where it is cut off or something else."""
    try:
        return _answer(message)
    except (struct.error, IndexError, UnicodeDecodeError) as error:
        raise BadMessage(f"no answer in IPP: {error}") from error


def _answer(message: bytes) -> Message:
    version, status = struct.unpack_from(">HH", message)
    if version >> 8 not in (1, 2):
        raise BadMessage(f"an answer of version {version >> 8}")
    attributes: dict[str, tuple[Value, ...]] = {}
    name, position = "", 8
    while (tag := message[position]) != _END:
        position += 1
        if tag < _FIRST_VALUE_TAG:
            continue
        label, position = _field(message, position)
        content, position = _field(message, position)
        name = label.decode("utf-8") or name
        attributes[name] = (*attributes.get(name, ()), _value(tag, content))
    return Message(status, attributes)


def _field(message: bytes, position: int) -> tuple[bytes, int]:
    (length,) = struct.unpack_from(">H", message, position)
    end = position + 2 + length
    if end > len(message):
        raise BadMessage("an answer that was cut off")
    return message[position + 2 : end], end


def _value(tag: int, content: bytes) -> Value:
    if tag in _OUT_OF_BAND:
        return None
    if tag in (_INTEGER, _ENUM):
        return int(struct.unpack(">i", content)[0])
    if tag == _BOOLEAN:
        return bool(struct.unpack(">?", content)[0])
    if tag in _TEXTS:
        return content.decode("utf-8")
    if tag in _TEXTS_WITH_LANGUAGE:
        _, start = _field(content, 0)
        return _field(content, start)[0].decode("utf-8")
    return content

"""A writer of compound files ([MS-CFB], version 3) and of the Word documents kept in them."""

from __future__ import annotations

import struct
from functools import cache

from tests.uploads.planted import TEXT

Tree = dict[str, "bytes | Tree"]
_SECTOR = 512
_CUTOFF = 4096
_FREE, _END, _FAT, _NONE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD, 0xFFFFFFFF
_STORAGE, _STREAM, _ROOT = 1, 2, 5


class _Entry:
    def __init__(self, name: str, kind: int, content: bytes = b"") -> None:
        self.name, self.kind, self.content = name, kind, content
        self.right = self.child = _NONE
        self.start, self.size = (_END, 0)

    def packed(self) -> bytes:
        name = (self.name + "\0").encode("utf-16-le")
        head = name.ljust(64, b"\0") + struct.pack("<HBB", len(name), self.kind, 1)
        head += struct.pack("<III", _NONE, self.right, self.child) + bytes(36)
        return head + struct.pack("<IQ", self.start, self.size)


def compound(tree: Tree) -> bytes:
    """A compound file; short streams are filled up so that none needs the small sectors."""
    entries = [_Entry("Root Entry", _ROOT)]
    _add(entries, 0, tree)
    fat: list[int] = []
    body = b""
    for entry in entries:
        if entry.kind == _STREAM:
            content = entry.content.ljust(_CUTOFF, b"\0")
            entry.size = len(content)
            entry.start = _chain(fat, content)
            body += _filled(content)
    directory_at = len(fat)
    padding = -len(entries) % 4
    free = [_Entry("", 0).packed()[:64] + bytes(64)] * padding
    directory = b"".join([*(entry.packed() for entry in entries), *free])
    _chain(fat, directory)
    body += directory
    tables = 1
    while (len(fat) + tables) > tables * 128:
        tables += 1
    places = list(range(len(fat), len(fat) + tables))
    fat += [_FAT] * tables
    fat += [_FREE] * (tables * 128 - len(fat))
    body += struct.pack(f"<{len(fat)}I", *fat)
    return _header(places, directory_at) + body


def _add(entries: list[_Entry], parent: int, tree: Tree) -> None:
    before = None
    for name, content in tree.items():
        is_stream = isinstance(content, bytes)
        entry = _Entry(name, _STREAM if is_stream else _STORAGE)
        entries.append(entry)
        number = len(entries) - 1
        if before is None:
            entries[parent].child = number
        else:
            before.right = number
        before = entry
        if isinstance(content, bytes):
            entry.content = content
        else:
            _add(entries, number, content)


def _chain(fat: list[int], content: bytes) -> int:
    start, count = len(fat), -(-len(content) // _SECTOR)
    fat += [*range(start + 1, start + count), _END]
    return start


def _filled(content: bytes) -> bytes:
    return content + bytes(-len(content) % _SECTOR)


def _header(fat_places: list[int], directory_at: int) -> bytes:
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16)
    head += struct.pack("<HHHHH6x", 0x3E, 3, 0xFFFE, 9, 6)
    head += struct.pack("<IIIII", 0, len(fat_places), directory_at, 0, _CUTOFF)
    head += struct.pack("<IIII", _END, 0, _END, 0)
    places = fat_places + [_FREE] * (109 - len(fat_places))
    return head + struct.pack("<109I", *places)


def word(
    text: str = "张三的简历\r", template: str = "", *, flags: int = 0x0200, cut: int = 0
) -> Tree:
    """The streams of a Word 97 document; ``cut`` characters of its text stand in a piece apart."""
    wide = text.encode("utf-16-le")
    narrow_at = 1024 + len(wide)
    body = wide + text[:cut].encode("latin-1", "replace")
    pieces = [(cut, (narrow_at * 2) | 1 << 30), (len(text) - cut, 1024 + 2 * cut)]
    pieces = [piece for piece in pieces if piece[0]]
    ends = [0]
    for count, _ in pieces:
        ends.append(ends[-1] + count)
    plc = struct.pack(f"<{len(ends)}I", *ends)
    plc += b"".join(struct.pack("<HIH", 0, place, 0) for _, place in pieces)
    clx = struct.pack("<BI", 2, len(plc)) + plc
    strings = struct.pack("<HHH", 0xFFFF, 18, 0)
    for number in range(18):
        one = template if number == 1 else ""
        strings += struct.pack("<H", len(one)) + one.encode("utf-16-le")
    fib = bytearray(1024)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0xC1)
    struct.pack_into("<H", fib, 0x0A, flags)
    struct.pack_into("<II", fib, 0x18, 1024, 1024 + len(wide))
    struct.pack_into("<I", fib, 0x4C, len(text))
    struct.pack_into("<IIII", fib, 0x19A, len(clx), len(strings), 0, len(clx))
    table = "1Table" if flags & 0x0200 else "0Table"
    return {"WordDocument": bytes(fib) + body, table: clx + strings}


@cache
def good() -> bytes:
    """A document as Word 97 to 2003 saves it, with the empty folder that it always makes."""
    return compound({**word(), "ObjectPool": {}, "\x05SummaryInformation": b"zhang"})


def with_field(instruction: str, cut: int = 0) -> bytes:
    """A document with one field; ``cut`` is the length of the first piece of its text."""
    return compound(word(f"\x13{instruction}\x14result\x15\r", cut=cut))


def with_macros() -> bytes:
    """A document with a macro project."""
    return compound({**word(), "Macros": {"VBA": {"dir": TEXT.encode()}}})


def with_object() -> bytes:
    """A document with another file in it."""
    return compound({**word(), "ObjectPool": {"_123": {"\x01Ole10Native": TEXT.encode()}}})

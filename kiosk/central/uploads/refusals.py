"""Why a file is not taken, and every sentence that says so on the phone."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Refusal(StrEnum):
    """A reason, as programs and counts know it."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    UNKNOWN_KIND = "unknown_kind"
    DAMAGED = "damaged"
    TOO_MANY_PIXELS = "too_many_pixels"
    ENCRYPTED = "encrypted"
    MACROS = "macros"
    ACTIVE_CONTENT = "active_content"
    BOMB = "bomb"
    TOO_MANY_PAGES = "too_many_pages"
    TOOK_TOO_LONG = "took_too_long"
    UNAVAILABLE = "unavailable"
    """The platform's fault, not the file's."""


SENTENCES: Final = {
    Refusal.EMPTY: "这个文件是空的，请重新选一个。",
    Refusal.TOO_LARGE: "文件超过 10 MB，请换小一点的，或者直接拍照。",
    Refusal.UNKNOWN_KIND: "这种文件收不了，请传照片、PDF 或 Word 文件。",
    Refusal.DAMAGED: "这个文件打不开，请换一个，或者直接拍照。",
    Refusal.TOO_MANY_PIXELS: "这张图片太大，请先截屏，再传截屏的图。",
    Refusal.ENCRYPTED: "这个文件有密码，请去掉密码再传，或者直接拍照。",
    Refusal.MACROS: "这个文件里有宏，请存成 PDF 再传，或者直接拍照。",
    Refusal.ACTIVE_CONTENT: "文件里嵌了别的东西，请存成 PDF 再传，或者直接拍照。",
    Refusal.BOMB: "这个文件展开后太大，请换一个，或者直接拍照。",
    Refusal.TOO_MANY_PAGES: "最多收 20 页，请只传简历那几页。",
    Refusal.TOOK_TOO_LONG: "这个文件太复杂，请换一个，或者直接拍照。",
    Refusal.UNAVAILABLE: "现在收不了文件，请过一会儿再传。",
}


class Unacceptable(Exception):
    """How an inspection ends early, inside the worker only; the message is the sentence."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(SENTENCES[reason])
        self.reason = reason

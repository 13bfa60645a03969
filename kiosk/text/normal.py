"""One normal form for what is searched and what is typed."""

from __future__ import annotations

from unicodedata import normalize


def normal_form(text: str) -> str:
    """NFKC, lower case, only letters and digits, joined: ``Ｃ＋＋ 店（B座）`` → ``c店b座``."""
    folded = normalize("NFKC", text).lower()
    return folded if folded.isalnum() else "".join(filter(str.isalnum, folded))


def normal_terms(text: str) -> tuple[str, ...]:
    """Normal forms of the words of a query; a word without a usable character is left out."""
    return tuple(filter(None, map(normal_form, text.split())))

"""What can be wrong with catalogue.db, each told in one sentence that says what to do.

CatalogueFault
├── CatalogueMissing      no catalogue yet, or not whole: the terminal is 正在更新
├── CatalogueBusy         the other process holds it this instant: ask again
├── CatalogueTooNew       written by a newer program: update this one
├── CatalogueUnreadable   not a catalogue, or a damaged one: fetch it again
└── CatalogueUnwritable   no room, or no leave to write
"""

from __future__ import annotations


class CatalogueFault(Exception):
    """Something is wrong with catalogue.db; the message is one sentence for a technician."""


class CatalogueMissing(CatalogueFault):
    """There is no catalogue at this path yet, or the agent has yet to make it whole."""


class CatalogueBusy(CatalogueFault):
    """The file is locked this instant; nothing is wrong, ask again."""


class CatalogueTooNew(CatalogueFault):
    """The file has a schema this program does not know."""


class CatalogueUnreadable(CatalogueFault):
    """The file is not a catalogue or is damaged."""


class CatalogueUnwritable(CatalogueFault):
    """The file cannot be written: no room, read-only, or rows that contradict each other."""

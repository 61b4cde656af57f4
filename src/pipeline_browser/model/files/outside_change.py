"""The words for what other programs did to an open database; it loads in no time, for the window's start."""

from __future__ import annotations

from enum import Enum


class OutsideChange(Enum):
    """What happened to the file since the last look, by other hands than this connection's."""

    NONE = "none"
    CONTENT = "content"
    REPLACED = "replaced"
    GONE = "gone"

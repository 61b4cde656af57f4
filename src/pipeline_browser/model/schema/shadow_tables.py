"""Which tables hold the content of a virtual table.

``PRAGMA table_list`` knows, but it resolves every view first, which a hostile file can make take for ever.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

# The names that the modules' xShadowName functions claim, after the virtual table's name and "_".
_FTS3 = frozenset({"content", "docsize", "segdir", "segments", "stat"})
_FTS5 = frozenset({"config", "content", "data", "docsize", "idx"})
_RTREE = frozenset({"node", "parent", "rowid"})
_SUFFIXES = {
    "fts3": _FTS3,
    "fts4": _FTS3,
    "fts5": _FTS5,
    "rtree": _RTREE,
    "rtree_i32": _RTREE,
    "geopoly": _RTREE,
}


def shadow_owner(name: str, virtual: Mapping[str, tuple[str, str]]) -> str:
    """Return the virtual table that ``name`` belongs to, or an empty text.

    Args:
        virtual: by folded name, the virtual tables' names and modules.
    """
    folded, _, suffix = fold(name).rpartition("_")
    owner, module = virtual.get(folded, ("", ""))
    return owner if suffix in _SUFFIXES.get(fold(module), frozenset()) else ""

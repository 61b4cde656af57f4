"""The colours of a diagram, in light and in dark; the window's own tokens fit in as well."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import State


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``.

    Attributes:
        page: behind everything.
        box, border: of a table.
        header, view, virtual, missing: behind a box's name, by kind.
        text, dim: for reading; dim for types and badges.
        line: of foreign keys.
        rule: between header and rows.
        key: the mark of a primary key.
        reference: the mark of a foreign key.
        problem: of what cannot be enforced.
        added, changed, removed: words, marks and edges of what differs between two schemas.
        added_soft, changed_soft, removed_soft: behind it; ``text`` and ``dim`` can be read on them.
    """

    page: str
    box: str
    border: str
    header: str
    view: str
    virtual: str
    missing: str
    text: str
    dim: str
    line: str
    rule: str
    key: str
    reference: str
    problem: str
    added: str
    changed: str
    removed: str
    added_soft: str
    changed_soft: str
    removed_soft: str

    def of_state(self, state: State) -> str:
        """Return the colour of what happened; not for what stayed the same."""
        colour: str = getattr(self, state.value)
        return colour

    def soft_of_state(self, state: State) -> str:
        """Return the background of what happened; not for what stayed the same."""
        colour: str = getattr(self, f"{state.value}_soft")
        return colour


LIGHT = Palette(
    page="#f3f4f6",
    box="#ffffff",
    border="#c3c8d0",
    header="#e3ecf9",
    view="#eee9fa",
    virtual="#fcf0d6",
    missing="#fce8e6",
    text="#1c2127",
    dim="#5a636e",
    line="#6b7480",
    rule="#e6e8ec",
    key="#a36a00",
    reference="#1d5fbf",
    problem="#b02a2a",
    added="#17693a",
    changed="#7d4f00",
    removed="#a82424",
    added_soft="#dcf2e3",
    changed_soft="#fbecc9",
    removed_soft="#fce2df",
)

DARK = Palette(
    page="#1b1e22",
    box="#23272c",
    border="#434a53",
    header="#25364f",
    view="#332c4c",
    virtual="#3f3419",
    missing="#452a27",
    text="#e3e6ea",
    dim="#a0a9b4",
    line="#8d96a1",
    rule="#30353c",
    key="#eab65a",
    reference="#79b0ff",
    problem="#ff9a92",
    added="#78d294",
    changed="#eab65a",
    removed="#ff9a92",
    added_soft="#1c3b28",
    changed_soft="#40351a",
    removed_soft="#4a2624",
)

ON_PAPER = replace(LIGHT, page="#ffffff")

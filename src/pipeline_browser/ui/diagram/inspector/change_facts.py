"""What happened between two schemas as facts: to one table, and to all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.diagram.graph import State
from pipeline_browser.diagram.notation import STATE_SIGNS
from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.diagram.inspector.facts import Fact, Section, ToTable, sections

if TYPE_CHECKING:
    from pipeline_browser.diagram.graph import Box
    from pipeline_browser.ui.diagram.loading.matter import TwoSchemas

_MOST = 300  # tables that are listed


def change_sections(over: TwoSchemas | None, name: str) -> tuple[Section, ...]:
    """Return what happened to a table or view; nothing where nothing is compared, or nothing happened."""
    words = over.words.get(fold(name), ()) if over else ()
    return sections(("What changes", [_part_fact(each) for each in words]))


def all_change_sections(over: TwoSchemas | None) -> tuple[Section, ...]:
    """Return every table and view that something happened to; nothing where nothing is compared."""
    if over is None:
        return ()
    boxes = [box for box in over.both.graph.boxes if box.state is not State.SAME]
    if not boxes:
        return (Section("What changes", (Fact("nothing"),), is_list=False),)
    facts = tuple(_fact(over, box) for box in boxes[:_MOST])
    return (Section("What changes", facts, max(0, len(boxes) - _MOST)),)


def state_words(over: TwoSchemas | None, name: str) -> str:
    """Return what happened to a table in a word, to stand behind others; empty if nothing did."""
    boxes = over.both.graph.boxes if over else ()
    state = next((box.state for box in boxes if fold(box.name) == fold(name)), State.SAME)
    return "" if state is State.SAME else f" · {state.value}"


def _part_fact(words: str) -> Fact:
    """Return what happened to a part of a table: what it was before and is now on a line of its own."""
    what, colon, how = words.partition(": ")
    return Fact(what, notes=(how,) if colon else (), value=words)


def _fact(over: TwoSchemas, box: Box) -> Fact:
    words = over.words.get(fold(box.name), ())
    return Fact(
        box.name,
        lead=STATE_SIGNS[box.state],
        aside=box.state.value,
        notes=words if box.state is State.CHANGED else words[1:],
        target=ToTable(box.name),
    )

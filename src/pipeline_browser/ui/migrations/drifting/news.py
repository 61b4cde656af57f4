"""What the window's bar says about drift; no Qt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.schema.difference import Difference

TOPIC = "drift"
SHOW = "show-drift"
_PLURALS = {
    ObjectKind.INDEX: "indexes",
    ObjectKind.FOREIGN_KEY: "foreign keys",
    ObjectKind.PRIMARY_KEY: "primary keys",
}
_SAID = {
    DifferenceKind.MISSING: "missing",
    DifferenceKind.CHANGED: "different",
    DifferenceKind.EXTRA: "not expected",
}
_MOST_SENTENCES = 20  # in a tooltip


def notice_of(drift: Drift) -> Notice | None:
    """Return what the bar says; None without drift, and where no ledger is, which the bar tells anyway."""
    if not drift.drifted or drift.without_ledger:
        return None
    text = f"The schema differs from what its migrations promise: {counts(drift.differences)}"
    sentences = drift.difference.sentences()
    more = "\n".join(map(escape_for_terminal, sentences[:_MOST_SENTENCES]))
    if len(sentences) > _MOST_SENTENCES:
        more += f"\nand {counted(len(sentences) - _MOST_SENTENCES, 'more difference')}"
    return Notice((TOPIC, *sentences), Meaning.WARNING, "warning", text, more, ((SHOW, "Show"),))


def counts(differences: Iterable[Difference]) -> str:
    """Return ``2 columns and 1 index are missing, 1 table is not expected``."""
    things = {(each.kind, each.object_kind, each.table, each.name) for each in differences}
    parts = []
    for kind, words in _SAID.items():
        numbers = Counter(thing for of, thing, _table, _name in things if of is kind)
        if numbers:
            verb = "is" if numbers.total() == 1 else "are"
            parts.append(f"{listed(numbers)} {verb} {words}")
    return ", ".join(parts)


def listed(numbers: Counter[ObjectKind]) -> str:
    """Return ``2 columns and 1 index``."""
    nouns = [
        counted(numbers[thing], thing.value, _PLURALS.get(thing, f"{thing.value}s"))
        for thing in ObjectKind
        if numbers[thing]
    ]
    return " and ".join([", ".join(nouns[:-1]), nouns[-1]] if len(nouns) > 1 else nouns)

"""What the dialog says about drift, in its head and line by line; no Qt."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.drift.facts import Basis
from pipeline_browser.model.schema.difference import DifferenceKind, ObjectKind
from pipeline_browser.model.sql_tokens import fold
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.migrations.drifting.news import counts, listed
from pipeline_browser.ui.side_by_side.lines import NOTHING, Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.schema.difference import Difference

MARKS = {
    DifferenceKind.MISSING: "missing",
    DifferenceKind.EXTRA: "not expected",
    DifferenceKind.CHANGED: "different",
    DifferenceKind.ORDER: "another order",
}
ICONS = {
    DifferenceKind.MISSING: "missing",
    DifferenceKind.EXTRA: "add",
    DifferenceKind.CHANGED: "modified",
    DifferenceKind.ORDER: "info",
}


def heading(drift: Drift) -> str:
    """Return the dialog's first line."""
    if drift.promised is None:
        return "There is no telling whether the schema has drifted"
    promise = promise_words(drift)
    if drift.drifted:
        return f"The schema is not what {promise}"
    return f"The schema is exactly what {promise}"


def promise_words(drift: Drift) -> str:
    """Return who promises: ``3 applied migrations promise``."""
    count = len(drift.versions)
    kind = "migration" if drift.basis is Basis.WHOLE else "applied migration"
    if not count:
        return "it would be without any migration"
    return f"{counted(count, kind)} {'promises' if count == 1 else 'promise'}"


def summary(drift: Drift) -> str:
    """Return the dialog's second line: how many of what."""
    if not drift.drifted:
        return ""
    text = counts(drift.differences)
    return f"{text[:1].upper()}{text[1:]}."


def remarks(drift: Drift) -> list[str]:
    """Return what is to be known about the comparison, a sentence each."""
    found = []
    if drift.basis is Basis.WHOLE:
        found.append("No migration is recorded as applied, so the schema is compared with all of the source.")
    if drift.mended.differences:
        mended = listed(Counter(each.object_kind for each in drift.mended.differences))
        found.append(f"What applying the migrations would still bring is left out: {mended}.")
    if drift.modified:
        versions = ", ".join(map(str, drift.modified))
        found.append(f"Edited after being applied, so today's text is what promises: {versions}.")
    found += [f"{text[:1].upper()}{text[1:]}." for text in (*drift.unknown, *drift.doubts, *drift.notes)]
    return found


def lines(drift: Drift) -> list[Line]:
    """Return the differences for a table, under the names of their tables."""
    found: list[Line] = []
    for title, group in grouped(drift.difference.differences):
        found.append(Line(0, title))
        found += [line(each) for each in group]
    return found


def compared(drift: Drift) -> str:
    """Return how much was compared, where nothing differs: ``5 tables and 5 indexes``."""
    promised = drift.promised
    if promised is None:
        return ""
    tables = [table for table in promised.user_tables if fold(table.name) not in drift.left_out]
    numbers = Counter(
        {
            ObjectKind.TABLE: len(tables),
            ObjectKind.INDEX: sum(index.origin == "c" for table in tables for index in table.indexes),
            ObjectKind.VIEW: len(promised.views),
            ObjectKind.TRIGGER: len(promised.triggers),
        }
    )
    return f"{listed(numbers)}, compared by what they mean." if numbers.total() else ""


def grouped(differences: Iterable[Difference]) -> Iterator[tuple[str, list[Difference]]]:
    """Yield the differences by table, in the order in which each first comes up."""
    groups: dict[str, list[Difference]] = {}
    for each in differences:
        groups.setdefault(each.table, []).append(each)
    yield from groups.items()


def line(difference: Difference) -> Line:
    """Return one difference as a line: what, promised, found, and how they stand."""
    return Line(
        1,
        what(difference),
        one_line(difference.promised) or NOTHING,
        one_line(difference.found) or NOTHING,
        MARKS[difference.kind],
        ICONS[difference.kind],
    )


def what(difference: Difference) -> str:
    """Return what differs, without its table: ``column archived``, ``foreign key pipeline_id: ON DELETE``."""
    kind, name = difference.object_kind, difference.name
    aspect = f": {difference.aspect}" if difference.aspect else ""
    if kind in {ObjectKind.CHECK, ObjectKind.UNIQUE, ObjectKind.PRIMARY_KEY}:
        return str(kind.value)  # its text says the rest
    if kind is ObjectKind.TABLE and difference.kind is DifferenceKind.CHANGED and not aspect:
        return "table options"
    return f"{kind.value} {name}{aspect}"


def texts_of(drift: Drift, name: str) -> tuple[str, str]:
    """Return a table or view as it is promised and as it is found; empty where it is not."""
    schemas = (drift.promised, drift.found)
    promised, found = (schema and (schema.table(name) or schema.view(name)) for schema in schemas)
    return promised.ddl if promised else "", found.ddl if found else ""


def one_line(text: str) -> str:
    """Return a text without its line breaks."""
    return " ".join(text.split())


def as_text(drift: Drift) -> str:
    """Return all of it for the clipboard."""
    parts = [heading(drift), *(f"- {each}" for each in drift.difference.sentences()), *remarks(drift)]
    return "\n".join(parts) + "\n"

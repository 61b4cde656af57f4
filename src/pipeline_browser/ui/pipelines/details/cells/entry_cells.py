"""Parameters of a stage, or entries of a configuration, as rows of a grid; what could be set is offered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import Choice, Kind, Spec
from pipeline_browser.model.pipelines.catalogue.entries import judge_key
from pipeline_browser.model.pipelines.catalogue.fields import Field, judge, spec_of
from pipeline_browser.model.pipelines.catalogue.parameters import CONFIGURATION as KNOWN_ENTRIES
from pipeline_browser.model.pipelines.catalogue.parameters import parameter_specs
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.facts import Pipeline, Stage
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.pipelines.details.cells.faces import face_of, secret_face, unset_face
from pipeline_browser.ui.pipelines.details.cells.facts import Cell, Column, Face, LateCells, Row, RowKind
from pipeline_browser.ui.value_words import cell_text, is_plain_text, kind_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from pipeline_browser.model.pipelines.facts import Entry
    from pipeline_browser.model.pipelines.loadability.problem import Problem
    from pipeline_browser.model.pipelines.values import Value
    from pipeline_browser.ui.pipelines.details.cells.marks import Marks

COLUMNS = (
    Column("key", "Key", "What the program asks for.", 18),
    Column("value", "Value", "What it is told.", 24, wide=40),
    Column("meaning", "Meaning", "What the program does with it.", 30, stretch=True, copied=False),
)
NEW_ENTRY = "new entry"  # the key of the row where one is added


@dataclass(frozen=True, slots=True)
class Owner:
    """A stage or a pipeline whose entries are shown."""

    whole: Stage | Pipeline

    @property
    def entries(self) -> tuple[Entry, ...]:
        """What it has."""
        return self.whole.parameters if isinstance(self.whole, Stage) else self.whole.configuration

    @property
    def specs(self) -> tuple[Spec, ...]:
        """What it could have."""
        if isinstance(self.whole, Pipeline):
            return KNOWN_ENTRIES
        return parameter_specs(_text(self.whole.stage_type), _text(self.whole.algorithm))

    @property
    def thing(self) -> str:
        """What one of its entries is called."""
        return "parameter" if isinstance(self.whole, Stage) else "entry"

    @property
    def keys(self) -> frozenset[str]:
        """The keys that are taken."""
        return frozenset(entry.key for entry in self.entries if isinstance(entry.key, str))

    @property
    def table(self) -> str:
        """The table that holds its entries."""
        return PARAMETERS if isinstance(self.whole, Stage) else CONFIGURATION

    def problem(self, marks: Marks, key: str) -> Problem | None:
        """Return the worst problem of a key."""
        return marks.of_entry(self.whole, self.table, key)

    def field(self, key: str) -> Field:
        """Return the field that the value of a key is."""
        if isinstance(self.whole, Pipeline):
            return Field(CONFIGURATION, key)
        return Field(PARAMETERS, key, _text(self.whole.stage_type), _text(self.whole.algorithm))


def entry_rows(
    owner: Owner, marks: Marks, revealed: Collection[str], *, new_key: str, can_add: bool
) -> list[Row]:
    """Return what the catalogue knows in its order, then everything else, then the row that adds one.

    Args:
        revealed: the keys whose secrets are to be read.
        new_key: what was typed as a key, and has no value yet.
    """
    found: dict[Value, list[Entry]] = {}
    for entry in owner.entries:
        found.setdefault(entry.key, []).append(entry)
    rows: list[Row] = []
    for spec in owner.specs:
        stored = found.pop(spec.name, [])
        rows += _all_stored(owner, stored, marks, revealed)
        if not stored:
            rows.append(_offered(owner, spec, marks, can_add=can_add))
    for stored in found.values():
        rows += _all_stored(owner, stored, marks, revealed)
    return [*rows, _new(owner, new_key)] if can_add else rows


def _all_stored(owner: Owner, entries: list[Entry], marks: Marks, revealed: Collection[str]) -> Iterator[Row]:
    """Return the rows of a key; there are several where the table declares no key."""
    for number, entry in enumerate(entries):
        key: tuple[object, ...] = ("entry", entry.key if is_plain_text(entry.key) else repr(entry.key))
        yield _stored(owner, entry, marks, revealed, key if number == 0 else (*key, entry.row.rowid))


def _stored(
    owner: Owner, entry: Entry, marks: Marks, revealed: Collection[str], key: tuple[object, ...]
) -> Row:
    masked = entry.key not in revealed
    return Row(key, RowKind.STORED, LateCells(partial(_cells, owner, entry, marks, masked=masked)), entry)


def _cells(owner: Owner, entry: Entry, marks: Marks, *, masked: bool) -> tuple[Cell, ...]:
    name = entry.key if isinstance(entry.key, str) else ""
    field = owner.field(name)
    spec = _masked(spec_of(field))
    face = marks.marked(face_of(field, spec, entry.value), owner.problem(marks, name))
    if spec.secret:
        face = secret_face(face, entry.value, masked=masked)
    value = Cell(face, entry.value, spec=spec, judge=partial(judge, field))
    return _key(owner, entry), value, _meaning(spec)


def _key(owner: Owner, entry: Entry) -> Cell:
    odd = not is_plain_text(entry.key)
    face = Face(
        cell_text(entry.key) or "empty",
        dim=entry.key in (None, ""),
        meaning=Meaning.WARNING if odd else None,
        reason=f"The key is {kind_of(entry.key)}." if odd else "",
    )
    others = owner.keys - {entry.key}
    return Cell(face, entry.key, spec=_key_spec(owner), judge=partial(judge_key, taken=others))


def _offered(owner: Owner, spec: Spec, marks: Marks, *, can_add: bool) -> Row:
    judging = partial(judge, owner.field(spec.name)) if can_add else None
    key = Cell(Face(spec.name, dim=True), spec.name, stored=False, spec=spec)
    face = marks.marked(unset_face(spec), owner.problem(marks, spec.name))
    value = Cell(face, None, stored=False, spec=spec, judge=judging)
    return Row(("entry", spec.name), RowKind.OFFERED, (key, value, _meaning(spec)))


def _new(owner: Owner, typed: str) -> Row:
    key_face = Face(cell_text(typed)) if typed else Face(f"Add {_article(owner.thing)}…", dim=True)
    key = Cell(key_face, typed or None, False, _key_spec(owner), partial(judge_key, taken=owner.keys))
    empty = Cell(Face(""), stored=False, explains=True)
    if not typed:
        return Row(NEW_ENTRY, RowKind.NEW, (key, empty, empty))
    field = owner.field(typed)
    spec = _masked(spec_of(field))
    value = Cell(Face("not stored yet", dim=True), None, False, spec, partial(judge, field))
    return Row(NEW_ENTRY, RowKind.NEW, (key, value, _meaning(spec)))


def _key_spec(owner: Owner) -> Spec:
    choices = tuple(Choice(spec.name, spec.hint) for spec in owner.specs if spec.name not in owner.keys)
    kind = Kind.CHOICE if choices else Kind.TEXT
    return Spec("key", kind, f"The {owner.thing}'s key, unique here.", choices=choices)


def _meaning(spec: Spec) -> Cell:
    face = Face(spec.hint, dim=True, meaning=None if spec.known else Meaning.NEUTRAL, reason=spec.hint)
    return Cell(face, stored=False, explains=True)


def _masked(spec: Spec) -> Spec:
    """Return what an editor must know, with a text that is a secret by its name as one."""
    return replace(spec, kind=Kind.SECRET) if spec.kind is Kind.TEXT and is_secret(spec.name) else spec


def _article(thing: str) -> str:
    return f"an {thing}" if thing[0] in "aeiou" else f"a {thing}"


def _text(value: Value) -> str:
    return value if isinstance(value, str) else ""

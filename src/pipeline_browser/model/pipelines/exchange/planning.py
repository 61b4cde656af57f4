"""What an import would do: which pipelines are new, which are there already, and what a person can choose."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.exchange.fitting import fitted
from pipeline_browser.model.pipelines.operations.draft import named
from pipeline_browser.model.pipelines.operations.new_rows import (
    NewEntry,
    NewPipeline,
    NewStage,
    as_new_pipeline,
)
from pipeline_browser.model.pipelines.operations.pipelines import whole_name
from pipeline_browser.model.pipelines.reading import whole
from pipeline_browser.model.pipelines.rows import read_rows
from pipeline_browser.model.pipelines.shape import (
    PIPELINES,
    Shape,
    read_shape,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.exchange.documents import PipelineDocument
    from pipeline_browser.model.pipelines.facts import Pipeline
    from pipeline_browser.model.pipelines.values import Value


class Standing(Enum):
    """How a pipeline of a file stands to those of a database."""

    NEW = "new"
    TAKEN = "name taken"
    SAME = "already there"


class Choice(Enum):
    """What is to be done with a pipeline whose name is taken."""

    CREATE = "create"
    RENAME = "rename"
    REPLACE = "replace"
    SKIP = "skip"


@dataclass(frozen=True, slots=True)
class Planned:
    """One pipeline of a file beside what is there.

    Attributes:
        content: what would be written: what the database has no column for is left out, and secrets that the
            file leaves out are those that are there.
        existing: the pipeline of the same name; None where there is none, or where an earlier one of the
            same file has the name.
        notes: what would be lost or lacking, a sentence each.
        free_name: what it can be called beside what is there, and beside the others of the file.
    """

    document: PipelineDocument
    content: NewPipeline
    standing: Standing
    existing: Pipeline | None
    notes: tuple[str, ...]
    free_name: str = ""

    @property
    def choices(self) -> tuple[Choice, ...]:
        """What a person can choose, the safest first."""
        if self.standing is Standing.NEW:
            return (Choice.CREATE, Choice.SKIP)
        safe = (Choice.SKIP, Choice.RENAME)
        return safe if self.existing is None else (*safe, Choice.REPLACE)


def plan_import(
    database: Database,
    documents: Sequence[PipelineDocument],
    *,
    cancellation: Cancellation | None = None,
) -> tuple[Planned, ...]:
    """Return what each pipeline of a file is beside what the database holds. Writes nothing.

    Raises:
        DatabaseBusy, DatabaseDamaged, DatabaseOperationFailed, Cancelled: it cannot be read.
    """
    with database.reading(cancellation=cancellation):
        shape = read_shape(database)
        existing = _of_names(database, shape, [document.content.name for document in documents])
        taken: set[Value] = {document.content.name for document in documents}
        seen: set[Value] = set()
        planned = []
        for document in documents:
            name = document.content.name
            found = _planned(document, shape, existing.get(name), in_file=name in seen)
            seen |= {name} - {None}
            if found.standing is not Standing.NEW:
                free = _free_name(database, shape, f"{whole_name(name)}-imported", taken)
                taken.add(free)
                found = replace(found, free_name=free)
            planned.append(found)
    return tuple(planned)


def _free_name(database: Database, shape: Shape, wanted: str, taken: set[Value]) -> str:
    table = shape.table(PIPELINES)
    number, name = 1, wanted
    while name in taken or (table is not None and read_rows(database, table, "name", [name])):
        number += 1
        name = f"{wanted}-{number}"
    return name


def _of_names(database: Database, shape: Shape, names: Sequence[Value]) -> dict[Value, Pipeline]:
    """Return the pipeline of each name, as the column compares names."""
    table = shape.table(PIPELINES)
    if table is None:
        return {}
    known = [name for name in dict.fromkeys(names) if name is not None]
    rows = {name: found[0] for name in known if (found := read_rows(database, table, "name", [name]))}
    return dict(zip(rows, whole(database, shape, list(rows.values())), strict=True))


def _planned(
    document: PipelineDocument, shape: Shape, existing: Pipeline | None, *, in_file: bool
) -> Planned:
    fitting, lost = fitted(document.content, shape)
    notes = [f"The database has no column {column}: its values would be left out." for column in lost]
    if in_file:
        notes.append("An earlier pipeline of the file has the same name.")
        return Planned(document, fitting, Standing.TAKEN, None, (*notes, *_lacking(document)))
    if existing is None:
        return Planned(document, fitting, Standing.NEW, None, (*notes, *_lacking(document)))
    there = as_new_pipeline(existing, existing.name)
    content, lacking = _with_secrets(document, fitting, there)
    standing = Standing.SAME if _sorted(content) == _sorted(there) and not lacking else Standing.TAKEN
    return Planned(document, content, standing, existing, (*notes, *lacking))


def _lacking(document: PipelineDocument) -> list[str]:
    return [_left_out_note(document, each.stage, each.key) for each in document.left_out]


def _left_out_note(document: PipelineDocument, stage: int | None, key: str) -> str:
    owner = "the configuration" if stage is None else f"stage {named(document.content.stages[stage].name)}"
    return f"The file leaves out the secret {key} of {owner}."


def _with_secrets(
    document: PipelineDocument, content: NewPipeline, there: NewPipeline
) -> tuple[NewPipeline, list[str]]:
    """Return the content with the secrets that are there; a replaced pipeline must not lose its key."""
    stages, configuration, lacking = list(content.stages), content.configuration, []
    for each in document.left_out:
        kept = _kept(content, there, each.stage, each.key)
        if kept is None:
            lacking.append(_left_out_note(document, each.stage, each.key))
        elif each.stage is None:
            configuration += (kept,)
        else:
            stage = stages[each.stage]
            stages[each.stage] = replace(stage, parameters=(*stage.parameters, kept))
    return replace(content, stages=tuple(stages), configuration=configuration), lacking


def _kept(content: NewPipeline, there: NewPipeline, stage: int | None, key: str) -> NewEntry | None:
    if stage is None:
        entries = there.configuration
    else:
        twin = _twin(content.stages, there.stages, stage)
        entries = () if twin is None else twin.parameters
    return next((entry for entry in entries if entry.key == key), None)


def _twin(stages: Sequence[NewStage], there: Sequence[NewStage], number: int) -> NewStage | None:
    """Return the stage that is there for one of the file: the same place among those named and made alike."""

    def is_alike(stage: NewStage) -> bool:
        wanted = stages[number]
        return (stage.name, stage.algorithm) == (wanted.name, wanted.algorithm)

    place = sum(map(is_alike, stages[:number]))
    alike = [stage for stage in there if is_alike(stage)]
    return alike[place] if place < len(alike) else None


def _sorted(content: NewPipeline) -> object:
    """Return the content without the order of entries, which says nothing; 1 and '1' differ in it."""
    stages = [replace(stage, parameters=()) for stage in content.stages]
    parameters = [sorted(map(repr, stage.parameters)) for stage in content.stages]
    plain = replace(content, stages=(), configuration=())
    return repr(plain), list(map(repr, stages)), parameters, sorted(map(repr, content.configuration))

"""What stands against a pipeline: how bad it is, where it is, why, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.values import Value


class Severity(IntEnum):
    """How bad it is; a larger one is worse."""

    NOTE = 1  # worth knowing; the program loads and runs it
    CANNOT_RUN = 2  # it is listed, and every run of it fails
    LEFT_OUT = 3  # the program's list leaves this pipeline out, without a word
    STOPS_LIST = 4  # the program lists no pipeline at all, without a word


class CureKind(Enum):
    """What a cure does."""

    SET_CELL = "set a cell"  # ``column`` of the row to ``value``
    SET_NOW = "set a timestamp"  # ``column`` of the row to the moment of the cure
    SET_PARAMETER = "set a parameter"  # of the stage: ``column`` is the key
    GENERATE_KEYS = "generate key material"  # of the stage: key, nonce and salt
    CHOOSE_PATH = "choose a path"  # of the stage: the parameter ``column``
    ADD_STAGE = "add a stage"  # to the pipeline
    RENUMBER = "renumber the stages"  # of the pipeline
    RENAME = "rename the pipeline"  # to ``value``


@dataclass(frozen=True, slots=True)
class Place:
    """A row.

    Attributes:
        rowid: None in a table without rowids, and for a row that is missing.
        key: the values of the columns that should identify it (shape.KEYS).
    """

    table: str
    rowid: int | None
    key: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Cure:
    """A change that takes the problem away; the window offers it as a button.

    Attributes:
        label: what the button says: ``Set type to checksum``.
        place: the row that is changed, or the stage or pipeline that gets something.
    """

    kind: CureKind
    label: str
    place: Place
    column: str = ""
    value: Value = None


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that the program does not like, or that is worth knowing.

    Attributes:
        place: the row that holds it; the stage or the pipeline where something is missing.
        stage: the name of the stage that it is about; None where it is about the pipeline itself.
        column: the column; of a parameter or a configuration entry its key.
        value: what stands there, as it is stored.
        reason: why that is a problem, in a sentence or two.
        remedy: what to do, in a sentence.
        cure: how to do it with one press, where there is such a way.
    """

    severity: Severity
    place: Place
    stage: Value
    column: str
    value: Value
    reason: str
    remedy: str
    cure: Cure | None = None

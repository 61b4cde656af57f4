"""A pipeline with its stages, parameters and configuration as frozen facts.

Each holds its row whole: values are what the file holds, of whatever type, since older versions and accidents
leave NULLs, numbers and blobs where text belongs. What is not there (an older database without the column
``archived``) reads as None.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.pipelines.rows import StoredRow
    from pipeline_browser.model.pipelines.values import Value


@dataclass(frozen=True, slots=True)
class Entry:
    """A parameter of a stage, or an entry of a pipeline's configuration."""

    row: StoredRow

    @property
    def key(self) -> Value:
        """The column ``key``."""
        return self.row.get("key")

    @property
    def value(self) -> Value:
        """The column ``value``."""
        return self.row.get("value")


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage with its parameters, in the order of their keys."""

    row: StoredRow
    parameters: tuple[Entry, ...]

    @property
    def id(self) -> Value:
        """The column ``id``."""
        return self.row.get("id")

    @property
    def name(self) -> Value:
        """The column ``name``."""
        return self.row.get("name")

    @property
    def stage_type(self) -> Value:
        """The column ``stage_type``."""
        return self.row.get("stage_type")

    @property
    def algorithm(self) -> Value:
        """The column ``algorithm``."""
        return self.row.get("algorithm")

    @property
    def order(self) -> Value:
        """The column ``stage_order``."""
        return self.row.get("stage_order")

    def parameter(self, key: str) -> Value:
        """Return the value of a parameter; None if it is not set."""
        return next((each.value for each in self.parameters if each.key == key), None)


@dataclass(frozen=True, slots=True)
class Pipeline:
    """A pipeline, whole.

    Attributes:
        stages: in their order; where that is the same, as they lie in the file.
        configuration: in the order of the keys.
        metrics: the row of ``processing_metrics``, if there is one.
    """

    row: StoredRow
    stages: tuple[Stage, ...]
    configuration: tuple[Entry, ...]
    metrics: StoredRow | None

    @property
    def id(self) -> Value:
        """The column ``id``."""
        return self.row.get("id")

    @property
    def name(self) -> Value:
        """The column ``name``."""
        return self.row.get("name")

    @property
    def archived(self) -> bool:
        """Whether the program's list leaves it out: any value but 0; false where there is no such column."""
        return self.row.get("archived", 0) != 0

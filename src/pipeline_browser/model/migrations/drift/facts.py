"""What drift is: the promise, the reality, and the difference, or why there is no telling."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline_browser.model.schema.difference import SchemaDifference

if TYPE_CHECKING:
    from pipeline_browser.model.schema.facts import Schema


@dataclass(frozen=True, slots=True)
class Drift:
    """The applied migrations against the schema that is there.

    Attributes:
        versions: the applied migrations that the promise is made of, in the order of their application.
        promised: None where nothing can be promised; ``unknown`` says why.
        found: the schema of the database.
        difference: what of ``found`` is not as promised.
        unknown: why there is no promise, as sentences: no ledger, a migration that the source lacks, a
            statement that fails in memory.
        modified: applied versions whose files are not those that were applied: the promise is today's.
    """

    versions: tuple[int, ...]
    promised: Schema | None
    found: Schema
    difference: SchemaDifference = field(default_factory=SchemaDifference)
    unknown: tuple[str, ...] = ()
    modified: tuple[int, ...] = ()

    @property
    def is_none(self) -> bool:
        """Whether the schema is known to be the promised one."""
        return self.promised is not None and self.difference.equal

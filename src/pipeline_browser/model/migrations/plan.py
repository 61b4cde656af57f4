"""What a run or a revert would do, in order, before anything is done. Making a plan never writes."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pipeline_browser.model.errors import MigrationError
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import Migration, MigrationSource
    from pipeline_browser.model.migrations.transaction_use import TransactionUse
    from pipeline_browser.model.sql_text import Statement


class Direction(Enum):
    """Forwards or backwards."""

    RUN = "run"
    REVERT = "revert"


class StepAction(Enum):
    """What happens to a migration of the plan."""

    APPLY = "apply"
    SKIP = "skip"  # past the target version
    STOP = "stop"  # the run ends here with the step's error


class Severity(Enum):
    """How much a warning weighs."""

    NOTE = "note"
    WARNING = "warning"
    DANGER = "danger"  # data or atomicity

    @property
    def weight(self) -> int:
        """A number that is higher for what is graver."""
        return tuple(Severity).index(self)


@dataclass(frozen=True, slots=True)
class PlanWarning:
    """Something to know before a file runs.

    Attributes:
        rule: the id of a rule of ``lint/rules``, such as ``foreign-keys-in-transaction``.
        line: in the file, from 1; None where it concerns the whole file.
        column: in the line, in characters from 1.
    """

    rule: str
    severity: Severity
    text: str
    line: int | None = None
    column: int | None = None


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One migration of the plan.

    Attributes:
        statements: as SQLite would split them; comments alone are no statement.
        error: what stops the run here, with STOP.
    """

    migration: Migration
    action: StepAction
    statements: tuple[Statement, ...] = field(repr=False)
    transaction: TransactionUse
    warnings: tuple[PlanWarning, ...] = ()
    error: MigrationError | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be done, made from one state of folder and ledger.

    Attributes:
        table: the ledger's name.
        ledger: the ledger that the plan was made from.
        refusal: why nothing at all would run (dirty, missing, target, unversioned, atomicity); steps are
            filled as far as they make sense.
        warnings: those that concern the plan as a whole.
        atomic: one transaction for everything.
    """

    direction: Direction
    source: MigrationSource
    ledger: Ledger
    table: str
    target: int | None
    atomic: bool
    steps: tuple[PlanStep, ...]
    warnings: tuple[PlanWarning, ...] = ()
    refusal: MigrationError | None = None

    @property
    def to_apply(self) -> tuple[PlanStep, ...]:
        """The steps that would be executed: those before the first STOP."""
        steps: list[PlanStep] = []
        for step in self.steps:
            if step.action is StepAction.STOP:
                break
            if step.action is StepAction.APPLY:
                steps.append(step)
        return tuple(steps)

    @property
    def problem(self) -> MigrationError | None:
        """What the run will end with, if it can be foreseen: the refusal or the first STOP."""
        return self.refusal or next((step.error for step in self.steps if step.error), None)

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done and nothing is wrong."""
        return not self.to_apply and self.problem is None

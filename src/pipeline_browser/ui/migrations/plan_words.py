"""What the plan dialog says: summary, extent, obstacles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.errors import MigrationModified, PlanRefused
from pipeline_browser.model.files.outside_change import OutsideChange
from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.model.migrations.plan import Direction, Severity, StepAction
from pipeline_browser.model.migrations.transaction_use import TransactionUse
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.formats import counted, file_size

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.plan import Plan, PlanStep, PlanWarning
    from pipeline_browser.ui.migrations.plan_offer import FileFacts, PlanOffer

SEVERITY_MEANINGS = {
    Severity.NOTE: Meaning.NEUTRAL,
    Severity.WARNING: Meaning.WARNING,
    Severity.DANGER: Meaning.BAD,
}
# A cascade is not among them: the run stops at it unless it is allowed.
_DANGERS_TOLD = 3  # more are counted
SEVERITY_ICONS = {Severity.NOTE: "info", Severity.WARNING: "warning", Severity.DANGER: "bad"}
SEVERITY_WORDS = {Severity.NOTE: "Note", Severity.WARNING: "Warning", Severity.DANGER: "Danger"}


def deed(plan: Plan) -> str:
    """Return what the plan does and to how many: ``Apply 3 migrations``."""
    verb = "Revert" if plan.direction is Direction.REVERT else "Apply"
    number = len(plan.to_apply)
    return f"{verb} {counted(number, 'migration')}" if number else f"Nothing to {verb.lower()}"


def heading(plan: Plan, file: FileFacts) -> str:
    """Return what would be done to which database."""
    reverting, name = plan.direction is Direction.REVERT, file.location.name
    number = counted(len(plan.to_apply), "migration")
    if plan.to_apply and plan.refusal is None:
        return f"{number} would be {'reverted in' if reverting else 'applied to'} {name}"
    if plan.problem is not None:
        return f"{name} cannot be {'reverted' if reverting else 'migrated'} as it is"
    return f"Nothing to {'revert' if reverting else 'apply'} in {name}"


def summary(plan: Plan, file: FileFacts) -> str:
    """Return the extent in figures: statements, size and rows."""
    statements = sum(len(step.statements) for step in plan.to_apply)
    what = "a database in memory" if file.location.in_memory else f"a file of {file_size(file.size)}"
    extent = f"{counted(statements, 'statement')}, " if statements else ""
    return f"{extent}{what} with {rows_words(file)}"


def rows_words(file: FileFacts) -> str:
    """Return how many rows there are, as far as they were counted."""
    if file.rows.complete:
        return counted(file.rows.rows, "row") if file.rows.rows else "no rows"
    return f"more than {counted(file.rows.rows, 'row')}" if file.rows.rows else "rows"


def why_not(plan: Plan, file: FileFacts) -> str:
    """Return why the plan cannot be run; empty if it can."""
    if file.place is OutsideChange.GONE:
        return "The file is not there any more"
    if file.place is OutsideChange.REPLACED:
        return "The path leads to another file now"
    if file.read_only_reason:
        return f"The database is read-only: {file.read_only_reason}"
    if plan.refusal is not None:
        return plan.refusal.summary
    if not plan.to_apply:
        return plan.problem.summary if plan.problem else "There is nothing to do"
    return ""


def atomic_words(offer: PlanOffer) -> str:
    """Return what the switch for all or nothing does, or which file forbids it and why."""
    obstacle = offer.together.refusal
    if isinstance(obstacle, PlanRefused) and offer.separate.refusal is None:
        return f"{obstacle.summary}: {obstacle.cause[:1].lower()}{obstacle.cause[1:]}"
    if obstacle is not None and offer.separate.refusal is None and offer.separate.to_apply:
        number = counted(len(offer.separate.to_apply), "migration")
        return f"Off, {number} would be applied before the run stops."
    return "One transaction for the whole plan: if anything fails, nothing is changed."


def backup_words(file: FileFacts) -> str:
    """Return where the backup goes and how large it becomes."""
    if file.location.path is None:
        return "A database in memory has no file to back up."
    name = f"{file.location.path.name}.backup-(date and time).db"
    return f"A verified copy of about {file_size(file.size)} beside the file: {name}"


def step_state(plan: Plan, step: PlanStep) -> MigrationState:
    """Return where a migration of the plan stands before the run."""
    if step.action is StepAction.STOP and isinstance(step.error, MigrationModified):
        return MigrationState.MODIFIED
    if plan.direction is Direction.REVERT:
        return MigrationState.APPLIED
    newest = plan.ledger.newest
    late = newest is not None and step.migration.version < newest
    return MigrationState.OUT_OF_ORDER if late else MigrationState.PENDING


def step_words(step: PlanStep) -> str:
    """Return what happens to a migration, in a word or two."""
    if step.action is StepAction.STOP:
        return "stops here"
    if step.action is StepAction.SKIP:
        return "left out"
    return "revert" if step.migration.kind.label == "revert" else "apply"


def transaction_words(step: PlanStep) -> str:
    """Return statement count and transaction use as one line."""
    return f"{counted(len(step.statements), 'statement')}, {step.transaction.value}"


def transaction_meaning(step: PlanStep) -> Meaning:
    """Return how much the file's use of transactions weighs."""
    if step.transaction is TransactionUse.OURS:
        return Meaning.GOOD
    return Meaning.WARNING if step.transaction is TransactionUse.WRAPPED else Meaning.BAD


def gravest(warnings: tuple[PlanWarning, ...]) -> Severity | None:
    """Return the weight of the gravest warning."""
    order = list(Severity)
    return max((warning.severity for warning in warnings), key=order.index, default=None)


def first_to_look_at(plan: Plan) -> int:
    """Return the number of the step to show first: one that stops the run or costs data, else the first."""
    for number, step in enumerate(plan.steps):
        if step.error is not None or gravest(step.warnings) is Severity.DANGER:
            return number
    return 0


def is_foreign(plan: Plan, file: FileFacts) -> bool:
    """Whether the file has tables but no ledger, so that the migrations may have nothing to do with it."""
    return plan.direction is Direction.RUN and not plan.ledger.exists and file.rows.tables > 0


def foreign_words(file: FileFacts) -> str:
    """Return what a person should know before such a file gets the tables of the migrations."""
    tables = counted(file.rows.tables, "table")
    return f"{file.location.name} has {tables} and no record of any migration"


def is_dangerous(plan: Plan) -> bool:
    """Whether something of what it would apply is marked as a danger."""
    return any(_is_danger(warning) for step in plan.to_apply for warning in step.warnings)


def dangers(plan: Plan) -> tuple[str, ...]:
    """Return which of several migrations to look at before they run; one alone is looked at anyway."""
    counts = [(step.migration, sum(map(_is_danger, step.warnings))) for step in plan.to_apply]
    found = [
        f"{migration.version} {migration.description}: {counted(number, 'danger')}"
        for migration, number in counts
        if number and len(counts) > 1
    ]
    more = len(found) - _DANGERS_TOLD
    return (*found[:_DANGERS_TOLD], f"and {counted(more, 'more migration')}") if more > 0 else tuple(found)


def _is_danger(warning: PlanWarning) -> bool:
    return warning.severity is Severity.DANGER


def _line(warning: PlanWarning) -> str:
    return f", line {warning.line}" if warning.line is not None else ""


def warning_words(warning: PlanWarning) -> str:
    """Return a warning with its weight and its line."""
    return f"{SEVERITY_WORDS[warning.severity]}{_line(warning)}: {warning.text}"

"""Saying, for a run that stopped, what was kept and what was undone."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import Cancelled, PipelineBrowserError
from pipeline_browser.model.migrations.transaction_use import TransactionUse, ends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from pipeline_browser.model.migrations.plan import Plan, PlanStep


@contextmanager
def tell_outcome(
    plan: Plan, finished: Callable[[], Sequence[int]], statements_done: Callable[[], int]
) -> Iterator[None]:
    """Note, on whatever stops the block, which migrations stay and which do not."""
    try:
        yield
    except PipelineBrowserError as error:
        if isinstance(error, Cancelled):
            error.summary = "The run was cancelled"
        error.outcome = outcome(plan, finished(), statements_done())
        raise


def outcome(plan: Plan, finished: Sequence[int], statements_done: int) -> str:
    """Return a sentence or two: what stays, what was undone, what was not started.

    Args:
        statements_done: of the migration that was stopped.
    """
    done = {"run": "applied", "revert": "reverted"}[plan.direction.value]
    steps = plan.to_apply
    left = [step for step in steps if step.migration.version not in finished]
    current = left[0] if left else None
    parts = []
    if plan.atomic:
        parts.append(f"Nothing was {done}: the run is all or nothing, and it was rolled back.")
    elif finished:
        parts.append(f"{_versions(finished)} {'stays' if len(finished) == 1 else 'stay'} {done}.")
    else:
        parts.append(f"Nothing was {done}.")
    if current is not None and not plan.atomic:
        parts.append(_about(current, statements_done))
        if left[1:]:
            rest = [step.migration.version for step in left[1:]]
            parts.append(f"{_versions(rest)} {'was' if len(rest) == 1 else 'were'} not started.")
    return " ".join(parts)


def _about(step: PlanStep, statements_done: int) -> str:
    version = step.migration.version
    done = step.statements[:statements_done]
    lasting = done if step.transaction is TransactionUse.NONE else [each for each in done if ends(each)]
    if lasting and step.transaction in (TransactionUse.NONE, TransactionUse.LEAVES):
        return (
            f"What migration {version} did before stays, since it leaves the transaction; it is not recorded."
        )
    return f"Migration {version} was rolled back."


def _versions(versions: Sequence[int]) -> str:
    if len(versions) == 1:
        return f"Migration {versions[0]}"
    if len(versions) <= 3:
        return "Migrations " + ", ".join(map(str, versions[:-1])) + f" and {versions[-1]}"
    return f"{len(versions)} migrations ({versions[0]} to {versions[-1]})"

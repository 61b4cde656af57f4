"""How a trial went, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.deeds import deed_in_full

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pipeline_browser.model.migrations.replay import ReplayFailure
    from pipeline_browser.model.migrations.writing.trying import Leg, Trial

_FEW = 5


def trial_sentences(trial: Trial) -> tuple[str, ...]:
    """Return how both ways went, and what could not be tried, without full stops."""
    return (*_up(trial), *_down(trial), *trial.missing)


def _up(trial: Trial) -> Iterator[str]:
    leg = trial.up
    if leg.failure is not None:
        yield f"the migration stops at {place(leg.failure)}"
    elif not trial.wanted:
        changes = _few([deed_in_full(each) for each in leg.difference.differences])
        yield (
            f"the migration changes the schema: {'; '.join(changes)}"
            if changes
            else ("the migration leaves the schema as it is")
        )
    elif leg.difference.equal:
        yield "the migration gives exactly the schema that is wanted"
    else:
        yield f"the migration gives another schema than is wanted: {_told(leg)}"


def _down(trial: Trial) -> Iterator[str]:
    leg = trial.down
    if leg is None:
        return
    if leg.failure is not None:
        yield f"the rollback stops at {place(leg.failure)}"
    elif leg.difference.equal:
        yield "the rollback gives back exactly the old schema"
    else:
        empty = ", as it is empty" if leg.nothing else ""
        yield f"the rollback leaves another schema{empty}: {_told(leg)}"


def place(failure: ReplayFailure) -> str:
    """Return where a replay stopped, and why."""
    statement = failure.statement
    return f"line {statement.line}, {statement.first_line.rstrip(';'):.60}: {failure.message}"


def _told(leg: Leg) -> str:
    return "; ".join(_few(leg.difference.sentences()))


def _few(sentences: Sequence[str]) -> list[str]:
    more = [f"and {len(sentences) - _FEW} more"] if len(sentences) > _FEW else []
    return [*sentences[:_FEW], *more]

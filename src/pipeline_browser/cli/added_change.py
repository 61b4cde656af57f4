"""``migrate add`` from a change that was made by hand, or from two databases."""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.cli.cancelling import run_cancellable
from pipeline_browser.cli.targets import locate
from pipeline_browser.model.database import Database
from pipeline_browser.model.errors import MigrationError
from pipeline_browser.model.migrations.drift.finding import find_drift
from pipeline_browser.model.migrations.promise import promise_of
from pipeline_browser.model.migrations.source import read_source
from pipeline_browser.model.migrations.sqlx_config import LEDGER_TABLE
from pipeline_browser.model.migrations.writing.anew import anew
from pipeline_browser.model.migrations.writing.from_drift import propose_from_drift
from pipeline_browser.model.migrations.writing.proposal import Proposal, left_alone, propose
from pipeline_browser.model.migrations.writing.recording import record_as_applied
from pipeline_browser.model.migrations.writing.trying import try_draft
from pipeline_browser.model.migrations.writing.words import trial_sentences
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    import argparse
    from pathlib import Path

    from pipeline_browser.cli.console import Console
    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.migrations.drift.facts import Drift
    from pipeline_browser.model.migrations.source import MigrationSource
    from pipeline_browser.model.migrations.sqlx_config import SqlxConfig
    from pipeline_browser.model.schema.facts import Schema


@dataclass(frozen=True, slots=True)
class AddedChange:
    """What is to be written, and what there is to say about it."""

    proposal: Proposal
    trial: tuple[str, ...]
    tried: bool

    def tell(self, console: Console) -> None:
        """Say what is lost, what is open, and how it went in memory."""
        for loss in self.proposal.up.losses:
            console.note(f"loses: {loss}")
        for doubt in self.proposal.up.doubts:
            console.note(f"check first: {doubt}")
        for sentence in (*self.proposal.up.unsolved, *self.trial):
            console.note(f"note: {sentence}")

    def facts(self) -> dict[str, object]:
        """Return the same for a JSON document."""
        return {
            "changes": [change.sentence for change in self.proposal.up.changes],
            "loses": list(self.proposal.up.losses),
            "doubts": list(self.proposal.up.doubts),
            "unsolved": list(self.proposal.up.unsolved),
            "tried": self.tried,
            "trial": list(self.trial),
        }


def find_change(arguments: argparse.Namespace, folder: Path, config: SqlxConfig | None) -> AddedChange | None:
    """Return the change between the two schemas; None where they are equal.

    Raises:
        PipelineBrowserError: a database or the migrations cannot be read, or there is no telling what the
            migrations promise.
    """
    return run_cancellable(lambda cancellation: _find(arguments, folder, config, cancellation))


def record_change(arguments: argparse.Namespace, path: Path, config: SqlxConfig | None) -> int:
    """Record the migration of a file as applied where its change was made; return its version."""
    source = read_source(path.parent, config)
    version = next(each.version for each in source.migrations if each.path.name == path.name)
    with closing(Database.open(locate(arguments.from_drift))) as database:
        record_as_applied(database, source, version, patterns=arguments.ignore)
    return version


def _find(
    arguments: argparse.Namespace, folder: Path, config: SqlxConfig | None, cancellation: Cancellation
) -> AddedChange | None:
    spoiled: tuple[str, ...] = ()
    if arguments.between is not None:
        before, after = (_schema(name, cancellation) for name in arguments.between)
        proposal = propose(before, after, ignore=left_alone(LEDGER_TABLE, before, after))
    else:
        source = read_source(folder, config)
        drift = _drift(arguments, source, cancellation)
        proposal = _from_drift(drift, take_back=arguments.take_back)
        made = promise_of(source.ups, cancellation)
        spoiled = () if made.failure else anew(proposal, made.schema, cancellation)
    if proposal.up.is_empty:
        return None
    trial = try_draft(
        proposal.numbered, proposal.before, proposal.after, ignore=proposal.ignore, cancellation=cancellation
    )
    told = () if trial.is_right else trial_sentences(trial)
    return AddedChange(proposal, (*told, *spoiled), trial.is_right)


def _schema(name: str, cancellation: Cancellation) -> Schema:
    with closing(Database.open(locate(name), read_only=True, cancellation=cancellation)) as database:
        return read_schema(database, cancellation=cancellation)


def _drift(arguments: argparse.Namespace, source: MigrationSource, cancellation: Cancellation) -> Drift:
    location = locate(arguments.from_drift)
    with closing(Database.open(location, read_only=True, cancellation=cancellation)) as database:
        return find_drift(database, source, ignore=arguments.ignore, cancellation=cancellation)


def _from_drift(drift: Drift, *, take_back: bool) -> Proposal:
    proposal = propose_from_drift(drift, take_back=take_back)
    if proposal is None:
        raise MigrationError(
            "There is no telling what was changed by hand",
            cause=f"{'; '.join(drift.unknown)}.",
            remedy="Nothing was written.",
        )
    return proposal

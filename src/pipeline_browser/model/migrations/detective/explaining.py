"""Finding out why ledger and folder disagree, migration by migration. Nothing here writes."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import TargetVersionError
from pipeline_browser.model.migrations.detective.facts import (
    Cause,
    DirtyState,
    Evidence,
    Explanation,
    Findings,
)
from pipeline_browser.model.migrations.detective.replayed import replayed_as
from pipeline_browser.model.migrations.detective.schema_proof import Prover
from pipeline_browser.model.migrations.detective.searching import Search
from pipeline_browser.model.migrations.history import history
from pipeline_browser.model.migrations.ledger import read_ledger
from pipeline_browser.model.schema import read_schema

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from pipeline_browser.model.cancellation import Cancellation
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.migrations.detective.facts import SchemaProof
    from pipeline_browser.model.migrations.ledger import Ledger
    from pipeline_browser.model.migrations.source import MigrationSource


def explain_all(
    database: Database,
    source: MigrationSource,
    *,
    versions: Collection[int] | None = None,
    git: bool = True,
    cancellation: Cancellation | None = None,
) -> Findings:
    """Explain every migration that sqlx would not take as applied.

    Args:
        versions: only these; None for all.
        git: look through the history of the source's folder, where the text is not found otherwise.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    evidence = gather(database, source, cancellation=cancellation)
    return explain_evidence(source, evidence, versions=versions, git=git, cancellation=cancellation)


def gather(
    database: Database, source: MigrationSource, *, cancellation: Cancellation | None = None
) -> Evidence:
    """Read what is needed of the database, all in one moment.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    with database.reading(cancellation=cancellation):
        ledger = read_ledger(database, source.config.table_name)
        schema_version = int(database.query("PRAGMA schema_version")[0][0])
        return Evidence(ledger, read_schema(database, cancellation=cancellation), schema_version)


def explain_evidence(
    source: MigrationSource,
    evidence: Evidence,
    *,
    versions: Collection[int] | None = None,
    git: bool = True,
    cancellation: Cancellation | None = None,
) -> Findings:
    """Explain what was gathered; the database is not needed any more, however slow git may be.

    Raises:
        TargetVersionError: the ledger lacks a version that was asked for.
        Cancelled: on request.
    """
    ledger = evidence.ledger
    unknown = sorted(set(versions or ()) - {row.version for row in ledger.rows})
    if unknown:
        raise TargetVersionError(
            f"There is no migration {unknown[0]} in the ledger",
            version=unknown[0],
            remedy="Name one that was applied; `migrate info` lists them.",
        )
    entries = history(source, ledger)
    search = Search(source, entries, use_git=git, cancellation=cancellation)
    explanations = tuple(map(search.explain, search.odd))
    prover = Prover(evidence, source.config.table_name, cancellation)
    proof, state = _proof(prover, source, ledger, explanations)
    told = tuple(_judged(each, state) for each in explanations)
    wanted = tuple(each for each in told if versions is None or each.version in versions)
    return Findings(source, evidence, wanted, told, proof, search.look)


def explain(
    database: Database,
    source: MigrationSource,
    version: int,
    *,
    git: bool = True,
    cancellation: Cancellation | None = None,
) -> Explanation | None:
    """Explain one version; None where there is nothing to explain: applied as the file is, or not applied.

    Raises:
        LedgerUnusable, Cancelled: and every error of reading the database.
    """
    found = explain_all(database, source, versions={version}, git=git, cancellation=cancellation)
    return found.explanation(version)


# --- what the schema says ---


def _proof(
    prover: Prover,
    source: MigrationSource,
    ledger: Ledger,
    explanations: Sequence[Explanation],
) -> tuple[SchemaProof, DirtyState]:
    sound, lacking = replayed_as(source, (row for row in ledger.rows if row.success), explanations)
    dirty, more = replayed_as(source, (row for row in ledger.rows if not row.success), explanations)
    if not dirty and not more:
        return prover.prove(sound, lacking), DirtyState.UNKNOWN
    state, proof = prover.dirty_state(sound, dirty, [*lacking, *more])
    return proof, state


def _judged(explanation: Explanation, state: DirtyState) -> Explanation:
    if explanation.cause is not Cause.DIRTY:
        return explanation
    return replace(explanation, dirty=state)

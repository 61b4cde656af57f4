"""What was found out, in words: what happened, what it means, what to do; texts of others are literal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.happenings import happened, since, title
from pipeline_browser.model.migrations.detective.remedies import means, remedy
from pipeline_browser.model.migrations.history import MigrationState
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.facts import Explanation, Findings, SchemaProof

_ITEMS = 20  # differences that are listed


@dataclass(frozen=True, slots=True)
class Story:
    """An explanation as a person reads it; parts that there is nothing to say about are empty.

    Attributes:
        title: the cause in a few words.
        happened: what happened, a sentence or two.
        since: which commit did it.
        means: what it means for the database.
        remedy: what to do.
    """

    title: str
    happened: str
    since: str
    means: str
    remedy: str

    def lines(self) -> list[str]:
        """Return all but the title, without what is empty."""
        return [line for line in (self.happened, self.since, self.means, self.remedy) if line]


def story(explanation: Explanation, proof: SchemaProof) -> Story:
    """Return an explanation in words."""
    return Story(
        title=title(explanation),
        happened=happened(explanation),
        since=since(explanation),
        means=means(explanation),
        remedy=remedy(explanation, proof),
    )


def state_name(explanation: Explanation) -> str:
    """Return the state in a word; a migration that only sqlx refuses is ``recorded otherwise``."""
    state = explanation.entry.state
    return "recorded otherwise" if state is MigrationState.APPLIED else state.value


def nothing_amiss(findings: Findings) -> str:
    """Return why there is nothing to explain or to repair, without a full stop."""
    evidence = findings.evidence
    if evidence.ledger.rows:
        return "ledger and source agree"
    nothing = "no migration is recorded as applied"
    ledger = findings.source.config.table_name
    made = any(fold(table.name) != fold(ledger) for table in evidence.found.user_tables)
    return f"{nothing}; baseline marks tables that were made without a ledger" if made else nothing


def verdict(proof: SchemaProof) -> str:
    """Return whether the source makes the schema that is in the database, as a sentence."""
    if proof.unknown:
        return (
            f"Whether the source makes the schema that is in the database is not known: {proof.unknown[0]}."
        )
    if proof.equal:
        return "The source as it is today makes exactly the schema that is in the database."
    count = len(proof.difference.differences)
    things = "one thing differs" if count == 1 else f"{count:,} things differ"
    return f"The source as it is today does not make the schema that is in the database: {things}."


def verdict_points(proof: SchemaProof) -> tuple[str, ...]:
    """Return what differs, or why nobody knows, as sentences without full stops."""
    if proof.unknown:
        return proof.unknown[1:]
    sentences = proof.difference.sentences()
    more = len(sentences) - _ITEMS
    return sentences if more <= 0 else (*sentences[:_ITEMS], f"and {more:,} more")


def git_words(findings: Findings) -> str:
    """Return how far the history was looked through; empty where that was not needed or told nothing new."""
    look = findings.git
    if look.problem:
        wanted = any(each.text is None for each in findings.explanations)
        return look.problem if wanted else ""
    return f"{look.texts:,} texts of the folder's git history were compared." if look.texts else ""

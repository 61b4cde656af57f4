"""What the dialog of baselines says; no Qt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.baseline.words import marked_words, undo_words
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.migrations.formats import brief

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pipeline_browser.model.migrations.baseline.facts import BaselineOffer, BaselineReport, VersionMatch

MEANS = (
    "Marking writes the ledger that sqlx would have written, and nothing else: the migrations up to that"
    " version count as applied, later ones can then be run. A backup is made first."
)


def named(match: VersionMatch) -> str:
    """Return version and description in one line."""
    return brief(f"{match.version} {match.migration.description}".rstrip())


def heading(offer: BaselineOffer, name: str) -> str:
    """Return the answer in one line."""
    if offer.refusal:
        return f"{name} cannot be marked as migrated"
    if not offer.equal:
        return f"{name} has the schema of no version"
    if len(offer.equal) == 1:
        return f"{name} has exactly the schema of version {offer.equal[0].version}"
    return f"{name} has the schema of {counted(len(offer.equal), 'version')}"


def below_heading(offer: BaselineOffer) -> str:
    """Return what the answer means."""
    if offer.refusal:
        return offer.refusal
    failure = f" {offer.failure}" if offer.failure else ""
    if offer.left_out:
        failure += f" {counted(offer.left_out, 'version')} that are farther from it are not listed."
    if not offer.equal:
        nearest = offer.nearest
        near = f" The nearest one is {named(nearest)}." if nearest else ""
        return (
            "Marked as one of them it would have a ledger that is not true: later migrations would fail, or"
            f" leave something missing.{near}{failure}"
        )
    return MEANS + failure


def standing(match: VersionMatch) -> str:
    """Return how a version stands to the database, in a few words."""
    if match.equal:
        return "the same schema, other rows" if match.rows_only else "exactly this schema"
    return counted(len(match.differences), "difference")


def details(match: VersionMatch) -> list[str]:
    """Return the differences to one version, as sentences; those that are put up with come last."""
    lines = [each.sentence() for each in match.differences]
    lines += [f"put up with: {each.sentence()}" for each in match.extra if each not in match.differences]
    return lines


def no_details(match: VersionMatch) -> str:
    """Return what is said where nothing differs."""
    if match.rows_only:
        return (
            "Nothing differs from the version before it: it changes rows alone, and a schema does not tell"
            " whether these are there. Mark it only if they are."
        )
    return "Nothing differs: tables, columns, keys, indexes, views and triggers are those of this version."


def deed(match: VersionMatch | None) -> str:
    """Return the button's words."""
    return f"Mark as migrated up to {match.version}" if match else "Mark as migrated"


def why_not(match: VersionMatch | None, offer: BaselineOffer, *, writable: bool) -> str:
    """Return why the database cannot be marked as it stands; empty where it can."""
    if offer.refusal or match is None:
        return ""
    if not match.equal:
        return "Its schema is not that of this version"
    return "" if writable else "The database is open for reading only"


def done_paragraphs(report: BaselineReport) -> Iterable[str]:
    """Return what was done, and where the way back is."""
    yield f"{marked_words(report)}."
    if report.backup is not None:
        yield f"Backup, complete and verified: {report.backup.path}"
    yield f"To undo it: {undo_words(report)}"

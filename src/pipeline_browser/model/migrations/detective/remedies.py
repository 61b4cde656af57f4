"""What it means for the database, and what to do, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import Cause, DirtyState
from pipeline_browser.model.migrations.detective.texts.forms import line_endings

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.facts import Explanation, SchemaProof


def means(explanation: Explanation) -> str:
    """Return what it means for the database; empty where that is said already."""
    if explanation.cause is Cause.DIRTY:
        return _DIRTY_MEANINGS[explanation.dirty or DirtyState.UNKNOWN]
    if explanation.same_statements:
        return "The statements are the same: the database is what the file of today would make."
    if explanation.cause in (Cause.UPSTREAM, Cause.CONVENTION):
        return ""
    if explanation.same_rows is False:
        return (
            "The statements that write rows differ as well. A schema tells nothing of rows: look whether"
            " those of today's text are needed."
        )
    if explanation.cause is Cause.EDITED:
        return "Only the schema can tell whether the change matters; rows that the file writes it cannot."
    return ""


_DIRTY_MEANINGS = {
    DirtyState.DONE: "The schema is exactly what it is after this migration: it was carried out completely.",
    DirtyState.UNDONE: "The schema is exactly what it was before this migration: nothing of it is there.",
    DirtyState.UNCLEAR: "It changes no table, so the schema does not tell whether it was carried out.",
    DirtyState.PARTLY: "The schema is neither that before this migration nor that after it.",
    DirtyState.UNKNOWN: "Whether it was carried out cannot be told, since the source cannot be replayed.",
}


def remedy(explanation: Explanation, proof: SchemaProof) -> str:
    """Return what to do."""
    match explanation.cause:
        case Cause.DIRTY:
            return _DIRTY_REMEDIES[explanation.dirty or DirtyState.UNKNOWN]
        case Cause.MISSING:
            return (
                "Choose the folder that belongs to this database, or bring the file back; until then run with"
                " --ignore-missing."
            )
        case Cause.DELETED:
            return _bring_back(explanation)
        case Cause.RENUMBERED if proof.equal:
            return "Repair gives the row the version of that file."
        case _ if proof.equal:
            return "Repair accepts the text of today; or bring the applied text back."
        case _ if explanation.same_statements:
            return (
                "Nothing of what differs in the schema comes from this text, so accepting it by force does no"
                " harm; or bring the applied text back."
            )
        case _:
            return (
                "Bring the applied text back, and put the change into a new migration. Repair would accept"
                " the text of today only if it made the schema that is there."
            )


def _bring_back(explanation: Explanation) -> str:
    text = explanation.text
    sighting = text.sighting if text else None
    if text is None or sighting is None:
        return ""
    name = sighting.path.rsplit("/", 1)[-1]
    ending = "" if sighting.exact else f", then give it {line_endings(text.sql)} line endings"
    return f"Bring it back, here or by hand: git cat-file blob {sighting.blob[:12]} > {name}{ending}."


_DIRTY_REMEDIES = {
    DirtyState.DONE: "Repair marks it as applied.",
    DirtyState.UNDONE: "Repair removes its row, so that it runs again.",
    DirtyState.UNCLEAR: "Look whether what it writes is there; then mark it as applied by force.",
    DirtyState.PARTLY: "Finish by hand what is missing, or undo what is there; then repair.",
    DirtyState.UNKNOWN: "Mend the source first; then look again.",
}

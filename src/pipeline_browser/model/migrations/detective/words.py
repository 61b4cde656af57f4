"""What was found out, in words: what happened, what it means, what to do; texts of others are literal."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import Cause, DirtyState, FormChange
from pipeline_browser.model.migrations.detective.forms import BYTE_ORDER_MARK, line_endings
from pipeline_browser.model.migrations.history import MigrationState

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.facts import (
        Commit,
        Explanation,
        FoundText,
        GitLook,
        SchemaProof,
        Sighting,
    )

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
        title=_title(explanation),
        happened=_happened(explanation),
        since=_since(explanation),
        means=_means(explanation),
        remedy=_remedy(explanation, proof),
    )


def state_name(explanation: Explanation) -> str:
    """Return the state in a word; a migration that only sqlx refuses is ``recorded otherwise``."""
    state = explanation.entry.state
    return "recorded otherwise" if state is MigrationState.APPLIED else state.value


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


def git_words(look: GitLook) -> str:
    """Return how far the history was looked through; empty where that was not needed or told nothing new."""
    if look.problem:
        return look.problem
    return f"{look.texts:,} texts of the folder's git history were compared." if look.texts else ""


# --- the cause in a few words ---


def _title(explanation: Explanation) -> str:
    if explanation.cause is Cause.FORM:
        return _capital(f"{_list(_form_names(explanation))} only")
    if explanation.cause is Cause.DIRTY and explanation.dirty:
        return _DIRTY_TITLES[explanation.dirty]
    if explanation.cause is Cause.GIT and explanation.same_statements:
        return "Comments or blanks were changed"
    return _TITLES[explanation.cause]


_TITLES = {
    Cause.CONVENTION: "Recorded by an older convention",
    Cause.UPSTREAM: "A text of another release of Adaptive Pipeline",
    Cause.OTHER_FILE: "The text of another file was applied",
    Cause.GIT: "Edited after it was applied",
    Cause.EDITED: "Edited after it was applied",
    Cause.RENUMBERED: "The file has another version now",
    Cause.DELETED: "The file was removed",
    Cause.MISSING: "The file is not in the source",
    Cause.DIRTY: "Recorded as failed",
}
_DIRTY_TITLES = {
    DirtyState.DONE: "Recorded as failed, but complete",
    DirtyState.UNDONE: "Recorded as failed, and nothing of it is there",
    DirtyState.UNCLEAR: "Recorded as failed",
    DirtyState.PARTLY: "Recorded as failed, and half done",
    DirtyState.UNKNOWN: "Recorded as failed",
}
_FORM_NAMES = {
    FormChange.LINE_ENDINGS: "line endings",
    FormChange.BYTE_ORDER_MARK: "byte-order mark",
    FormChange.TRAILING_BLANKS: "blanks at line ends",
    FormChange.FINAL_NEWLINES: "newlines at the end",
    FormChange.INDENTATION: "tabs and blanks",
    FormChange.ENCODING: "encoding",
}


def _form_names(explanation: Explanation) -> list[str]:
    return list(dict.fromkeys(_FORM_NAMES[each] for each in explanation.forms)) or ["form"]


# --- what happened ---


def _happened(explanation: Explanation) -> str:
    name = explanation.entry.migration.file_name if explanation.entry.migration else ""
    if explanation.cause in _PLAINLY_HAPPENED:
        return _PLAINLY_HAPPENED[explanation.cause].format(name=name)
    match explanation.cause:
        case Cause.FORM:
            return f"The text of {name} is the one that was applied, in another form: {_forms(explanation)}."
        case Cause.UPSTREAM:
            return _upstream(explanation)
        case Cause.DELETED:
            return _deleted(explanation)
        case _:
            return _other_file(explanation)


_PLAINLY_HAPPENED = {
    Cause.CONVENTION: "The ledger holds the SHA-256 of {name}; sqlx compares SHA-384 and refuses it.",
    Cause.GIT: "An older text of {name} was applied; it is in the folder's git history.",
    Cause.EDITED: "{name} is another text than the one that was applied, which is not known any more.",
    Cause.MISSING: (
        "The ledger says that it was applied, but the source has no such file: it was removed or renumbered,"
        " or another folder or a newer release applied it."
    ),
    Cause.DIRTY: "Its row says success = 0, which sqlx never writes: another tool did, or a hand.",
}


def _forms(explanation: Explanation) -> str:
    old = explanation.text.sql if explanation.text else ""
    new = explanation.entry.migration.sql if explanation.entry.migration else ""
    return _list([_form(each, old, new) for each in dict.fromkeys(explanation.forms)])


def _form(change: FormChange, old: str, new: str) -> str:
    match change:
        case FormChange.LINE_ENDINGS:
            was, is_now = line_endings(old) or "nothing", line_endings(new) or "nothing"
            return f"its lines ended in {was} then and in {is_now} now"
        case FormChange.BYTE_ORDER_MARK:
            added = new.startswith(BYTE_ORDER_MARK)
            return f"a byte-order mark was {'added' if added else 'removed'} at its beginning"
        case FormChange.TRAILING_BLANKS:
            return "it had no blanks at the ends of lines then, and has some now"
        case FormChange.FINAL_NEWLINES:
            return f"it ended in {_newlines(old)} then and in {_newlines(new)} now"
        case FormChange.INDENTATION:
            return "tabs at the beginnings of lines became blanks, or blanks tabs"
        case FormChange.ENCODING:
            return "letters outside of ASCII were saved in another encoding, or in another form of Unicode"


def _newlines(text: str) -> str:
    body = text.rstrip("\r\n")
    count = text[len(body) :].replace("\r\n", "\n").count("\n")
    return {0: "no newline", 1: "one newline"}.get(count, f"{count} newlines")


def _upstream(explanation: Explanation) -> str:
    recorded, own = explanation.recorded_release, explanation.file_release
    if not recorded:
        return (
            "The ledger holds the checksum of Pipeline Browser's own text of this migration, which Adaptive"
            f" Pipeline refuses; the file stands for {own}."
        )
    if own:
        return (
            f"The ledger holds the text of {recorded}; the file is that of {own}. Its authors changed"
            " comments and blank lines between the two, nothing else."
        )
    return f"The ledger holds the text of {recorded}; the file is another text."


def _other_file(explanation: Explanation) -> str:
    path = explanation.text.path if explanation.text else None
    name = path.name if path else "another file"
    if explanation.cause is Cause.RENUMBERED:
        return (
            f"The text that was applied is in {name} now: the file got another version after it was applied."
        )
    return f"The text that was applied is that of {name}: the two files were swapped, renumbered or copied."


def _deleted(explanation: Explanation) -> str:
    sighting = _sighting(explanation.text)
    if sighting is None:
        return ""
    if sighting.renamed_to:
        return f"The file was {sighting.path}; it was renamed to {sighting.renamed_to}."
    if sighting.deleted:
        return f"The file was {sighting.path}; it was removed."
    return f"The file is {sighting.path} in the repository, but not in the folder."


# --- since when ---


def _since(explanation: Explanation) -> str:
    sighting = _sighting(explanation.text)
    if sighting is None:
        return ""
    if sighting.staged:
        return "The applied text is staged in git, and was never committed."
    if sighting.replaced is not None and not sighting.at_head:
        return f"Since commit {_commit(sighting.replaced)}."
    if sighting.at_head:
        return _not_committed(sighting, explanation)
    if sighting.introduced is not None:
        return f"The applied text is from another branch: commit {_commit(sighting.introduced)}."
    return ""


def _not_committed(sighting: Sighting, explanation: Explanation) -> str:
    if explanation.entry.migration is None:
        return "The newest commit still has it: the file was removed without a commit."
    if not sighting.exact:
        return (
            "The newest commit has it in another form: git or an editor changed it on the way to the folder."
        )
    return "The newest commit still has the applied text: the change is not committed."


def _commit(commit: Commit) -> str:
    return f"{commit.short}, “{commit.subject}”, by {commit.author} on {commit.date}"


def _sighting(text: FoundText | None) -> Sighting | None:
    return text.sighting if text else None


# --- what it means ---


def _means(explanation: Explanation) -> str:
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


# --- what to do ---


def _remedy(explanation: Explanation, proof: SchemaProof) -> str:
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
    sighting = _sighting(explanation.text)
    if sighting is None or explanation.text is None:
        return ""
    name = sighting.path.rsplit("/", 1)[-1]
    ending = "" if sighting.exact else f", then give it {line_endings(explanation.text.sql)} line endings"
    return f"Bring it back: git cat-file blob {sighting.blob[:12]} > {name}{ending}."


_DIRTY_REMEDIES = {
    DirtyState.DONE: "Repair marks it as applied.",
    DirtyState.UNDONE: "Repair removes its row, so that it runs again.",
    DirtyState.UNCLEAR: "Look whether what it writes is there; then mark it as applied by force.",
    DirtyState.PARTLY: "Finish by hand what is missing, or undo what is there; then repair.",
    DirtyState.UNKNOWN: "Mend the source first; then look again.",
}


def _list(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

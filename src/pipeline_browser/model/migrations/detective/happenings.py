"""What happened to a migration, in words, and since which commit; texts of others are literal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.migrations.detective.facts import Cause, DirtyState, FormChange
from pipeline_browser.model.migrations.detective.texts.forms import BYTE_ORDER_MARK, line_endings

if TYPE_CHECKING:
    from pipeline_browser.model.migrations.detective.facts import Commit, Explanation, FoundText, Sighting


def title(explanation: Explanation) -> str:
    """Return the cause in a few words."""
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
    FormChange.FINAL_NEWLINES: "blanks or newlines at the end",
    FormChange.INDENTATION: "tabs and blanks",
    FormChange.ENCODING: "encoding",
}


def _form_names(explanation: Explanation) -> list[str]:
    return list(dict.fromkeys(_FORM_NAMES[each] for each in explanation.forms)) or ["form"]


def happened(explanation: Explanation) -> str:
    """Return what happened, a sentence or two."""
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


def since(explanation: Explanation) -> str:
    """Return which commit did it, or that none did; empty where the history tells nothing."""
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


def _list(parts: list[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]

"""Why the Rust program does not load or run something, and what to do about it, in plain words.

A reason says what the program expects and what is there; advice says what to do, in one sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.loadability.verdict import Refusal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pipeline_browser.model.pipelines.values import Value

_TYPES = "compression, encryption, transform, checksum and passthrough"

# Cells of a wrong kind.
NOT_UTF8 = "This text is not valid UTF-8, and the program crashes when it reads it."
BLOB_FOR_TEXT = "The program expects text here and finds a blob, which makes it crash."
NUMBER_FOR_TEXT = "The program expects text here and finds a number, which makes it crash."
ORDER_TOO_LARGE = "The program reads orders from -2147483648 to 2147483647 and crashes at any other."
TYPE_IT_ANEW = "Type it anew."
_LONGEST = 60  # characters of a text within a sentence
_CRASH = "the program crashes when it reads it"


def quoted(text: str) -> str:
    """Return a text of the database as it stands in a sentence."""
    return f"“{text}”" if len(text) <= _LONGEST else f"“{text[:_LONGEST]}…”"


def _kind(value: Value) -> str:
    if isinstance(value, float):
        return "a number with a fraction"
    return "a blob" if isinstance(value, bytes) else "text"


def no_whole_number(value: Value) -> str:
    """Say that a whole number is needed."""
    return f"The program expects a whole number here. This is {_kind(value)}, and {_CRASH}."


def no_switch(value: Value) -> str:
    """Say that 0 or 1 is needed."""
    return f"The program expects 0 or 1 here. This is {_kind(value)}, and {_CRASH}."


# Ids.
ID_NULL = "The pipeline has no id, and the program refuses that."
ID_LENGTH = "The program expects a ULID: 26 letters and digits. This id has another length."
ID_CHARACTER = "The program expects a ULID. This id has a character that ULIDs do not have."
ID_ZERO = "The id is zero, which the program refuses."
ID_FUTURE = "The id names a time more than a day ahead, which the program refuses."
NEW_ID = "Duplicate the pipeline, which gives the copy a sound id, and delete this one."
ID_ELSEWHERE = "The program reads the id as {}, finds no pipeline of that id, and leaves this one out."
ID_ANOTHER = "The program reads the id as {}, and shows and runs the pipeline of that id instead of this one."

# Pipelines.
NAME_EMPTY = "The pipeline has no name, and the program refuses that."
NAME_IT = "Give it a name."
NO_STAGE = "The pipeline has no stage, and the program refuses that."
ADD_STAGE = "Add a stage."
NAME_TWICE = "Another active pipeline has the same name, and the program runs that one."
RENAME = "Rename the pipeline."
HIDDEN_ODDLY = (
    "The program shows pipelines whose “archived” is 0. This value hides the pipeline without archiving it."
)
SET_ARCHIVED = "Archive the pipeline properly, or restore it."
NAME_TOO_LONG = "No command of the program takes a name of more than 1000 bytes: this pipeline cannot be run."
_UNNAMABLE = {"\n": "a line break", "\r": "a line break", "\0": "a NUL character"}


def name_unnamable(part: str) -> str:
    """Say that no command takes the name."""
    shown = _UNNAMABLE.get(part, f"“{part}”")
    return f"No command of the program takes a name with {shown}: this pipeline cannot be run."


# Stages: loading.
STAGE_NAME_EMPTY = "The stage has no name, and the program refuses that."
TIMESTAMP_EXAMPLE = "2025-10-07T23:26:54Z"
CHECKSUM_STAGE_ADVICE = "Choose the type that fits the stage."


def timestamp(value: str) -> str:
    """Say how a timestamp must be written."""
    if not value:
        return "The timestamp is empty, and the program refuses that."
    return f"The program cannot read this timestamp. It expects date, T, time and zone: {TIMESTAMP_EXAMPLE}."


def unknown_type(text: str) -> str:
    """Say which types there are."""
    if not text:
        return f"The stage has no type. The program knows {_TYPES}."
    older = ", which older versions wrote" if text == "Custom" else ""
    return f"The program knows the types {_TYPES}; this is {quoted(text)}{older}."


def set_type(stage_type: str | None) -> str:
    """Advise a type."""
    return CHECKSUM_STAGE_ADVICE if stage_type is None else f"Set the type to {stage_type}."


# Stages: running.
NO_ALGORITHM = "The stage has no algorithm, and every run fails."
CHOOSE_ALGORITHM = "Choose an algorithm."
CHUNK_SIZE = "The program runs chunk sizes from 1 KiB to 100 MiB; with this one every run fails."
SET_CHUNK_SIZE = "Choose another chunk size, or none: then the program decides."
GENERATE = "Generate key material, or paste the key that you have."
GENERATE_REST = "Generate key material; a key that works is kept."
NOT_BASE64 = "The {} is not base64 with its padding (=), and every run fails."
NO_PATH = "The stage has no output path. The program has no command to set it, and every run fails."
EMPTY_PATH = "The output path is empty, and every run fails."
NUL_PATH = "The output path contains a NUL character, and every run fails."
CHOOSE_PATH = "Choose an output path."
NO_LABEL = "The stage has no label, and every run fails."
SET_LABEL = "Set the parameter label to any text."
NO_PARAMETER_ALGORITHM = "The stage has no parameter “algorithm”, and every run fails."


def unregistered(name: str, better: str | None) -> str:
    """Say that the program finds no such algorithm."""
    if better is not None:
        return f"The program knows the algorithm as {better}, in lower case only; {quoted(name)} fails."
    return f"The program has no algorithm {quoted(name)}, and every run fails."


def wrong_type(name: str, stage_type: str, offered: str) -> str:
    """Say that type and algorithm contradict each other."""
    return f"{name} is not an algorithm of {stage_type} stages ({offered}), and every run fails."


def not_implemented(name: str) -> str:
    """Say that version 2.0.0 cannot do it."""
    return f"{name} is not implemented in Adaptive Pipeline 2.0.0, and every run fails."


def unknown_parameter_algorithm(value: str, able: Sequence[str]) -> str:
    """Say that the parameter names nothing that the service can do."""
    can = _listed(able, "and")
    return f"The parameter “algorithm” is {quoted(value)}, and every run fails. The program can do {can}."


def choose_one_of(able: Sequence[str]) -> str:
    """Advise an algorithm that works."""
    return f"Choose {_listed(able, 'or')}."


def other_algorithm_or_type(stage_type: str) -> str:
    """Advise to make algorithm and type fit."""
    return f"Choose another algorithm, or set the type to {stage_type}."


def _listed(names: Sequence[str], last: str) -> str:
    """Return ``a, b and c``."""
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), names[-1])))


def no_secrets(missing: Sequence[str]) -> str:
    """Say what the stage would need to encrypt."""
    them = "them" if len(missing) > 1 else "it"
    names = _listed([f"no {name}" for name in missing], "and")
    return f"The stage has {names}. The program has no command to set {them}, and every run fails."


def key_length(found: int) -> str:
    """Say how long the key must be."""
    return f"The key is {found} bytes long. The program needs 32 bytes, and every run fails."


def not_offered(name: str, value: str, offered: str) -> str:
    """Say that a parameter has a value at which a run fails."""
    return f"{name} is {quoted(value)}. The program knows {offered}; with anything else every run fails."


# Worth knowing.
DISABLED = "The stage is disabled, but the program ignores that: it still runs."
REMOVE_STAGE = "To take it out of the pipeline, remove the stage."
STAGE_ARCHIVED = "Only the stage is archived, and the program ignores that: it still runs."
PARAMETER_ARCHIVED = "Only the parameter is archived, and the program ignores that: it still counts."
REMOVE_PARAMETER = "To take it out of the stage, remove the parameter."
ENCRYPTED_FIRST = (
    "It comes after encryption. Encrypted data cannot be made smaller, so this stage is of no use."
)
MOVE_BEFORE = "Move it before the encryption stage."
SAME_ORDER = "Several stages have the same order, so which of them runs first is left to chance."
RENUMBER = "Renumber the stages."
ALWAYS_SHA256 = (
    "Adaptive Pipeline 2.0.0 computes SHA-256 in every checksum stage, whatever the algorithm says."
)
NOTHING_TO_DO = "Nothing needs to be done."


def differs(column: str, parameter: str) -> str:
    """Say that column and parameter contradict each other."""
    return (
        f"The stage says {column}, its parameter “algorithm” {parameter}, and the program does {parameter}."
    )


# The database as a whole.
CREATE_NEEDS = "The program's “create” and “delete” fail without a word, since this database lacks {}."
ADD_COLUMN = "Add the columns that the migration would have made."


def ledger_dirty(version: object) -> Refusal:
    """Say that a migration is recorded as failed."""
    return Refusal(
        "A migration is recorded as failed",
        f"Migration {version} did not finish, and the program starts with no such database.",
        "See the Migrations tab: finish or undo the migration, then correct its row.",
    )


def ledger_unknown(version: object) -> Refusal:
    """Say that the ledger names a migration that the program does not have."""
    return Refusal(
        f"The database has migration {version}",
        f"The program does not know migration {version}, and starts with no database that has it.",
        "Use a version of the program that knows it, or revert it in the Migrations tab.",
    )


def ledger_modified(release: str | None) -> Refusal:
    """Say that the migration's checksum is not that of the program's own file."""
    written = f" It is that of {release}." if release is not None else ""
    return Refusal(
        "The migration's checksum is another one than the program's",
        f"Adaptive Pipeline 2.0.0 starts only with the checksum of its own file.{written}",
        "Repair the checksum in the Migrations tab.",
    )


def ledger_unreadable(message: str) -> Refusal:
    """Say that the ledger is no ledger of sqlx."""
    return Refusal(
        "The ledger of migrations cannot be read",
        f"The program cannot read the table _sqlx_migrations: {message}.",
        "Repair or rename that table.",
    )


def migration_fails(message: str) -> Refusal:
    """Say that the program would run its migration, in vain."""
    return Refusal(
        "The program's migration fails on this database",
        f"No migration is recorded, so the program runs its own first, and that fails: {message}.",
        "Add what is missing, or move the tables that are in the way.",
    )


def lacks(things: str) -> Refusal:
    """Say that tables or columns are missing."""
    return Refusal(
        f"The program needs {things}",
        "The program cannot read pipelines without it, and this database does not have it.",
        "Add it as the migration makes it.",
    )


def misspelt(column: str, table: str, found: str) -> Refusal:
    """Say that a column's letter case is wrong."""
    return Refusal(
        f"The column {found} of {table} is to be called {column}",
        f"The program looks for {column} in exactly this letter case and crashes where it finds {found}.",
        f"Rename the column to {column}.",
    )


LOST_ADVICE = "They do no harm. Delete them if nobody needs them."


def lost(thing: str, owner: str, number: int) -> str:
    """Say that rows belong to nothing."""
    one = number == 1
    things = f"1 {thing} belongs" if one else f"{number} {thing}s belong"
    return f"{things} to no {owner} of this database. The program never reads {'it' if one else 'them'}."

"""What the editors say about types, algorithms, parameters, entries and odd values."""

from __future__ import annotations

# Types of stages and where they usually stand.
COMPRESSION = "Makes the data smaller."
ENCRYPTION = "Makes the data unreadable without the key."
TRANSFORM = "Changes, copies or watches the data."
CHECKSUM = "Computes a checksum of the data that passes, to find damage later."
PASSTHROUGH = "Leaves the data as it is."
BEFORE_ENCRYPTION = "before encryption, since encrypted data cannot be made smaller"
BEFORE_COMPRESSION = "before compression"
LAST = "last, apart from the output checksum"
ANYWHERE = "anywhere"

# Algorithms.
BROTLI = "Small output, slower: good for text."
GZIP = "Fast, and readable nearly everywhere."
ZSTD = "Fast, with small output."
LZ4 = "Not implemented in Adaptive Pipeline 2.0.0: every run fails."
AES256GCM = "AES-256 in GCM mode, key of 32 bytes."
CHACHA20POLY1305 = "ChaCha20-Poly1305, key of 32 bytes."
AES128GCM = "Not implemented in Adaptive Pipeline 2.0.0: every run fails."
BASE64 = "Writes the data as base64 text, a third longer."
PII_MASKING = "Masks personal data in text: e-mail addresses, card numbers and the like."
TEE = "Also writes the data that passes to a file."
DEBUG = "Reports the data that passes to the log and the metrics, and leaves it as it is."
SHA256 = "SHA-256."
OTHER_CHECKSUM = "Adaptive Pipeline 2.0.0 computes SHA-256 whatever is chosen here."

# Parameters of stages.
STAGE_ALGORITHM = "What the stage does. Keep it equal to the stage's algorithm."
CHECKSUM_ALGORITHM = "Not read by version 2.0.0: it computes SHA-256."
LEVEL = "Higher makes smaller output and takes longer."
PARALLEL = "Whether chunks are compressed side by side."
KEY = "The key, 32 bytes as base64. Stored in clear text in this file; without it nothing can be decrypted."
NONCE = "12 bytes as base64. Must be there; the program makes a new nonce for every chunk."
SALT = "16 bytes as base64. Must be there."
KEY_SIZE = "Length of the key. Version 2.0.0 does not use it."
ITERATIONS = "Rounds of deriving a key. Version 2.0.0 does not use it."
KDF = "How a key is derived from a password. Version 2.0.0 does not use it."
VARIANT = "Which characters are used: url_safe fits into links and file names."
PATTERNS = "What is masked."
MASK_CHARACTER = "The character that is written instead."
PRESERVE_FORMAT = "Whether separators such as - and @ stay visible."
OUTPUT_PATH = "The file that the data is appended to. A relative path starts where the program is started."
FORMAT = "How the data is written to the file."
TEE_ENABLED = "Off: the data passes, and no file is written."
LABEL = "Names the stage in the log and the metrics."
UNKNOWN_PARAMETER = "The program does not know this parameter and ignores it."

# Configuration of pipelines.
MAX_WORKERS = "How many chunks are worked on side by side."
BUFFER_SIZE = "Size of the buffer for reading and writing."
DEFAULT_CHUNK_SIZE = "Chunk size for stages without one of their own."
ENCRYPTION_ALGORITHM = "The algorithm that this pipeline is meant to encrypt with."
UNKNOWN_ENTRY = "The program does not know this entry and ignores it."

# Columns.
PIPELINE_NAME = "What the pipeline is called in the program's commands."
STAGE_NAME = "What the stage is called; it need not be unique."
STAGE_TYPE = "What kind of stage it is."
ALGORITHM = "How the stage does it."
ENABLED = "Version 2.0.0 ignores this: a disabled stage still runs."
PARALLEL_PROCESSING = "Whether the stage may work on several chunks side by side."
CHUNK_SIZE = "1 KiB to 100 MiB. Empty: the program decides."
STAGE_ORDER = "Stages run from the lowest order to the highest."
ARCHIVED = "Archived pipelines are not shown and cannot be run."
TIMESTAMP = "Date, T, time with seconds, and Z or an offset, such as 2025-10-07T23:26:54Z."
PROGRAM_DECIDES = "the program decides"


# Why a value is odd or impossible.
NOT_EMPTY_PIPELINE_NAME = "A pipeline needs a name: the program refuses one without."
NOT_EMPTY_STAGE_NAME = "A stage needs a name: the program refuses one without."
NOT_TEXT = "This contains characters that cannot be stored as text."
NUL_IN_NAME = "The name contains a NUL character: no command of the program can be given it."
KEY_EMPTY = "A key needs at least one character."
KEY_TAKEN = "There is already one with this key."


def only_blanks() -> str:
    """Say that a name has no visible character."""
    return "The name consists of blanks: it would be hard to see, and to give to the program."


def name_refused(part: str) -> str:
    """Say that the program's commands cannot be given a name."""
    shown = {"\n": "a line break", "\r": "a line break", "\0": "a NUL character"}.get(part, f"“{part}”")
    return f"No command of the program accepts a name with {shown}: it could be listed, but never run."


def name_too_long() -> str:
    """Say that the program's commands cannot be given a name."""
    return (
        "No command of the program accepts a name of more than 1000 bytes: it could be listed, but never run."
    )


def name_too_short() -> str:
    """Say that the program would not create a pipeline of this name."""
    return "The program's own “create” wants at least 4 letters and digits. It still runs this name."


def name_reserved(name: str) -> str:
    """Say that the program would not create a pipeline of this name."""
    return f"“{name}” is a command of the program, and its own “create” refuses it. It still runs it."


def name_not_normalised(better: str) -> str:
    """Say how the program would rather have a name."""
    return f"The program prefers lower case and hyphens: {better}."


def unknown_stage_type(text: str) -> str:
    """Say that a type would stop the program."""
    older = " Older versions wrote it." if text == "Custom" else ""
    return (
        f"The program knows the types compression, encryption, transform, checksum and passthrough, "
        f"not “{text}”.{older} It could not list any pipeline any more."
    )


def stage_type_in_other_case(name: str) -> str:
    """Say that a type is read, but not as the program writes it."""
    return f"The program reads this as {name}, and writes it so."


def unknown_algorithm(name: str) -> str:
    """Say that an algorithm cannot run."""
    return f"The program has no algorithm “{name}”: the pipeline would load, but not run."


def algorithm_in_other_case(name: str) -> str:
    """Say that the letter case of an algorithm counts."""
    return (
        f"The program reads algorithms in lower case only: the pipeline would load, but not run. Use {name}."
    )


def algorithm_of_other_type(name: str, stage_type: str, needed: str) -> str:
    """Say that type and algorithm contradict each other."""
    return (
        f"{name} is not an algorithm of {stage_type} stages ({needed}): the pipeline would load, but not run."
    )


def not_implemented(name: str) -> str:
    """Say that an algorithm cannot run yet."""
    return f"{name} is not implemented in Adaptive Pipeline 2.0.0: the pipeline would load, but not run."


def empty_algorithm() -> str:
    """Say that a stage without an algorithm cannot run."""
    return "A stage without an algorithm loads, but the pipeline does not run."


def chunk_size_out_of_range() -> str:
    """Say which chunk sizes run."""
    return "The program runs chunk sizes from 1 KiB to 100 MiB: the pipeline would load, but not run."


def too_large() -> str:
    """Say that a number does not fit."""
    return "The number is too large to be stored."


def order_out_of_range() -> str:
    """Say which orders load."""
    return "The program reads orders from -2147483648 to 2147483647; another one would end it with a crash."


def not_a_number(text: str) -> str:
    """Say that a whole number is needed."""
    return f"“{text}” is not a whole number."


def not_a_switch(text: str) -> str:
    """Say that a switch is needed."""
    return f"“{text}” is neither true nor false."


def counts_as_true(number: int) -> str:
    """Say how the program reads a switch."""
    return f"The program takes {number} for true."


def odd_archived(number: int) -> str:
    """Say what another number than 0 and 1 does."""
    return f"{number} hides the pipeline from the program's list, but does not archive it: use 0 or 1."


def number_out_of_range(spec_name: str, lowest: int | None, highest: int | None) -> str:
    """Say which numbers make sense."""
    return f"{spec_name} is a number from {lowest} to {highest}; the program takes the nearest one."


def number_ignored(spec_name: str, default: str) -> str:
    """Say what the program does with a text where it expects a number."""
    return f"{spec_name} is a whole number; the program ignores other text and takes {default}."


def entry_number(spec_name: str, lowest: int | None, highest: int | None) -> str:
    """Say which numbers a configuration entry is meant to have."""
    if lowest is not None and highest is not None:
        return f"{spec_name} is meant to be a number from {lowest} to {highest}."
    return f"{spec_name} is meant to be a number of bytes."


def choice_fails(spec_name: str, values: str) -> str:
    """Say that a run fails with another value."""
    return f"{spec_name} is one of {values}. With anything else every run fails."


def choice_ignored(spec_name: str, values: str) -> str:
    """Say that another value does not count."""
    return f"{spec_name} is meant to be one of {values}."


def switch_read_as_false(spec_name: str) -> str:
    """Say how the program reads a text where it expects true or false."""
    return f"{spec_name} is true or false; the program takes anything else for false."


def algorithm_differs(column: str) -> str:
    """Say that column and parameter contradict each other."""
    return (
        f"The stage's algorithm is {column}, and the program does what the parameter says. Make them equal."
    )


def not_base64() -> str:
    """Say what a secret must be."""
    return "This is not base64 with its padding (=): every run fails."


def secret_of_other_length(spec_name: str, bytes_found: int, length: int, *, fails: bool) -> str:
    """Say how long a secret is to be."""
    end = "every run fails." if fails else "the program runs with it all the same."
    return f"{spec_name} is {length} bytes long before base64, this is {bytes_found}: {end}"


def empty_path() -> str:
    """Say that a path is missing."""
    return "Without a path every run fails."


def nul_in_path() -> str:
    """Say that no system has such a path."""
    return "No path can contain a NUL character: every run fails."


def only_first_character(used: str) -> str:
    """Say what the program does with a longer text."""
    return f"One character is enough: the program uses {used}."


def not_a_timestamp() -> str:
    """Say how a timestamp must be written."""
    return "This is not a timestamp that the program reads. " + TIMESTAMP


def required(spec_name: str) -> str:
    """Say that something must be there."""
    return f"{spec_name} is required."


EMPTY_STAGE_WORD = "Between two commas there must be the name of a stage."

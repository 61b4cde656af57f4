"""Stage types and algorithms: which belong together, which the program knows, which it can run."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from pipeline_browser.model.pipelines.catalogue import words

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class StageType:
    """One of the five types that the program knows (pipeline_stage.rs, FromStr).

    Attributes:
        hint: what such a stage does, in a line.
        place: where it usually stands in a pipeline; the program does not insist on it.
        default_algorithm: what a new stage of the type gets.
    """

    name: str
    hint: str
    place: str
    default_algorithm: str


@dataclass(frozen=True, slots=True)
class Algorithm:
    """What a stage does with the data.

    Attributes:
        stage_type: the type that it belongs to.
        registered: whether the program finds it by the column ``algorithm`` (process_file.rs). Those of
            checksum stages need not be: such a stage is never looked up.
        implemented: whether version 2.0.0 can do it.
    """

    name: str
    stage_type: str
    hint: str
    registered: bool = True
    implemented: bool = True


STAGE_TYPES = (
    StageType("compression", words.COMPRESSION, words.BEFORE_ENCRYPTION, "brotli"),
    StageType("encryption", words.ENCRYPTION, words.LAST, "aes256gcm"),
    StageType("transform", words.TRANSFORM, words.BEFORE_COMPRESSION, "base64"),
    StageType("checksum", words.CHECKSUM, words.ANYWHERE, "sha256"),
    StageType("passthrough", words.PASSTHROUGH, words.ANYWHERE, "passthrough"),
)
ALGORITHMS = (
    Algorithm("brotli", "compression", words.BROTLI),
    Algorithm("gzip", "compression", words.GZIP),
    Algorithm("zstd", "compression", words.ZSTD),
    Algorithm("lz4", "compression", words.LZ4, implemented=False),
    Algorithm("aes256gcm", "encryption", words.AES256GCM),
    Algorithm("chacha20poly1305", "encryption", words.CHACHA20POLY1305),
    Algorithm("aes128gcm", "encryption", words.AES128GCM, implemented=False),
    Algorithm("base64", "transform", words.BASE64),
    Algorithm("pii_masking", "transform", words.PII_MASKING),
    Algorithm("tee", "transform", words.TEE),
    Algorithm("debug", "transform", words.DEBUG),
    Algorithm("sha256", "checksum", words.SHA256, registered=False),
    Algorithm("sha512", "checksum", words.OTHER_CHECKSUM, registered=False),
    Algorithm("blake3", "checksum", words.OTHER_CHECKSUM, registered=False),
    Algorithm("passthrough", "passthrough", words.PASSTHROUGH),
)
STAGE_TYPE_NAMES = tuple(each.name for each in STAGE_TYPES)
_TYPES: Mapping[str, StageType] = MappingProxyType({each.name: each for each in STAGE_TYPES})
_ALGORITHMS: Mapping[str, Algorithm] = MappingProxyType({each.name: each for each in ALGORITHMS})
REGISTERED = frozenset(each.name for each in ALGORITHMS if each.registered)


def stage_type_as_read(text: str) -> str | None:
    """Return the type that the program reads in a text, in any letter case; None where it knows none."""
    name = text.lower()
    return name if name in _TYPES else None


def stage_type_named(text: str) -> StageType | None:
    """Return the facts about the type that the program reads in a text."""
    return _TYPES.get(text.lower())


def algorithm_named(name: str) -> Algorithm | None:
    """Return the facts about an algorithm; its name counts exactly as it is."""
    return _ALGORITHMS.get(name)


def algorithms_of(stage_type: str) -> tuple[Algorithm, ...]:
    """Return the algorithms that belong to a type; all of them where the type is none of the five."""
    known = stage_type_as_read(stage_type)
    return tuple(each for each in ALGORITHMS if known is None or each.stage_type == known)


def fitting_stage_type(name: str, algorithm: str) -> str | None:
    """Return the type that a stage most likely has, going by its algorithm, else by its name.

    Older versions wrote ``Custom`` for what later became checksum, transform or passthrough.
    """
    known = algorithm_named(algorithm.strip().lower())
    if known is not None:
        return known.stage_type
    for text in (algorithm.lower(), name.lower()):
        for part, stage_type in _SIGNS:
            if part in text:
                return stage_type
    return None


# In this order: input_checksum before anything that it could be the checksum of.
_SIGNS = (
    ("checksum", "checksum"),
    ("integrity", "checksum"),
    ("hash", "checksum"),
    ("passthrough", "passthrough"),
    ("pass_through", "passthrough"),
    ("pass-through", "passthrough"),
    ("decompress", "compression"),
    ("compress", "compression"),
    ("encrypt", "encryption"),
    ("base64", "transform"),
    ("pii", "transform"),
    ("tee", "transform"),
    ("debug", "transform"),
)

"""The parameters that each algorithm reads, and the entries that configurations are known to have."""

from __future__ import annotations

from pipeline_browser.model.pipelines.catalogue import words
from pipeline_browser.model.pipelines.catalogue.secret_keys import is_secret
from pipeline_browser.model.pipelines.catalogue.spec import Choice, Kind, Spec
from pipeline_browser.model.pipelines.catalogue.stages import (
    ALGORITHMS,
    algorithm_named,
    stage_type_as_read,
)

KEY_BYTES = 32  # encryption.rs; for both algorithms that are implemented
NONCE_BYTES = 12
SALT_BYTES = 16
_SWITCH = (Choice("true"), Choice("false"))
_LEVELS = {"brotli": (0, 11, "6"), "gzip": (0, 9, "6"), "zstd": (1, 22, "9")}
_LABEL = Spec("label", hint=words.LABEL, required=True)
_BASE64 = (
    Spec(
        "variant",
        Kind.CHOICE,
        words.VARIANT,
        default="standard",
        choices=(Choice("standard"), Choice("url_safe")),
    ),
)
_PII_MASKING = (
    Spec(
        "patterns",
        Kind.PATTERNS,
        words.PATTERNS,
        default="all",
        choices=(Choice("all"), Choice("email"), Choice("ssn"), Choice("phone"), Choice("credit_card")),
    ),
    Spec("mask_char", Kind.CHARACTER, words.MASK_CHARACTER, default="*"),
    Spec("preserve_format", Kind.SWITCH, words.PRESERVE_FORMAT, default="true", choices=_SWITCH),
)
_TEE = (
    Spec("output_path", Kind.PATH, words.OUTPUT_PATH, required=True),
    Spec(
        "format",
        Kind.CHOICE,
        words.FORMAT,
        default="binary",
        choices=(Choice("binary"), Choice("hex"), Choice("text")),
    ),
    Spec("enabled", Kind.SWITCH, words.TEE_ENABLED, default="true", choices=_SWITCH),
)
_SECRETS = (
    Spec("key", Kind.SECRET, words.KEY, required=True, length=KEY_BYTES),
    Spec("nonce", Kind.SECRET, words.NONCE, required=True, length=NONCE_BYTES),
    Spec("salt", Kind.SECRET, words.SALT, required=True, length=SALT_BYTES),
)
_UNUSED_BY_ENCRYPTION = (
    Spec("key_size", Kind.NUMBER, words.KEY_SIZE, default="32", unit="bytes", lowest=1, highest=64),
    Spec("iterations", Kind.NUMBER, words.ITERATIONS, default="3", lowest=1, highest=2**32 - 1),
    Spec(
        "kdf",
        Kind.CHOICE,
        words.KDF,
        default="argon2",
        choices=(Choice("argon2"), Choice("scrypt"), Choice("pbkdf2")),
    ),
)
CONFIGURATION = (
    Spec("max_workers", Kind.NUMBER, words.MAX_WORKERS, default="4", unit="workers", lowest=1, highest=32),
    Spec("buffer_size", Kind.SIZE, words.BUFFER_SIZE, unit="bytes", lowest=1),
    Spec(
        "default_chunk_size",
        Kind.SIZE,
        words.DEFAULT_CHUNK_SIZE,
        unit="bytes",
        lowest=1024,
        highest=104857600,
    ),
    Spec(
        "encryption_algorithm",
        Kind.CHOICE,
        words.ENCRYPTION_ALGORITHM,
        choices=tuple(
            Choice(each.name, each.hint, each.implemented)
            for each in ALGORITHMS
            if each.stage_type == "encryption"
        ),
    ),
)


def parameter_specs(stage_type: str, algorithm: str) -> tuple[Spec, ...]:
    """Return the parameters that a stage can have, the required ones first.

    The program goes by the column ``algorithm``, except that checksum stages read no parameter at all.
    """
    if stage_type_as_read(stage_type) == "checksum":
        return (_algorithm("checksum", words.CHECKSUM_ALGORITHM, required=False),)
    known = algorithm_named(algorithm)
    if known is None:
        return ()
    if known.stage_type == "compression":
        return (_algorithm("compression", words.STAGE_ALGORITHM), *_compression(algorithm))
    if known.stage_type == "encryption":
        return (_algorithm("encryption", words.STAGE_ALGORITHM), *_SECRETS, *_UNUSED_BY_ENCRYPTION)
    return {"base64": _BASE64, "pii_masking": _PII_MASKING, "tee": _TEE, "debug": (_LABEL,)}.get(
        algorithm, ()
    )


def parameter_spec(stage_type: str, algorithm: str, key: str) -> Spec:
    """Return what is known about one parameter; of one that the program ignores that it does."""
    specs = parameter_specs(stage_type, algorithm)
    found = next((spec for spec in specs if spec.name == key), None)
    if found is not None:
        return found
    # What could be a secret is masked wherever it was left behind.
    kind = Kind.SECRET if is_secret(key) else Kind.TEXT
    return Spec(key, kind, words.UNKNOWN_PARAMETER, known=False)


def configuration_spec(key: str) -> Spec:
    """Return what is known about one entry of a pipeline's configuration."""
    found = next((spec for spec in CONFIGURATION if spec.name == key), None)
    return found or Spec(key, Kind.SECRET if is_secret(key) else Kind.TEXT, words.UNKNOWN_ENTRY, known=False)


def _algorithm(stage_type: str, hint: str, *, required: bool = True) -> Spec:
    choices = tuple(
        Choice(each.name, each.hint, each.implemented) for each in ALGORITHMS if each.stage_type == stage_type
    )
    return Spec("algorithm", Kind.CHOICE, hint, required=required, choices=choices)


def _compression(algorithm: str) -> tuple[Spec, ...]:
    lowest, highest, default = _LEVELS.get(algorithm, (0, 22, "6"))
    return (
        Spec("level", Kind.NUMBER, words.LEVEL, default=default, lowest=lowest, highest=highest),
        Spec("parallel_processing", Kind.SWITCH, words.PARALLEL, default="false", choices=_SWITCH),
    )

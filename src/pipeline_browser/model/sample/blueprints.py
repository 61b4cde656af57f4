"""The dozen kinds of work in the sample database: what each does, how often, and how well it usually goes.

Stage words, types, algorithms and parameters are those that Adaptive Pipeline 2.0.0 accepts.
"""

from __future__ import annotations

from dataclasses import dataclass

KIB = 1024
MIB = 1024 * KIB
GIB = 1024 * MIB


@dataclass(frozen=True, slots=True)
class StageBlueprint:
    """One stage.

    Attributes:
        word: the stage's name, as it would be given to the program's ``create``.
        parallel: whether chunks may run side by side; hashing the whole file cannot.
        keyed: key, nonce and salt are added, without which an encryption cannot run.
        chunk_size: bytes, or None for the program's own.
    """

    word: str
    stage_type: str
    algorithm: str
    parameters: tuple[tuple[str, str], ...] = ()
    parallel: bool = True
    enabled: bool = True
    keyed: bool = False
    chunk_size: int | None = None


@dataclass(frozen=True, slots=True)
class Slowdown:
    """A change of one parameter that makes every later run slower.

    Attributes:
        week: from which week of the sample on.
        stage: the word of the stage that was changed.
        pace: throughput afterwards, as a share of what it was.
    """

    week: int
    stage: str
    parameter: tuple[str, str]
    pace: float
    ratio: float


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A pipeline that runs again and again.

    Attributes:
        every: days between two runs.
        hour: of the day, UTC, at which it starts.
        size: median input, bytes.
        pace: usual throughput, bytes per second.
        ratio: usual output bytes by input bytes.
        failing: share of runs that end with an error.
        running: whether its last run has not ended yet.
    """

    name: str
    every: int
    hour: int
    size: int
    pace: int
    ratio: float
    stages: tuple[StageBlueprint, ...]
    configuration: tuple[tuple[str, str], ...] = ()
    failing: float = 0.03
    running: bool = False
    slowdown: Slowdown | None = None


def _checksum(algorithm: str) -> StageBlueprint:
    return StageBlueprint(f"checksum-{algorithm}", "checksum", algorithm, (("algorithm", algorithm),))


def _compression(algorithm: str, level: int | None = None, chunk_size: int | None = None) -> StageBlueprint:
    levels = () if level is None else (("level", str(level)),)
    return StageBlueprint(
        algorithm, "compression", algorithm, (("algorithm", algorithm), *levels), chunk_size=chunk_size
    )


def _encryption(algorithm: str, *more: tuple[str, str]) -> StageBlueprint:
    return StageBlueprint(algorithm, "encryption", algorithm, (("algorithm", algorithm), *more), keyed=True)


def _transform(algorithm: str, *more: tuple[str, str], enabled: bool = True) -> StageBlueprint:
    return StageBlueprint(
        algorithm, "transform", algorithm, (("algorithm", algorithm), *more), enabled=enabled
    )


def _around(*stages: StageBlueprint) -> tuple[StageBlueprint, ...]:
    # The program's `create` puts every pipeline between two checksums.
    first, last = (
        StageBlueprint(word, "checksum", "sha256", parallel=False)
        for word in ("input_checksum", "output_checksum")
    )
    return (first, *stages, last)


PASSTHROUGH = StageBlueprint("passthrough", "passthrough", "passthrough", (("algorithm", "passthrough"),))

BLUEPRINTS = (
    Blueprint(
        "nightly-vault",
        every=1,
        hour=1,
        size=18 * GIB,
        pace=96 * MIB,
        ratio=0.41,
        stages=_around(_compression("brotli", 6), _encryption("aes256gcm", ("key_size", "32"))),
        configuration=(("max_workers", "8"), ("buffer_size", str(4 * MIB)), ("retention_days", "90")),
        slowdown=Slowdown(week=7, stage="brotli", parameter=("level", "11"), pace=0.3, ratio=0.86),
    ),
    Blueprint(
        "log-archive",
        every=1,
        hour=3,
        size=2 * GIB,
        pace=210 * MIB,
        ratio=0.09,
        stages=_around(_compression("zstd", 19, 4 * MIB)),
        configuration=(("max_workers", "4"), ("default_chunk_size", str(4 * MIB))),
    ),
    Blueprint(
        "sensor-telemetry",
        every=2,
        hour=6,
        size=640 * MIB,
        pace=260 * MIB,
        ratio=0.22,
        stages=_around(_compression("zstd", 3), _checksum("sha512")),
        configuration=(("owner", "field-team"),),
        running=True,
    ),
    Blueprint(
        "pii-clean-contacts",
        every=3,
        hour=9,
        size=48 * MIB,
        pace=38 * MIB,
        ratio=0.31,
        stages=_around(
            _transform(
                "pii_masking", ("patterns", "email,phone"), ("mask_char", "*"), ("preserve_format", "true")
            ),
            _compression("gzip", 9),
        ),
        configuration=(("max_workers", "2"),),
    ),
    Blueprint(
        "invoice-exports",
        every=3,
        hour=18,
        size=210 * MIB,
        pace=44 * MIB,
        ratio=0.36,
        stages=_around(
            _transform("pii_masking", ("patterns", "ssn,credit_card"), ("mask_char", "#")),
            _compression("brotli", 5),
            _encryption("chacha20poly1305", ("kdf", "argon2"), ("iterations", "3")),
        ),
        configuration=(("encryption_algorithm", "chacha20poly1305"), ("owner", "accounting")),
        failing=0.06,
    ),
    Blueprint(
        "lz4-live-stream",
        every=4,
        hour=12,
        size=3 * GIB,
        pace=420 * MIB,
        ratio=0.62,
        # Registered in Adaptive Pipeline 2.0.0 but not implemented: it loads, and every run of it fails.
        stages=_around(_compression("lz4")),
        failing=1.0,
    ),
    Blueprint(
        "photo-originals",
        every=7,
        hour=22,
        size=42 * GIB,
        pace=540 * MIB,
        ratio=1.0,
        stages=_around(PASSTHROUGH, _checksum("blake3")),
        configuration=(("buffer_size", str(16 * MIB)),),
        running=True,
    ),
    Blueprint(
        "web-assets",
        every=7,
        hour=14,
        size=96 * MIB,
        pace=58 * MIB,
        ratio=0.27,
        # A disabled stage of an active pipeline still runs: the program's loader ignores the switch.
        stages=_around(
            _transform("debug", ("label", "sizes"), enabled=False), _compression("gzip", 9, 256 * KIB)
        ),
    ),
    Blueprint(
        "mail-attachments",
        every=7,
        hour=20,
        size=5 * GIB,
        pace=160 * MIB,
        ratio=1.31,
        stages=_around(_transform("base64", ("variant", "url_safe"))),
        configuration=(("owner", "helpdesk"),),
    ),
    Blueprint(
        "audit-tee",
        every=7,
        hour=5,
        size=320 * MIB,
        pace=130 * MIB,
        ratio=0.33,
        stages=_around(
            _transform(
                "tee", ("output_path", "/var/lib/audit/latest.hex"), ("format", "hex"), ("enabled", "true")
            ),
            _compression("zstd", 9),
        ),
        configuration=(("max_workers", "2"), ("owner", "compliance")),
    ),
    Blueprint(
        "field-backup",
        every=7,
        hour=2,
        size=9 * GIB,
        pace=88 * MIB,
        ratio=0.48,
        stages=_around(
            _compression("brotli", 4), _encryption("chacha20poly1305", ("kdf", "scrypt"), ("key_size", "32"))
        ),
        configuration=(("encryption_algorithm", "chacha20poly1305"), ("max_workers", "6")),
        running=True,
    ),
    Blueprint(
        "debug-trace",
        every=7,
        hour=11,
        size=12 * MIB,
        pace=310 * MIB,
        ratio=1.0,
        stages=_around(_transform("debug", ("label", "trace of the release build")), PASSTHROUGH),
    ),
)

"""What typed values of every field are worth."""

from __future__ import annotations

import base64

import pytest

from pipeline_browser.model.pipelines.catalogue import Fitness, Kind, Stored
from pipeline_browser.model.pipelines.catalogue.entries import judge_key
from pipeline_browser.model.pipelines.catalogue.fields import Field, judge, spec_of
from pipeline_browser.model.pipelines.catalogue.parameters import parameter_specs
from pipeline_browser.model.pipelines.catalogue.stages import ALGORITHMS, fitting_stage_type
from pipeline_browser.model.pipelines.shape import CONFIGURATION, PARAMETERS, PIPELINES, STAGES

FINE, UNUSUAL, IMPOSSIBLE = Fitness.FINE, Fitness.UNUSUAL, Fitness.IMPOSSIBLE
_KEY = base64.b64encode(bytes(32)).decode()
_NOTE = base64.b64encode(bytes(16)).decode()


@pytest.mark.parametrize(
    ("column", "typed", "fitness", "value"),
    [
        ("stage_type", "checksum", FINE, "checksum"),
        ("stage_type", "CHECKSUM", UNUSUAL, "CHECKSUM"),
        ("stage_type", "Custom", IMPOSSIBLE, None),
        ("stage_type", " checksum", IMPOSSIBLE, None),
        ("name", "zip it", FINE, "zip it"),
        ("name", "", IMPOSSIBLE, None),
        ("name", "  ", UNUSUAL, "  "),
        ("enabled", True, FINE, 1),
        ("enabled", "off", FINE, 0),
        ("enabled", 2, UNUSUAL, 2),
        ("enabled", "maybe", IMPOSSIBLE, None),
        ("enabled", 1.5, IMPOSSIBLE, None),
        ("parallel_processing", "0", FINE, 0),
        ("chunk_size", "64 KiB", FINE, 65536),
        ("chunk_size", "", FINE, None),
        ("chunk_size", None, FINE, None),
        ("chunk_size", "the program decides", FINE, None),
        ("chunk_size", 104857600, FINE, 104857600),
        ("chunk_size", 104857601, UNUSUAL, 104857601),
        ("chunk_size", "1000", UNUSUAL, 1000),
        ("chunk_size", "-1", UNUSUAL, -1),
        ("chunk_size", "1.5", IMPOSSIBLE, None),
        ("chunk_size", "99999999999 GiB", IMPOSSIBLE, None),
        ("chunk_size", b"1", IMPOSSIBLE, None),
        ("stage_order", "3", FINE, 3),
        ("stage_order", 2**31, IMPOSSIBLE, None),
        ("stage_order", "first", IMPOSSIBLE, None),
        ("created_at", "2025-10-07T23:26:54.123456789+00:00", FINE, "2025-10-07T23:26:54.123456789+00:00"),
        ("updated_at", "2025-10-07", IMPOSSIBLE, None),
        ("note", "anything", FINE, "anything"),
    ],
)
def test_columns_of_stages(column: str, typed: Stored, fitness: Fitness, value: Stored) -> None:
    judgement = judge(Field(STAGES, column), typed)
    assert (judgement.fitness, judgement.value) == (fitness, value)
    assert bool(judgement.reason) is (fitness is not FINE)


@pytest.mark.parametrize(
    ("stage_type", "algorithm", "fitness", "suggestion"),
    [
        ("compression", "zstd", FINE, None),
        ("compression", "ZSTD", UNUSUAL, "zstd"),
        ("compression", "lz4", UNUSUAL, None),
        ("compression", "base64", UNUSUAL, None),
        ("compression", "snappy", UNUSUAL, None),
        ("compression", "", UNUSUAL, None),
        ("encryption", "aes128gcm", UNUSUAL, None),
        ("transform", "brotli", FINE, None),  # the program does not mind
        ("checksum", "blake3", FINE, None),
        ("checksum", "whatever", FINE, None),
        ("Checksum", "", UNUSUAL, None),
        ("passthrough", "sha256", UNUSUAL, None),
        ("passthrough", "passthrough", FINE, None),
    ],
)
def test_an_algorithm_is_judged_beside_its_type(
    stage_type: str, algorithm: str, fitness: Fitness, suggestion: str | None
) -> None:
    judgement = judge(Field(STAGES, "algorithm", stage_type), algorithm)
    assert (judgement.fitness, judgement.suggestion) == (fitness, suggestion)


@pytest.mark.parametrize(
    ("algorithm", "key", "typed", "fitness"),
    [
        ("brotli", "algorithm", "brotli", FINE),
        ("brotli", "algorithm", "zstd", UNUSUAL),
        ("brotli", "algorithm", "snappy", UNUSUAL),
        ("brotli", "level", "11", FINE),
        ("brotli", "level", "12", UNUSUAL),
        ("brotli", "level", "best", UNUSUAL),
        ("zstd", "level", "22", FINE),
        ("gzip", "parallel_processing", "yes", UNUSUAL),
        ("brotli", "window", "anything", FINE),
        ("aes256gcm", "algorithm", "AES-256-GCM", FINE),
        ("aes256gcm", "algorithm", "aes128gcm", UNUSUAL),
        ("aes256gcm", "key", _KEY, FINE),
        ("aes256gcm", "key", _NOTE, UNUSUAL),
        ("aes256gcm", "key", "not base64", UNUSUAL),
        ("aes256gcm", "key", _KEY.rstrip("="), UNUSUAL),
        ("aes256gcm", "salt", _NOTE, FINE),
        ("aes256gcm", "nonce", _NOTE, UNUSUAL),
        ("base64", "variant", "URL_SAFE", FINE),
        ("base64", "variant", "base58", UNUSUAL),
        ("pii_masking", "patterns", "all", FINE),
        ("pii_masking", "patterns", "email, SSN", FINE),
        ("pii_masking", "patterns", "email,", UNUSUAL),
        ("pii_masking", "mask_char", "#", FINE),
        ("pii_masking", "mask_char", "##", UNUSUAL),
        ("pii_masking", "mask_char", "", UNUSUAL),
        ("pii_masking", "preserve_format", "no", UNUSUAL),
        ("tee", "output_path", "/srv/copy.bin", FINE),
        ("tee", "output_path", "", UNUSUAL),
        ("tee", "output_path", "a\0b", UNUSUAL),
        ("tee", "format", "hex", FINE),
        ("tee", "format", "octal", UNUSUAL),
        ("debug", "label", "", FINE),
        ("debug", "label", "\ud800", IMPOSSIBLE),
    ],
)
def test_parameters_are_judged_by_what_the_program_does_with_them(
    algorithm: str, key: str, typed: str, fitness: Fitness
) -> None:
    judgement = judge(Field(PARAMETERS, key, "transform", algorithm), typed)
    assert judgement.fitness is fitness
    assert bool(judgement.reason) is (fitness is not FINE)


@pytest.mark.parametrize(
    ("key", "typed", "fitness", "value"),
    [
        ("max_workers", "8", FINE, "8"),
        ("max_workers", "33", UNUSUAL, "33"),
        ("max_workers", "many", UNUSUAL, "many"),
        ("buffer_size", "1 MiB", FINE, "1048576"),
        ("buffer_size", "large", UNUSUAL, "large"),
        ("encryption_algorithm", "rot13", UNUSUAL, "rot13"),
        ("our_own", "anything", FINE, "anything"),
        ("our_own", 5, FINE, "5"),
    ],
)
def test_configuration_is_stored_as_text(key: str, typed: Stored, fitness: Fitness, value: str) -> None:
    judgement = judge(Field(CONFIGURATION, key), typed)
    assert (judgement.fitness, judgement.value) == (fitness, value)


def test_a_key_is_neither_empty_nor_there_already() -> None:
    assert judge_key("level").fitness is FINE
    assert judge_key("").fitness is IMPOSSIBLE
    assert judge_key("level", ["level"]).fitness is IMPOSSIBLE


def test_an_odd_archived_says_that_it_only_hides() -> None:
    judgement = judge(Field(PIPELINES, "archived"), "2")
    assert (judgement.fitness, judgement.value, judgement.suggestion) == (UNUSUAL, 2, 1)


def test_the_algorithms_offered_are_those_of_the_stage_type() -> None:
    offered = spec_of(Field(STAGES, "algorithm", "compression"))
    assert offered.values == ("brotli", "gzip", "zstd", "lz4")
    assert [choice.value for choice in offered.choices if not choice.advised] == ["lz4"]
    assert len(spec_of(Field(STAGES, "algorithm", "Custom")).values) == len(ALGORITHMS)


def test_what_is_required_is_what_a_run_fails_without() -> None:
    required = {spec.name for spec in parameter_specs("encryption", "aes256gcm") if spec.required}
    assert required == {"algorithm", "key", "nonce", "salt"}
    assert {spec.name for spec in parameter_specs("transform", "tee") if spec.required} == {"output_path"}
    assert not any(spec.required for spec in parameter_specs("checksum", "sha256"))


def test_secrets_are_masked_also_where_they_were_left_behind() -> None:
    assert spec_of(Field(PARAMETERS, "key", "encryption", "aes256gcm")).secret
    left_behind = spec_of(Field(PARAMETERS, "key", "transform", "base64"))
    assert left_behind.secret
    assert not left_behind.known
    assert spec_of(Field(PARAMETERS, "level", "compression", "brotli")).kind is Kind.NUMBER


@pytest.mark.parametrize(
    ("name", "algorithm", "stage_type"),
    [
        ("input_checksum", "sha256", "checksum"),
        ("compression", "brotli", "compression"),
        ("image_compression", "jpeg", "compression"),
        ("input_validation", "SHA256", "checksum"),
        ("pass-through", "", "passthrough"),
        ("stage 1", "unheard of", None),
    ],
)
def test_the_type_of_an_older_stage_follows_from_algorithm_or_name(
    name: str, algorithm: str, stage_type: str | None
) -> None:
    assert fitting_stage_type(name, algorithm) == stage_type

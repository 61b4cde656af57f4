"""Words for stages as the program's ``create`` takes them."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.pipelines.catalogue import Fitness
from pipeline_browser.model.pipelines.catalogue.stage_words import (
    judge_stage_words,
    offered_words,
    stage_of_word,
    stages_of_words,
)

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("word", "stage_type", "algorithm"),
    [
        ("compression", "compression", "brotli"),
        ("encryption", "encryption", "aes256gcm"),
        ("integrity", "checksum", "sha256"),
        ("my_checksum", "checksum", "sha256"),
        ("compression:checksum", "checksum", "sha256"),
        ("passthrough", "passthrough", "passthrough"),
        ("lz4", "compression", "lz4"),
        ("chacha20poly1305", "encryption", "chacha20poly1305"),
        ("pii_masking", "transform", "pii_masking"),
        (" compression:zstd ", "compression", "zstd"),
        ("encryption:", "encryption", ""),
        ("Brotli", "transform", "Brotli"),
        ("rot13", "transform", "rot13"),
    ],
)
def test_a_word_makes_the_stage_that_the_program_would_make(
    word: str, stage_type: str, algorithm: str
) -> None:
    stage = stage_of_word(word)
    assert (stage.name, stage.stage_type, stage.algorithm) == (word.strip(), stage_type, algorithm)
    assert stage.parallel
    assert stage.parameters == (("algorithm", algorithm),)


def test_a_list_of_words_is_wrapped_in_two_checksums() -> None:
    stages = stages_of_words("brotli,debug")
    assert [stage.name for stage in stages] == ["input_checksum", "brotli", "debug", "output_checksum"]
    assert [stage.parallel for stage in stages] == [False, True, True, False]
    assert [stage.needs_label for stage in stages] == [False, False, True, False]
    assert stages[0].parameters == ()


def test_words_say_what_could_not_run_or_not_be_created() -> None:
    assert judge_stage_words("brotli,encryption:chacha20poly1305").fitness is Fitness.FINE
    assert judge_stage_words("brotli,rot13").fitness is Fitness.UNUSUAL
    assert "rot13" in judge_stage_words("brotli,rot13").reason
    assert judge_stage_words("brotli,,tee").fitness is Fitness.IMPOSSIBLE
    assert judge_stage_words("").fitness is Fitness.IMPOSSIBLE


def test_every_word_that_is_offered_is_one_that_the_program_knows() -> None:
    assert all(stage_of_word(word).stage_type != "transform" for word in offered_words() if ":" in word)
    assert not {word for word in offered_words() if judge_stage_words(word).reason} - {"lz4", "aes128gcm"}


def test_stages_equal_those_of_the_real_program(shared: Path) -> None:
    path = (shared / "data" / "real-created.db").as_uri() + "?mode=ro&immutable=1"
    with closing(sqlite3.connect(path, uri=True)) as connection:
        rows = connection.execute(
            "SELECT s.name, s.stage_type, s.algorithm, s.parallel_processing, p.value "
            "FROM pipeline_stages s LEFT JOIN stage_parameters p ON p.stage_id = s.id AND p.key = 'algorithm'"
        ).fetchall()
    made_by_hand = [row for row in rows if row[0] not in ("input_checksum", "output_checksum")]
    assert len(made_by_hand) > 10
    for name, stage_type, algorithm, parallel, parameter in made_by_hand:
        stage = stage_of_word(name)
        assert (stage.stage_type, stage.algorithm, int(stage.parallel)) == (stage_type, algorithm, parallel)
        assert stage.parameters == (("algorithm", parameter),)

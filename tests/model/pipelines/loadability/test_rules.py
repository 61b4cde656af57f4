"""What stands against single rows: how bad it is, where it is, and which cure is offered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.pipelines.loadability.problem import CureKind, Severity
from tests.model.pipelines.loadability.conftest import look

if TYPE_CHECKING:
    from tests.model.pipelines.loadability.conftest import Damage

NOTE, FAILS, LEFT_OUT, STOPS = Severity.NOTE, Severity.CANNOT_RUN, Severity.LEFT_OUT, Severity.STOPS_LIST
BY_ID = "id = '01K70000000000000000000002'"
ZSTD = "UPDATE pipeline_stages SET {} WHERE algorithm = 'zstd'"
PIPELINE = f"UPDATE pipelines SET {{}} WHERE {BY_ID}"
PARAMETER = (
    "INSERT OR REPLACE INTO stage_parameters SELECT id, '{}', {}, 0, '', '' FROM pipeline_stages "
    "WHERE algorithm = '{}'"
)


def found(damaged: Damage, statement: str) -> list[tuple[Severity, str, str, str | None]]:
    """Return severity, table, column and the cure's label of all problems."""
    _, verdicts = look(damaged(statement))
    return [
        (each.severity, each.place.table, each.column, None if each.cure is None else each.cure.label)
        for verdict in verdicts.values()
        for each in verdict.problems
    ]


@pytest.mark.parametrize(
    ("change", "severity", "column", "cure"),
    [
        ("stage_type = 'Custom'", STOPS, "stage_type", "Set type to compression"),
        ("stage_type = ' Compression '", STOPS, "stage_type", "Set type to compression"),
        ("stage_type = x'41'", STOPS, "stage_type", "Set type to compression"),
        ("name = ''", STOPS, "name", "Name it zstd"),
        ("name = CAST(x'ff' AS TEXT)", STOPS, "name", None),
        ("name = x'414243'", STOPS, "name", "Store it as text"),
        ("enabled = 'true'", STOPS, "enabled", "Switch it on"),
        ("enabled = 'off'", STOPS, "enabled", "Switch it off"),
        ("parallel_processing = 1.5", STOPS, "parallel_processing", "Switch it on"),
        ("stage_order = 2147483648", STOPS, "stage_order", "Renumber the stages"),
        ("stage_order = 'first'", STOPS, "stage_order", "Renumber the stages"),
        ("chunk_size = '64K'", STOPS, "chunk_size", "Set chunk size to 65536 bytes"),
        ("chunk_size = 'large'", STOPS, "chunk_size", "Let the program decide"),
        ("algorithm = x'00'", STOPS, "algorithm", "Store it as text"),
        ("created_at = '2025-10-07 23:26:54'", STOPS, "created_at", "Set it to 2025-10-07T23:26:54+00:00"),
        ("updated_at = 'yesterday'", STOPS, "updated_at", "Set it to now"),
        ("id = x'00'", STOPS, "id", None),
        ("chunk_size = 1000", FAILS, "chunk_size", "Let the program decide"),
        ("algorithm = 'ZSTD'", FAILS, "algorithm", "Set algorithm to zstd"),
        ("algorithm = 'snappy'", FAILS, "algorithm", None),
        ("algorithm = ''", FAILS, "algorithm", None),
        ("algorithm = 'base64'", FAILS, "algorithm", "Set type to transform"),
        ("enabled = 0", NOTE, "enabled", None),
        ("archived = 1", NOTE, "archived", None),
        ("stage_order = 2", NOTE, "stage_order", "Renumber the stages"),
        ("stage_order = 3", NOTE, "stage_order", "Renumber the stages"),
        ("algorithm = 'gzip'", NOTE, "algorithm", "Set parameter to gzip"),
        ("algorithm = 'lz4'", NOTE, "algorithm", "Set algorithm to zstd"),
    ],
)
def test_cells_of_a_stage(
    damaged: Damage, change: str, severity: Severity, column: str, cure: str | None
) -> None:
    problems = found(damaged, ZSTD.format(change))
    assert (severity, column, cure) in [(each[0], each[2], each[3]) for each in problems]
    assert problems[0][0] is severity


@pytest.mark.parametrize(
    "change",
    [
        "stage_type = 'COMPRESSION'",
        "name = '  '",
        "enabled = 2",
        "parallel_processing = 0",
        "chunk_size = 104857600",
        "stage_order = -2147483648",
        "created_at = '2025-10-07t23:26:60z'",
        "id = ''",  # its parameters are missing then, which is another matter
    ],
)
def test_cells_of_a_stage_that_do_no_harm(damaged: Damage, change: str) -> None:
    problems = found(damaged, ZSTD.format(change))
    assert [each for each in problems if each[2] != "algorithm"] == []


@pytest.mark.parametrize(
    ("algorithm", "key", "value", "severity", "cure"),
    [
        ("zstd", "algorithm", "'snappy'", FAILS, "Set parameter to zstd"),
        ("zstd", "algorithm", "'lz4'", FAILS, "Set parameter to zstd"),
        ("zstd", "algorithm", "x'00'", STOPS, "Store it as text"),
        ("zstd", "level", "'23'", NOTE, None),
        ("zstd", "level", "'best'", NOTE, None),
        ("aes256gcm", "key", "'QQ=='", FAILS, "Generate key material"),
        ("aes256gcm", "nonce", "'QQ'", FAILS, "Generate key material"),
        ("aes256gcm", "algorithm", "'aes-128-gcm'", FAILS, "Set parameter to aes256gcm"),
        ("base64", "variant", "'base58'", FAILS, "Set variant to standard"),
        ("pii_masking", "patterns", "'email,'", FAILS, "Set patterns to all"),
        ("pii_masking", "mask_char", "'**'", NOTE, None),
        ("tee", "output_path", "''", FAILS, "Choose output path…"),
        ("tee", "output_path", "'a' || char(0)", FAILS, "Choose output path…"),
        ("tee", "format", "'octal'", FAILS, "Set format to binary"),
        ("tee", "enabled", "'no'", NOTE, None),
    ],
)
def test_parameters_of_a_stage(
    damaged: Damage, algorithm: str, key: str, value: str, severity: Severity, cure: str | None
) -> None:
    problems = found(damaged, PARAMETER.format(key, value, algorithm))
    assert (severity, "stage_parameters", key, cure) in problems


@pytest.mark.parametrize(
    ("algorithm", "key", "value"),
    [
        ("zstd", "level", "'+22'"),
        ("zstd", "anything", "'at all'"),
        ("aes256gcm", "salt", "''"),
        ("aes256gcm", "algorithm", "'AES-256-GCM'"),
        ("aes256gcm", "key_size", "'zz'"),
        ("tee", "format", "'HEX'"),
        ("debug", "label", "''"),
    ],
)
def test_parameters_that_do_no_harm(damaged: Damage, algorithm: str, key: str, value: str) -> None:
    assert found(damaged, PARAMETER.format(key, value, algorithm)) == []


@pytest.mark.parametrize(
    ("key", "column", "cure"),
    [
        ("salt", "salt", "Generate key material"),
        ("label", "label", "Set label to debug"),
        ("output_path", "output_path", "Choose output path…"),
    ],
)
def test_what_is_missing_is_a_problem_of_the_stage(damaged: Damage, key: str, column: str, cure: str) -> None:
    problems = found(damaged, f"DELETE FROM stage_parameters WHERE key = '{key}'")
    assert (FAILS, "pipeline_stages", column, cure) in problems


@pytest.mark.parametrize(
    ("change", "severity", "column", "cure"),
    [
        ("id = '1'", STOPS, "id", None),
        ("id = NULL", STOPS, "id", None),
        ("id = x'00'", STOPS, "id", None),
        ("id = '01K7000000000000000000000U'", STOPS, "id", None),
        ("id = '00000000000000000000000000'", STOPS, "id", None),
        ("id = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'", STOPS, "id", None),
        ("id = lower(id)", LEFT_OUT, "id", None),
        ("id = '8' || substr(id, 2)", LEFT_OUT, "id", None),
        ("name = ''", STOPS, "name", None),
        ("name = 'a..b-c'", FAILS, "name", "Rename to a-b-c"),
        ("name = 'a' || char(10)", FAILS, "name", None),
        ("created_at = '2025-10-07'", STOPS, "created_at", "Set it to 2025-10-07T00:00:00+00:00"),
        ("archived = 2", NOTE, "archived", "Set archived to 1"),
        ("archived = 'yes'", NOTE, "archived", "Set archived to 1"),
    ],
)
def test_cells_of_a_pipeline(
    damaged: Damage, change: str, severity: Severity, column: str, cure: str | None
) -> None:
    problems = found(damaged, PIPELINE.format(change))
    assert (severity, "pipelines", column, cure) in problems


def test_an_id_that_is_taken_for_another_s_shows_that_one_instead(damaged: Damage) -> None:
    verdict, verdicts = look(damaged(PIPELINE.format("id = '01k70000000000000000000000'")))
    assert verdict.listed == 5  # plain-backup twice
    (problem,) = verdicts["vault-nightly"].problems
    assert problem.reason.endswith("shows and runs the pipeline of that id instead of this one.")
    assert not verdict.shows_all


def test_a_pipeline_without_stages_stops_the_list(damaged: Damage) -> None:
    verdict, verdicts = look(damaged("DELETE FROM pipeline_stages WHERE pipeline_id LIKE '%2'"))
    (problem,) = verdicts["vault-nightly"].problems
    assert (problem.severity, problem.place.table) == (STOPS, "pipelines")
    assert problem.cure is not None
    assert problem.cure.kind is CureKind.ADD_STAGE
    assert not verdict.loads


def test_configuration_must_be_text_and_nothing_else(damaged: Damage) -> None:
    assert found(damaged, "UPDATE pipeline_configuration SET value = 'many', archived = 1") == []
    problems = found(damaged, "UPDATE pipeline_configuration SET value = x'00' WHERE pipeline_id LIKE '%2'")
    assert problems == [(STOPS, "pipeline_configuration", "max_workers", None)]


def test_encryption_before_compression_is_worth_knowing(damaged: Damage) -> None:
    statement = "UPDATE pipeline_stages SET stage_order = 3 - stage_order WHERE stage_order IN (1, 2)"
    _, verdicts = look(damaged(statement))
    (problem,) = verdicts["secure-backup"].problems
    assert (problem.severity, problem.stage) == (NOTE, "zstd")
    assert verdicts["secure-backup"].runs


def test_a_nul_of_a_text_hides_nothing_that_follows(damaged: Damage) -> None:
    # GLOB and length() end at a NUL; what follows may be no UTF-8 all the same.
    for statement in (
        "UPDATE pipeline_configuration SET value = CAST(x'4100ff' AS TEXT)",
        "UPDATE stage_parameters SET value = CAST(x'4100ff' AS TEXT) WHERE key = 'label'",
        "UPDATE pipeline_stages SET name = CAST(x'4100ff' AS TEXT)",
    ):
        verdict, _ = look(damaged(statement))
        assert not verdict.loads, statement


def test_a_number_for_a_name_is_seen_where_columns_have_no_type(damaged: Damage) -> None:
    verdict, verdicts = look(damaged(PIPELINE.format("name = 2"), shape="without types"))
    assert not verdict.loads
    assert verdicts["2"].problems[0].column == "name"


def test_of_two_pipelines_of_one_name_the_first_runs(damaged: Damage) -> None:
    database = damaged(PIPELINE.format("name = 'plain-backup'"), shape="without constraints")
    verdict, _ = look(database)
    assert verdict.loads
    assert verdict.counts == {FAILS: 1}


def test_what_is_broken_in_an_archived_pipeline_is_a_note(damaged: Damage) -> None:
    verdict, verdicts = look(damaged(PIPELINE.format("archived = 1, created_at = 'x'")))
    archived = verdicts["vault-nightly"]
    assert (archived.active, archived.listed, archived.loads, archived.runs) == (False, False, False, False)
    assert (archived.worst, archived.level) == (STOPS, NOTE)
    assert verdict.loads
    assert verdict.shows_all
    assert (verdict.active, verdict.listed, verdict.counts) == (4, 4, {NOTE: 1})


def test_a_pipeline_that_was_archived_whole_is_nothing_to_talk_about(damaged: Damage) -> None:
    database = damaged(
        "UPDATE pipelines SET archived = 1",
        "UPDATE pipeline_stages SET archived = 1",
        "UPDATE stage_parameters SET archived = 1",
    )
    verdict, _ = look(database)
    assert (verdict.active, verdict.counts) == (0, {})


def test_a_secret_is_never_part_of_a_problem(damaged: Damage) -> None:
    database = damaged(
        "UPDATE stage_parameters SET value = 'c2VjcmV0' WHERE key = 'key'",
        "UPDATE stage_parameters SET value = x'c2' WHERE key = 'nonce'",
        "UPDATE stage_parameters SET archived = 1 WHERE key = 'salt'",
    )
    _, verdicts = look(database)
    problems = [each for verdict in verdicts.values() for each in verdict.problems]
    assert {each.column for each in problems} == {"key", "nonce", "salt"}
    assert all(each.value is None for each in problems)

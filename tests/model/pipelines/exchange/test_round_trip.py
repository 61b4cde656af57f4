"""Whatever a database holds of a pipeline comes back from a file as it was, and writes that file again."""

from __future__ import annotations

import tomllib
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline_browser.model.literal_text import escape_for_terminal
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.exchange.importing import Decision, import_pipelines
from pipeline_browser.model.pipelines.exchange.planning import Choice, Standing, plan_import
from pipeline_browser.model.pipelines.exchange.reading import read_documents
from pipeline_browser.model.pipelines.exchange.writing import pipelines_as_toml
from pipeline_browser.model.pipelines.operations.new_rows import (
    NewEntry,
    NewPipeline,
    NewStage,
    as_new_pipeline,
)
from tests.model.pipelines.databases import ODD, SHAPES, UNKEYED, create, dump, fresh, pipelines

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
BROKEN = st.binary(max_size=8).map(lambda raw: raw.decode("utf-8", "surrogateescape"))
VALUES = st.one_of(
    TEXT,
    BROKEN,
    st.none(),
    st.binary(max_size=8),
    st.integers(-(2**63), 2**63 - 1),
    st.floats(allow_nan=False),
    st.sampled_from(['"', "'''", '"""', "\\", "\u202e", "\x00", "\x7f\x85", "# no", "true", "1", "a\r\nb"]),
)
KEYS = st.one_of(TEXT, BROKEN, st.sampled_from(["", "a.b", "key", "password", "[x]", "left_out", "null"]))
FLAGS = st.one_of(st.sampled_from([0, 1]), VALUES)
ENTRIES = st.lists(st.builds(NewEntry, KEYS, VALUES, FLAGS), max_size=4).map(tuple)
STAGES = st.lists(
    st.builds(NewStage, VALUES, VALUES, VALUES, FLAGS, FLAGS, VALUES, FLAGS, ENTRIES), max_size=3
).map(tuple)
PIPELINES = st.lists(
    st.builds(NewPipeline, VALUES, STAGES, ENTRIES, FLAGS), max_size=3, unique_by=lambda each: repr(each.name)
)


def exported(database: Database) -> str:
    return pipelines_as_toml(pipelines(database), secrets=True)


def contents(database: Database) -> list[NewPipeline]:
    return [as_new_pipeline(pipeline, pipeline.name) for pipeline in pipelines(database)]


def import_all(database: Database, text: str) -> None:
    plan = plan_import(database, read_documents(text.encode()))
    import_pipelines(database, [Decision(planned, Choice.CREATE) for planned in plan])


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(new=PIPELINES)
def test_anything_written_reads_back_the_same_and_writes_the_same_bytes(new: list[NewPipeline]) -> None:
    with closing(fresh(UNKEYED, filled=False)) as one, closing(fresh(UNKEYED, filled=False)) as other:
        names = set()
        for pipeline in new:
            if pipeline.name not in names:
                create(one, pipeline)
                names.add(pipeline.name)
        text = exported(one)

        import_all(other, text)

        assert contents(other) == contents(one)
        assert exported(other) == text
        assert escape_for_terminal(text, keep="\n") == text


@pytest.mark.parametrize("shape", SHAPES)
def test_every_shape_of_database_round_trips(shape: str) -> None:
    with closing(fresh(SHAPES[shape])) as one, closing(fresh(SHAPES[shape], filled=False)) as other:
        if shape == "odd":
            one.execute('UPDATE pipelines SET "Ärger" = 1, "table" = \'t\'')
            one.execute("UPDATE stage_parameters SET note = 'noted'")
        text = exported(one)

        import_all(other, text)

        assert contents(other) == contents(one)
        assert exported(other) == text
        plan = plan_import(one, read_documents(text.encode()))
        assert {planned.standing for planned in plan} == {Standing.SAME}
        assert not any(planned.notes for planned in plan)


def test_an_import_is_one_step_that_can_be_undone() -> None:
    with closing(fresh(ODD)) as one, closing(fresh(ODD, filled=False)) as other:
        before = dump(other)
        plan = plan_import(other, read_documents(exported(one).encode()))

        edit = import_pipelines(other, [Decision(planned, Choice.CREATE) for planned in plan])

        after = dump(other)
        assert edit.words == "import 3 pipelines"
        apply_edit(other, edit.inverse())
        assert dump(other) == before
        apply_edit(other, edit)
        assert dump(other) == after


def test_what_is_usual_is_written_as_a_person_would() -> None:
    new = NewPipeline(
        "nightly",
        (
            NewStage("in", "checksum", "sha256", parallel_processing=0),
            NewStage(
                "pack",
                "compression",
                "zstd",
                chunk_size=65536,
                parameters=(NewEntry("level", "3"),),
                enabled=0,
            ),
        ),
        (NewEntry("max_workers", "4"),),
    )
    with closing(fresh(SHAPES["bundled"], filled=False)) as database:
        create(database, new)
        assert exported(database) == (
            "# Pipelines of Adaptive Pipeline.\n"
            'format = "pipeline-browser-pipelines"\n'
            "version = 1\n"
            "\n"
            "[[pipelines]]\n"
            'name = "nightly"\n'
            "\n"
            "[pipelines.configuration]\n"
            'max_workers = "4"\n'
            "\n"
            "[[pipelines.stages]]\n"
            'name = "in"\n'
            'stage_type = "checksum"\n'
            'algorithm = "sha256"\n'
            "enabled = true\n"
            "parallel_processing = false\n"
            "\n"
            "[[pipelines.stages]]\n"
            'name = "pack"\n'
            'stage_type = "compression"\n'
            'algorithm = "zstd"\n'
            "enabled = false\n"
            "parallel_processing = true\n"
            "chunk_size = 65536\n"
            "\n"
            "[pipelines.stages.parameters]\n"
            'level = "3"\n'
        )


def test_secrets_are_left_out_with_a_note_unless_they_are_asked_for() -> None:
    entries = (NewEntry("key", "c2VjcmV0"), NewEntry("level", "3"))
    with closing(fresh(SHAPES["bundled"], filled=False)) as database:
        create(database, NewPipeline("p", (NewStage("s", "encryption", "aes256gcm", parameters=entries),)))
        without = pipelines_as_toml(pipelines(database))
        with_them = pipelines_as_toml(pipelines(database), secrets=True)

    assert "c2VjcmV0" not in without
    assert "SECRETS WERE LEFT OUT" in without
    assert tomllib.loads(without)["pipelines"][0]["stages"][0]["parameters"] == {
        "key": {"left_out": True},
        "level": "3",
    }
    assert "c2VjcmV0" in with_them
    assert "HOLDS SECRETS" in with_them


@pytest.mark.parametrize(
    "text", ["\t", "\x7f", "\x85", "\u202e", "\u2028", "\x00", "a\r\n", "\U000e0041", "Ä🎉"]
)
def test_what_acts_instead_of_showing_is_spelt_out_and_comes_back(text: str) -> None:
    with closing(fresh(SHAPES["bundled"], filled=False)) as database:
        create(database, NewPipeline(f"n{text}", (), (NewEntry(text, text),)))
        written = exported(database)

    assert escape_for_terminal(written, keep="\n") == written
    assert [each.content.configuration for each in read_documents(written.encode())] == [
        (NewEntry(text, text),)
    ]

"""What an import does with pipelines that are there already is what a person chose, and nothing besides."""

from __future__ import annotations

from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from pipeline_browser.model.errors import EditConflict, EditRefused
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.exchange.importing import Decision, import_pipelines
from pipeline_browser.model.pipelines.exchange.planning import Choice, Planned, Standing, plan_import
from pipeline_browser.model.pipelines.exchange.reading import read_documents
from pipeline_browser.model.pipelines.exchange.writing import pipelines_as_toml
from pipeline_browser.model.pipelines.operations.entries import set_entries
from pipeline_browser.model.pipelines.operations.new_rows import as_new_pipeline
from pipeline_browser.model.pipelines.operations.pipelines import rename_pipeline
from pipeline_browser.model.pipelines.operations.stages import remove_stages
from tests.model.pipelines.databases import SHAPES, UNVERSIONED, dump, fresh, named, pipelines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pipeline_browser.model.database import Database


@pytest.fixture(params=SHAPES)
def there(request: pytest.FixtureRequest) -> Iterator[Database]:
    with closing(fresh(SHAPES[request.param])) as database:
        yield database


def planned(database: Database, text: str) -> tuple[Planned, ...]:
    return plan_import(database, read_documents(text.encode()))


def test_replacing_keeps_id_metrics_and_creation_and_is_undone_in_one_step(there: Database) -> None:
    text = pipelines_as_toml([named(there, "first")], secrets=True)
    wanted = as_new_pipeline(named(there, "first"), "first")
    pipeline = named(there, "first")
    remove_stages(there, pipeline, pipeline.stages[1:2])
    pipeline = named(there, "first")
    set_entries(there, pipeline.row, pipeline.configuration, [("max_workers", "9"), ("more", "x")])
    before, old = dump(there), named(there, "first")
    (plan,) = planned(there, text)
    assert plan.standing is Standing.TAKEN
    assert Choice.REPLACE in plan.choices

    edit = import_pipelines(there, [Decision(plan, Choice.REPLACE)])

    new = named(there, "first")
    assert as_new_pipeline(new, "first") == wanted
    assert (new.id, new.row["created_at"], new.metrics) == (old.id, old.row["created_at"], old.metrics)
    assert new.row["updated_at"] != old.row["updated_at"]
    after = dump(there)
    apply_edit(there, edit.inverse())
    assert dump(there) == before
    apply_edit(there, edit)
    assert dump(there) == after
    assert planned(there, text)[0].standing is Standing.SAME


def test_renaming_finds_free_names_also_among_those_of_the_same_file(there: Database) -> None:
    text = pipelines_as_toml([named(there, "second"), named(there, "second")])
    rename_pipeline(there, named(there, "first").row, "second-imported")
    plan = planned(there, text)
    assert [each.standing for each in plan] == [Standing.SAME, Standing.TAKEN]
    assert plan[1].choices == (Choice.SKIP, Choice.RENAME)

    import_pipelines(there, [Decision(each, Choice.RENAME) for each in plan])

    names = {pipeline.name for pipeline in pipelines(there)}
    assert {"second", "second-imported", "second-imported-2", "second-imported-3"} <= names


def test_skipping_writes_nothing(there: Database) -> None:
    before = dump(there)
    plan = planned(there, pipelines_as_toml(pipelines(there)))

    edit = import_pipelines(there, [Decision(each, Choice.SKIP) for each in plan])

    assert edit.changes == ()
    assert dump(there) == before


def test_a_replaced_pipeline_keeps_the_secrets_that_the_file_leaves_out(there: Database) -> None:
    stage = named(there, "first").stages[1]
    set_entries(there, stage.row, stage.parameters, [("key", "c2VjcmV0")])
    text = pipelines_as_toml([named(there, "first")])
    assert planned(there, text)[0].standing is Standing.SAME
    (plan,) = planned(there, text.replace('"3"', '"4"'))
    assert plan.notes == ()

    import_pipelines(there, [Decision(plan, Choice.REPLACE)])

    stage = named(there, "first").stages[1]
    assert (stage.parameter("key"), stage.parameter("level")) == ("c2VjcmV0", "4")
    (fresh_plan,) = planned(there, text.replace('name = "first"', 'name = "new"'))
    assert fresh_plan.notes == ("The file leaves out the secret key of stage pack.",)


def test_what_changed_since_the_plan_is_a_conflict(there: Database) -> None:
    (plan,) = planned(there, pipelines_as_toml([named(there, "first")]).replace('"3"', '"4"'))
    stage = named(there, "first").stages[1]
    set_entries(there, stage.row, stage.parameters, [("other", "x")])
    before = dump(there)

    with pytest.raises(EditConflict):
        import_pipelines(there, [Decision(plan, Choice.REPLACE)])

    assert dump(there) == before


def test_a_name_that_was_taken_since_the_plan_is_refused_and_nothing_of_the_file_is_written(
    there: Database,
) -> None:
    text = pipelines_as_toml(pipelines(there)).replace('name = "', 'name = "new-')
    plan = planned(there, text)
    rename_pipeline(there, named(there, "second").row, "new-third")
    before = dump(there)

    with pytest.raises(EditRefused):
        import_pipelines(there, [Decision(each, Choice.CREATE) for each in plan])

    assert dump(there) == before


def test_columns_that_the_database_does_not_have_are_named_before_they_are_lost() -> None:
    with closing(fresh(SHAPES["odd"])) as odd, closing(fresh(UNVERSIONED)) as older:
        odd.execute("UPDATE stage_parameters SET note = 'noted'")
        text = pipelines_as_toml([named(odd, "first")])
        (plan,) = planned(older, text.replace('"first"', '"new"'))

    assert "The database has no column stage_parameters.note: its values would be left out." in plan.notes


def test_what_an_older_database_cannot_hold_is_said_and_the_rest_is_the_same_afterwards() -> None:
    with closing(fresh(SHAPES["bundled"])) as newer, closing(fresh(UNVERSIONED, filled=False)) as older:
        newer.execute("UPDATE pipeline_stages SET archived = 1 WHERE name = 'in'")
        text = pipelines_as_toml([named(newer, "first")])
        (plan,) = planned(older, text)
        assert plan.notes == (
            "The database has no column pipeline_stages.archived: its values would be left out.",
        )

        import_pipelines(older, [Decision(plan, Choice.CREATE)])

        assert planned(older, text)[0].standing is Standing.SAME

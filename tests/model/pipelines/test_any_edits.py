"""Whatever is edited in whatever order: undone it was never there, redone it is there again."""

from __future__ import annotations

import re
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline_browser.model.errors import DatabaseOperationFailed, EditConflict, EditRefused
from pipeline_browser.model.pipelines.applying import apply_edit
from pipeline_browser.model.pipelines.shape import PIPELINES, STAGES
from tests.model.pipelines.databases import SHAPES, dump, fresh, orders, pipelines
from tests.model.pipelines.playing import NUMBERS_STAGES, Player, name_of

if TYPE_CHECKING:
    from pipeline_browser.model.database import Database
    from pipeline_browser.model.pipelines.changes import Edit

FOLLOWED = frozenset(("set_entries", "rename_entry", "remove_entries", "set_field", "set_fields"))
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{9}\+00:00")


class Game:
    """Plays random edits, and checks after each one what must hold after any."""

    def __init__(self, database: Database, dice: Random) -> None:
        self._database = database
        self._dice = dice
        self.edits: list[Edit] = []
        self.dumps = [dump(database)]
        self.refused = 0

    def play(self) -> None:
        operation = Player(self._dice, pipelines(self._database)).operation()
        before = self.dumps[-1]
        try:
            edit = operation(self._database)
        except EditConflict:
            raise  # nobody else is there
        except (EditRefused, DatabaseOperationFailed):
            assert dump(self._database) == before
            self.refused += 1
            return
        after = dump(self._database)
        assert bool(edit.changes) == (after != before), edit.words
        assert not self._database.query("PRAGMA foreign_key_check")
        if name_of(operation) in NUMBERS_STAGES:
            assert all(found == list(range(len(found))) for found in orders(self._database, edit))
        _check_moments(edit)
        if name_of(operation) in FOLLOWED:
            self._check_followed(edit)
        if edit.changes:
            self.edits.append(edit)
            self.dumps.append(after)

    def _check_followed(self, edit: Edit) -> None:
        """The pipelines that an edit is about carry its moment, whatever was changed below them."""
        moments = {change.after.get("updated_at") for change in edit.changes if change.after is not None}
        known = [id_ for id_ in edit.pipelines if isinstance(id_, str)]
        for pipeline in pipelines(self._database):
            if edit.changes and pipeline.id in known:
                assert pipeline.row.get("updated_at") in moments, edit.words

    def walk(self) -> None:
        """Undo and redo up and down at random, then undo everything."""
        at = len(self.edits)
        for _ in range(2 * at):
            at = self._step(at, back=self._dice.random() < 0.6)
        while at < len(self.edits):
            at = self._step(at, back=False)
        while at:
            at = self._step(at, back=True)

    def _step(self, at: int, *, back: bool) -> int:
        if (at == 0 and back) or (at == len(self.edits) and not back):
            return at
        edit = self.edits[at - 1].inverse() if back else self.edits[at]
        written = apply_edit(self._database, edit)
        at += -1 if back else 1
        self.edits[at if back else at - 1] = written.inverse() if back else written
        assert dump(self._database) == self.dumps[at], edit.words
        return at


def _check_moments(edit: Edit) -> None:
    """All rows that were written, and the pipelines above them, carry one moment in the program's form."""
    written = [change.after for change in edit.changes if change.after is not None]
    moments = {row.get("updated_at") for row in written if "updated_at" in row.columns}
    assert len(moments) <= 1
    assert all(isinstance(each, str) and MOMENT.fullmatch(each) for each in moments)
    touched = {change.row.get("id") for change in edit.changes if change.row.table == PIPELINES}
    for change in edit.changes:
        if change.row.table == STAGES and change.row.get("pipeline_id") is not None:
            assert change.row.get("pipeline_id") in touched


def play(shape: str, seed: int, moves: int) -> Game:
    """Play a whole game on a database of its own."""
    with closing(fresh(SHAPES[shape])) as database:
        game = Game(database, Random(seed))  # noqa: S311 - no secret
        for _ in range(moves):
            game.play()
        game.walk()
        assert dump(database) == game.dumps[0]
        return game


@pytest.mark.parametrize("shape", SHAPES)
@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_any_edits_undone_leave_every_byte_as_it_was_and_redone_as_they_made_it(
    shape: str, seed: int
) -> None:
    play(shape, seed, 10)


@pytest.mark.campaign
@pytest.mark.parametrize("shape", SHAPES)
def test_thousands_of_games(shape: str) -> None:
    games = [play(shape, seed, 25) for seed in range(400)]
    edits, refused = sum(len(game.edits) for game in games), sum(game.refused for game in games)
    print(f"{shape}: {edits} edits, {refused} refused")  # noqa: T201 - the figures of the campaign


def test_no_game_is_only_refusals() -> None:
    game = play("bundled", 1, 60)

    assert len(game.edits) > 2 * game.refused

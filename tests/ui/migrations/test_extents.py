"""How far a run or a revert would go."""

from __future__ import annotations

from pipeline_browser.model.migrations.source import MigrationKind
from pipeline_browser.ui.migrations.extents import (
    apply_here_words,
    apply_words,
    newest_applied,
    newest_revertible,
    pending_up_to,
    revert_here_words,
    revert_words,
    revertible_above,
)
from tests.ui.migrations.facts import entries_of, every_state, migration, row_of


def test_what_is_out_of_order_is_pending_too() -> None:
    entries = every_state().entries
    assert pending_up_to(entries) == 2
    assert pending_up_to(entries, 5) == 1


def test_only_applied_migrations_with_a_down_file_can_be_reverted() -> None:
    up, down = migration(2, kind=MigrationKind.UP), migration(2, kind=MigrationKind.DOWN)
    simple = migration(3)
    applied = entries_of([up, down, simple], [row_of(up), row_of(simple)])
    assert revertible_above(applied, 0) == 1
    newest = newest_revertible(applied)
    assert newest is not None
    assert newest.version == 2, "sqlx passes over newer ones that cannot be reverted"
    assert newest_revertible(entries_of([up, down], [])) is None


def test_the_newest_applied_version_counts_whatever_its_state() -> None:
    assert newest_applied(every_state().entries) == 6
    assert newest_applied(()) == 0


def test_words_for_nothing_say_so() -> None:
    assert apply_words(0) == "Nothing to apply"
    assert revert_words(None) == "Nothing to revert"


def test_a_menu_row_that_would_do_nothing_says_so_instead_of_counting_to_zero() -> None:
    entry = every_state().entries[0]
    assert apply_here_words(0, entry) == "Nothing to apply up to here"
    assert revert_here_words(0, entry) == "Nothing newer to revert"
    assert revert_here_words(2, entry) == "Revert 2 newer migrations…"

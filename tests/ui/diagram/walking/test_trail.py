"""The trail of what was selected."""

from __future__ import annotations

from pipeline_browser.ui.diagram.walking.subject import Subject
from pipeline_browser.ui.diagram.walking.trail import Step, Trail


def table(name: str, *columns: str) -> Subject:
    return Subject((name,), columns=tuple((name, column) for column in columns))


def walk(*names: str) -> Trail:
    trail = Trail()
    for name in names:
        trail = trail.visit(table(name))
    return trail


def test_each_place_is_a_step_and_the_same_place_is_none() -> None:
    trail = walk("a", "b", "b", "a")
    assert [step.subject for step in trail.steps] == [table("a"), table("b"), table("a")]
    assert (trail.here, list(trail.behind), list(trail.ahead)) == (table("a"), [1, 0], [])


def test_another_column_of_the_same_table_is_no_step_but_is_kept() -> None:
    trail = walk("a").visit(table("a", "x"))
    assert [step.subject for step in trail.steps] == [table("a", "x")]


def test_going_somewhere_else_forgets_what_was_ahead() -> None:
    trail = walk("a", "b", "c").go(0)
    assert list(trail.ahead) == [1, 2]
    assert [step.subject for step in trail.visit(table("d")).steps] == [table("a"), table("d")]


def test_standing_where_one_went_back_to_keeps_what_is_ahead() -> None:
    trail = walk("a", "b", "c").go(1).visit(table("b", "x"))
    assert (trail.at, list(trail.ahead)) == (1, [2])


def test_what_is_passed_while_typing_is_one_step() -> None:
    trail = walk("a").visit(table("b"), passing=True).visit(table("c"), passing=True).visit(table("d"))
    assert trail.steps == (Step(table("a")), Step(table("c"), passing=True), Step(table("d")))


def test_the_oldest_steps_are_dropped() -> None:
    trail = walk(*map(str, range(1000)))
    assert len(trail.steps) < 300
    assert trail.here == table("999")

"""Views and triggers: dropped where they are in the way or unwanted, made again or anew at the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.schema.changing.deeds import listed
from pipeline_browser.model.schema.changing.facts import Change
from pipeline_browser.model.schema.changing.names import name_sql
from pipeline_browser.model.schema.changing.stored_text import create_statement
from pipeline_browser.model.schema.facts import Trigger, View
from pipeline_browser.model.schema.meaning import trigger_meaning, view_meaning
from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pipeline_browser.model.schema.changing.dependents import Dependents
    from pipeline_browser.model.schema.facts import Schema


class StandingAside:
    """The changes of views and triggers."""

    def __init__(self, before: Schema, after: Schema, aside: Dependents) -> None:
        self._old = _objects(before)
        self._new = _objects(after)
        names = {*map(_key, aside.views), *map(_key, aside.triggers)}
        changed = {key for key, each in self._old.items() if _meaning(each) != self._new_meaning(key)}
        names |= changed & self._old.keys()
        # A view takes its triggers along when it goes.
        views = {name for kind, name in names if kind == "view"}
        names |= {
            key for key, each in self._old.items() if isinstance(each, Trigger) and fold(each.table) in views
        }
        self._aside = [key for key in self._old if key in names]

    def taken_away(self) -> Iterator[Change]:
        """Yield the drops: each that goes for good, and one change for all that come back."""
        back = [self._old[key] for key in self._aside if key in self._new]
        for key in self._aside:
            if key not in self._new:
                yield _drop(self._old[key])
        if back:
            names = listed(f"{_kind(each)} {each.name}" for each in back)
            yield Change(
                f"takes away {names} until the end, since they name what changes",
                "\n".join(_drop_sql(each) for each in back),
            )

    def put_back(self) -> Iterator[Change]:
        """Yield what is made at the end, views before the triggers that may watch them."""
        for key, wanted in self._new.items():
            if key not in self._old:
                yield _create("creates", [wanted], new=True)
            elif key in self._aside and _meaning(self._old[key]) != _meaning(wanted):
                yield _create("changes", [wanted])
        again = [
            wanted
            for key, wanted in self._new.items()
            if key in self._aside and _meaning(self._old[key]) == _meaning(wanted)
        ]
        if again:
            yield _create("makes again", again)

    def _new_meaning(self, key: tuple[str, str]) -> str:
        return _meaning(self._new[key]) if key in self._new else ""


def _objects(schema: Schema) -> Mapping[tuple[str, str], View | Trigger]:
    every: list[View | Trigger] = [*schema.views, *schema.triggers]
    return {_key(each): each for each in every}


def _key(each: View | Trigger) -> tuple[str, str]:
    return _kind(each), fold(each.name)


def _kind(each: View | Trigger) -> str:
    return "view" if isinstance(each, View) else "trigger"


def _meaning(each: View | Trigger) -> str:
    return view_meaning(each) if isinstance(each, View) else trigger_meaning(each)


def _drop(each: View | Trigger) -> Change:
    return Change(f"drops {_kind(each)} {each.name}", _drop_sql(each))


def _drop_sql(each: View | Trigger) -> str:
    return f"DROP {_kind(each).upper()} IF EXISTS {name_sql(each.name)};"


def _create(verb: str, wanted: Sequence[View | Trigger], *, new: bool = False) -> Change:
    names = listed(f"{_kind(each)} {each.name}" for each in wanted)
    return Change(
        f"{verb} {names}", "\n\n".join(create_statement(each.ddl, if_not_exists=new) for each in wanted)
    )

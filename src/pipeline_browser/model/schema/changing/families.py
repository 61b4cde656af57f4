"""Tables that have to be rebuilt or dropped together, and in which order.

Dropping a table deletes its rows first, and with foreign keys on that deletion cascades; inside of a
transaction they cannot be switched off. So whatever refers to a rebuilt table is rebuilt with it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from pipeline_browser.model.schema.facts import Table


def with_referrers(tables: Mapping[str, Table], start: Iterable[str]) -> set[str]:
    """Return ``start`` with every table that refers to one of them, at once or through others."""
    found = set(start)
    waiting = list(found)
    while waiting:
        parent = waiting.pop()
        new = {name for name, table in tables.items() if parent in parents(table)} - found
        found |= new
        waiting += new
    return found


def parents(table: Table) -> set[str]:
    """Return the folded names of the other tables that a table refers to."""
    return {fold(key.parent) for key in table.foreign_keys} - {fold(table.name)}


def families(names: Iterable[str], *schemas: Mapping[str, Table]) -> list[list[str]]:
    """Return the names in groups between which no foreign key of any of the schemas leads."""
    rest = list(names)
    groups: list[list[str]] = []
    while rest:
        group = _connected(rest[0], set(rest), schemas)
        groups.append([name for name in rest if name in group])
        rest = [name for name in rest if name not in group]
    return groups


def _connected(start: str, names: set[str], schemas: Iterable[Mapping[str, Table]]) -> set[str]:
    links = _links(names, schemas)
    found, waiting = {start}, [start]
    while waiting:
        new = links.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found


def _links(names: set[str], schemas: Iterable[Mapping[str, Table]]) -> dict[str, set[str]]:
    links: dict[str, set[str]] = {name: set() for name in names}
    for tables in schemas:
        for name in names & tables.keys():
            for parent in parents(tables[name]) & names:
                links[name].add(parent)
                links[parent].add(name)
    return links


def parents_first(names: Iterable[str], tables: Mapping[str, Table]) -> list[str]:
    """Return the names so that parents stand before their children, as far as there is no circle."""
    return _ordered(names, lambda name: parents(tables[name]))


def _ordered(names: Iterable[str], before: Callable[[str], set[str]]) -> list[str]:
    rest = dict.fromkeys(names)
    done = []
    while rest:
        name = next((each for each in rest if rest.keys().isdisjoint(before(each))), next(iter(rest)))
        del rest[name]
        done.append(name)
    return done

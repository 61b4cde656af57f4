"""Tables that have to be rebuilt or dropped together, and in which order.

Dropping a table deletes its rows first, and with foreign keys on that deletion cascades; inside of a
transaction they cannot be switched off. So whatever refers to a rebuilt table is rebuilt with it.
"""

from __future__ import annotations

from collections import defaultdict
from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from pipeline_browser.model.sql_tokens import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pipeline_browser.model.schema.facts import Table


def parents(table: Table) -> set[str]:
    """Return the folded names of the other tables that a table refers to."""
    return {fold(key.parent) for key in table.foreign_keys} - {fold(table.name)}


def children_of(tables: Mapping[str, Table]) -> dict[str, set[str]]:
    """Return by folded name which other tables refer to a table."""
    children: dict[str, set[str]] = defaultdict(set)
    for name, table in tables.items():
        for parent in parents(table):
            children[parent].add(name)
    return children


def with_referrers(tables: Mapping[str, Table], start: Iterable[str]) -> set[str]:
    """Return ``start`` with every table that refers to one of them, at once or through others."""
    return _reached(start, children_of(tables))


def families(names: Iterable[str], *schemas: Mapping[str, Table]) -> list[list[str]]:
    """Return the names in groups between which no foreign key of any of the schemas leads."""
    rest = dict.fromkeys(names)
    links = _links(set(rest), schemas)
    groups: list[list[str]] = []
    while rest:
        group = _reached([next(iter(rest))], links)
        groups.append([name for name in rest if name in group])
        rest = dict.fromkeys(name for name in rest if name not in group)
    return groups


def parents_first(names: Iterable[str], tables: Mapping[str, Table]) -> list[str]:
    """Return the names so that parents stand before their children, as far as there is no circle."""
    every = list(names)
    return ordered(every, {name: parents(tables[name]) for name in every})


def ordered(names: Iterable[str], before: Mapping[str, set[str]]) -> list[str]:
    """Return the names so that each stands behind those in ``before``; else, and in circles, as they are."""
    every = list(names)
    position = {name: at for at, name in enumerate(every)}
    waiting = {name: before.get(name, set()) & position.keys() - {name} for name in every}
    following: dict[str, list[str]] = defaultdict(list)
    for name, others in waiting.items():
        for other in others:
            following[other].append(name)
    ready = [at for at, name in enumerate(every) if not waiting[name]]
    heapify(ready)
    done: dict[str, None] = {}
    while len(done) < len(every):
        name = every[heappop(ready)] if ready else next(each for each in every if each not in done)
        done[name] = None
        for each in following[name]:
            waiting[each].discard(name)
            if not waiting[each] and each not in done:
                heappush(ready, position[each])
    return list(done)


def _reached(start: Iterable[str], links: Mapping[str, set[str]]) -> set[str]:
    found = set(start)
    waiting = list(found)
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

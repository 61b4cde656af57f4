"""Schemas as people make them, drawn by lot: the same number gives the same schema."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING, NamedTuple

from pipeline_browser.diagram.layout.shapes import Link, Size
from tests.diagram.layout.diagrams import HEADER, ROW, middle

if TYPE_CHECKING:
    from collections.abc import Callable

_FEWEST, _MOST = 5, 300  # tables


class RandomSchema(NamedTuple):
    """A schema as layout takes it."""

    name: str
    sizes: list[Size]
    links: list[Link]


def random_schema(number: int) -> RandomSchema:
    """Return the schema of a number; the kinds take turns."""
    kind = _KINDS[number % len(_KINDS)]
    dice = random.Random(number)  # noqa: S311 - no secret
    tables = round(_FEWEST * (_MOST / _FEWEST) ** dice.random())
    maker = _Maker(dice, tables)
    kind(maker)
    maker.season()
    return RandomSchema(f"{number} {kind.__name__.strip('_')} {tables}", maker.sizes, maker.links)


class _Maker:
    """Tables and the keys between them; a key gets its own column, and mostly refers to the first one."""

    def __init__(self, dice: random.Random, tables: int) -> None:
        self.dice = dice
        self.tables = tables
        self._columns = [min(60, 2 + int(dice.lognormvariate(1.6, 0.7))) for _ in range(tables)]
        self._keys = [1] * tables  # the next column of each table for a key
        self._refs: list[tuple[int, int, int, int]] = []
        self._known: set[tuple[int, int]] = set()

    @property
    def sizes(self) -> list[Size]:
        widths = random.Random(self.tables)  # noqa: S311
        return [Size(widths.randrange(150, 340, 10), HEADER + ROW * count) for count in self._columns]

    @property
    def links(self) -> list[Link]:
        return [Link(child, middle(row), parent, middle(there)) for child, row, parent, there in self._refs]

    def refer(self, child: int, parent: int, *, again: bool = False) -> None:
        """Add a foreign key, unless there is one already."""
        if (child, parent) in self._known and not again:
            return
        self._known.add((child, parent))
        row = self._keys[child]
        self._keys[child] += 1
        self._columns[child] = max(self._columns[child], row + 1)
        there = 0 if self.dice.random() < 0.93 else self.dice.randrange(self._columns[parent])
        self._refs.append((child, row, parent, there))

    def season(self) -> None:
        """Add what most schemas have a little of: self references, circles, parallel keys."""
        for table in range(self.tables):
            if self.dice.random() < 0.04:
                self.refer(table, table)
        for child, _, parent, _ in list(self._refs):
            if self.dice.random() < 0.02:
                self.refer(parent, child)
            if self.dice.random() < 0.03:
                self.refer(child, parent, again=True)

    def earlier(self, table: int, reach: int | None = None) -> int:
        """Return a table before another, of the last so many."""
        return self.dice.randrange(max(0, table - reach) if reach else 0, table)


def _tree(maker: _Maker) -> None:
    for table in range(1, maker.tables):
        maker.refer(table, maker.earlier(table))


def _deep(maker: _Maker) -> None:
    for table in range(1, maker.tables):
        maker.refer(table, maker.earlier(table, 4))


def _grown(maker: _Maker) -> None:
    """Each table refers to one or two older ones, often to those that many refer to."""
    popular = [0]
    for table in range(1, maker.tables):
        for _ in range(1 + (maker.dice.random() < 0.3)):
            parent = maker.dice.choice(popular) if maker.dice.random() < 0.5 else maker.earlier(table)
            maker.refer(table, parent)
            popular.append(parent)


def _hubs(maker: _Maker) -> None:
    """A few tables that nearly everything refers to."""
    hubs = max(1, maker.tables // 40)
    for table in range(hubs, maker.tables):
        maker.refer(table, maker.dice.randrange(hubs))
        if maker.dice.random() < 0.25:
            maker.refer(table, maker.earlier(table))


def _lookups(maker: _Maker) -> None:
    """Small tables of codes beside a tree."""
    codes = max(1, maker.tables // 8)
    for table in range(codes + 1, maker.tables):
        maker.refer(table, maker.dice.randrange(codes, table))
        while maker.dice.random() < 0.3:
            maker.refer(table, maker.dice.randrange(codes))


def _modules(maker: _Maker) -> None:
    """Groups of related tables, with few keys from group to group."""
    size = maker.dice.randint(6, 16)
    for table in range(1, maker.tables):
        first = table - table % size
        if table > first:
            maker.refer(table, maker.dice.randrange(first, table))
            if maker.dice.random() < 0.3:
                maker.refer(table, maker.dice.randrange(first, table))
        if first and maker.dice.random() < 0.12:
            maker.refer(table, maker.dice.randrange(first))


def _junctions(maker: _Maker) -> None:
    """Tables that join two others."""
    things = max(3, maker.tables * 3 // 5)
    for table in range(1, things):
        if maker.dice.random() < 0.5:
            maker.refer(table, maker.earlier(table))
    for table in range(things, maker.tables):
        maker.refer(table, maker.dice.randrange(things))
        maker.refer(table, maker.dice.randrange(things))


def _dense(maker: _Maker) -> None:
    for table in range(1, maker.tables):
        for _ in range(maker.dice.randint(1, 4)):
            maker.refer(table, maker.earlier(table, 25))


def _sparse(maker: _Maker) -> None:
    """Many small components, and tables that nothing refers to."""
    for table in range(1, maker.tables):
        if maker.dice.random() < 0.55:
            maker.refer(table, maker.earlier(table, 6))


def _layers(maker: _Maker) -> None:
    """As in a warehouse: raw tables, facts, dimensions of facts."""
    third = max(1, maker.tables // 3)
    for table in range(third, maker.tables):
        for _ in range(maker.dice.randint(1, 3)):
            maker.refer(table, maker.dice.randrange(max(0, table - 2 * third), table - third + 1))


_KINDS: tuple[Callable[[_Maker], None], ...] = (
    _tree,
    _deep,
    _grown,
    _hubs,
    _lookups,
    _modules,
    _junctions,
    _dense,
    _sparse,
    _layers,
)

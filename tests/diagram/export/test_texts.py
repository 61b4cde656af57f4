"""Mermaid, DOT, PlantUML and DBML: every document fits its grammar, and every name in it is only a name."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from pipeline_browser.diagram.export.dbml import dbml
from pipeline_browser.diagram.export.dot import dot
from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.diagram.export.literal import named
from pipeline_browser.diagram.export.mermaid import mermaid
from pipeline_browser.diagram.export.plantuml import plantuml
from pipeline_browser.diagram.graph import Box, BoxKind, End, Graph, Line, Mark, Row, State
from tests.diagram.graphs import graphs

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

# One expression for each line that a document may consist of, stricter than the tools' own grammars.
_WORD = r"[A-Za-z_][A-Za-z0-9_()]*"
_ENTITY = r"[A-Za-z][A-Za-z0-9_]*"
_SAFE = r'(?:[^"#%&<>\\;`*~$\x00-\x1f]|#\d+;)*'
_MERMAID = (
    r"erDiagram",
    rf'    {_ENTITY}(?:\["(?P<name>{_SAFE})"\])? \{{',
    rf'        {_WORD} {_WORD}(?: (?:PK|FK|UK)(?:, (?:PK|FK|UK))*)?(?: "{_SAFE}")?',
    r"    \}",
    rf'    {_ENTITY} (?:\|\||\|o)(?:--|\.\.)(?:o\||o\{{) {_ENTITY} : "{_SAFE}"',
)
_TEXT = r"(?:[\w ()\U00010000-\U0010ffff]|&#\d+;|<U\+00(?:24|5C)>)*"
_FIELD_WORDS = r"(?: <<(?:PK|FK|UQ|added|changed|removed)>>)*"
_PLANTUML = (
    r"@startuml|@enduml|hide circle|hide methods|left to right direction|  --|\}",
    r"skinparam shadowing false|skinparam class \{|  FontStyle bold|  \w+Color #[0-9a-f]{6}",
    r"  \.\. \d+ more columns? \.\.",
    rf'entity "(?P<name>{_TEXT})" as t\d+(?: <<[a-z ]+>>){{0,2}}(?: #[0-9a-f]{{6}})? \{{',
    rf"  \{{field\}} (?:\* )?{_TEXT}(?: : {_TEXT})?(?: = {_TEXT})?{_FIELD_WORDS}",
    rf"t\d+ (?:\|\||\|o)(?:--|\.\.)(?:o\||o\{{) t\d+ : {_TEXT}(?:\\n{_TEXT})*",
)
_NAME = r'"(?:[^"\\\x00-\x1f]|\\["\\])*"'
_NOTE = r"'(?:[^'\\\x00-\x1f]|\\['\\])*'"
_SETTING = (
    rf"(?:pk|not null|unique|note: {_NOTE}|default: `[^`\x00-\x1f]*`|(?:delete|update): [a-z ]+"
    r"|headercolor: #[0-9a-f]{6})"
)
_SETTINGS = rf"(?: \[{_SETTING}(?:, {_SETTING})*\])?"
_ENDPOINT = rf"{_NAME}\.(?:{_NAME}|\({_NAME}(?:, {_NAME})+\)|\(\))"
_DBML = (
    r"",
    r"\}|  \}|  indexes \{",
    rf"Table (?P<name>{_NAME}){_SETTINGS} \{{",
    rf"  {_NAME} (?:{_NAME}|[A-Za-z]\w*(?:\(\d+(?:,\d+)?\))?){_SETTINGS}",
    rf"    \({_NAME}(?:, {_NAME})*\) \[pk\]",
    rf"(?:// )?Ref: {_ENDPOINT} [->] {_ENDPOINT}{_SETTINGS}(?: // (?:added|changed|removed))?",
)
_FEW = settings(max_examples=30, deadline=None)


def _names(text: str, grammar: Sequence[str]) -> list[str]:
    """Return the names of a document's boxes; each of its lines must fit the grammar."""
    found = []
    for line in text.removesuffix("\n").split("\n"):
        matches = [match for match in (re.fullmatch(each, line) for each in grammar) if match]
        assert matches, line
        found += [match["name"] for match in matches if match.groupdict().get("name") is not None]
    return found


@_FEW
@given(graphs())
def test_mermaid_keeps_to_its_grammar_and_shows_every_name(graph: Graph) -> None:
    labels = _names(mermaid(graph), _MERMAID)
    shown = {re.sub(r"#(\d+);", lambda match: chr(int(match[1])), label) for label in labels}
    plain = {
        box.name
        for box in graph.boxes
        if re.search(rf"^    {re.escape(box.name)} \{{$", mermaid(graph), re.MULTILINE)
    }
    for box in graph.boxes:
        kind = "" if box.kind is BoxKind.TABLE else box.kind.value
        told = ", ".join(filter(None, (kind, "" if box.state is State.SAME else box.state.value)))
        assert named(box.name) + (f" ({told})" if told else "") in shown or box.name in plain


@_FEW
@given(graphs())
def test_plantuml_keeps_to_its_grammar_and_shows_every_name(graph: Graph) -> None:
    shown = [
        html.unescape(re.sub(r"<U\+(\w+)> ?$|<U\+(\w+)>", lambda m: chr(int(m[1] or m[2], 16)), name))
        for name in _names(plantuml(graph), _PLANTUML)
    ]
    assert shown == [named(box.name) for box in graph.boxes]


@_FEW
@given(graphs())
def test_dbml_keeps_to_its_grammar_and_shows_every_name(graph: Graph) -> None:
    shown = [re.sub(r"\\(.)", r"\1", name[1:-1]) for name in _names(dbml(graph), _DBML)]
    assert [re.sub(r" \(\d+\)$", "", name) for name in shown] == [named(box.name) for box in graph.boxes]
    assert len(set(shown)) == len(shown)


@_FEW
@given(graphs())
def test_every_label_of_dot_is_well_formed_and_shows_every_name(graph: Graph) -> None:
    labels = [
        ET.fromstring(match)  # noqa: S314 - our own text
        for match in re.findall(r"^  t\d+ \[label=<(.*)>\];$", dot(graph), re.MULTILINE)
    ]
    assert [label.findtext("TR/TD/B") for label in labels] == [named(box.name) for box in graph.boxes]


_KEYS = Graph(
    (
        Box("pipelines", BoxKind.TABLE, (Row("id", "INTEGER", Mark.PRIMARY),)),
        Box("stages", BoxKind.TABLE, (Row("pipeline", "NUMERIC(10,2)", Mark.FOREIGN | Mark.NOT_NULL, "7"),)),
    ),
    (Line(1, 0, (0,), (0,), ("pipeline",), ("id",), End.MANY, End.ONE, on_delete="CASCADE"),),
)


@pytest.mark.parametrize(
    ("write", "lines"),
    [
        (
            mermaid,
            [
                "    pipelines {",
                "        INTEGER id PK",
                '        NUMERIC(10_2) pipeline FK "NUMERIC(10,2)#59; not null#59; default 7"',
                '    pipelines ||--o{ stages : "pipeline#59; ON DELETE CASCADE"',
            ],
        ),
        (
            plantuml,
            [
                'entity "stages" as t1 {',
                "  {field} * pipeline : NUMERIC(10&#44;2) = 7 <<FK>>",
                r"t0 ||--o{ t1 : pipeline\nON DELETE CASCADE",
            ],
        ),
        (
            dbml,
            [
                'Table "stages" {',
                '  "id" INTEGER [pk]',
                '  "pipeline" NUMERIC(10,2) [not null, default: `7`]',
                'Ref: "stages"."pipeline" > "pipelines"."id" [delete: cascade]',
            ],
        ),
        (
            dot,
            [
                (
                    "  t0:r0:e -> t1:l0:w [arrowtail=teetee, arrowhead=crowodot, "
                    'tooltip="each stages belongs to exactly one pipelines (pipeline → id); '
                    'ON DELETE CASCADE"];'
                )
            ],
        ),
    ],
)
def test_a_foreign_key_is_written_in_each_formats_words(
    write: Callable[[Graph], str], lines: list[str]
) -> None:
    assert set(lines) <= set(write(_KEYS).splitlines())


_COMPOSITE = Graph(
    (
        Box("parent", BoxKind.TABLE, (Row("a", "", Mark.PRIMARY), Row("b", "", Mark.PRIMARY), Row("c"))),
        Box("child", BoxKind.TABLE, (Row("x"), Row("y")), hidden_rows=2),
    ),
    (Line(1, 0, (0, 1), (0, 1), ("x", "y"), ("a", "b"), End.MANY, End.ZERO_OR_ONE, problem="no index"),),
)


@pytest.mark.parametrize(
    ("write", "lines"),
    [
        (mermaid, ["        any a PK", "        any b PK", '    parent |o..o{ child : "x, y"']),
        (plantuml, ["  --", "  .. 2 more columns ..", "t0 |o..o{ t1 : x&#44; y"]),
        (dbml, ['    ("a", "b") [pk]', 'Ref: "child".("x", "y") > "parent".("a", "b")']),
    ],
)
def test_a_key_of_two_columns_is_one_key_and_one_line(
    write: Callable[[Graph], str], lines: list[str]
) -> None:
    assert set(lines) <= set(write(_COMPOSITE).splitlines())


@pytest.mark.parametrize("name", ["pk", "FK", "uk", "end", "_x_"])
def test_what_mermaid_would_take_for_its_own_words_stays_a_name(name: str) -> None:
    _, box, row, _ = mermaid(Graph((Box(name, BoxKind.TABLE, (Row(name, "INT"),)),))).splitlines()
    assert row.split()[1] not in {"pk", "FK", "uk"}
    shown = name.replace("_", "#95;")
    assert box.split()[0] == name or f'["{shown}"]' in box
    assert row.split()[1] == name or f'"{shown}"' in row


def test_dbml_leaves_what_it_cannot_say_to_comments() -> None:
    box = Box("t", BoxKind.TABLE, (Row("a"), Row("b")))
    loop = Line(0, 0, (0,), (0,), ("a",), ("a",), End.MANY, End.ONE)
    known = Line(0, 0, (1,), (0,), ("b",), ("a",), End.MANY, End.ONE)
    text = dbml(Graph((box,), (loop, known, known)))
    assert re.findall(r"^.*Ref.*$", text, re.MULTILINE) == [
        '// Ref: "t"."a" > "t"."a"',
        'Ref: "t"."b" > "t"."a"',
        '// Ref: "t"."b" > "t"."a"',
    ]


@pytest.mark.parametrize(
    ("suffix", "expected"),
    [
        (".SVG", Format.SVG),
        ("gv", Format.DOT),
        (".puml", Format.PLANTUML),
        (".png", Format.PNG),
        (".xyz", None),
        ("", None),
    ],
)
def test_the_suffix_names_the_format(suffix: str, expected: Format | None) -> None:
    assert Format.of(suffix) is expected

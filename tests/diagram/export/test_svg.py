"""The SVG: well formed whatever the names, real text, nothing active, everything inside the page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings

from pipeline_browser.diagram.export.literal import named
from pipeline_browser.diagram.export.svg import svg
from pipeline_browser.diagram.graph import Box, BoxKind, End, Graph, Line, Mark, Row, State
from pipeline_browser.diagram.notation import STATE_SIGNS
from pipeline_browser.diagram.palette import DARK, LIGHT
from pipeline_browser.diagram.picture import arranged
from tests.diagram.graphs import graphs

if TYPE_CHECKING:
    from pipeline_browser.diagram.palette import Palette

_SVG = "{http://www.w3.org/2000/svg}"
_HARMLESS = {"svg", "title", "style", "defs", "path", "rect", "g", "use", "text", "circle"}


def _parsed(graph: Graph, palette: Palette = LIGHT) -> ET.Element:
    return ET.fromstring(svg(arranged(graph), palette, title="a <b> & 'c'"))  # noqa: S314 - our own text


@settings(max_examples=30, deadline=None)
@given(graphs())
def test_names_are_text_and_nothing_else(graph: Graph) -> None:
    root = _parsed(graph)
    assert {element.tag.removeprefix(_SVG) for element in root.iter()} <= _HARMLESS
    titles = {title.text for title in root.iter(f"{_SVG}title")}
    for box in graph.boxes:
        happened = "" if box.state is State.SAME else f": {box.state.value}"
        assert f"{box.kind.value} {named(box.name)}{happened}" in titles


def test_every_column_is_real_text_with_all_its_facts_in_a_tooltip() -> None:
    marks = Mark.NOT_NULL | Mark.UNIQUE | Mark.DEFAULT
    root = _parsed(Graph((Box("t", BoxKind.TABLE, (Row("size", "INT", marks, "5"),)),)))
    assert {"t", "size", "INT", "NN UQ DF"} <= {text.text for text in root.iter(f"{_SVG}text")}
    assert "size INT: not null, unique, default 5" in {title.text for title in root.iter(f"{_SVG}title")}


def test_the_legend_explains_what_is_shown_and_nothing_else() -> None:
    marks = Mark.PRIMARY | Mark.NOT_NULL | Mark.INDEXED
    root = _parsed(Graph((Box("t", BoxKind.TABLE, (Row("id", "INT", marks), Row("n", "", Mark.UNIQUE))),)))
    texts = {text.text for text in root.iter(f"{_SVG}text")}
    assert {"primary key", "unique"} <= texts
    assert not {"not null", "indexed", "foreign key", "exactly one"} & texts


def test_a_line_reads_as_a_sentence_when_pointed_at() -> None:
    boxes = (Box("p", BoxKind.TABLE, (Row("id"),)), Box("c", BoxKind.TABLE, (Row("p"),)))
    line = Line(1, 0, (0,), (0,), ("p",), ("id",), End.MANY, End.ONE, on_delete="CASCADE")
    titles = [title.text for title in _parsed(Graph(boxes, (line,))).iter(f"{_SVG}title")]
    assert "each c belongs to exactly one p (p → id); ON DELETE CASCADE" in titles


def test_a_composite_key_has_a_bracket_at_both_ends() -> None:
    rows = (Row("a"), Row("b"))
    boxes = (Box("p", BoxKind.TABLE, rows), Box("c", BoxKind.TABLE, rows))
    line = Line(1, 0, (0, 1), (0, 1), ("a", "b"), ("a", "b"), End.MANY, End.ONE)
    text = svg(arranged(Graph(boxes, (line,))), LIGHT, explained=False)
    root = ET.fromstring(text)  # noqa: S314 - our own text
    assert len(root.findall(f".//{_SVG}path[@class='bracket']")) == 2


def test_the_legend_of_a_narrow_diagram_takes_several_lines() -> None:
    marks = Mark.NOT_NULL | Mark.UNIQUE | Mark.DEFAULT | Mark.INDEXED | Mark.GENERATED | Mark.FOREIGN
    root = _parsed(Graph((Box("t", BoxKind.TABLE, (Row("a", "INT", Mark.PRIMARY), Row("b", "INT", marks))),)))
    assert float(root.attrib["width"]) < 520
    assert "generated" in {text.text for text in root.iter(f"{_SVG}text")}


@pytest.mark.parametrize("state", [State.ADDED, State.CHANGED, State.REMOVED])
def test_what_happened_stands_in_words_and_signs_beside_its_colour(state: State) -> None:
    boxes = (
        Box("p", BoxKind.TABLE, (Row("id"),)),
        Box("c", BoxKind.TABLE, (Row("p", "INT", state=state),), state=state),
    )
    line = Line(1, 0, (0,), (0,), ("p",), ("id",), End.MANY, End.ONE, state=state)
    root = _parsed(Graph(boxes, (line,)))
    words = [text.text for text in root.iter(f"{_SVG}text")]
    assert words.count(state.value) == 2  # in the box and in the legend
    assert words.count(STATE_SIGNS[state]) == 2
    titles = {title.text for title in root.iter(f"{_SVG}title")}
    assert {f"table c: {state.value}", f"p INT: {state.value}"} <= titles
    assert any(title and title.endswith(f"; {state.value}") for title in titles)
    grounds = {rect.get("class") for rect in root.iter(f"{_SVG}rect")}
    assert {f"soft-{state.value}", f"edge edge-{state.value}"} <= grounds
    assert root.find(f".//{_SVG}g[@class='link {state.value}']") is not None


def test_a_diagram_shows_how_many_rows_a_table_has_where_that_is_known() -> None:
    picture = arranged(Graph((Box("t", BoxKind.TABLE), Box("v", BoxKind.VIEW))))
    root = ET.fromstring(svg(picture, LIGHT, counts={"t": "12.3 k", "v": "7"}))  # noqa: S314 - our own text
    assert [text.text for text in root.iter(f"{_SVG}text")] == ["t", "12.3 k", "v", "view", "view"]


def test_the_legend_can_be_left_out() -> None:
    picture = arranged(Graph((Box("t", BoxKind.TABLE, (Row("id", "INT", Mark.PRIMARY),)),)))
    assert "primary key</text>" in svg(picture, LIGHT)
    assert "primary key</text>" not in svg(picture, LIGHT, explained=False)


def test_a_long_name_is_cut_but_whole_in_its_tooltip() -> None:
    name = "x" * 5000
    root = _parsed(Graph((Box(name, BoxKind.TABLE),)))
    assert float(root.attrib["width"]) < 800
    assert f"table {name}" in {title.text for title in root.iter(f"{_SVG}title")}


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_all_text_can_be_read_on_its_background(palette: Palette) -> None:
    from pipeline_browser.ui.colours import contrast  # noqa: PLC0415 - the one place that knows contrast

    states = (palette.added_soft, palette.changed_soft, palette.removed_soft)
    for background in (palette.box, palette.header, palette.view, palette.virtual, palette.missing, *states):
        assert contrast(palette.text, background) >= 4.5
        assert contrast(palette.dim, background) >= 4.5
    for word, own in zip((palette.added, palette.changed, palette.removed), states, strict=True):
        grounds = (own, palette.box, palette.header, palette.page)
        assert min(contrast(word, ground) for ground in grounds) >= 4.5
    for mark in (palette.line, palette.problem):
        assert contrast(mark, palette.page) >= 3
    for mark in (palette.key, palette.reference):
        assert min(contrast(mark, behind) for behind in (palette.box, *states)) >= 3


def test_a_schema_without_tables_is_an_empty_page() -> None:
    assert _parsed(Graph()).find(f"{_SVG}rect") is not None

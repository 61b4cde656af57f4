"""Random graphs with hostile names, for the exports."""

from __future__ import annotations

from hypothesis import strategies as st

from pipeline_browser.diagram.graph import Box, BoxKind, End, Graph, Line, Mark, Row, State

_HOSTILE = (
    "",
    "<img src=x onerror=alert(1)>",
    "</text><script>alert(1)</script>",
    "]]>",
    "&lt;",
    '"; } //',
    "a\"b'c`d",
    "back\\slash\\",
    "new\nline\ttab\r",
    "esc\x1b[31m\x00\x07",
    "bidi\u202etxt\u2066",
    "%s%n{0}$(id)",
    "@enduml",
    "!include x",
    "__bold__ **x** //y//",
    "class",
    "title",
    "t0",
    "名前 🙂 e\u0301",
    "\ud800",
    "\uffff",
    "-- x",
    " ",
    "#quot;",
)
names = st.sampled_from(_HOSTILE) | st.text(max_size=12) | st.from_regex(r"[a-z_]{1,8}", fullmatch=True)
_marks = st.sets(st.sampled_from(list(Mark))).map(lambda marks: Mark(sum(mark.value for mark in marks)))
_states = st.sampled_from(State)
_rows = st.builds(Row, names, names, _marks, st.none() | names, _states)
_boxes = st.builds(
    Box, names, st.sampled_from(BoxKind), st.lists(_rows, max_size=5).map(tuple), st.integers(0, 3), _states
)


@st.composite
def graphs(draw: st.DrawFn) -> Graph:
    """Return a graph such as a schema could give, and worse."""
    boxes = draw(st.lists(_boxes, min_size=1, max_size=6, unique_by=lambda box: box.name))
    number = st.integers(0, len(boxes) - 1)
    return Graph(
        tuple(boxes), tuple(_line(draw, boxes, draw(number), draw(number)) for _ in range(draw(number)))
    )


def _line(draw: st.DrawFn, boxes: list[Box], child: int, parent: int) -> Line:
    width = draw(st.integers(1, 2))
    child_rows = [_row_of(draw, boxes[child]) for _ in range(width)]
    parent_rows = [_row_of(draw, boxes[parent]) for _ in range(width)]
    return Line(
        child,
        parent,
        tuple(row for row, _ in child_rows),
        tuple(row for row, _ in parent_rows),
        tuple(name for _, name in child_rows),
        tuple(name for _, name in parent_rows),
        draw(st.sampled_from([End.MANY, End.ZERO_OR_ONE])),
        draw(st.sampled_from([End.ONE, End.ZERO_OR_ONE])),
        on_delete=draw(st.sampled_from(["NO ACTION", "CASCADE", "SET NULL"])),
        problem=draw(st.sampled_from(["", "the parent table does not exist"])),
        state=draw(_states),
    )


def _row_of(draw: st.DrawFn, box: Box) -> tuple[int | None, str]:
    if not box.rows:
        return None, draw(names)
    row = draw(st.integers(0, len(box.rows) - 1))
    return row, box.rows[row].name

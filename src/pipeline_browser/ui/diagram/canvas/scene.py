"""The picture as items: built in slices, so that a large one never holds up the window."""

from __future__ import annotations

from collections import defaultdict
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPointF, QRectF, QSizeF, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QGraphicsScene

from pipeline_browser.diagram.graph import End
from pipeline_browser.diagram.layout.shapes import Point
from pipeline_browser.ui.diagram.canvas.box_item import BoxItem
from pipeline_browser.ui.diagram.canvas.bracket_item import BracketItem
from pipeline_browser.ui.diagram.canvas.item import DiagramItem
from pipeline_browser.ui.diagram.canvas.line_item import HaloItem, LineItem
from pipeline_browser.ui.diagram.canvas.look import Emphasis

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from PySide6.QtWidgets import QGraphicsItem

    from pipeline_browser.diagram.graph import Graph, Line
    from pipeline_browser.diagram.layout.shapes import Layout
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.ui.diagram.canvas.look import Look

_SLICE = 0.008  # seconds of building items between two looks at what the person does
_LOOK_EVERY = 4  # items
_MARGIN = 4000.0  # how far one may scroll beyond the picture
_REACH = 5.0  # how near a line the pointer has to be, in pixels on the screen
Trunk = tuple[int, int | None]


class DiagramScene(QGraphicsScene):
    """Boxes and lines of one picture.

    Attributes:
        frame: what counts as its content even where nothing is drawn: the room of other versions.

    Signals:
        built: everything is there.
        touched: something looks different, or stands elsewhere.
    """

    built = Signal()
    touched = Signal()

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.picture: Picture | None = None
        self.frame = QRectF()
        self.boxes: list[BoxItem] = []
        self.lines: list[LineItem] = []
        self._halos: dict[Trunk, HaloItem] = {}
        self._brackets: list[BracketItem] = []
        self._trunks: dict[Trunk, list[int]] = {}
        self._left_behind: set[Trunk] = set()
        self._unsettled: dict[DiagramItem, None] = {}
        self._to_build: Iterator[QGraphicsItem] = iter(())
        self._counts: Mapping[str, str] = {}
        self._soon = QTimer(self)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._build_slice)

    @property
    def is_built(self) -> bool:
        """Whether every item of the picture is there."""
        return not self._soon.isActive()

    def show_picture(self, picture: Picture | None) -> None:
        """Replace all items; ``built`` follows."""
        self._soon.stop()
        self.clear()
        self.boxes, self.lines, self._brackets, self._halos, self._trunks = [], [], [], {}, {}
        self._unsettled, self._left_behind = {}, set()
        self.picture = picture
        self.touched.emit()  # nobody paints the items of before any more
        if picture is not None:
            self.setSceneRect(_with_margin(picture))
            self._to_build = self._items(picture)
            self._soon.start()
        self.touched.emit()  # whoever was drawing the old items must not go on

    def build_steps(self) -> Iterator[None]:
        """Build what is not there yet, a slice at each step, where nobody waits for ``built``."""
        while not self.is_built:
            self._build_slice()
            yield

    def follow(self, picture: Picture) -> None:
        """Let boxes and lines stand as in another picture of the same graph."""
        self.picture = picture
        self.setSceneRect(_with_margin(picture))
        self.place(picture.layout)

    def place(self, layout: Layout) -> None:
        """Let boxes and lines stand elsewhere; only what changed is touched."""
        changed: set[Trunk] = set()
        moved: dict[DiagramItem, None] = {}
        for box, place in zip(self.boxes, layout.positions, strict=True):
            if box.place != place:
                box.setPos(*place)
                moved[box] = None
        for line, route in zip(self.lines, layout.routes, strict=True):
            if line.route != route:
                line.follow(route)
                moved[line] = None
                changed.add(_trunk_of_line(line.line))
        self._left_behind |= changed
        for bracket in self._brackets:
            if bracket.line in moved or any(box in moved for box in bracket.boxes):
                bracket.follow()
                moved[bracket] = None
        if moved:
            self._unsettled |= moved
            self.touched.emit()

    def drawn_in(self, area: QRectF) -> list[DiagramItem]:
        """Return what a picture of an area shows, the lowest first."""
        for trunk in self._left_behind:
            self._halos[trunk].follow()  # nobody sees them before
        self._left_behind = set()
        mode, order = Qt.ItemSelectionMode.IntersectsItemBoundingRect, Qt.SortOrder.AscendingOrder
        return [item for item in self.items(area, mode, order) if isinstance(item, DiagramItem)]

    def settle(self) -> None:
        """Everything is painted where it stands now."""
        self._unsettled = {}

    def live_items(self, *, dims: bool) -> list[DiagramItem]:
        """Return what has to be drawn over a picture of everything, the lowest first.

        That is what was moved since ``settle`` and what is emphasised; while the rest is dimmed (``dims``),
        also what is not.
        """
        strong = [line for line in self.lines if line.is_raised]
        boxes = [box for box in self.boxes if box.is_live(dims=dims)]
        brackets = [bracket for bracket in self._brackets if bracket.line.is_raised]
        moved = sorted(self._unsettled, key=DiagramItem.zValue)
        boxes.sort(key=lambda box: box.emphasis is Emphasis.SELECTED)  # what is dragged lies over the others
        looked_at = dict.fromkeys((*strong, *boxes, *brackets))
        return [*(item for item in moved if item not in looked_at), *looked_at]

    def show_counts(self, counts: Mapping[str, str]) -> None:
        """Show in every table's box how many rows it has; by the names of the tables."""
        if counts != self._counts:
            self._counts = dict(counts)
            for item in self.boxes:
                item.count = counts.get(item.box.name, "")
            self.touched.emit()

    def box_at(self, point: QPointF) -> BoxItem | None:
        """Return the box at a place, the upper one of two."""
        items = self.items(point)
        return next((item for item in items if isinstance(item, BoxItem)), None)

    def line_at(self, point: QPointF, scale: float) -> LineItem | None:
        """Return the nearest line that passes close by a place at this scale."""
        reach = _REACH / scale
        area = QRectF(point.x() - reach, point.y() - reach, 2 * reach, 2 * reach)
        place = Point(point.x(), point.y())
        near = [
            (item.distance(place), item.number)
            for item in self.items(area)
            if isinstance(item, LineItem) and item.distance(place) <= reach
        ]
        return self.lines[min(near)[1]] if near else None

    def content(self) -> QRectF:
        """Return the rectangle around everything, as it stands now; what is not built yet counts too."""
        area = QRectF()
        if not self.is_built and self.picture is not None:
            (left, top), (width, height) = self.picture.extent
            area = QRectF(left, top, width, height)
        for item in (*self.boxes, *self.lines):
            area = area.united(item.sceneBoundingRect())
        return area.united(self.frame)

    def area_of(self, boxes: Iterable[int], row: int | None = None) -> QRectF:
        """Return the rectangle around boxes, built or not; with ``row``, around that row of the one box."""
        area = QRectF()
        if self.picture is None:
            return area
        shape, sizes, places = self.picture.shape, self.picture.sizes, self.picture.layout.positions
        for number in boxes:
            area = area.united(QRectF(QPointF(*places[number]), QSizeF(*sizes[number])))
        if row is not None:
            area.setTop(area.top() + shape.row_middle(row) - shape.row / 2)
            area.setHeight(shape.row)
        return area

    @Slot()
    def _build_slice(self) -> None:
        deadline = perf_counter() + _SLICE
        while perf_counter() < deadline:
            some = list(islice(self._to_build, _LOOK_EVERY))
            for item in some:
                self.addItem(item)
            if len(some) < _LOOK_EVERY:
                self._soon.stop()
                self.built.emit()
                return

    def _items(self, picture: Picture) -> Iterator[QGraphicsItem]:
        """Yield the boxes first: they are what is looked for."""
        graph, layout = picture.graph, picture.layout
        for number, box in enumerate(graph.boxes):
            item = BoxItem(number, box, picture.sizes[number], picture.shape, self.look)
            item.setPos(*layout.positions[number])
            item.count = self._counts.get(box.name, "")
            self.boxes.append(item)
            yield item
        self._trunks = trunks(graph)
        depth = {number: at for at, trunk in enumerate(self._trunks.values()) for number in trunk}
        parent_ends = {key: common_end(graph, numbers) for key, numbers in self._trunks.items()}
        for number, line in enumerate(graph.lines):
            end = parent_ends[_trunk_of(graph, number)]
            z = 2.0 * depth[number] + 1
            self.lines.append(LineItem(number, line, layout.routes[number], end, self.look, z))
            yield self.lines[-1]
        for at, (key, numbers) in enumerate(self._trunks.items()):
            self._halos[key] = HaloItem([self.lines[each] for each in numbers], self.look, 2.0 * at)
            yield self._halos[key]
        for line_item in self.lines:
            if len(line_item.line.columns) > 1:
                ends = (self.boxes[line_item.line.child], self.boxes[line_item.line.parent])
                self._brackets.append(BracketItem(line_item, picture.shape, ends, self.look))
                yield self._brackets[-1]


def trunks(graph: Graph) -> dict[Trunk, list[int]]:
    """Return the numbers of the lines that meet at one row of their parent."""
    found: dict[Trunk, list[int]] = defaultdict(list)
    for number in range(len(graph.lines)):
        found[_trunk_of(graph, number)].append(number)
    return found


def common_end(graph: Graph, lines: list[int]) -> End:
    """Return what a trunk shows at its parent: where only some need one, the weaker claim holds for all."""
    return End.ONE if {graph.lines[each].parent_end for each in lines} == {End.ONE} else End.ZERO_OR_ONE


def _trunk_of(graph: Graph, number: int) -> Trunk:
    return _trunk_of_line(graph.lines[number])


def _trunk_of_line(line: Line) -> Trunk:
    return line.parent, line.parent_rows[0] if line.parent_rows else None


def _with_margin(picture: Picture) -> QRectF:
    (left, top), (width, height) = picture.extent
    return QRectF(left, top, width, height).adjusted(-_MARGIN, -_MARGIN, _MARGIN, _MARGIN)

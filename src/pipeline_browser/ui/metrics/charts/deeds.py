"""What can be done with a chart; the methods are named like the actions that call them."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QObject, Signal, Slot
from PySide6.QtWidgets import QFileDialog

from pipeline_browser.model.errors import ExportFailed
from pipeline_browser.model.files.exported_file import refuse_database, write_file
from pipeline_browser.ui.clipboard import put_on_clipboard
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.copying import tab_separated
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import shown
from pipeline_browser.ui.metrics.charts.imaging import image_of, png_of, svg_of
from pipeline_browser.ui.notice import Notice

if TYPE_CHECKING:
    from collections.abc import Callable

    from pipeline_browser.model.location import Location
    from pipeline_browser.ui.metrics.charts.chart import Chart
    from pipeline_browser.ui.metrics.charts.grid import ChartGrid
    from pipeline_browser.ui.theme import Theme


class ChartDeeds(QObject):
    """Works on the current chart of a grid.

    Signals:
        told: a Notice about what was saved or copied.
        failed: an ExportFailed.

    Attributes:
        location: of the open database, which is never written over; files are offered beside it.
    """

    told = Signal(object)
    failed = Signal(object)

    def __init__(self, grid: ChartGrid, theme: Theme) -> None:
        super().__init__(grid)
        self._grid = grid
        self._theme = theme
        self.location: Location | None = None
        self.chooser: QFileDialog | None = None

    @Slot()
    def reset_view(self) -> None:
        """Show everything again."""
        if chart := self._grid.current:
            chart.reset()

    @Slot()
    def log_scale(self) -> None:
        """Bend the scale, or straighten it."""
        if chart := self._grid.current:
            chart.toggle_log()

    @Slot()
    def enlarge(self) -> None:
        """Show the chart alone, or all again."""
        if chart := self._grid.current:
            self._grid.enlarge(None if self._grid.enlarged is chart else chart)

    @Slot()
    def zoom_in(self) -> None:
        """See more closely."""
        if chart := self._grid.current:
            chart.plot.zoom(1)

    @Slot()
    def zoom_out(self) -> None:
        """See more."""
        if chart := self._grid.current:
            chart.plot.zoom(-1)

    @Slot()
    def save_png(self) -> None:
        """Save an image."""
        if chart := self._grid.current:
            self._ask_file(chart, "png", "PNG images", partial(png_of, chart, self._theme))

    @Slot()
    def save_svg(self) -> None:
        """Save a drawing."""
        if chart := self._grid.current:
            self._ask_file(chart, "svg", "SVG drawings", partial(svg_of, chart, self._theme))

    @Slot()
    def copy_image(self) -> None:
        """Copy an image."""
        if chart := self._grid.current:
            data = QMimeData()
            data.setImageData(image_of(chart, self._theme))
            put_on_clipboard(data)
            self._tell("Copied", f"Copied an image of “{chart.kind.title}”")

    @Slot()
    def copy_data(self) -> None:
        """Copy the figures."""
        chart = self._grid.current
        if chart is None or chart.facts is None:
            return
        headers, rows = chart.kind.table(chart.facts)
        data = QMimeData()
        data.setText(tab_separated(headers, rows))
        put_on_clipboard(data)
        self._tell("Copied", f"Copied {counted(len(rows), 'row')} of “{chart.kind.title}”")

    def _ask_file(self, chart: Chart, suffix: str, words: str, make: Callable[[], bytes]) -> None:
        where = self.location
        folder = where.path.parent if where is not None and where.path is not None else Path.home()
        name = str(folder / f"{chart.kind.name}.{suffix}")
        self.chooser = QFileDialog(self._grid, f"Save {chart.kind.title}", name, f"{words} (*.{suffix})")
        self.chooser.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        self.chooser.setDefaultSuffix(suffix)
        self.chooser.fileSelected.connect(partial(self._save, make))
        self.chooser.finished.connect(self.chooser.deleteLater)
        self.chooser.open()

    def _save(self, make: Callable[[], bytes], name: str) -> None:
        target = Path(name)
        try:
            if self.location is not None:
                refuse_database(target, self.location)
            write_file(target, make())
        except ExportFailed as error:
            self.failed.emit(error)
        else:
            self._tell(str(target), f"Saved {shown(target.name)}")

    def _tell(self, key: str, words: str) -> None:
        self.told.emit(Notice(("chart", key, words), Meaning.GOOD, "check", words, key))

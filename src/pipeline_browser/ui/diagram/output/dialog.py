"""Before the diagram leaves the window: what it will be, with a preview, and the few choices there are."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.diagram.export.formats import Format
from pipeline_browser.ui.diagram.output.form import OptionsForm
from pipeline_browser.ui.diagram.output.preview import Preview
from pipeline_browser.ui.diagram.output.words import picture_words
from pipeline_browser.ui.formats import counted
from pipeline_browser.ui.labels import plain_label, shown, title_text
from pipeline_browser.ui.theme import GROUP, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.ui.diagram.output.order import Order
    from pipeline_browser.ui.theme import Theme

_LIST_WIDTH, _LIST_ROW = 140, 28
_FORM_WIDTH = 300
_LINES, _LETTERS = 400, 300  # of a text that are shown at most
_FORMATS = (
    (Format.SVG, "SVG"),
    (Format.PNG, "PNG image"),
    (Format.PDF, "PDF"),
    (Format.MERMAID, "Mermaid"),
    (Format.DOT, "Graphviz DOT"),
    (Format.PLANTUML, "PlantUML"),
    (Format.DBML, "DBML"),
)


class OutputDialog(QDialog):
    """Shows an order, lets it be changed, and hands it on.

    Signals:
        decided: the Order, to be saved or printed.
        copy_wanted: the Order, to be copied.
        whole_wanted: the picture of everything is needed; ``take_whole`` or ``tell`` follows.
    """

    decided = Signal(object)
    copy_wanted = Signal(object)
    whole_wanted = Signal()

    def __init__(
        self, theme: Theme, order: Order, contents: tuple[str, str] | None, parent: QWidget, *, prints: bool
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        verb = "Print" if prints else "Export"
        self.setWindowTitle(title_text(f"{verb} the diagram of {shown(order.title)}"))
        self._order = order
        self._shown = order.picture
        self._whole: Picture | None = None
        self._trouble = ""
        self.form = OptionsForm(order.options, contents, prints=prints)
        self.formats = QListWidget()
        self.formats.setAccessibleName("Format")
        self.formats.setFixedWidth(_LIST_WIDTH)
        self.formats.setHidden(prints)
        self.preview = Preview(theme)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        self.text.setFont(theme.fixed_font())
        self.text.setAccessibleName("Preview")
        self.views = QStackedWidget()
        self.summary = plain_label(role="dim")
        self.decide = QPushButton("Print…" if prints else "Save as…")
        self.copy = QPushButton("Copy")
        self.copy.setHidden(prints)
        self._lay_out()
        self._fill_formats(order.options.format)
        self.form.changed.connect(self._follow)
        self._follow()

    @property
    def order(self) -> Order | None:
        """What is chosen; None while the picture of everything is not there yet."""
        options = self.form.options
        picture = self._whole if options.everything else self._shown
        return replace(self._order, picture=picture, options=options) if picture else None

    def take_whole(self, picture: Picture) -> None:
        """Use the picture of everything."""
        self._whole = picture
        self._follow()

    def tell(self, error: PipelineBrowserError) -> None:
        """Say why there is no picture of everything."""
        self._trouble = error.summary
        self._follow()

    @Slot()
    def _follow(self) -> None:
        order = self.order
        self.form.setHidden(self.form.is_empty)
        for button in (self.decide, self.copy):
            button.setEnabled(order is not None)
        self.copy.setVisible(not self.formats.isHidden() and self.form.options.format is not Format.PDF)
        if order is None:
            self.summary.setText(shown(self._trouble) or "Arranging everything…")
            self.whole_wanted.emit()
        elif order.options.format.is_picture:
            area = order.area
            pages = order.options.paper.pages(area) if order.options.format is Format.PDF else None
            self.preview.show_picture(order.picture, area, pages, dark=order.is_dark)
            self.views.setCurrentWidget(self.preview)
            self.summary.setText(picture_words(order.options, area, pages))
        else:
            self._show_text(order.text())

    def _show_text(self, text: str) -> None:
        lines = text.splitlines()
        self.text.setPlainText("\n".join(line[:_LETTERS] for line in lines[:_LINES]))
        self.views.setCurrentWidget(self.text)
        self.summary.setText(counted(len(lines), "line"))

    @Slot(int)
    def _choose_format(self, row: int) -> None:
        self.form.show_format(_FORMATS[row][0])

    @Slot()
    def _decide(self) -> None:
        if (order := self.order) is not None:
            self.accept()
            self.decided.emit(order)

    @Slot()
    def _copy(self) -> None:
        if (order := self.order) is not None:
            self.accept()
            self.copy_wanted.emit(order)

    def _fill_formats(self, chosen: Format) -> None:
        for _, words in _FORMATS:
            item = QListWidgetItem(words, self.formats)
            item.setSizeHint(QSize(0, _LIST_ROW))
        self.formats.setCurrentRow([each for each, _ in _FORMATS].index(chosen))
        self.formats.currentRowChanged.connect(self._choose_format)

    def _lay_out(self) -> None:
        self.views.addWidget(self.preview)
        self.views.addWidget(self.text)
        self.form.setFixedWidth(_FORM_WIDTH)
        middle = QVBoxLayout()
        middle.setSpacing(RELATED)
        middle.addWidget(self.views, 1)
        middle.addWidget(self.summary)
        top = QHBoxLayout()
        top.setSpacing(GROUP)
        top.addWidget(self.formats)
        top.addLayout(middle, 1)
        top.addWidget(self.form, 0, Qt.AlignmentFlag.AlignTop)
        cancel = QPushButton("Cancel")
        cancel.clicked.connect(self.reject)
        self.copy.clicked.connect(self._copy)
        self.copy.setShortcut(QKeySequence.StandardKey.Copy)
        self.decide.clicked.connect(self._decide)
        self.decide.setDefault(True)
        buttons = QHBoxLayout()
        buttons.setSpacing(RELATED)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(cancel)
        buttons.addWidget(self.decide)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        layout.setSpacing(GROUP)
        layout.addLayout(top, 1)
        layout.addLayout(buttons)
        self.resize(920, 480)

"""The dialog that says which version a database without a ledger is, and marks it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QCheckBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from pipeline_browser.overriding import override
from pipeline_browser.ui.colours import Meaning
from pipeline_browser.ui.comparison import Comparison
from pipeline_browser.ui.dialog_size import dialog_size
from pipeline_browser.ui.labels import plain_label, selectable, shown, tooltip
from pipeline_browser.ui.migrations.baselining import baseline_words as words
from pipeline_browser.ui.migrations.ledger_dialog import LedgerDialog
from pipeline_browser.ui.theme import GROUP, ICON, INSIDE, PAGE, RELATED

if TYPE_CHECKING:
    from pipeline_browser.model.errors import PipelineBrowserError
    from pipeline_browser.model.migrations.baseline.facts import BaselineOffer, BaselineReport, VersionMatch
    from pipeline_browser.ui.theme import Theme

_SIZE = (900, 600)


class BaselineDialog(LedgerDialog):
    """Shows a BaselineOffer; whoever opened it does what is asked for.

    Signals:
        extra_allowed: whether tables and views that no migration makes are put up with.
        agreed: the VersionMatch to mark.
        migration_wanted: the Comparison of what is there with what the version makes.
    """

    extra_allowed = Signal(bool)
    agreed = Signal(object)
    migration_wanted = Signal(object)

    def __init__(self, theme: Theme, name: str, *, writable: bool, parent: QWidget | None = None) -> None:
        super().__init__(theme, f"Mark {shown(name)} as migrated", parent)
        self._theme = theme
        self._name = name
        self._writable = writable
        self._offer: BaselineOffer | None = None
        self.heading.setText("Comparing with each version")
        self.means = plain_label(role="dim", wrap=True)
        self.versions = QListWidget()
        self.differences = QListWidget()
        self.nothing = plain_label(wrap=True)
        self.extra = QCheckBox(
            "Put up with tables and views that no migration makes, such as another program's"
        )
        self.migration = QPushButton("Create a migration…")
        self.copy = QPushButton("Copy differences")
        self.why_not = plain_label(role="dim")
        self.leave = QPushButton("Close")
        self.mark = QPushButton("Mark as migrated")
        self._lay_out()
        self._connect()
        self.resize(dialog_size(_SIZE, parent))

    @property
    def offer(self) -> BaselineOffer | None:
        """What is shown."""
        return self._offer

    def show_busy(self) -> None:
        """Say that something goes on, unless it is over in a moment."""
        self._begin_busy()
        self.leave.setText("Stop")
        for widget in (self.mark, self.migration, self.extra):
            widget.setEnabled(False)

    def show_offer(self, offer: BaselineOffer) -> None:
        """Show what was compared, with the cursor on the version to mark, else on the nearest."""
        self._end_busy()
        self._offer = offer
        self.heading.setText(shown(words.heading(offer, self._name)))
        self.means.setText(shown(words.below_heading(offer)))
        self.extra.setVisible(offer.allow_extra or any(match.extra for match in offer.matches))
        self._body.setVisible(not offer.refusal)
        self._spacer.setVisible(bool(offer.refusal))
        self._fill(offer)
        self._show_match()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    @override
    def show_failure(self, error: PipelineBrowserError) -> None:
        """Say what went wrong; nothing was written."""
        super().show_failure(error)
        if self._offer is None:
            self.heading.setText("It could not be compared")
        self._show_match()

    def show_report(self, report: BaselineReport) -> None:
        """Say what was done."""
        self._end_busy()
        self._is_done = True
        self.heading.setText(shown(f"{self._name} is migrated up to {report.match.version}"))
        self.means.setText("")
        for widget in (self._body, self.extra, self.migration, self.copy, self.mark):
            widget.hide()
        self.why_not.setText("")
        paragraphs = [shown(line) for line in words.done_paragraphs(report)]
        self.notice.tell(Meaning.GOOD, "What was done", paragraphs)
        self._spacer.show()
        self.leave.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    @override
    def has_answer(self) -> bool:
        return self._offer is not None

    @property
    def match(self) -> VersionMatch | None:
        """The version under the cursor."""
        matches = self._offer.matches if self._offer else ()
        row = self.versions.currentRow()
        return matches[row] if 0 <= row < len(matches) else None

    def _fill(self, offer: BaselineOffer) -> None:
        wanted = self.match.version if self.match else None
        self.versions.clear()
        for match in offer.matches:
            text = f"{shown(words.named(match))}\n{words.standing(match)}"
            item = QListWidgetItem(text, self.versions)
            item.setToolTip(tooltip(shown(match.migration.file_name)))
        self._draw()
        chosen = offer.proposed or (offer.match(wanted) if wanted is not None else None) or offer.nearest
        if chosen is not None:
            self.versions.setCurrentRow(offer.matches.index(chosen))

    @Slot()
    def _show_match(self) -> None:
        match, offer = self.match, self._offer
        if offer is None:
            return
        self.differences.clear()
        lines = words.details(match) if match else []
        self.differences.addItems([shown(line) for line in lines])
        self.differences.setVisible(bool(lines))
        self.nothing.setText(words.no_details(match) if match and not lines else "")
        self.nothing.setVisible(not lines)
        reason = words.why_not(match, offer, writable=self._writable)
        self.why_not.setText(reason)
        self.mark.setText(words.deed(match))
        self.mark.setVisible(not offer.refusal)
        self.mark.setEnabled(not reason and match is not None and not offer.refusal)
        self.migration.setVisible(match is not None and not match.equal and not offer.refusal)
        self.copy.setVisible(bool(lines))

    @override
    def _end_busy(self) -> None:
        super()._end_busy()
        self.leave.setText("Close")
        for widget in (self.migration, self.extra):
            widget.setEnabled(True)
        self.notice.tell(Meaning.NEUTRAL, "")

    @Slot()
    def _draw(self) -> None:
        for at, match in enumerate(self._offer.matches if self._offer else ()):
            icon, meaning = ("check", Meaning.GOOD) if match.equal else ("modified", Meaning.WARNING)
            self.versions.item(at).setIcon(self._theme.icon(icon, meaning))

    @Slot()
    def _agree(self) -> None:
        if self.match is not None:
            self.agreed.emit(self.match)

    @Slot()
    def _want_migration(self) -> None:
        if self.match is not None and self._offer is not None:
            title = f"Bring {self._name} to version {self.match.version}"
            wanted = Comparison(
                title, self._offer.found, self.match.promised, "found", f"version {self.match.version}"
            )
            self.migration_wanted.emit(wanted)

    @Slot()
    def _copy(self) -> None:
        if self.match is not None:
            QGuiApplication.clipboard().setText("\n".join(words.details(self.match)) + "\n")

    def _connect(self) -> None:
        self.versions.currentRowChanged.connect(self._show_match)
        self.extra.toggled.connect(self.extra_allowed)
        self.migration.clicked.connect(self._want_migration)
        self.copy.clicked.connect(self._copy)
        self.leave.clicked.connect(self.reject)
        self.mark.clicked.connect(self._agree)
        self._theme.changed.connect(self._draw)

    def _lay_out(self) -> None:
        for each, name in ((self.versions, "Versions"), (self.differences, "Differences")):
            each.setAccessibleName(name)
            each.setWordWrap(True)
            each.setIconSize(QSize(ICON, ICON))
            each.setStyleSheet(f"QListWidget::item {{ padding: {INSIDE}px; }}")
        self._body = QSplitter(Qt.Orientation.Horizontal)
        self._body.addWidget(self.versions)
        self._body.addWidget(self._details())
        self._body.setStretchFactor(1, 1)
        self._body.setChildrenCollapsible(False)
        self._body.setSizes([300, 560])
        self._spacer = QWidget()
        head = QVBoxLayout()
        head.setSpacing(INSIDE)
        head.addWidget(selectable(self.heading))
        head.addWidget(selectable(self.means))
        column = QVBoxLayout(self)
        column.setContentsMargins(PAGE, PAGE, PAGE, GROUP)
        column.setSpacing(GROUP)
        column.addLayout(head)
        column.addWidget(self.bar)
        column.addWidget(self.notice)
        column.addWidget(self._body, 1)
        column.addWidget(self._spacer, 1)
        column.addWidget(self.extra)
        column.addLayout(self._buttons())
        for widget in (self.bar, self._body, self.extra, self.migration, self.copy, self.mark):
            widget.hide()

    def _details(self) -> QWidget:
        page = QWidget()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        self.nothing.setContentsMargins(GROUP, GROUP, GROUP, GROUP)
        column.addWidget(self.differences, 1)
        column.addWidget(self.nothing, 0, Qt.AlignmentFlag.AlignTop)
        return page

    def _buttons(self) -> QHBoxLayout:
        buttons = QHBoxLayout()
        buttons.setSpacing(RELATED)
        buttons.addWidget(self.migration)
        buttons.addWidget(self.copy)
        buttons.addStretch(1)
        buttons.addWidget(self.why_not)
        buttons.addSpacing(RELATED)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.mark)
        for button in (self.migration, self.copy, self.mark):
            button.setAutoDefault(False)
        self.leave.setDefault(True)
        return buttons

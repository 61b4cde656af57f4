"""PNG and PDF of a diagram or report without a window: a composition root that needs no screen."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from pipeline_browser.model.errors import ScreenUnusable
from pipeline_browser.ui.display_check import library_trouble

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QApplication

    from pipeline_browser.diagram.export.paper_choice import PaperChoice
    from pipeline_browser.diagram.measuring import BoxShape
    from pipeline_browser.diagram.picture import Picture
    from pipeline_browser.report.facts import Report


def png(
    make: Callable[[BoxShape], Picture],
    *,
    scale: float | None,
    dark: bool,
    explained: bool,
    caption: str = "",
) -> bytes:
    """Return the content of a PNG file; see ``paint_png``.

    Raises:
        ScreenUnusable: the system lacks libraries that Qt needs.
        ExportFailed: the image would be too large.
    """
    _application = any_application()
    from pipeline_browser.ui.diagram.output.headless import paint_png  # noqa: PLC0415 - Qt, after the check

    return paint_png(make, scale=scale, dark=dark, explained=explained, caption=caption)


def pdf(
    make: Callable[[BoxShape], Picture],
    *,
    paper: PaperChoice,
    title: str,
    dark: bool,
    explained: bool,
    caption: str = "",
) -> bytes:
    """Return the content of a PDF file; see ``paint_pdf``.

    Raises:
        ScreenUnusable: the system lacks libraries that Qt needs.
    """
    _application = any_application()
    from pipeline_browser.ui.diagram.output.headless import paint_pdf  # noqa: PLC0415 - Qt, after the check

    return paint_pdf(make, paper=paper, title=title, dark=dark, explained=explained, caption=caption)


def report_png(report: Report, *, dark: bool) -> bytes:
    """Return the dashboard as the content of a PNG file.

    Raises:
        ScreenUnusable: the system lacks libraries that Qt needs.
    """
    _application = any_application()
    from pipeline_browser.ui.metrics.reporting.painting import png_content  # noqa: PLC0415 - as above

    return png_content(report, dark=dark)


def report_pdf(report: Report, *, dark: bool) -> bytes:
    """Return the dashboard as the content of a PDF file.

    Raises:
        ScreenUnusable: the system lacks libraries that Qt needs.
    """
    _application = any_application()
    from pipeline_browser.ui.metrics.reporting.painting import pdf_content  # noqa: PLC0415 - as above

    return pdf_content(report, dark=dark)


def any_application() -> QApplication:
    """Return the application that there is, else one without a screen; it has to be held.

    Raises:
        ScreenUnusable: the system lacks libraries that Qt needs.
    """
    trouble = library_trouble()
    if trouble is not None:
        raise ScreenUnusable(
            "PNG and PDF cannot be painted: the system lacks libraries that Qt needs",
            cause=trouble.cause,
            remedy=f"{trouble.remedy}, or choose SVG, which needs none of them.",
            details=trouble.details,
        )
    try:
        from PySide6.QtWidgets import QApplication  # noqa: PLC0415 - after the check: Qt itself would abort
    except ImportError as error:
        raise ScreenUnusable(
            "PNG and PDF cannot be painted: Qt cannot be loaded",
            cause=f"{error}.",
            remedy="Install PySide6-Essentials and what it needs, or choose SVG, which needs none of it.",
        ) from error
    from pipeline_browser.app import make_application  # noqa: PLC0415

    existing = QApplication.instance()
    if isinstance(existing, QApplication):
        return existing
    os.environ["QT_QPA_PLATFORM"] = "offscreen"  # read by Qt when the application is made
    return make_application()

"""What can be done with a chart, as rows of a table; the deeds have a method for each."""

from __future__ import annotations

from pipeline_browser.ui.action_menu import SEPARATOR, Entry
from pipeline_browser.ui.action_row import TabAction

RESET = TabAction(
    "reset_view", "Reset view", "Show everything in the chart again", "fit", ("0",), here=True,
)  # fmt: skip
LOG = TabAction(
    "log_scale", "Log scale", "Make the chart's scale logarithmic, or even again", "log-scale", ("L",),
    here=True, switch=True,
)  # fmt: skip
ENLARGE = TabAction(
    "enlarge", "Enlarge", "Show this chart alone, or all again", "enlarge", ("F",), here=True, switch=True,
)  # fmt: skip
ZOOM_IN = TabAction(
    "zoom_in", "Zoom in", "See the chart more closely", "zoom-in", ("+", "="), here=True,
)  # fmt: skip
ZOOM_OUT = TabAction("zoom_out", "Zoom out", "See more of the chart", "zoom-out", ("-",), here=True)
SAVE_PNG = TabAction("save_png", "Save as PNG…", "Save the chart as an image", "save-copy")
SAVE_SVG = TabAction("save_svg", "Save as SVG…", "Save the chart as a drawing", "export")
COPY_IMAGE = TabAction("copy_image", "Copy image", "Copy the chart as an image", "copy")
COPY_DATA = TabAction(
    "copy_data", "Copy data", "Copy the figures of the chart as rows with headers and units", "copy",
    ("Ctrl+C",), here=True,
)  # fmt: skip

ACTIONS = (RESET, LOG, ENLARGE, ZOOM_IN, ZOOM_OUT, SAVE_PNG, SAVE_SVG, COPY_IMAGE, COPY_DATA)
MENU: tuple[Entry, ...] = (
    RESET, LOG, ENLARGE, SEPARATOR, SAVE_PNG,SAVE_SVG, SEPARATOR, COPY_IMAGE, COPY_DATA,
)  # fmt: skip

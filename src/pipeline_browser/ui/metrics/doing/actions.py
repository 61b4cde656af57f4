"""The actions of the Metrics tab, as rows."""

from __future__ import annotations

from pipeline_browser.ui.action_row import TabAction

IMPORT = TabAction(
    "import_runs",
    "Import runs…",
    "Fill the table from output files (.adapipe) or folders of them; shows first what would be written",
    "import",
    ("Ctrl+I",),
    short="Import runs",
)
EXPORT = TabAction(
    "export_runs",
    "Export runs…",
    "Save what is shown, or what is selected, as CSV, JSON, Parquet or OpenMetrics",
    "export",
    ("Ctrl+E",),
    short="Export",
)
REPORT = TabAction(
    "export_report",
    "Report…",
    "Save the dashboard as one file for others: HTML, PDF or PNG",
    "report",
    short="Report",
    whole="Save the dashboard as a report",
)
VERIFY = TabAction(
    "verify_file",
    "Verify file…",
    "Hash a file and compare it with the checksums of the selected run",
    "verify",
    short="Verify",
)
COMPARE = TabAction(
    "compare_runs",
    "Why slower?…",
    "Show two selected runs side by side: figures, stages, parameters",
    "compare",
    short="Why slower?",
    whole="Why is one run slower than the other?",
)
SHOW_PIPELINE = TabAction(
    "show_pipeline",
    "Go to pipeline",
    "Show the pipeline of the selected run in the Pipelines tab",
    "pipelines",
)
FIND = TabAction("find_runs", "Find runs", "Filter the runs by words", "search", ("Ctrl+F",))
CLEAR = TabAction(
    "clear_filters", "Clear filters", "Show all runs again", "close", ("Ctrl+Shift+F",), whole="Show all runs"
)
DETAILS = TabAction(
    "switch_details",
    "Details",
    "Show the selected run beside the table",
    "inspector",
    ("Ctrl+Shift+D",),
    switch=True,
    whole="Details of the run",
)
NEXT = TabAction("next_part", "Next part", "Go on to the charts, the table, the details", keys=("F6",))
PREVIOUS = TabAction("previous_part", "Previous part", "Go back to the table, the charts", keys=("Shift+F6",))
UNDO = TabAction("undo", "Undo", "Take the last change back, also after it was saved", "undo", ("Ctrl+Z",))
REDO = TabAction("redo", "Redo", "Do again what was undone last", "redo", ("Ctrl+Shift+Z", "Ctrl+Y"))

ACTIONS = (
    IMPORT,
    EXPORT,
    REPORT,
    VERIFY,
    COMPARE,
    SHOW_PIPELINE,
    FIND,
    CLEAR,
    DETAILS,
    NEXT,
    PREVIOUS,
    UNDO,
    REDO,
)

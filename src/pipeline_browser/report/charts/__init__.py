"""A chart of the report for each series of the dashboard."""

"""Runs for other programs: CSV, JSON, Parquet, OpenMetrics."""

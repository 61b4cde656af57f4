"""Runs of pipelines: what the table of metrics says, filtered, summed up, checked, imported, exported."""

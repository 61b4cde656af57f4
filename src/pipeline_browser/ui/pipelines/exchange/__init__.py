"""Pipelines as files: exporting them, and importing with a choice wherever a name is taken."""

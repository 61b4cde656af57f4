"""Pipelines as TOML: written whole, read with errors that name the line, imported in one step."""

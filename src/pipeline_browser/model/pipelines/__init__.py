"""Pipelines, their stages, parameters and configuration: reading, editing with exact inverses, judging."""

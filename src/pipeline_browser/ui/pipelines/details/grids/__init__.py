"""Grids of stages, parameters and configuration entries."""

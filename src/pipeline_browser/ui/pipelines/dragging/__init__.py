"""Stages that are dragged: from the list or the grid, to another place, into another pipeline."""

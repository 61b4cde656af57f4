"""Showing SQL: a view with line numbers and colours, filled and coloured in slices."""

"""Filters on one column: texts, ranges with units, sets of values, what is missing."""

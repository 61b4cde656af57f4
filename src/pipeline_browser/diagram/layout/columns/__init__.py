"""Boxes of one connected component in columns: which, in what order, how far down, and the tracks between."""

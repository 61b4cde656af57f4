"""Two things side by side in a table: lines of what, left, right, and how they stand to each other."""

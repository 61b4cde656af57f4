"""What the grids show, as frozen facts: rows of cells, and how each reads; no widgets."""

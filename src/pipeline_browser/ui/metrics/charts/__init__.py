"""The charts above the table: what runs look like over time, by size, by algorithm; drawn with pyqtgraph."""

"""The Diagram tab: the schema as boxes and lines that can be moved, searched and saved."""

"""The selected run: its figures, checksums and stages, what contradicts itself, a file compared with it."""

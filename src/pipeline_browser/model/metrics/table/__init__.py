"""The table of runs: pages of rows by key, figures of a selection, values to choose from."""

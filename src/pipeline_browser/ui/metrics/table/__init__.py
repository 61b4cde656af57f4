"""The table of runs: what its cells say, its rows in pages, filters on its columns, copying."""

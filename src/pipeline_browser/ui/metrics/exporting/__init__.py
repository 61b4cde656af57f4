"""From the runs of the table to a file: what, which columns, which format."""

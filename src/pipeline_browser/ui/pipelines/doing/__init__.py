"""What can be done in the Pipelines tab: rows of a table, each beside the method that does it."""

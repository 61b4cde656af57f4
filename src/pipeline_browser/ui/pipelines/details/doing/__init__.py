"""What can be done in the details: rows of a table, each beside the method that does it."""

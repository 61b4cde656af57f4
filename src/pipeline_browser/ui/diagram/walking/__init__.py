"""Going from table to table, and back."""

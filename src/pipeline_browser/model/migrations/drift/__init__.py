"""What a database has in place of what its applied migrations promise."""

"""Finding tables and columns by what somebody types."""

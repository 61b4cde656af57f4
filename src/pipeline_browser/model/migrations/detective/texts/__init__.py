"""Two texts of one migration: the same in another form, what differs, and whether it matters."""

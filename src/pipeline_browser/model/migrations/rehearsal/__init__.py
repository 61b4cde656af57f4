"""A plan tried out on a copy that nobody else can see: what it would change, lose, take and need."""

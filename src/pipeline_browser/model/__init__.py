"""Everything that knows about the database; no Qt anywhere below."""

"""What the lint has found: in the history, in the plan, and what its rules are about."""

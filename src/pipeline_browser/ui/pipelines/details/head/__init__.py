"""The head of the details: the pipeline itself, and what stands against it."""

"""New pipelines: asking for a name and stages, and writing them."""

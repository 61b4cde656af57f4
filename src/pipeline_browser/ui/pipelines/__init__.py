"""The Pipelines tab: what there is at the left, what is selected at the right, and editing it."""

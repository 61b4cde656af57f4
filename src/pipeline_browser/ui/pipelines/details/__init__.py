"""What is selected, and editing it: the right side of the Pipelines tab."""

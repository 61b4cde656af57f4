"""The inspector beside the diagram: what is selected, whole; or the schema at a glance."""

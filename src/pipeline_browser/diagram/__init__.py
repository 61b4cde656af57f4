"""The entity-relationship diagram without a window: graph of a schema, placement, routing, exports."""

"""The list of pipelines with their stages: filter, table, empty places; what is selected."""

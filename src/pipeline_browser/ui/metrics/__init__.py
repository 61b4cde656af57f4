"""The Metrics tab: which pipelines are slow, failing, badly compressing, and why."""

"""The Migrations tab, the plan dialog and the progress dialog."""

"""The git history of a folder of migrations, read without running anything of the repository's."""

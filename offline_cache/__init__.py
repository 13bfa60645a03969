"""The two SQLite files of a terminal and nothing else."""

CATALOGUE_FILE = "catalogue.db"
"""Name in a terminal's home."""

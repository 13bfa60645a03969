"""The two SQLite files of a terminal and nothing else."""

CATALOGUE_FILE = "catalogue.db"
"""Signed data that can be fetched again. Both are names in a terminal's home."""
OUTBOX_FILE = "outbox.db"
"""What residents left and the platform has not confirmed yet; precious, unlike the catalogue."""

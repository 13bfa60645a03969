"""The two SQLite files of a terminal and nothing else."""

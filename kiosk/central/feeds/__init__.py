"""Feeds of other people's making, turned into our own records."""

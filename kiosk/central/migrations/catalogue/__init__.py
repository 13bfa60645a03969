"""Revisions of the tables that the catalogue is made from."""

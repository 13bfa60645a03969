"""Revisions of the tables of the road up: terminals, phones, and what they send."""

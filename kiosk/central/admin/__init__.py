"""The pages of the people at the platform: what waits, what was left, and what they decide."""

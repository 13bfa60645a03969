"""What a phone uploads, looked at in a process of its own before any of it is kept."""

"""Where things are and how long a walk takes: a leaf that imports only records."""

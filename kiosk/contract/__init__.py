"""What a terminal and the central platform say to each other; shared by both, owned by neither."""

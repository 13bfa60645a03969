"""A lawful, plainly invented city around 泉城路 for the demo, beside the true laws and hotlines."""

"""The two bundled fonts and the script that cuts them."""

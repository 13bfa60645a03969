"""Icons of the screens: which drawing stands for what, and the script that fetches their paths."""

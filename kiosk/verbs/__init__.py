"""What ``kiosk`` can be told to do, a verb a file; they import nothing heavy until they run."""

"""Where paper comes out: one port, and behind it a folder, IPP, ESC/POS or Windows."""

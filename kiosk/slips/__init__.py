"""Everything that is on paper: slips, posters, lists, sheets.

``paper`` names what goes in and is cheap to import; each other public module draws one kind of
paper and returns the bytes of a PDF. Nothing here touches a file or a clock.
"""

"""The mark of 社区微业, drawn for this project and replaceable: geometry, colours, files."""

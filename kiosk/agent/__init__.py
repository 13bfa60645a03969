"""The process without a pixel: pulls the catalogue and, later, pushes what residents leave."""

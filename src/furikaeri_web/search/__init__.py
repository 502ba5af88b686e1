"""Finding things again: full text in both languages on either database."""

"""Filters of the pages about incidents."""

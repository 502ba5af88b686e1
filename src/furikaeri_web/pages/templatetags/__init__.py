"""Filters of the home page."""

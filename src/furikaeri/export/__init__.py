"""An incident as bytes that others can read: Markdown, one HTML page, JSON."""

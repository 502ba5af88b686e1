"""The text of a review: its parts, marks, merges, differences, anchors, and how it is set. Nothing here knows a table."""

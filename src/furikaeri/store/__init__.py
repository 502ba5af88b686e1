"""The derived, rebuildable event cache of an incident: SQLite, never the truth, safe to delete."""

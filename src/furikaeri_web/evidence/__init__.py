"""The records: uploads, reading them in the background, warnings, provenance, expunge."""

"""Documents: templates, drafts, and the reading of what was written before."""

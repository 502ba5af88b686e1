"""What happened in which order, as far as that is known: relations, gaps, conflicts, key moments, what was in view."""

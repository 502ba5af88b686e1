"""Everything the pages do, for programs."""

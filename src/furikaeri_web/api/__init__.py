"""For programs: tokens, and so far one operation, `me`."""

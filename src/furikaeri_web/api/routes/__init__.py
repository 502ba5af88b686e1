"""One file for each kind of thing: its operations."""

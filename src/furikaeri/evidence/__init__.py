"""Evidence: bytes in, events and warnings out; one source a format."""

"""How diagnostics are written out; one module a format, each defines one `FORMAT`."""

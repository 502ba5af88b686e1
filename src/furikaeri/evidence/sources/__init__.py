"""One module a format; each defines one `SOURCE`."""

"""One exporter a module; each defines exactly one `Exporter`."""

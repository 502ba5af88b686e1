"""One TOML file a template, both languages inside."""

"""One module a verb; each defines one `VERB`. What a verb needs is imported when it runs."""

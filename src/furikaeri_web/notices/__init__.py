"""What waits for whom: inbox, mentions, mail, digest, quiet hours."""

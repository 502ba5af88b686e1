"""Who is here: people, teams, roles, the organisation, and the log of who did what."""

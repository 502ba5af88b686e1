"""The pages that belong to no single thing: home, first day, help."""

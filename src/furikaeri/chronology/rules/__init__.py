"""The rules that propose relations: one rule, one file."""

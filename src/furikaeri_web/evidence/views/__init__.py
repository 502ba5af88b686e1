"""The pages of the records, by what they show."""

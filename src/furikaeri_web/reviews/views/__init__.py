"""The pages of reviews, by what they are about."""

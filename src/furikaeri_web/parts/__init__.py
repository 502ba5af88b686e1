"""What every page is made of: words in both languages, the security policy, jobs, places on disk."""

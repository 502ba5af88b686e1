"""Two invented incidents, one told in English, one in Japanese: every feature has something to show."""

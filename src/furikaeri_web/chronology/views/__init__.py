"""The page of the chronology, what people tell on it, what they judge."""

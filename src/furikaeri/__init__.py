"""furikaeri (振り返り): from raw traces of an incident to a shared chronology, a blameless review, and learning."""

__version__ = "0.1.0"

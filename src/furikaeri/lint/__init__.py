"""The language linter: seven traps of incident reviews, in English and Japanese, each answered with a question."""

from __future__ import annotations

from furikaeri.lint.diagnostic import SEVERITIES, TRAPS, Diagnostic, Severity, Trap
from furikaeri.lint.pipeline import lint
from furikaeri.lint.settings import Settings, read_settings
from furikaeri.lint.shipped import rules

__all__ = [
    "SEVERITIES",
    "TRAPS",
    "Diagnostic",
    "Linter",
    "Settings",
    "Severity",
    "Trap",
    "lint",
    "read_settings",
    "rules",
]

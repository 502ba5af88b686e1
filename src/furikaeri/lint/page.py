"""Where the pages about the linter stand: the one place that knows the address."""

from __future__ import annotations

from furikaeri.text import Lang

BASE = "https://furikaeri.dev"


def rule_page(rule: str, lang: Lang, *, own: bool = False) -> str:
    """The page of a rule, in a language; of an organisation's own rule, the guide that tells how such a rule is made."""
    return f"{BASE}/{lang}/linter" if own else f"{BASE}/{lang}/rules/{rule}"


def check_page(check: str, lang: Lang) -> str:
    """Where the reference tells of a check of whole documents."""
    return f"{BASE}/{lang}/reference#{check}"

"""Where the pages about the linter stand: the one place that knows the address."""

from __future__ import annotations

from furikaeri.text import Lang

BASE = "https://furikaeri.dev"


def rule_page(rule: str, lang: Lang, *, own: bool = False) -> str:
    """The page of a rule, in a language; of an organisation's own rule, the guide that tells how such a rule is made."""
    return f"{BASE}/{lang}/linter" if own else f"{BASE}/{lang}/rules/{rule}"

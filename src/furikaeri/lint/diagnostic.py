"""What the linter says of one stretch of text: kindly, with a question, never a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from furikaeri.text import Lang, Span, Text

Trap = Literal[
    "human-error", "counterfactual", "normative", "mechanistic", "why-question", "personal-blame", "weak-countermeasure",
]  # fmt: skip
TRAPS: tuple[Trap, ...] = get_args(Trap)
Severity = Literal["note", "warning", "error"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """One thing noticed. `span`: code points of the source; `line`: 1-based line where it starts.

    `trap` is one of the seven, "document" for a check of the document as a whole, or "suppression" for a comment that
    silences without a reason or names no rule.
    `lang` is the language of the sentence, so that a face can answer in it; `page` is the rule's page in the docs.
    """

    trap: Trap | Literal["document", "suppression"]
    rule: str
    severity: Severity
    span: Span
    line: int
    lang: Lang
    message: Text
    question: Text
    page: str

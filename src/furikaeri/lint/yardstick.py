"""What a rule finds in a corpus, and how that agrees with people's labels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from furikaeri.lint.diagnostic import TRAPS, Trap
from furikaeri.lint.pipeline import lint
from furikaeri.lint.settings import Settings
from furikaeri.text import FurikaeriError, Text

_INITIALS: dict[str, Trap] = {
    "HE": "human-error", "CF": "counterfactual", "NO": "normative", "ME": "mechanistic", "WQ": "why-question",
    "PB": "personal-blame", "WC": "weak-countermeasure",
}  # fmt: skip


class Label(NamedTuple):
    """A reader's judgement: in this document, on this line (from 1), stands this trap."""

    document: str
    line: int
    trap: Trap


class Hit(NamedTuple):
    """A place where the rule spoke; `words` as they stand there."""

    document: str
    line: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How hits agree with labels, over the documents that have labels. A share is None where nothing can be shared."""

    hits: int
    right: int
    labelled: int
    found: int

    @property
    def precision(self) -> float | None:
        """The share of the hits that a reader labelled with the rule's trap, within one line."""
        return self.right / self.hits if self.hits else None

    @property
    def recall(self) -> float | None:
        """The share of the trap's labels that this one rule hits; other rules of the trap find others."""
        return self.found / self.labelled if self.labelled else None


def read_labels(text: str) -> tuple[Label, ...]:
    """Labels from tab-separated lines: document, line, trap or its two letters (HE, CF …), anything more.

    Raises FurikaeriError naming the first line that is no label.
    """
    found = []
    for n, row in enumerate(text.splitlines(), 1):
        if not row.strip():
            continue
        document, line, trap, *_ = [*row.split("\t"), "", "", ""][:4]
        known = _INITIALS.get(trap) or next((t for t in TRAPS if t == trap), None)
        if known is None or not line.isdecimal():
            raise FurikaeriError(
                Text(
                    f"Line {n} of the labels is not understood: it needs document, line and trap, with tabs between.",
                    f"ラベルの {n} 行目を読み取れません。文書、行番号、種類をタブで区切って書いてください。",
                )
            )
        found.append(Label(document, int(line), known))
    return tuple(found)


def hits_of(rule: str, documents: Iterable[tuple[str, str]], settings: Settings | None = None) -> Iterator[Hit]:
    """Where the rule of that id speaks in documents given as name and text."""
    for name, source in documents:
        for d in lint(source, settings=settings):
            if d.rule == rule:
                yield Hit(name, d.line, source[d.span.start : d.span.end])


def agreement(trap: Trap, hits: Iterable[Hit], labels: Iterable[Label]) -> Agreement:
    """Hits beside labels, within one line of each other, over the documents that any label names."""
    told = tuple(labels)
    documents = {label.document for label in told}
    gold = {(label.document, label.line) for label in told if label.trap == trap}
    made = {(hit.document, hit.line) for hit in hits if hit.document in documents}
    return Agreement(
        hits=len(made),
        right=sum(_near(one, gold) for one in made),
        labelled=len(gold),
        found=sum(_near(one, made) for one in gold),
    )


def _near(one: tuple[str, int], pool: set[tuple[str, int]]) -> bool:
    document, line = one
    return any((document, line + step) in pool for step in (0, -1, 1))

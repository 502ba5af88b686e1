from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words


def _without(source: str, start: str, end: str) -> str:
    return source[: source.index(start)] + source[source.index(end) :]


def test_nothing_was_learned() -> None:
    told = _without(ENGLISH, "## Before we believed", "## Action items")
    assert words(told, "no-now-we-know") == ["Checkout was slow on 3 March"]
    assert len(words(_without(JAPANESE, "## 前はこう思っていた", "## アクションアイテム"), "no-now-we-know")) == 1


def test_learning_told_elsewhere_counts() -> None:
    told = _without(ENGLISH, "## Before we believed", "## Action items")
    told = edited(told, ("Paying took up", "We learned that the pool never grows. Paying took up"))
    assert not words(told, "no-now-we-know")

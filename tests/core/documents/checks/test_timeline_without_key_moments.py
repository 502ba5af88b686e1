from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, said, words


def test_nobody_noticed() -> None:
    told = edited(ENGLISH, ("alert pages the on-call", "coffee"))
    assert [d.message.en for d in said(told, "timeline-without-key-moments")] == [
        "No row of this timeline shows when it was noticed, and how."
    ]
    told = edited(JAPANESE, ("アラートを検知", "席を外す"))
    assert words(told, "timeline-without-key-moments") == ["タイムライン"]


def test_it_never_ended() -> None:
    told = edited(ENGLISH, ("pool doubled, recovered", "more people join"))
    assert "mitigated or over" in said(told, "timeline-without-key-moments")[0].message.en

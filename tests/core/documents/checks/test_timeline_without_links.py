from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, said, words


def test_rows_that_lead_nowhere() -> None:
    bare = ENGLISH.replace("https://graphs.example.org/", "graph ").replace("https://pages.example.org/", "page ")
    bare = bare.replace(" | graph 1 |", " | |").replace(" | page 2 |", " | |").replace(" | graph 3 |", " | |")
    assert words(bare, "timeline-without-links") == ["Timeline"]
    assert "3 rows" in said(bare, "timeline-without-links")[0].message.en


def test_one_link_shows_that_the_habit_is_there() -> None:
    some = ENGLISH.replace("https://graphs.example.org/1", "").replace("https://pages.example.org/2", "")
    assert not words(some, "timeline-without-links")


def test_japanese() -> None:
    bare = JAPANESE
    for link in ("https://graphs.example.org/1", "https://pages.example.org/2", "https://graphs.example.org/3"):
        bare = edited(bare, (link, ""))
    assert words(bare, "timeline-without-links") == ["タイムライン"]

from __future__ import annotations

from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, words


def test_an_action_that_nobody_has_taken_on() -> None:
    told = edited(ENGLISH, ("| Mori |", "| |"))
    assert words(told, "action-without-owner") == [
        "| Show the 99th percentile on the dashboard | | 2026-03-20 | the slow tail of 3 March is visible |"
    ]
    assert len(words(edited(JAPANESE, ("| 森 |", "| — |")), "action-without-owner")) == 1


def test_where_none_has_an_owner_it_is_said_once() -> None:
    told = edited(ENGLISH, ("| Mori |", "| |"), ("| platform team |", "| ? |"))
    assert words(told, "action-without-owner") == ["Action items"]


def test_a_ticket_knows_its_owner_and_done_is_done() -> None:
    items = "- Cap the queue (OPS-12)\n- [x] Raise the limit\n- Mori to add a graph\n"
    told = ENGLISH[: ENGLISH.index("| Action | Owner")] + items
    assert not words(told, "action-without-owner")

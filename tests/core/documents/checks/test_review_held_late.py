from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.core.documents.checks.reviews import ENGLISH, JAPANESE, edited, said, words

HELD = "- Meeting Scheduled For: 2026-03-05 10:00 UTC"


@pytest.mark.parametrize(
    ("day", "severity", "late"),
    [
        ("2026-03-10", "SEV-2", False),  # five working days after Tuesday the 3rd
        ("2026-03-11", "SEV-2", True),
        ("2026-03-06", "SEV-1", False),  # three calendar days
        ("2026-03-07", "SEV-1", True),
        ("2026-03-10", "SEV-10", False),
    ],
)
def test_the_deadline_of_each_severity(day: str, severity: str, *, late: bool) -> None:
    told = edited(ENGLISH, (HELD, f"- Meeting Scheduled For: {day}"), ("SEV-2", severity))
    assert bool(words(told, "review-held-late")) is late


def test_japanese() -> None:
    found = said(
        edited(JAPANESE, ("ミーティング日時: 2026-03-05 10:00 JST", "ミーティング日時: 4月2日")), "review-held-late"
    )
    assert ["2026-04-02" in d.message.ja for d in found] == [True]


def test_no_date_yet_depends_on_today_and_on_nothing_else() -> None:
    told = edited(ENGLISH, (HELD, "- Meeting Scheduled For: TBD"))
    assert not said(told, "review-held-late")
    assert not said(told, "review-held-late", now=datetime(2026, 3, 9, tzinfo=UTC))
    assert len(said(told, "review-held-late", now=datetime(2026, 3, 12, tzinfo=UTC))) == 1

from __future__ import annotations

import pytest

from furikaeri.documents.parse import as_json, parse


def facts(source: str) -> tuple[str | None, str | None]:
    parsed = as_json(parse(source))
    return parsed["incident_start"], parsed["incident_end"]


START, END = "2026-03-02T14:05:00Z", "2026-03-02T15:10:00Z"


RESTORED = "- 2026-03-02 14:20 restart\n- 15:10 Service fully restored\n- 16:00 we wrote this\n"


@pytest.mark.parametrize(
    "source",
    [
        "# Outage\n\nImpact time: 2026-03-02 14:05 UTC to 15:10 UTC\n",
        "IMPACT TIME\nMar 2 at 14:05 to Mar 2 at 15:10\nTimeline\nMar 2, 2026 (UTC)\n2:05 PM dry\n2:20 PM restart\n",
        "# Outage\n\nBetween 2026-03-02 14:05 and 2026-03-02 15:10 UTC users saw errors.\n",
        "# Outage of 2 March 2026\n\n## Summary\n\nThe pool was dry from 14:05 to 15:10 UTC.\n",
        "# Outage\n\nOn March 2nd, 2026 at roughly 14:05 UTC queue.example.org went down.\n\n## Timeline (UTC)\n\n"
        + RESTORED,
    ],
)
def test_where_the_beginning_and_the_end_may_stand(source: str) -> None:
    assert facts(source) == (START, END)


@pytest.mark.parametrize(
    "source",
    [
        "# Outage\n\nBetween 14:05 and 15:10 UTC users saw errors.\n",
        "# Outage of 2 March 2026\n\nBetween 14:05 and 15:10 users saw errors.\n",
        "# Meeting\n\n## Time\n\n2026-03-02 14:05 UTC\n",
        "# Outage\n\nOn March 2nd, 2026 at 14:05 UTC we had met for lunch.\n",
        "# Outage of 2 March 2026\n\n## Next steps\n\nWe will stay awake from 14:05 to 15:10 UTC.\n",
        "# Outages of 2 March 2026\n\nDuration: 14:05 to 15:10 UTC\n",
    ],
)
def test_what_tells_no_beginning_and_no_end(source: str) -> None:
    assert facts(source) == (None, None)


def test_the_title_of_a_pasted_report_stands_over_its_status() -> None:
    source = (
        "OWNER\nMia\n*All times are in\nTokyo.\nThe pool ran dry\nfor an hour\nStatus: Draft\nOverview\nIt broke.\n"
    )
    assert parse(source).title == "The pool ran dry for an hour"


def test_a_section_is_no_title() -> None:
    assert parse("## Summary\n\nIt broke.\n").title is None
    assert parse("## The dry pool\n\nIt broke.\n").title == "The dry pool"

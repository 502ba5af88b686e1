from __future__ import annotations

import pytest

from furikaeri.chronology.build import build
from furikaeri.chronology.table import read_table
from furikaeri.documents.draft import QUESTION, draft
from furikaeri.documents.parse import parse
from furikaeri.documents.template import templates
from furikaeri.model.chronology import Belief, Decision, SeveritySpan, Statements
from furikaeri.model.event import Event, IncidentFact
from furikaeri.model.incident import Incident
from furikaeri.model.timespan import MINUTE, TimeSpan
from furikaeri.text import LANGS, Lang

T0 = 1_791_986_400_000_000


def event(minute: int, text: str, **rest: object) -> Event:
    span = TimeSpan(T0 + minute * MINUTE, T0 + minute * MINUTE)
    return Event(
        **{
            "id": f"csv:x:{minute}",
            "source": "csv",
            "span": span,
            "lane": "people",
            "text": text,
            "locator": f"x#row={minute}",
            **rest,
        }
    )  # type: ignore[arg-type]


EVENTS = (
    event(0, "checkout fails for half of the users", kind="observation", actor="Mara"),
    event(5, "I think the new cache is at fault | maybe", kind="hypothesis", actor="Mara"),
    event(9, "rolled back the cache", kind="action", actor="Tobias"),
    event(14, "still failing", kind="observation", actor="Mara"),
    event(40, "checkout is fine again, resolved", kind="observation", actor="Mara"),
)
SAID = Statements(
    beliefs=(
        Belief(
            event="csv:x:5",
            group="On-call",
            text="the cache is at fault",
            span=TimeSpan(T0, T0 + 14 * MINUTE),
            outcome="refuted",
            refuted_by="csv:x:14",
        ),
    ),
    decisions=(Decision(event="csv:x:9", chosen="roll back the cache", options=("scale out", "wait")),),
    severities=(
        SeveritySpan(severity="SEV-1", lo=T0, hi=T0 + 30 * MINUTE),
        SeveritySpan(severity="SEV-2", lo=T0 + 30 * MINUTE, hi=T0 + 40 * MINUTE),
    ),
)
INCIDENT = Incident(title="Checkout failed", zone="Asia/Tokyo", services=("checkout",), roles={"Mara": "On-call A"})
FACTS = (IncidentFact(name="on-call", value="Mara", at=T0, locator="w#/0"),)


def drafted(name: str = "pagerduty", lang: Lang = "en") -> str:
    return draft(
        build(EVENTS, FACTS, SAID, zone="Asia/Tokyo"), INCIDENT, templates()[name], lang=lang, facts=FACTS
    ).markdown


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", sorted(templates()))
def test_a_draft_asks_and_never_fills_in_what_nobody_said(name: str, lang: Lang) -> None:
    text = drafted(name, lang)
    assert text.count("\n" + QUESTION) >= 4
    roles = {s.role for s in parse(text).sections}
    assert {"summary", "impact", "timeline", "actions", "lessons"} <= roles


def test_the_timeline_is_the_chronologys_and_reads_back() -> None:
    rows = read_table(drafted()).rows
    assert [r.text for r in rows if "rolled back" in r.text]
    assert all(r.data_link for r in rows)
    assert rows[0].local.startswith("2026-10-14 23:")  # 14:00 UTC in Tokyo


def test_severity_impact_roster_and_refuted_belief_are_there() -> None:
    text = drafted()
    assert "| Time in SEV-1 | 30 min |" in text
    assert "?? of ??, unknown" in text
    assert "| On call | On-call A |" in text
    assert "| the cache is at fault | still failing |" in text
    assert "“scale out”, “wait”" in text
    assert "What spoke for “roll back the cache” at that moment" in text
    assert "Temporary until" in text


def test_words_of_the_record_never_act_as_markdown() -> None:
    hostile = (
        event(0, "<script>alert(1)</script> | [x](javascript:alert(1)) **bold**", kind="observation"),
        *EVENTS[1:],
    )
    text = draft(build(hostile), INCIDENT, templates()["pagerduty"], lang="en").markdown
    happened = text.split("## What Happened")[1].split("## Contributing")[0]
    assert "\\<script\\>" in happened
    assert "](javascript" not in happened.replace("\\]", "")


def test_an_empty_chronology_is_all_questions() -> None:
    text = draft(build(()), Incident(), templates()["small-incident"], lang="ja").markdown
    assert text.startswith("# 名前のない障害")
    assert QUESTION in text


def test_the_cause_is_never_named_by_a_machine() -> None:
    assert "**Cause**" not in drafted()

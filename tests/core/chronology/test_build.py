from __future__ import annotations

from random import Random

import msgspec
import pytest
from benchmarks.incidents import make_incident

from furikaeri.chronology.build import build
from furikaeri.chronology.severity import severity_spans, time_in
from furikaeri.model.chronology import Chronology, Contest, Correction, KeyMoment, Relation, Statements, Verdict
from furikaeri.model.event import Event, IncidentFact
from furikaeri.model.timespan import MINUTE, SECOND, TimeSpan
from furikaeri.text import Text

T = 1_760_400_000 * SECOND
WORDS = Text("x", "あ")


def said(minutes: int, text: str, n: int = 0) -> Event:
    at = T + minutes * MINUTE
    return Event(id=f"slack:i:{minutes}{n}", source="slack", span=TimeSpan(at, at), lane="people", text=text)


def fact(minutes: int, value: str, name: str = "severity") -> IncidentFact:
    return IncidentFact(name=name, value=value, at=T + minutes * MINUTE, locator=f"#{minutes}")  # type: ignore[arg-type]


def incident():  # noqa: ANN201  # events
    return make_incident(12).events


def test_the_order_of_the_input_never_shows() -> None:
    events = list(incident())
    expected = build(events, assessments={})
    Random(1).shuffle(events)  # noqa: S311  # seeded chance, so that a failure can be repeated
    assert build(events, assessments={}) == expected


def test_a_chronology_survives_json() -> None:
    chronology = build(incident(), assessments={})
    assert msgspec.json.decode(msgspec.json.encode(chronology), type=Chronology) == chronology


def test_people_correct_and_the_evidence_stays() -> None:
    event = incident()[0]
    moved = TimeSpan(T, T, MINUTE, basis="told")
    statements = Statements(
        corrections=(
            Correction(event=event.id, by="IC", text="first"),
            Correction(event=event.id, by="IC", text="as it was", span=moved, kind="knowledge", lane="vendors"),
            Correction(event="gone:i:1", by="IC", text="of an event no export has any more"),
        ),
        events=(said(1, "told by phone"),),
    )
    known = {e.id: e for e in build(incident(), statements=statements, assessments={}).events}
    changed = known[event.id]
    assert (changed.text, changed.span, changed.kind, changed.lane) == ("as it was", moved, "knowledge", "vendors")
    assert (changed.evidence, changed.locator, changed.source) == (event.evidence, event.locator, event.source)
    assert "slack:i:10" in known
    assert "gone:i:1" not in known


def test_only_people_state_a_cause() -> None:
    made = make_incident(12)
    cause = {m.name: m for m in build(made.events, assessments={}).key_moments}["cause"]
    assert cause.event == ""
    assert made.culprit in cause.alternatives[:3]
    assert not any(r.type == "leads-to" for r in build(made.events, assessments={}).relations)
    alert = next(e.id for e in made.events if e.source == "alertmanager")
    link = Relation(a=made.culprit, b=alert, type="leads-to", reason=WORDS)
    accept = Verdict(relation=link.id, status="accepted", by="owner")
    stated = build(made.events, statements=Statements(relations=(link,), verdicts=(accept,)), assessments={})
    assert {m.name: m.event for m in stated.key_moments}["cause"] == made.culprit


def test_measures_are_ranges_that_tell_why() -> None:
    made = make_incident(12)
    free = {m.name: m for m in build(made.events, assessments={}).measures}
    assert (free["to-detect"].lo, free["to-detect"].hi) == (None, None)
    assert "cause" in free["to-detect"].why.en.lower()
    proposed = {m.name: m for m in build(made.events, assessments={}).key_moments}
    picks = tuple(
        KeyMoment(name=n, event=proposed[n].event, reason=WORDS, by="owner") for n in ("detected", "mitigated")
    )  # type: ignore[index]
    cause = KeyMoment(name="cause", event=made.culprit, reason=WORDS, by="owner")
    settled = Statements(key_moments=(*picks, cause))
    chronology = build(made.events, statements=settled, assessments={})
    exact = {m.name: m for m in chronology.measures}
    true = made.moments["detected"] - made.truth[made.culprit]
    assert abs((exact["to-detect"].lo or 0) - true) <= 2 * SECOND
    assert exact["to-mitigate"].lo == exact["to-mitigate"].hi
    contested = Statements(
        key_moments=(*picks, cause), contests=(Contest(event=picks[1].event, by="desk", text="no", at=T),)
    )
    wide = {m.name: m for m in build(made.events, statements=contested, assessments={}).measures}["to-mitigate"]
    assert (wide.hi or 0) - (wide.lo or 0) > 0
    assert "contested" in wide.why.en


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Declaring a SEV-1, joining the bridge", "SEV-1"),
        ("lowering to sev2 now", "SEV-2"),
        ("ＳＥＶ－２に引き下げます", "SEV-2"),
        ("should we make this a SEV-1?", None),
        ("last month's sev1 looked like this", None),
        ("SEV-1に上げるべきでしょうか", None),
    ],
)
def test_severity_from_words_that_move_it(text: str, level: str | None) -> None:
    assert [s.severity for s in severity_spans([said(0, text)])] == ([level] if level else [])


def test_time_in_each_severity() -> None:
    facts = [fact(0, "2 - High"), fact(10, "SEV-1"), fact(40, "sev2"), fact(90, "", "resolved")]
    spans = severity_spans([], facts)
    assert time_in(spans) == {"SEV-1": 30 * MINUTE, "SEV-2": 60 * MINUTE}
    assert time_in(severity_spans([], facts[:3])) == {"SEV-1": 30 * MINUTE, "SEV-2": None}
    lowered = [said(0, "declaring sev-1"), said(30, "lowering to SEV-3")]
    moments = {m.name: m.event for m in build(lowered, assessments={}).key_moments}
    assert moments["severity-lowered"] == lowered[1].id


def test_an_empty_record_is_a_chronology_too() -> None:
    assert build([], assessments={}).events == ()

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.chronology.build import build
from furikaeri.chronology.view import as_seen, groups, state_of, view
from furikaeri.model.chronology import (
    Account,
    Assessment,
    Belief,
    Contest,
    KeyMoment,
    Relation,
    SeveritySpan,
    Statements,
)
from furikaeri.model.event import Event, InView
from furikaeri.model.timespan import MINUTE, SECOND, TimeSpan, iso
from furikaeri.text import Text

T = 1_760_000_000 * SECOND
WORDS = Text("x", "あ")


def event(n: int, at: int, *seen: InView, **more: object) -> Event:
    span = more.pop("span", TimeSpan(T + at, T + at))
    base: dict[str, object] = {"lane": "people", "text": f"text {n}", "in_view": seen, **more}
    return Event(id=f"s:i:{n}", source="s", span=span, **base)  # type: ignore[arg-type]


def seen(group: str, lo: int, hi: int | None, basis: str = "displayed") -> InView:
    return InView(group, T + lo, None if hi is None else T + hi, basis)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("entries", "group", "at", "state"),
    [
        ([], None, 5, "existed"),
        ([seen("#ops", 0, 0)], "#ops", 5, "in-view"),
        ([seen("#ops", 0, 0)], "desk", 5, "existed"),
        ([seen("#ops", 0, 0, "voiced")], None, 5, "voiced"),
        ([seen("#ops", 2, 9)], "#ops", 5, "unknown"),
        ([seen("#ops", 2, None)], None, 5, "unknown"),
        ([seen("#ops", 6, 6)], "#ops", 5, "existed"),
        ([seen("#ops", 2, None), seen("#ops", 3, 4, "told")], "#ops", 5, "in-view"),
        ([seen("#ops", 0, 0)], "#ops", -1, "not-yet"),
    ],
)
def test_the_states_are_never_mixed(entries: list[InView], group: str | None, at: int, state: str) -> None:
    assert state_of(event(1, 0, *entries), T + at, group) == state


def test_what_may_not_have_happened_yet_is_unknown_and_what_lasts_began() -> None:
    assert state_of(event(1, 0, span=TimeSpan(T, T + MINUTE)), T + 5) == "unknown"
    assert state_of(event(1, 0, span=TimeSpan(T, None, shape="interval")), T + 5) == "existed"


LASTING = TimeSpan(T, T + 40 * MINUTE, SECOND, "interval", "end", stated="12:00–12:40")
SPAN = TimeSpan(T, T + 44 * MINUTE, shape="interval")


def whole() -> tuple[Event, ...]:
    return (
        event(1, 0, seen("#ops", 0, 0), lane="alerts", kind="alert", span=LASTING,
              facts={"status": "resolved", "service": "tram"}),
        event(2, 5 * MINUTE, seen("#ops", 5 * MINUTE, 5 * MINUTE, "voiced"), seen("desk", 30 * MINUTE, 30 * MINUTE),
              text="secret later wording",
              facts={"edited-at": iso(T + 50 * MINUTE) or "", "reactions": "eyes"}, deleted=True),
        event(3, 6 * MINUTE, seen("#ops", 6 * MINUTE, 6 * MINUTE, "voiced"), reply_to="s:i:2"),
        event(4, 45 * MINUTE, seen("#ops", 45 * MINUTE, 45 * MINUTE, "voiced"), text="it was the certificate"),
    )  # fmt: skip


def chronology():  # noqa: ANN201  # a Chronology
    said = Statements(
        relations=(Relation(a="s:i:2", b="s:i:1", type="leads-to", reason=WORDS, status="accepted", by="owner"),),
        key_moments=(KeyMoment(name="cause", event="s:i:2", reason=WORDS, by="owner"),),
        beliefs=(
            Belief(
                event="s:i:3", group="#ops", text="the fare table", span=SPAN, outcome="refuted", refuted_by="s:i:4"
            ),
        ),
        accounts=(Account(event="s:i:1", by="desk", text="told next day", given_at=T + 999 * MINUTE),),
        contests=(Contest(event="s:i:1", by="desk", text="no", at=T + 999 * MINUTE),),
        severities=(SeveritySpan(severity="SEV-1", lo=T + MINUTE, hi=T + 41 * MINUTE, basis="s:i:4"),),
    )
    return build(whole(), statements=said, assessments={e.id: Assessment(None, 0.0, 0.9) for e in whole()})


def test_nothing_learned_later_leaks() -> None:
    at = T + 10 * MINUTE
    then = as_seen(chronology(), at, read=lambda _: {})
    assert [e.id for e in then.events] == ["s:i:1", "s:i:2", "s:i:3"]
    alert, edited, _ = then.events
    assert alert.span.hi is None
    assert alert.span.stated == ""
    assert alert.facts == {"service": "tram"}
    assert "secret" not in edited.text
    assert not edited.deleted
    assert "reactions" not in edited.facts
    assert [v.group for v in edited.in_view] == ["#ops"]
    assert then.key_moments == then.faults == then.accounts == then.contests == then.measures == then.clocks == ()
    assert {r.type for r in then.relations} == {"replies-to"}
    assert (then.beliefs[0].outcome, then.beliefs[0].span.hi, then.beliefs[0].refuted_by) == ("unknown", None, "")
    assert (then.severities[0].hi, then.severities[0].basis) == (None, "")
    assert then.assessments == {}


def test_a_group_sees_its_own_view_and_the_wording_of_the_time_where_known() -> None:
    assert as_seen(chronology(), T + 10 * MINUTE, "desk", read=lambda _: {}).events == ()
    old = msgspec.structs.replace(whole()[1], text="first wording")
    then = as_seen(chronology(), T + 31 * MINUTE, "desk", earlier={old.id: old}, read=lambda _: {})
    assert [e.text for e in then.events] == ["first wording"]
    assert as_seen(chronology(), T + 60 * MINUTE, read=lambda _: {}).events[1].text == "secret later wording"


@settings(max_examples=40, deadline=None)
@given(st.integers(-5, 70))
def test_no_time_after_the_moment_is_left_anywhere(minutes: int) -> None:
    at = T + minutes * MINUTE
    then = as_seen(chronology(), at, read=lambda _: {})
    for e in then.events:
        assert e.span.lo <= at
        assert e.span.hi is None or e.span.hi <= at
        assert all(v.lo <= at and (v.hi is None or v.hi <= at) for v in e.in_view)
    found = view(chronology(), at)
    assert sum(found.counts.values()) == len(whole()) == len(found.states)
    assert {e.id for e in then.events} == {i for i, s in found.states.items() if s in {"in-view", "voiced"}}


def test_competing_signals_are_those_in_view_then() -> None:
    found = view(chronology(), T + 10 * MINUTE)
    assert found.competing == ("s:i:1",)
    assert view(chronology(), T - 1).competing == ()
    assert groups(whole()) == ("#ops", "desk")

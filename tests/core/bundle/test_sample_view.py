"""What was in view of the sample incidents at every minute, to every group: nothing learned later may leak.

The check: whatever the whole chronology shows at a moment, a chronology that holds nothing but what had begun by then
must show too, to the letter.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec
import pytest

from furikaeri.bundle.chronicle import chronicle
from furikaeri.bundle.sample import load, samples
from furikaeri.chronology.linearise import linearise
from furikaeri.chronology.view import SEEN, as_seen, groups, state_of, view
from furikaeri.model.chronology import Chronology, ViewState
from furikaeri.model.timespan import MINUTE, iso

NOW = datetime(2026, 11, 2, 9, tzinfo=UTC)


@cache
def whole(name: str) -> Chronology:
    with TemporaryDirectory() as place:
        return chronicle(load(name, Path(place) / name, now=NOW))[0]


@cache
def minutes(name: str) -> tuple[int, ...]:
    """Every minute up to which anything began, ended, or came into view since the minute before."""
    times = {
        at
        for event in whole(name).events
        for at in (event.span.lo, event.span.hi, *(t for v in event.in_view for t in (v.lo, v.hi)))
        if at is not None
    }
    first = min(times) // MINUTE * MINUTE
    return (first, *sorted({-(-at // MINUTE) * MINUTE for at in times}))


def known_by(name: str, at: int) -> Chronology:
    """What was there to be known at a moment: events that had begun, with what people later told of those alone."""
    full = whole(name)
    events = tuple(event for event in full.events if event.span.lo <= at)
    ids = {event.id for event in events}
    return Chronology(
        events=events,
        beliefs=tuple(
            belief
            if belief.refuted_by in ids
            else msgspec.structs.replace(
                belief, outcome="unknown", refuted_by="", span=msgspec.structs.replace(belief.span, hi=None)
            )
            for belief in full.beliefs
            if belief.event in ids
        ),
        decisions=tuple(decision for decision in full.decisions if decision.event in ids),
        severities=tuple(
            msgspec.structs.replace(
                span,
                hi=span.hi if span.hi is not None and span.hi <= at else None,
                basis=span.basis if span.basis in ids else "",
            )
            for span in full.severities
            if span.lo <= at
        ),
        lanes=tuple(lane for lane in full.lanes if any(event.lane == lane for event in events)),
        zone=full.zone,
    )


def unread(_: object) -> dict[str, object]:
    return {}


@pytest.mark.parametrize("name", samples())
def test_every_minute_shows_what_one_who_knew_no_more_would_have_seen(name: str) -> None:
    everybody = groups(whole(name).events)
    for n, at in enumerate(minutes(name)):
        earlier = known_by(name, at)
        for group in (None, everybody[n % len(everybody)]):
            assert as_seen(whole(name), at, group, read=unread) == as_seen(earlier, at, group, read=unread)


@pytest.mark.parametrize("name", samples())
def test_no_group_at_any_minute_sees_a_later_word_end_or_count(name: str) -> None:
    full = whole(name)
    everybody = (None, *groups(full.events))
    states: tuple[ViewState, ...] = ("existed", *SEEN, "unknown")
    for n, at in enumerate(minutes(name)):
        begun = {event.id for event in full.events if event.span.lo <= at}
        for group in everybody:
            shown = {event.id for event in full.events if state_of(event, at, group) != "not-yet"}
            assert shown == begun
        group = everybody[n % len(everybody)]
        if n % 3 == 0:
            found = view(full, at, group)
            assert set(found.competing) <= {id_ for id_, state in found.states.items() if state in SEEN} <= begun
            assert found.counts["not-yet"] == len(full.events) - len(begun)
        everything = as_seen(full, at, None, states=states, read=unread)
        assert {event.id for event in everything.events} == begun
        told = msgspec.json.encode(everything).decode()
        said = [event.text for event in full.events if event.id in begun]
        for event in full.events:
            if event.id not in begun:
                assert event.id not in told
                assert event.text not in told or any(event.text in text for text in said)


@pytest.mark.parametrize("name", samples())
def test_each_group_sees_only_what_came_into_its_own_view(name: str) -> None:
    full = whole(name)
    for group in groups(full.events):
        for at in minutes(name)[::7]:
            seen = as_seen(full, at, group, read=unread)
            for event in seen.events:
                assert any(v.group == group and v.lo <= at for v in event.in_view)
                assert all(v.lo <= at and (v.hi is None or v.hi <= at) for v in event.in_view)
                assert event.span.hi is None or event.span.hi <= at
            assert seen.key_moments == seen.faults == seen.measures == seen.clocks == ()
            assert as_seen(seen, at, group, read=unread) == seen


@pytest.mark.parametrize("name", samples())
def test_what_is_printed_then_knows_no_more_and_reading_goes_on_what_is_left(name: str) -> None:
    full = whole(name)
    detected = next(m.event for m in full.key_moments if m.name == "detected")
    alert = next(event for event in full.events if event.id == detected)
    assert alert.span.hi is not None
    at = (alert.span.lo + alert.span.hi) // 2
    seen = as_seen(full, at)
    assert set(seen.assessments) == {event.id for event in seen.events}
    assert seen.assessments == as_seen(known_by(name, at), at).assessments
    rows = linearise(seen, "raw").rows
    assert rows
    assert {row.key_moment for row in rows} == {""}
    assert all(row.span is not None and (iso(row.span.lo) or "") <= (iso(at) or "") for row in rows)
    assert not any(row.event == detected and row.span is not None and row.span.hi is not None for row in rows)
    assert [belief.outcome for belief in as_seen(full, minutes(name)[-1]).beliefs] == ["refuted"]
    refuting = next(event for event in full.events if event.id == full.beliefs[0].refuted_by)
    assert [belief.outcome for belief in as_seen(full, refuting.span.lo - 1).beliefs] == ["unknown"]

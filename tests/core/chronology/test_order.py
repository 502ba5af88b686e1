from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.chronology.order import order
from furikaeri.model.chronology import Clock, Relation
from furikaeri.model.event import Event
from furikaeri.model.timespan import MINUTE, SECOND, TimeSpan, before
from furikaeri.text import Text

BASE = 1_760_000_000 * SECOND
WORDS = Text("said so", "そう言った")


@st.composite
def spans(draw: st.DrawFn) -> TimeSpan:
    lo = BASE + draw(st.integers(0, 40)) * MINUTE
    grain = draw(st.sampled_from([1, SECOND, MINUTE]))
    length = draw(st.integers(0, 20)) * MINUTE
    shape = draw(st.sampled_from(["instant", "interval"]))
    hi = None if shape == "interval" and draw(st.booleans()) else lo + length
    return TimeSpan(lo, hi, grain, shape)


def event(n: int, span: TimeSpan) -> Event:
    return Event(id=f"s:i:{n:03}", source="s", span=span, lane="people", text=str(n))


@st.composite
def cases(draw: st.DrawFn) -> tuple[list[Event], list[Relation]]:
    events = [event(n, span) for n, span in enumerate(draw(st.lists(spans(), min_size=1, max_size=12)))]
    pairs = st.tuples(st.sampled_from(events), st.sampled_from(events))
    kinds = st.sampled_from(["replies-to", "precedes", "leads-to", "same-as"])
    made = draw(st.lists(st.tuples(pairs, kinds), max_size=8))
    return events, [Relation(a=a.id, b=b.id, type=t, reason=WORDS, status="accepted") for (a, b), t in made]


@settings(max_examples=150, deadline=None)
@given(cases())
def test_the_order_never_contradicts_what_is_sure(case: tuple[list[Event], list[Relation]]) -> None:
    ordered = order(*case)
    assert sorted(e.id for e in ordered) == sorted(e.id for e in case[0])
    for first, then in combinations(ordered, 2):
        assert not before(then.span, first.span)


@settings(max_examples=60, deadline=None)
@given(cases(), st.randoms(use_true_random=False))
def test_the_order_of_the_input_never_shows(case: tuple[list[Event], list[Relation]], chance: object) -> None:
    events, relations = case
    expected = order(events, relations)
    chance.shuffle(events)  # type: ignore[attr-defined]
    chance.shuffle(relations)  # type: ignore[attr-defined]
    assert order(events, relations) == expected


def test_an_accepted_reply_follows_its_parent_of_the_same_vague_minute() -> None:
    parent = event(9, TimeSpan(BASE, BASE + 10 * MINUTE))
    reply = event(1, TimeSpan(BASE + 2 * MINUTE, BASE + 2 * MINUTE))
    assert [e.id for e in order([parent, reply])] == [reply.id, parent.id]
    link = Relation(a=reply.id, b=parent.id, type="replies-to", reason=WORDS, status="accepted")
    assert [e.id for e in order([parent, reply], [link])] == [parent.id, reply.id]


def test_only_an_accepted_clock_moves_anything() -> None:
    one = Event(id="a:x:1", source="a", span=TimeSpan(BASE, BASE), lane="alerts", text="")
    other = Event(id="b:x:1", source="b", span=TimeSpan(BASE + MINUTE, BASE + MINUTE), lane="alerts", text="")
    ahead = Clock(source="b", lo=2 * MINUTE, hi=3 * MINUTE)
    assert order([one, other], clocks=[ahead])[0] == one
    assert order([one, other], clocks=[Clock(source="b", lo=2 * MINUTE, hi=3 * MINUTE, by="scribe")])[0] == other


def test_a_circle_of_replies_is_no_crash() -> None:
    events = [event(n, TimeSpan(BASE, BASE)) for n in range(3)]
    circle = [
        Relation(a=f"s:i:{n:03}", b=f"s:i:{(n + 1) % 3:03}", type="replies-to", reason=WORDS, status="accepted")
        for n in range(3)
    ]
    assert order(events, circle) == tuple(events)

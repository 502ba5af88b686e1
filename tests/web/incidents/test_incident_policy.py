"""The policy files, working days, and when steps are due."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from furikaeri.text import FurikaeriError
from furikaeri_web.incidents import policy
from furikaeri_web.incidents.policy import Calendar, StepRule
from furikaeri_web.incidents.policy.reading import span
from furikaeri_web.incidents.schedule import Facts, plan
from furikaeri_web.incidents.workdays import Workdays, country_of

TOKYO = Workdays(Calendar(), ZoneInfo("Asia/Tokyo"))
NOWHERE = Workdays(Calendar(), ZoneInfo("UTC"))
T0 = datetime(2026, 11, 20, 3, 0, tzinfo=UTC)  # a Friday noon in Tokyo; Monday the 23rd is a holiday there

moments = st.integers(0, 7_000_000).map(lambda minutes: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes))


def tokyo(month, day, hour, minute=0):
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(UTC)


def test_the_policy_that_we_ship_is_whole_and_in_both_languages():
    texts = [t for c in policy.criteria() for t in (c.asks, c.because)]
    texts += [t for r in policy.step_rules() for t in (r.title, r.why)] + [lv.means for lv in policy.levels()]
    assert all(text.en.strip() and text.ja.strip() and text.en != text.ja for text in texts)
    assert {"near-miss", "monthly", "asked"} <= {c.key for c in policy.criteria()}
    assert all(item.source for item in (*policy.criteria(), *policy.step_rules()))


@pytest.mark.parametrize(
    ("text", "blames"),
    [
        ("[[steps]]\nkey='a'\n", "title"),
        ("[[steps]]\nkey='a'\nphase='analysis'\ntitle={en='a',ja='あ'}\nwhy={en='a',ja='あ'}\nafter='b'\n", "no step"),
        ("[[steps]]\nkey='a'\nphase='analysis'\ntitle={en='a',ja='あ'}\nwhy={en='a',ja='あ'}\nafter='a'\n", "itself"),
        ("steps = []\n[calendar]\nrest=[0,1,2,3,4,5,6]\n", "no working day"),
        ("[[steps]]\nkey='a'\nphase='analysis'\ntitle={en='a',ja='あ'}\nwhy={en='a',ja='あ'}\nafter='ended'\nwithin='soon'\n", "soon"),
        ("steps = [", "process.toml"),
    ],
)  # fmt: skip
def test_a_policy_of_ones_own_is_used_and_a_broken_one_is_named(text, blames):
    from django.conf import settings as django_settings

    folder = django_settings.ENVIRONMENT.data / "policy"
    folder.mkdir(parents=True)
    (folder / "process.toml").write_text(text, "utf-8")
    with pytest.raises(FurikaeriError) as fault:
        policy.step_rules()
    assert blames in fault.value.message.en
    assert "process.toml" in fault.value.message.ja
    (folder / "process.toml").write_text("steps = []\n", "utf-8")
    assert policy.step_rules() == ()


def test_working_days_skip_weekends_and_the_holidays_of_the_place():
    assert country_of("Asia/Tokyo") == "JP"
    assert country_of("UTC") == ""
    assert not TOKYO.works(date(2026, 9, 22))  # a day between two holidays is one, by Japanese law
    assert NOWHERE.works(date(2026, 9, 22))
    assert TOKYO.end_after(T0, 5) == tokyo(11, 30, 18)
    assert NOWHERE.end_after(T0, 5) == datetime(2026, 11, 27, 18, tzinfo=UTC)
    assert not Workdays(Calendar(extra=frozenset({date(2026, 11, 20)})), ZoneInfo("UTC")).works(T0.date())


def test_a_moment_outside_working_hours_moves_to_the_end_of_the_next_working_day():
    for at, to in (
        (tokyo(11, 19, 14, 5), tokyo(11, 19, 14, 5)),
        (tokyo(11, 19, 3), tokyo(11, 19, 18)),
        (tokyo(11, 19, 20), tokyo(11, 20, 18)),
        (tokyo(11, 20, 20), tokyo(11, 24, 18)),
        (tokyo(11, 21, 11), tokyo(11, 24, 18)),
    ):
        assert TOKYO.within_hours(at) == to


@given(moments, st.integers(0, 30))
@settings(max_examples=60, deadline=None)
def test_more_working_days_are_never_sooner(at, n):
    end = TOKYO.end_after(at, n)
    assert TOKYO.works(end.astimezone(TOKYO.zone).date())
    assert TOKYO.end_after(at, n + 2) > TOKYO.end_after(at, n + 1) >= end  # a day off and the first after it end alike
    assert TOKYO.within_hours(at) >= at
    assert TOKYO.within_hours(TOKYO.within_hours(at)) == TOKYO.within_hours(at)


def rule(key, **fields):
    words = policy.step_rules()[0].title
    return StepRule(key=key, title=words, why=words, phase="analysis", **fields)


def test_steps_are_counted_from_what_happened_then_from_what_was_done():
    rules = (
        rule("meeting", after="ended", earliest="24h", within="36h"),
        rule("draft", before="meeting", within="2h"),
        rule("planning", after="meeting", earliest="1d", within="2b"),
        rule("publish", after="ended", within="5b", by_severity={"SEV-1": "3b"}),
    )
    assert all(window == (None, None) for window in plan(rules, Facts(declared=T0), TOKYO).values())
    facts = Facts(declared=T0, ended=T0)
    found = plan(rules, facts, TOKYO)
    assert found["meeting"] == (T0 + timedelta(hours=24), T0 + timedelta(hours=36))
    assert found["draft"].due == T0 + timedelta(hours=34)
    assert found["planning"].due == TOKYO.end_after(T0 + timedelta(hours=36), 2)
    assert found["publish"].due == tokyo(11, 30, 18)
    held = T0 + timedelta(days=6)
    later = plan(rules, Facts(declared=T0, ended=T0, done={"meeting": held}, severities=frozenset({"SEV-1"})), TOKYO)
    assert later["planning"].earliest == held + timedelta(days=1)
    assert later["publish"].due == tokyo(11, 26, 18)
    moved = plan(rules, Facts(declared=T0, ended=T0, moved={"meeting": held}), TOKYO)
    assert moved["meeting"].due == held
    assert moved["draft"].due == held - timedelta(hours=2)


def test_what_begins_after_working_hours_is_never_due_before_it_may_begin():
    found = plan((rule("rest", after="ended", earliest="5d", within="1b"),), Facts(declared=T0, ended=T0), TOKYO)
    assert found["rest"].due == found["rest"].earliest == T0 + timedelta(days=5)


def test_a_length_is_written_in_one_way():
    assert span("36h") == (span("36h"))
    assert (span("3d").hours, span("5b").unit, span("").n) == (72, "b", 0)
    for wrong in ("36", "h", "1w", "-1h", "1.5h", "99999h"):
        with pytest.raises(ValueError, match="write hours"):
            span(wrong)

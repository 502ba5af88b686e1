from __future__ import annotations

import pytest

from furikaeri.chronology.acts import acts, important_acts
from furikaeri.chronology.build import build
from furikaeri.chronology.recovery import gets_better, is_unchanged, made_no_difference
from furikaeri.chronology.scene import Scene
from furikaeri.model.chronology import Assessment
from furikaeri.model.event import Event, InView
from furikaeri.model.timespan import MINUTE, SECOND, TimeSpan

T = 1_760_400_000 * SECOND


def event(id_: str, minutes: float, lane: str, text: str = "x", **more: object) -> Event:
    at = T + int(minutes * MINUTE)
    span = more.pop("span", TimeSpan(at, at, SECOND))
    return Event(id=id_, source=id_.partition(":")[0], span=span, lane=lane, text=text, **more)  # type: ignore[arg-type]


def said(n: int, minutes: float, text: str) -> Event:
    return event(f"chat:i:{n}", minutes, "people", text, actor="U1")


@pytest.mark.parametrize(
    ("text", "better", "unchanged"),
    [
        ("error rate is dropping", True, False),
        ("Backlog at 3 % and falling. That worked.", True, False),
        ("logins are working again", True, False),
        ("効いています。新しい失敗はゼロです。", True, False),
        ("orders are dropping", False, False),
        ("is it back to normal?", False, False),
        ("not recovered on my side", False, False),
        ("Still at 40 %.", False, True),
        ("the restart did not help", False, True),
        ("切り戻し後も増え続けていて、変わりません。", False, True),
        ("lunch?", False, False),
    ],
)
def test_words_of_recovery_and_of_none(text: str, better: bool, unchanged: bool) -> None:  # noqa: FBT001  # a table
    message = said(1, 0, text)
    scene = Scene([message])
    assert (gets_better(scene, message), is_unchanged(scene, message)) == (better, unchanged)


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("Done: traffic goes to the old pool.", True),
        ("switched back to the old index", True),
        ("設定を元に戻しました。", True),
        ("片系を外しています", True),
        ("done?", False),
        ("shall we switch the index?", False),
        ("戻したら直るでしょうか", False),
    ],
)
def test_who_acted_by_their_own_words(text: str, does: bool) -> None:  # noqa: FBT001  # a table
    message = said(1, 0, text)
    assert acts(Scene([message]), message) is does


def incident() -> list[Event]:
    alert = TimeSpan(T, T + 60 * MINUTE, SECOND, "interval")
    return [
        event(
            "monitor:i:1",
            0,
            "alerts",
            "LoginFailures high",
            kind="alert",
            span=alert,
            facts={"alertname": "LoginFailures"},
        ),
        said(2, 10, "rolled back the login page"),
        event("deploys:i:3", 10.5, "changes", "rollback login-page", kind="change"),
        said(4, 20, "Still at 40 %. The rollback did not change anything."),
        said(5, 55, "switched the session store over to the replica"),
        said(6, 58, "failures are down, and logins are working again"),
        said(7, 90, "calling this resolved, thanks all"),
    ]


def test_the_act_that_brought_it_back_goes_before_the_rollback_that_did_not() -> None:
    chronology = build(incident(), assessments={})
    found = {m.name: m for m in chronology.key_moments}
    assert found["action"].event == "chat:i:5"
    assert "chat:i:2" in found["action"].alternatives
    assert found["mitigated"].event == "monitor:i:1"
    assert "chat:i:6" in found["mitigated"].alternatives
    assert found["resolved"].event == "chat:i:7"


def test_one_deed_told_twice_was_in_vain_both_times() -> None:
    scene = Scene(incident())
    done = [e for e in scene.events if acts(scene, e)]
    assert made_no_difference(scene, done) == {"chat:i:2", "deploys:i:3"}
    assert important_acts(scene, None, None) == []


def test_a_page_closed_by_hand_is_no_sign_of_recovery_where_people_told_of_one() -> None:
    page = event(
        "pagerduty-log:i:1",
        0,
        "alerts",
        "Triggered: logins",
        kind="alert",
        facts={"type": "trigger", "incident": "QA1"},
    )
    closed = event("pagerduty-log:i:2", 200, "people", "Resolved", facts={"type": "resolve", "incident": "QA1"})
    told = [said(n, 30 + n, text) for n, text in ((1, "still failing here"), (2, "logins are working again"))]
    moments = {m.name: m for m in build([page, *told, closed], assessments={}).key_moments}
    assert moments["mitigated"].event == "chat:i:2"
    assert moments["resolved"].event == "pagerduty-log:i:2"
    assert {m.name: m for m in build([page, closed], assessments={}).key_moments}["mitigated"].event == closed.id


def test_a_mail_is_no_page_and_a_notification_goes_before_the_trigger() -> None:
    def alert(severity: str, group: str) -> Event:
        seen = (InView(group, T, None, "delivered"),)
        return event(
            "monitor:i:1", 0, "alerts", "LoginFailures", kind="alert", in_view=seen, facts={"severity": severity}
        )

    def paged(events: list[Event]) -> str:
        return {m.name: m.event for m in build(events, assessments={}).key_moments}.get("paged", "")

    assert paged([alert("warning", "shop-mail")]) == ""
    assert paged([alert("page", "shop-mail")]) == "monitor:i:1"
    assert paged([alert("warning", "on-call")]) == "monitor:i:1"
    trigger = event(
        "pagerduty-log:i:1", 1, "alerts", "Triggered", kind="alert", facts={"type": "trigger", "incident": "QA1"}
    )
    notified = event(
        "pagerduty-log:i:2", 2, "alerts", "Notified", kind="alert", facts={"type": "notify", "incident": "QA1"}
    )
    assert paged([trigger, notified]) == notified.id


def test_a_severity_set_by_hand_is_dated_by_who_told_of_it() -> None:
    from furikaeri.model.chronology import SeveritySpan, Statements  # noqa: PLC0415  # only here

    spans = (
        SeveritySpan(severity="SEV-1", lo=T, hi=T + 40 * MINUTE, basis="by hand"),
        SeveritySpan(severity="SEV-2", lo=T + 40 * MINUTE, hi=None, basis="by hand"),
    )
    told = [said(1, 41, "Down to SEV-2: logins are back"), said(2, 70, "we stay at SEV-2 for now")]
    moments = {
        m.name: m.event for m in build(told, statements=Statements(severities=spans), assessments={}).key_moments
    }
    assert moments["severity-lowered"] == "chat:i:1"
    assert "severity-lowered" not in {
        m.name for m in build(told[1:], statements=Statements(severities=spans), assessments={}).key_moments
    }


def test_marks_count_where_the_reading_sees_that_it_worked() -> None:
    message = said(1, 0, "that did it, logins are back to normal")
    asked = Assessment("question", 0.9, 0.5, ("worked",))
    assert gets_better(Scene([message], {message.id: Assessment("knowledge", 0.9, 0.5, ("worked",))}), message)
    assert not gets_better(Scene([message], {message.id: asked}), message)

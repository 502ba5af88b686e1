"""What part a record plays: an alert opening or closing, a page, a change, a person speaking."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from furikaeri.chronology.tokens import plain

if TYPE_CHECKING:
    from furikaeri.model.event import Event

Phase = Literal["open", "ack", "notify", "close", "commit", "merge", "revert", "deploy", ""]

_STATED: tuple[tuple[Phase, re.Pattern[str]], ...] = (
    (
        "close",
        re.compile(r"(?a)\b(resolved?|recover(ed|y)|clos(e|ed)|ok|normal|completed|restored|up)\b|解消|復旧|回復"),
    ),
    ("ack", re.compile(r"(?a)\back(nowledged?|ed)?\b|確認済|応答")),
    ("notify", re.compile(r"(?a)\bnotif(y|ied|ication)\b|\bpaged\b|\bescalated?\b|\bassign(ed|ment)?\b|呼び出し")),
    (
        "open",
        re.compile(r"(?a)\b(firing|trigger(ed)?|alerting|problem|open(ed)?|new|down|alarm|critical)\b|発報|発生|検知"),
    ),
)
_SAID: tuple[tuple[Phase, re.Pattern[str]], ...] = (
    ("close", re.compile(r"(?a)\b(resolved|recovered|closed|back to normal)\b|\[ok\]|解消|復旧|回復")),
    ("ack", re.compile(r"(?a)\backnowledged\b|\backed\b|応答しました|確認しました")),
    ("notify", re.compile(r"(?a)\bnotified\b|\bpaged\b|\bescalated\b|呼び出しました")),
    (
        "open",
        re.compile(r"(?a)\bfiring\b|\btriggered\b|\balert(ing)?\b|\[(critical|alerting|problem)\]|発報|アラート|検知"),
    ),
)
_CHANGED: tuple[tuple[Phase, re.Pattern[str]], ...] = (
    ("revert", re.compile(r"(?a)\brevert|\broll(ed|ing)?[ -]?back|切り?戻|ロールバック|復元")),
    ("merge", re.compile(r"(?a)\bmerge[ds]?\b|マージ")),
    ("deploy", re.compile(r"(?a)\bdeploy|\brelease|\brollout\b|\bshipped\b|デプロイ|リリース|配信|反映")),
)
_DONE = re.compile(
    r"(?a)\b(roll(ed|ing) (it |this )?back|revert(ed|ing)|restart(ed|ing)|reboot(ed|ing)|fail(ed|ing) over|"
    r"scal(ed|ing) (up|out|down)|drain(ed|ing)|disabl(ed|ing)|deploy(ed|ing)|applied|applying|flush(ed|ing)|"
    r"switched|switching (it |this |over|back|to)|point(ed|ing) (it |this )?(back|to)|restor(ed|ing)|purg(ed|ing)|"
    r"kill(ed|ing)|turn(ed|ing) (it |this )?(on|off)|set (it |this )?back)\b|^(ok(ay)?[,.!]? )?done\b(?!\?)|"
    r"(^|[.;] )[\w-]+ (restarts|reverts|rolls back|deploys|disables|drains|fails over|scales (up|down)|deletes)\b|"
    r"(切り?戻し|ロールバック|再起動|復元|切り替え|停止|適用|無効化|有効化|増設|デプロイ|再実行)(を?(実行|開始|完了))?"
    r"(しました|しています|してます|中です|した|完了|済)|(戻し|外し|止め|切り替え|入れ替え)(まし)?(た(?!い|ら)|て(い)?ます)"
)
"""People telling of an act, in the past or under way; not a plan, not a question."""
_WEIGHED = re.compile(r"(?a)\b(suggest|propos|consider|recommend)|\b(shall|should|could) (we|i)\b|\?$|か$|たら")
_SENTENCE = re.compile(r"(?<=[.!?。！？])(?:\s+|(?<=[。！？]))|\n")
_STATUS_FACTS = ("type", "operation", "status", "state", "action", "event")
_BOT_FACTS = ("bot", "bot-id", "bot-name", "app", "app-id")
_BOT = re.compile(
    r"(?a)bot\b|\[bot\]|alertmanager|pagerduty|opsgenie|datadog|grafana|zabbix|jenkins|cloudwatch|sentry", re.IGNORECASE
)
_WRITTEN = frozenset({"annotate", "note", "status-update", "responder-request"})
_WAKES = re.compile(r"(?a)\bpag(e|er|ed|ing)\b|crit|on-?call|sev-?[01]\b|\bp[01]\b|当番|緊急")
_TICKET = re.compile(r"(?a)\b(new )?(ticket|support case|customer report)\b|問い?合わ?せ|受付番号|申告")
_PAGER = re.compile(r"pagerduty|opsgenie|victorops|splunk-?oncall|squadcast|grafana-?oncall|pager")
REPOSITORIES = re.compile(r"(?a)\bgit")


def by_machine(event: Event) -> bool:
    """Whether a machine wrote the record: any lane but people's, a bot among the people, or a pager's turn."""
    if event.lane not in {"people", "public", "vendors"} or is_turn(event):
        return True
    facts = event.facts
    return (
        any(fact in facts for fact in _BOT_FACTS)
        or facts.get("subtype") == "bot_message"
        or bool(event.actor and _named_as_bot(event.actor))
    )


@lru_cache(maxsize=4096)
def _named_as_bot(actor: str) -> bool:
    return _BOT.search(actor) is not None


def phase(event: Event) -> Phase:
    """Which turn of its course the record marks, by its status facts, else by its words; "" where it marks none."""
    told = plain(event.text).lower()
    if is_change(event):
        if REPOSITORIES.match(event.source):
            return _first(_CHANGED[:1], told) or "commit"
        return _first(_CHANGED, f"{told} {event.facts.get('operation', '').lower()}")
    if event.span.shape == "interval" and is_alert(event):
        return "open"  # it tells its whole course; what is dated is the beginning
    for fact in _STATUS_FACTS:
        stated = event.facts.get(fact, "").lower().replace("_", " ").replace("-", " ")
        found = _first(_STATED, stated) if stated else ""
        if found:
            return found
    if not by_machine(event):
        return ""
    found = _first(_SAID, told)
    if found or event.lane == "people":
        return found or _first(_CHANGED, told)
    return "open" if event.kind == "alert" else ""


def _first(patterns: tuple[tuple[Phase, re.Pattern[str]], ...], text: str) -> Phase:
    return next((name for name, pattern in patterns if pattern.search(text)), "")


def is_relay(event: Event) -> bool:
    """Whether a bot in a channel passes on what another system did."""
    return "channel" in event.facts and by_machine(event)


def notifies(event: Event) -> bool:
    """Whether the pager reached out to a person here: a push, a call, a message."""
    return is_pager(event) and "notif" in event.facts.get("type", event.text).lower()


def wakes(event: Event) -> bool:
    """Whether an alert was sent out to wake somebody, by its severity or by who received it; a mail isn't a page."""
    facts = event.facts
    told = (
        facts.get("severity", ""),
        facts.get("receiver", ""),
        *(v.group for v in event.in_view if v.basis == "delivered"),
    )
    return any(_WAKES.search(plain(word).lower()) for word in told)


def tells_ticket(event: Event) -> bool:
    """Whether the record is of somebody writing to a help desk."""
    return any(_TICKET.search(name) for name in event.facts) or bool(_TICKET.search(plain(event.text[:80]).lower()))


def undoes(event: Event) -> bool:
    """Whether the record or its words are of taking a change back."""
    return bool(_CHANGED[0][1].search(plain(event.text).lower()))


def tells_act(event: Event) -> bool:
    """Whether a person tells of having changed the system, or of being about it just now."""
    if by_machine(event):
        return False
    text = plain(event.text).lower()
    return any(_DONE.search(part) and not _WEIGHED.search(part) for part in _SENTENCE.split(text))


def is_change(event: Event) -> bool:
    """Whether the record is of a change to the system (as opposed to talk about one)."""
    return event.kind == "change" or event.lane == "changes"


def is_alert(event: Event) -> bool:
    """Whether the record is of an alert or a page, opening, closing or between."""
    return event.kind == "alert" or event.lane == "alerts" or is_turn(event)


def is_turn(event: Event) -> bool:
    """Whether a pager logged a turn of its incident, even one that a person took: an acknowledgement, a resolution."""
    return is_pager(event) and event.facts.get("type", "") not in _WRITTEN


def is_pager(event: Event) -> bool:
    """Whether the record comes from a system that wakes people."""
    return _wakes(event.source)


@lru_cache(maxsize=256)
def _wakes(source: str) -> bool:
    return _PAGER.search(source) is not None


def alert_key(event: Event) -> str:
    """What tells one alert from another: its fingerprint or incident, else its name and place, else its words."""
    facts = event.facts
    for fact in ("fingerprint", "incident", "incident-id", "incident-key", "dedup-key", "alert-key", "alias"):
        if facts.get(fact):
            return f"{fact}:{facts[fact]}"
    named = [facts[fact] for fact in ("alertname", "service", "resource", "host", "instance") if facts.get(fact)]
    if named:
        return "named:" + "|".join(named)
    text = plain(event.text).lower()
    for _, pattern in (*_SAID, *_STATED):
        text = pattern.sub(" ", text)
    return "words:" + " ".join(re.findall(r"[^\W\d_]{2,}", re.sub(r"https?://\S+", " ", text))[:8])

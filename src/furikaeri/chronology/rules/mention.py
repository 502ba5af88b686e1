"""Somebody speaks of an alert: its id, or the telling words of its name or place, within minutes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from furikaeri.chronology.scene import Rule, Scene
from furikaeri.chronology.signs import is_alert
from furikaeri.chronology.tokens import spoken_whole
from furikaeri.chronology.written import apart, named
from furikaeri.model.chronology import Relation
from furikaeri.model.timespan import MINUTE
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.model.event import Event

BEFORE = 10 * MINUTE
AFTER = 2 * MINUTE
LOOKED_AT = 12
ENOUGH = 0.25
VAGUE = frozenset(
    """alert alerts alerting firing triggered resolved recovered closed open opened acknowledged api app apis service
    server web error errors warning critical page paged incident
    発生 検知 解消 復旧 回復 エラー アラート サーバー""".split()  # noqa: SIM905  # a list this long reads better as lines
)
"""Words of any alert, and of any system: to share one is to share nothing."""

_BY_KEY = Text("The message carries {key}, as the alert does.", "発言とアラートの両方に {key} があります。")
_BY_WORD = Text(
    "The message names {words}, as an alert {apart} away does.",
    "発言にある{words}が、{apart}差のアラートにもあります。",
)


def propose(scene: Scene) -> Iterator[Relation]:
    """At most one `mentions` from each person's message to the alert it most likely speaks of."""
    for event in scene.events:
        if scene.machine[event.id] or is_alert(event):
            continue
        relation = _by_key(scene, event) or _by_word(scene, event)
        if relation:
            yield relation


def _by_key(scene: Scene, event: Event) -> Relation | None:
    at = scene.at[event.id]
    for key in sorted(scene.keys[event.id]):
        near = [o for o in scene.by_key[key][:200] if o.id in scene.alert_ids and o.source != event.source]
        if near:
            alert = min(near, key=lambda other: (abs(scene.at[other.id] - at), other.id))
            reason = _BY_KEY.fill(key=key.partition(":")[2])
            return Relation(a=event.id, b=alert.id, type="mentions", rule="mention", score=0.95, reason=reason)
    return None


def _by_word(scene: Scene, event: Event) -> Relation | None:
    at = scene.at[event.id]
    said = scene.words[event.id] - VAGUE - scene.people
    found: dict[str, Event] = {}
    for word in said:
        if scene.weights[word] >= 0.2:
            for other in scene.following(word, at - BEFORE, at + AFTER, LOOKED_AT):
                if other.id in scene.alert_ids:
                    found[other.id] = other
    best, chosen = 0.0, None
    for other in sorted(found.values(), key=lambda alert: alert.id):
        shared = sum(scene.weights[word] for word in said & scene.words[other.id])
        score = min(shared / 2, 0.9) * (1 - abs(scene.at[other.id] - at) / (3 * BEFORE))
        if score > best:
            best, chosen = score, other
    if chosen is None or best < ENOUGH:
        return None
    whole = spoken_whole(said & scene.words[chosen.id])
    told = sorted(whole, key=lambda word: (scene.frequency[word], word))[:3]
    return Relation(
        a=event.id,
        b=chosen.id,
        type="mentions",
        rule="mention",
        score=round(best, 2),
        reason=_BY_WORD.fill(words=named(told), apart=apart(abs(scene.at[chosen.id] - at))),
    )


RULE = Rule(name="mention", title=Text("Talk about an alert", "アラートについての発言"), propose=propose)

"""How an incident got better: what closed, what people saw, and what they said made no difference."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from furikaeri.chronology.signs import is_alert, is_pager
from furikaeri.chronology.tokens import plain
from furikaeri.model.timespan import HOUR, MINUTE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from furikaeri.chronology.gaps import Open
    from furikaeri.chronology.scene import Scene
    from furikaeri.model.event import Event

SAID_WITHIN = 6 * HOUR
"""Talk of an incident goes on for days; its end is declared within hours."""
TELLS_OF = 20 * MINUTE
"""Words that nothing changed speak of what was done at most so long before."""

_OVER = re.compile(
    r"(?a)\b(all clear|incident (is )?(over|resolved|closed)|fully (recovered|resolved)|resolved|"
    r"closing (this|the) incident|"
    r"operational|back to normal)\b|解決|収束|完全復旧|復旧しました|クローズ|終息"
)
_NOT_OVER = re.compile(r"(?a)\bnot\b|n't\b|\?|？|ません|いない|まだ|でしょうか|ですか")
_BETTER = re.compile(
    r"(?a)\b(recover(ed|ing)|mitigated|back (up|to (normal|(9\d|100) ?%))|error rates? (is |are )?(dropping|down|falling|back)|"
    r"stabili[sz]ed|healthy again|looks? (good|ok|healthy)|(working|fine|up|online|running) again|back online|"
    r"((is|are|was|were|been|be|service|services|access) (now )?|fully )restored|no longer (seeing|happening|failing)|"
    r"(errors|failures|timeouts|latency|backlog|queue|lag|ratio|rate) (is |are )?(now )?(dropping|falling|going down|down)|"
    r"(down to|and) \S+( %)? and (dropping|falling)|that (worked|helped|fixed it|did it))\b|"
    r"ゼロ(です|になり)|回復|復旧|落ち着|緩和|正常に戻|戻りました|下がって(き|い)|減って(き|い)|収まりました|効いて(い)?ます|効きました"
)
_UNCHANGED = re.compile(
    r"(?a)\b(did(n't| not) (change|help|fix|work|make)|has(n't| not) (changed|helped|fixed)|made no difference|"
    r"no (change|effect|difference|improvement)|still (at|seeing|failing|broken|down|the same|happening|climbing))\b|"
    r"^still\b|変わりません|変わらない|変わっていません|変化(が)?(なし|ない|ありません)|続いて(い)?ます|"
    r"改善(しません|しない|せず|していません)|効果(が)?(なし|ない|ありません)|(直|収ま)(りません|らない|っていません)"
)


def mitigated(scene: Scene, opened: Sequence[Open], stretch: tuple[int, int] | None, start: int | None) -> list[Event]:
    """Where the last alert of the incident closed, then the others; then what people saw get better.

    A page that a person closed says when somebody was done, not when the symptom was over: it comes last.
    """
    last_first = sorted((one for one in opened if one.closed), key=lambda one: (-one.hi, one.closed))
    during = [one for one in last_first if stretch and one.hi <= stretch[1] and one.lo >= stretch[0]]
    closings = [scene.by_id[one.closed] for one in (*during, *last_first)]
    by_hand = [event for event in closings if is_pager(event) and event.lane == "people"]
    by_itself = [event for event in closings if event not in by_hand]
    return [*by_itself, *_improvements(scene, start), *by_hand]


def _improvements(scene: Scene, start: int | None) -> list[Event]:
    """People's words that it got better, first those after the last word that nothing had changed."""
    if start is None:
        return []
    better = [event for event in scene.events if scene.at[event.id] > start and gets_better(scene, event)]
    unchanged = [scene.at[event.id] for event in scene.events if is_unchanged(scene, event)]
    last = max((at for at in unchanged if better and at < scene.at[better[-1].id]), default=start)
    return sorted(better, key=lambda event: (scene.at[event.id] < last, scene.at[event.id], event.id))


def gets_better(scene: Scene, event: Event) -> bool:
    """Whether a person tells of having seen it get better."""
    if scene.machine[event.id]:
        return False
    read = scene.assessments.get(event.id)
    kind = scene.kind(event)
    marked = read is not None and "worked" in read.marks and kind != "question"
    if not marked and kind not in {"observation", "communication", "state", None}:
        return False
    text = plain(event.text).lower()
    return bool(_BETTER.search(text)) and not _NOT_OVER.search(text)


def is_unchanged(scene: Scene, event: Event) -> bool:
    """Whether a person tells that what was done made no difference."""
    return not scene.machine[event.id] and _UNCHANGED.search(plain(event.text).lower()) is not None


def made_no_difference(scene: Scene, acts: Sequence[Event]) -> set[str]:
    """Of acts in time order, the ids of those after which, before any other, somebody said that nothing had changed.

    Acts within two minutes of each other are one deed told in several places, so they share the verdict.
    """
    times = [scene.at[act.id] for act in acts]
    found: set[str] = set()
    for event in scene.events:
        if not is_unchanged(scene, event):
            continue
        at = scene.at[event.id]
        i = bisect_left(times, at) - 1
        if i >= 0 and at - times[i] <= TELLS_OF:
            told = times[i]
            while i >= 0 and told - times[i] <= 2 * MINUTE:
                found.add(acts[i].id)
                i -= 1
    return found


def resolved(scene: Scene, over: int | None) -> list[Event]:
    """The last word that it is over: the public one, else the later of the pager's closing and people's own word."""
    after = scene.times[0] if over is None and scene.times else over or 0
    later = [event for event in scene.events if scene.at[event.id] >= after]
    closed = [
        event
        for event in later
        if scene.phase[event.id] == "close" and scene.machine[event.id] and (is_pager(event) or event.lane == "public")
    ]
    said = [
        event
        for event in later
        if scene.at[event.id] <= after + SAID_WITHIN
        and not scene.machine[event.id]
        and scene.phase[event.id] in {"", "close"}
        and _OVER.search(text := plain(event.text).lower())
        and not _NOT_OVER.search(text)
    ]
    public = [event for event in said if event.lane == "public"]
    public += [event for event in closed if event.lane == "public"]
    ended = [event for event in later if scene.phase[event.id] == "close" and is_alert(event)]
    word = sorted([*closed, *said], key=lambda event: -scene.at[event.id])
    ranked = [*sorted(public, key=lambda event: -scene.at[event.id]), *word, *reversed(ended)]
    return list({event.id: event for event in ranked}.values())

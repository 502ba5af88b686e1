"""What a list of incidents shows, as it stands in an address. What can't be read is left out, never an error."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Literal, cast
from zoneinfo import ZoneInfo

from furikaeri.text import Text
from furikaeri_web.incidents.selectors import Filters
from furikaeri_web.incidents.told import PHASES

if TYPE_CHECKING:
    from collections.abc import Mapping

Judged = Literal["", "waiting", "yes", "no"]

JUDGED: dict[str, Text] = {
    "waiting": Text("not judged yet", "未判断"),
    "yes": Text("worth a review", "振り返る"),
    "no": Text("no review", "振り返らない"),
}
LABELS: dict[str, Text] = {
    "q": Text("Words", "語"),
    "service": Text("Service", "サービス"),
    "severity": Text("Severity", "重大度"),
    "tag": Text("Tag", "タグ"),
    "phase": Text("Phase", "段階"),
    "judged": Text("Review", "振り返り"),
    "since": Text("From", "から"),
    "until": Text("To", "まで"),
    "near": Text("Near misses", "ヒヤリハット"),
    "mine": Text("Mine", "自分の担当"),
}
_LONGEST = 300


def read_asked(given: Mapping[str, str]) -> dict[str, str]:
    """The filters of an address that are set and make sense, as they are shown; near and mine are "on"."""
    asked = {name: given.get(name, "").strip().replace("\x00", "")[:_LONGEST] for name in LABELS}
    known = {"phase": PHASES, "judged": JUDGED}
    return {
        name: value
        for name, value in asked.items()
        if value and (name not in known or value in known[name]) and (name not in {"since", "until"} or _date(value))
    }


def filters_of(asked: Mapping[str, str], zone: str) -> Filters:
    """The same as the selectors want them; days are days in the reader's zone, the last one included."""
    until = _day(asked.get("until", ""), zone)
    return Filters(
        text=asked.get("q", ""), service=asked.get("service", ""), severity=asked.get("severity", ""),
        tag=asked.get("tag", ""), phase=asked.get("phase", ""), judged=cast("Judged", asked.get("judged", "")),
        near_miss="near" in asked, mine="mine" in asked, since=_day(asked.get("since", ""), zone),
        until=until + timedelta(days=1) if until else None,
    )  # fmt: skip


def chosen(asked: Mapping[str, str]) -> list[tuple[str, Text, Text]]:
    """The filters that are set, save the words: name, label, and what is chosen ("" for yes or no)."""
    words = {"phase": PHASES, "judged": JUDGED}
    return [
        (name, LABELS[name], _plain("") if name in {"near", "mine"} else words.get(name, {}).get(value, _plain(value)))
        for name, value in asked.items()
        if name != "q"
    ]


def _plain(word: str) -> Text:
    return Text(word, word)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _day(text: str, zone: str) -> datetime | None:
    found = _date(text)
    if found is None or not 1 < found.year < 9_999:
        return None
    return datetime(found.year, found.month, found.day, tzinfo=ZoneInfo(zone)).astimezone(UTC)

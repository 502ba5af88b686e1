"""Times as a reader sees them: in one zone and one language, never more exact than the record."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from furikaeri.model.timespan import DAY, HOUR, MINUTE, SECOND, TimeSpan, moment
from furikaeri.text import FurikaeriError, Lang, Text

if TYPE_CHECKING:
    from datetime import datetime, tzinfo

_DAYS = {"en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), "ja": ("月", "火", "水", "木", "金", "土", "日")}
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class WallClock:
    """Tells times in `zone`; `seconds` adds them wherever the record has them."""

    zone: tzinfo
    lang: Lang
    seconds: bool = False

    def local(self, us: int) -> datetime | None:
        """The wall time; None outside the years 1 to 9999."""
        try:
            return moment(us).astimezone(self.zone)
        except OverflowError:
            return None

    def name(self, us: int) -> str:
        """What the zone calls itself at that moment: `JST`, `UTC+05:30`."""
        local = self.local(us)
        name = "" if local is None else local.tzname() or ""
        return name if name[:1].isalpha() else f"UTC{name}"

    def time(self, us: int, grain: int = MINUTE) -> str:
        """`14:10`, with seconds where they are wanted and the grain has them."""
        local = self.local(us)
        if local is None:
            return "?"
        return f"{local:%H:%M:%S}" if self.seconds and grain < MINUTE else f"{local:%H:%M}"

    def exact(self, us: int, grain: int) -> str:
        """The time with every digit that its grain promises."""
        local = self.local(us)
        if local is None:
            return "?"
        if grain >= MINUTE:
            return f"{local:%H:%M}"
        fraction = f"{local:%f}".rstrip("0") if grain < SECOND else ""
        return f"{local:%H:%M:%S}" + (f".{fraction}" if fraction else "")

    def date(self, us: int) -> str:
        """`19 May`, `5/19`."""
        local = self.local(us)
        if local is None:
            return "?"
        return f"{local.month}/{local.day}" if self.lang == "ja" else f"{local.day} {_MONTHS[local.month - 1]}"

    def day(self, us: int) -> str:
        """`Tue 19 May 2026`, `2026年5月19日（火）`."""
        local = self.local(us)
        if local is None:
            return "?"
        week = _DAYS[self.lang][local.weekday()]
        if self.lang == "ja":
            return f"{local.year}年{local.month}月{local.day}日（{week}）"
        return f"{week} {local.day} {_MONTHS[local.month - 1]} {local.year}"

    def machine(self, us: int) -> str | None:
        """RFC 3339 with the zone's offset, for `datetime` attributes."""
        local = self.local(us)
        return None if local is None else local.isoformat(timespec="seconds")

    def span(self, span: TimeSpan) -> str:
        """When it was, as exactly as is known: `13:16–15:20, both ends approximate`."""
        lo, grain = self.exact(span.lo, span.grain), span.grain
        if grain >= DAY:
            stated = Text("on {d}, the hour is not stated", "{d}（時刻の記載なし）").fill(d=self.day(span.lo))
        elif span.hi is None:
            stated = Text("from {lo}, no end is recorded", "{lo} から。終わりの記録はありません").fill(lo=lo)
        elif span.hi == span.lo:
            stated = Text("{lo}", "{lo}").fill(lo=lo)
        else:
            hi = self.exact(span.hi, grain)
            if self.date(span.hi) != self.date(span.lo):
                hi = f"{self.date(span.hi)} {hi}"
            words = (
                Text("some time in {lo}–{hi}", "{lo}–{hi} のどこか")
                if span.shape == "instant"
                else Text("{lo}–{hi}", "{lo}–{hi}")
            )
            stated = words.fill(lo=lo, hi=hi)
        return stated[self.lang] + _EDGES[span.vague][self.lang] + _BASIS[span.basis][self.lang]

    def lapse(self, us: int) -> str:
        """A length of time in words: `16 min`, `2 days 3 h`."""
        units = ((DAY, Text("{n} days", "{n} 日"), Text("1 day", "1 日")), (HOUR, Text("{n} h", "{n} 時間"), None),
                 (MINUTE, Text("{n} min", "{n} 分"), None), (SECOND, Text("{n} s", "{n} 秒"), None))  # fmt: skip
        for place, (unit, many, one) in enumerate(units):
            n = us // unit
            if n == 0 and unit != SECOND:
                continue
            words = [(one if n == 1 and one else many).fill(n=n)[self.lang]]
            if place < 2 and (rest := us % unit // units[place + 1][0]):
                words.append(units[place + 1][1].fill(n=rest)[self.lang])
            return (" " if self.lang == "en" else "").join(words)
        raise AssertionError  # the loop always ends at seconds


_EDGES = {
    "": Text("", ""),
    "start": Text(", the beginning approximate", "、始まりはおおよそ"),
    "end": Text(", the end approximate", "、終わりはおおよそ"),
    "both": Text(", approximate", "、おおよそ"),
}
_BASIS = {
    "stated": Text("", ""),
    "assumed": Text("; the zone was supplied by a person", "。タイムゾーンは人が補いました"),
    "inferred": Text("; inferred from other records", "。ほかの記録からの推定です"),
    "told": Text("; told from memory", "。記憶をもとに語られたものです"),
}


def wall_clock(zone: str, lang: Lang, *, seconds: bool = False) -> WallClock:
    """The clock of an IANA zone; FurikaeriError where there is no such zone."""
    try:
        return WallClock(ZoneInfo(zone), lang, seconds)
    except (KeyError, ValueError, OSError) as error:
        raise FurikaeriError(
            Text(
                f"There is no time zone named {zone!r}. Names look like Asia/Tokyo, Europe/Dublin or UTC.",
                f"「{zone}」というタイムゾーンはありません。Asia/Tokyo、Europe/Dublin、UTC のように書いてください。",
            )
        ) from error

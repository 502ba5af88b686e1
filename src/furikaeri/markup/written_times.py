"""Times as people write them at the head of a timeline entry: `~14:05`, `2pm`, `午後2時頃`, `12:26–12:??`, `25:30`."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from furikaeri.markup.clocks import Clock, clock_at, half_width
from furikaeri.markup.dates import WrittenDate, date_at
from furikaeri.markup.zones import WrittenZone, zone_at

Grain = Literal["second", "minute", "hour", "day", "part", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenTime:
    """What was written: `start`, `end` bound the words; `after` is where the entry's text begins.

    `date`/`clock` may be None where not written; `end_date`/`end_clock` are of a range; `open_end`: a range whose end is
    unknown (`12:26–12:??`). `part`: only a part of the day is named (午前, 未明). `relative`: minutes after some zero
    moment ("T+10"). `approximate`: about, ~, 頃; `end_approximate` of a range's end; `margin`: seconds either way ("±3m").
    """

    start: int
    end: int
    after: int
    date: WrittenDate | None = None
    clock: Clock | None = None
    end_date: WrittenDate | None = None
    end_clock: Clock | None = None
    open_end: bool = False
    part: str = ""
    relative: int | None = None
    approximate: bool = False
    end_approximate: bool = False
    margin: int = 0
    zone: WrittenZone | None = None

    @property
    def grain(self) -> Grain:
        """The finest unit written."""
        if self.clock is None:
            return "part" if self.part else "day" if self.date else "none"
        if self.clock.second is not None:
            return "second"
        return "hour" if self.clock.whole else "minute"


_OPEN = re.compile(r"[\s\[(（「【*_`<>|・•‣▪→▶⏰🕐-🕧✅❌⚠️🔴🟢🟡🔥]{0,12}")
_ABOUT = re.compile(
    r"(?:(?:~|≈|〜|約|およそ|おおよそ|(?:at|on|by|from|between|since|until|before|after|shortly (?:before|after))\b ?|"
    r"(?P<about>~|≈|〜|約|およそ|approx(?:imately)?\b\.?|around\b|about\b|circa\b|ca?\.|roughly\b|shortly (?:before|after)\b))[ ]?){1,3}",
    re.IGNORECASE,
)
_VAGUE = re.compile(r"~|≈|〜|約|およそ|おおよそ|approx|around|about|circa|\bca?\.|roughly|shortly", re.IGNORECASE)
_PART = re.compile(
    r"(?:未明|早朝|明け方|午前中?|正午頃?|昼(?:過ぎ|前)?頃?|午後|夕方|夜(?:間|中)?|深夜|朝|(?:early |late )?(?:morning|afternoon|evening|night)|noon|midnight|AM|PM|EOD)(?![A-Za-z\d])(?:頃|ごろ)?"
)
_RANGE = re.compile(r"[ ]?(?:-{1,3}|–|—|~|〜|～|→|から|\bto\b|\bthrough\b|\buntil\b|\btill\b|\band\b|&)[ ]?")
_UNKNOWN_END = re.compile(
    r"(?:\d{1,2}:)?(?:\?{1,2}(?::\?\?)?|不明|unknown|ongoing|present|now|現在|継続中|TBD)", re.IGNORECASE
)
_SUFFIX = re.compile(
    r"(?:[ ]?(?:頃|ごろ|ころ|前後|過ぎ|すぎ|以降|まで|ちょうど|中に)|[ ]?\((?:approx(?:imately)?\.?|ish|約|推定|頃|estimated|est\.?|local(?: time)?|the (?:next|following) day|翌日)\)|ish\b|[ ]?approx(?:imately)?\.?|[ ]?local(?: time)?\b)",
    re.IGNORECASE,
)
_ALTERNATIVE = re.compile(r"[ ]?[\[(（/][ ]?(?P<words>[^()\[\]（）\n]{0,40}?\d[^()\[\]（）\n]{0,40})[)\]）]")
_ALT_FORM = re.compile(
    r"(?:UTC|JST|GMT|[A-Z]{2,4}T?)?[ ]?[~≈]?[\d:/年月日時分.\- ]{1,22}(?:[ap]\.?m\.?)?[ ]?(?:[A-Z]{2,5})?[ ]?(?:next day|翌日)?",
    re.IGNORECASE,
)
_MARGIN = re.compile(r"[ ]?[(（]?±[ ]?(?P<n>\d{1,4})[ ]?(?P<unit>s|m|h|d|秒|分|時間|日)[a-z]{0,6}[)）]?", re.IGNORECASE)
_SECONDS = {"s": 1, "秒": 1, "m": 60, "分": 60, "h": 3600, "時間": 3600, "d": 86400, "日": 86400}
_BETWEEN = re.compile(r"(?:[ ]?(?:,|T(?=\d)|@|\bat\b|の|-(?=[ ]?\d)|/|:(?=[ ])|\|)?[ ]{0,3})")
_AFTER = re.compile(
    r"[\s\])）」】*_`>|]{0,12}(?:(?:[:：,、.]|[-–—]{1,3}|→|=>|に(?=[、 ])|は(?=[、 ])|[|])[\s*_`]{0,6}){0,3}"
)
_RELATIVE = re.compile(
    r"(?:T[ ]?|day[ ]?)?(?P<sign>[+\-−])[ ]?(?:(?P<h>\d{1,3})[ ]?(?:h(?:ours?|rs?)?|時間)[ ]?)?(?:(?P<n>\d{1,4})(?::(?P<m>[0-5]\d))?[ ]?(?P<unit>m(?:in(?:ute)?s?)?|分|s(?:ec(?:ond)?s?)?|秒)?)?(?![\w:])",
    re.IGNORECASE,
)


def leading(text: str, at: int = 0, *, context: str = "", day_first: bool = False) -> WrittenTime | None:
    """The time that `text` begins with, brackets and bullets before it skipped; None where it begins with none.

    `text` must be free of Markdown (see `plain`). `context` is the document, for zones that depend on it.
    """
    text = half_width(text[: at + 400])
    opened = _OPEN.match(text, at)
    begin = at if opened is None else opened.end()
    relative = _relative(text, begin)
    if relative is not None:
        return relative
    found = _moment(text, begin, context, day_first)
    if found is None:
        return None
    if found.clock is not None or found.date is not None:
        found = _with_end(text, found, context, day_first)
    return _finished(text, found, context)


def _relative(text: str, at: int) -> WrittenTime | None:
    if at >= len(text) or text[at] not in "Tt+":
        return None
    m = _RELATIVE.match(text, at)
    if m is None or (m["n"] is None and m["h"] is None):
        return None
    if m["unit"] is None and m["m"] is None and m["h"] is None and text[at] not in "Tt":
        return None
    minutes = int(m["h"] or 0) * 60
    if m["n"] is not None:
        seconds = (m["unit"] or "").lower().startswith("s") or m["unit"] == "秒"
        minutes += int(m["n"]) * 60 + int(m["m"]) if m["m"] else 0 if seconds else int(m["n"])
    return _spaced(
        text, WrittenTime(start=at, end=m.end(), after=m.end(), relative=-minutes if m["sign"] in "-−" else minutes)
    )


def _moment(text: str, at: int, context: str, day_first: bool) -> WrittenTime | None:
    """A date, a clock or both, with its zone, from `at` on."""
    about = _ABOUT.match(text, at)
    begin = about.end() if about and about.end() > at else at
    vague = bool(about and _VAGUE.search(about.group()))
    zone = zone_at(text, begin, context)
    if zone is not None and zone.end < len(text) and re.compile(r"[ ]?\d").match(text, zone.end):
        clock_at = zone.end + (text[zone.end] == " ")
    else:
        zone, clock_at = None, begin
    day = date_at(text, clock_at, day_first=day_first)
    end = clock_at
    if day is not None:
        end = day.end
        between = _BETWEEN.match(text, end)
        clock_at = between.end() if between else end
        if more := _ABOUT.match(text, clock_at):
            approximate = bool(_VAGUE.search(more.group()))
            vague = vague or (approximate and clock_at(text, more.end(), after_date=True)[0] is not None)
            clock_at = more.end()
    clock, clock_end = clock_at(text, clock_at, after_date=day is not None)
    if clock is None and day is None:
        if part := _PART.match(text, begin):
            return (
                WrittenTime(start=at, end=part.end(), after=part.end(), part=part.group())
                if not part.group().isascii()
                else None
            )
        return None
    part_words = ""
    if clock is not None:
        end = clock_end
    elif part := _PART.match(text, clock_at):
        part_words, end = part.group(), part.end()
    if clock is not None and zone is None:
        space = end + (text[end : end + 1] == " ")
        space += text[space : space + 1] == "("
        bracketed = space > 0 and text[space - 1] == "("
        zone = zone_at(text, space, context)
        if zone is not None and bracketed and text[zone.end : zone.end + 1] != ")":
            zone = None  # "12:43 (UTC 03:43)": the brackets hold another clock
        if zone is not None:
            end = zone.end + bracketed
    if clock is not None and day is None:
        # "14:05 2026-03-02", "12:36, August 4th"
        between = _BETWEEN.match(text, end)
        late = date_at(text, between.end() if between else end, day_first=day_first)
        if late is not None and late.month and (late.year is not None or text[late.start].isalpha()):
            day, end = late, late.end
    return WrittenTime(
        start=at, end=end, after=end, date=day, clock=clock, part=part_words, approximate=vague, zone=zone
    )


def _with_end(text: str, found: WrittenTime, context: str, day_first: bool) -> WrittenTime:
    """The same with the end of its range, where one is written."""
    at = found.end
    if m := _SUFFIX.match(text, at):
        at = m.end()
    dash = _RANGE.match(text, at)
    if dash is None or dash.end() == at:
        return found
    if unknown := _UNKNOWN_END.match(text, dash.end()):
        return replace(found, end=unknown.end(), after=unknown.end(), open_end=True)
    second = _moment(text, dash.end(), context, day_first)
    if second is None or (second.part and second.clock is None):
        if (
            found.clock is None
            and found.date is not None
            and found.date.month
            and (day := re.compile(r"(\d{1,2})(?![\d:])").match(text, dash.end()))
        ):
            end_date = replace(found.date, start=day.start(), end=day.end(), day=int(day[1]))
            if (found.date.day < end_date.day <= 31 and dash.group().strip() not in {"", "-"}) or dash.group() == "-":
                return (
                    replace(found, end=day.end(), after=day.end(), end_date=end_date)
                    if found.date.day < int(day[1]) <= 31
                    else found
                )
        return found
    if second.clock is None and found.clock is not None:
        return found
    first = found.clock
    if first is not None and second.clock is not None and second.clock.half and not first.half and first.hour <= 12:
        # "3:10–4:20 pm": the half of the day stands for both where that keeps their order
        late = second.clock.hour >= 12
        moved = replace(first, hour=first.hour % 12 + (12 if late else 0), half=True)
        first = (
            moved
            if (moved.hour, moved.minute) <= (second.clock.hour, second.clock.minute)
            else replace(first, hour=first.hour % 12, half=True)
        )
    return replace(
        found, end=second.end, after=second.end, clock=first, end_clock=second.clock, end_date=second.date,
        zone=found.zone or second.zone, end_approximate=second.approximate,
    )  # fmt: skip


def _finished(text: str, found: WrittenTime, context: str) -> WrittenTime | None:
    end = found.end
    vague = found.approximate
    zone = found.zone
    margin = 0
    for _ in range(3):
        if m := _MARGIN.match(text, end):
            margin, end = int(m["n"]) * _SECONDS[m["unit"].lower()], m.end()
        elif m := _SUFFIX.match(text, end):
            vague = vague or "まで" not in m.group()
            end = m.end()
        elif (m := _ALTERNATIVE.match(text, end)) and _ALT_FORM.fullmatch(m["words"].strip()):
            end = m.end()
        elif zone is None and found.clock is not None and (stated := zone_at(text, _opened(text, end), context)):
            zone, end = stated, stated.end + (text[stated.end : stated.end + 1] == ")")
        else:
            break
    return _spaced(text, replace(found, end=end, approximate=vague, zone=zone, margin=margin))


def _opened(text: str, at: int) -> int:
    """`at` behind one space and one opening bracket."""
    at += text[at : at + 1] == " "
    return at + (text[at : at + 1] == "(")


def _spaced(text: str, found: WrittenTime) -> WrittenTime | None:
    """The same with `after` set behind the marks that part a time from its text; None where a word runs on."""
    if (
        found.end < len(text)
        and text[found.end].isalnum()
        and text[found.end].isascii()
        and text[found.end - 1].isascii()
    ):
        return None
    if text[found.end : found.end + 1] in {"/", "%", "+"} and found.date is None:
        return None
    m = _AFTER.match(text, found.end)
    return replace(found, after=m.end() if m else found.end)

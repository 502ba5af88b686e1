"""Time zones as people write them: abbreviations read literally, offsets, names, in English and Japanese."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, timedelta, timezone, tzinfo
from functools import cache, lru_cache
from importlib import resources
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@dataclass(frozen=True, slots=True)
class WrittenZone:
    """A zone, the words it was stated in, and where they stand."""

    words: str
    zone: tzinfo
    start: int
    end: int


# Minutes east of UTC. A stated abbreviation is read literally: PST is -08:00 even in summer.
_OFFSETS = {
    "UTC": 0, "GMT": 0, "WET": 0, "Z": 0, "BST": 60, "CET": 60, "WEST": 60, "WAT": 60, "CEST": 120, "EET": 120,
    "SAST": 120, "CAT": 120,
    "EEST": 180, "MSK": 180, "EAT": 180, "TRT": 180, "GST": 240, "PKT": 300, "IST": 330, "NPT": 345, "ICT": 420,
    "WIB": 420,
    "HKT": 480, "SGT": 480, "AWST": 480, "PHT": 480, "JST": 540, "KST": 540, "ACST": 570, "AEST": 600, "ACDT": 630,
    "AEDT": 660,
    "NZST": 720, "NZDT": 780, "BRT": -180, "ART": -180, "AST": -240, "ADT": -180, "EDT": -240, "EST": -300, "CDT": -300,
    "CST": -360, "MDT": -360, "MST": -420, "PDT": -420, "PST": -480, "AKDT": -480, "AKST": -540, "HST": -600,
}  # fmt: skip
_PLACES = {
    "PT": "America/Los_Angeles", "ET": "America/New_York", "CT": "America/Chicago", "MT": "America/Denver",
    "PACIFIC": "America/Los_Angeles", "EASTERN": "America/New_York", "CENTRAL": "America/Chicago",
    "MOUNTAIN": "America/Denver",
    "JAPAN": "Asia/Tokyo", "TOKYO": "Asia/Tokyo", "LONDON": "Europe/London", "UK": "Europe/London",
    "BERLIN": "Europe/Berlin",
    "CENTRAL EUROPEAN": "Europe/Berlin", "INDIA": "Asia/Kolkata", "INDIAN": "Asia/Kolkata",
    "SINGAPORE": "Asia/Singapore",
}  # fmt: skip
_JAPANESE = {
    "日本時間": 540,
    "日本標準時": 540,
    "協定世界時": 0,
    "世界標準時": 0,
    "世界協定時": 0,
    "グリニッジ標準時": 0,
}
# Where zones are chosen from a list (PagerDuty, Rails, Windows), cities stand in it that name none in the database.
_CITIES = {
    "edinburgh": "Europe/London", "bern": "Europe/Zurich", "osaka": "Asia/Tokyo", "sapporo": "Asia/Tokyo",
    "beijing": "Asia/Shanghai", "mumbai": "Asia/Kolkata", "new delhi": "Asia/Kolkata", "chennai": "Asia/Kolkata",
    "bangalore": "Asia/Kolkata", "bengaluru": "Asia/Kolkata", "san francisco": "America/Los_Angeles",
    "seattle": "America/Los_Angeles", "boston": "America/New_York", "washington": "America/New_York",
    "montreal": "America/Toronto", "brasilia": "America/Sao_Paulo", "st. petersburg": "Europe/Moscow",
    "hanoi": "Asia/Bangkok", "islamabad": "Asia/Karachi", "abu dhabi": "Asia/Dubai", "canberra": "Australia/Sydney",
    "wellington": "Pacific/Auckland", "kyiv": "Europe/Kiev", "munich": "Europe/Berlin", "frankfurt": "Europe/Berlin",
    "barcelona": "Europe/Madrid", "copenhagen": "Europe/Copenhagen",
}  # fmt: skip
_IN_A_CITY = re.compile(
    r"\btimes?(?:stamps?)?\b[^.\n\d]{0,50}[^\w]in[ \n](?:the )?(?P<city>[A-Z][a-zà-ÿ]+(?:[ ][A-Z][a-zà-ÿ]+)?)(?=[ \n]*(?:[.,;:)]|$|time))"
)
_IST_ELSEWHERE = ((re.compile(r"\bIsrael|\bTel Aviv"), 120), (re.compile(r"\bIreland|\bIrish|\bDublin"), 60))
_CHINA = re.compile(r"\bChina\b|\bBeijing|\bShanghai|北京|中国標準時")

_ZONE = re.compile(
    r"\+?(?P<offset>(?<![A-Za-z])(?:UTC|GMT)[ ]?(?P<sign>[+\-−±])[ ]?(?P<h>\d{1,2})(?::?(?P<m>\d\d))?(?!\d))"
    r"|(?P<japanese>日本(?:標準)?時間?|協定世界時|世界標準時|世界協定時|グリニッジ標準時)"
    r"|(?P<iana>\b(?:America|Europe|Asia|Australia|Africa|Pacific|Atlantic)/[A-Z][A-Za-z]{1,20}"
    r"(?:[_/][A-Za-z]{1,20}){0,2})"
    r"|(?P<place>\b(?i:pacific|eastern|central(?: european)?|mountain|japan|tokyo|london|uk|berlin|indian?|singapore)"
    r"(?i:(?: (?:standard|daylight|summer|local))? time)\b|\((?:Pacific|Eastern)\))"
    r"|(?P<name>\b(?i:coordinated universal time|universal time|greenwich mean time|gulf standard time))"
    r"|(?P<short>(?<![A-Za-z_/\-.])\+?(?:"
    + "|".join(sorted((a for a in _OFFSETS if len(a) > 2), key=len, reverse=True))
    + r"|[PECM]T)(?![A-Za-z_/]|-\d))"
    r"|(?P<small>(?<![\w./\-])(?:utc|gmt|jst|Utc)(?![\w/]))"
)
_OFFSET = re.compile(
    r"[ ]?(?:\(?(?:UTC|GMT)?\)?[ ]?)?(?P<sign>[+\-−])(?P<h>[01]\d):?(?P<m>[0-5]\d)(?!\d)|(?P<z>Z)(?![A-Za-z0-9])"
)
_SPAN = re.compile(r"[\-−]|[ ][\-−](?!0[1-9]:?00)")


def zones(text: str, context: str = "", start: int = 0, end: int | None = None) -> list[WrittenZone]:
    """Every zone named in `text[start:end]`. `context` (the document) decides what IST and CST stand for."""
    found = []
    for m in _ZONE.finditer(text, start, len(text) if end is None else end):
        zone = _zone(m, context)
        if zone is not None:
            found.append(WrittenZone(m.group().strip("()"), zone, m.start(), m.end()))
    return found


def zone_of_city(text: str) -> WrittenZone | None:
    """The zone of the city whose clock the words say they use: "all times listed in this report are in Bucharest"."""
    for m in _IN_A_CITY.finditer(text):
        name = _cities().get(m["city"].casefold())
        if name is not None and (zone := _place(name)) is not None:
            return WrittenZone(m["city"], zone, m.start("city"), m.end("city"))
    return None


@cache
def _cities() -> dict[str, str]:
    """The cities of the zone database and of the lists people choose from, lower case, each with its zone."""
    names = resources.files("tzdata").joinpath("zones").read_text("utf-8").split()
    return {n.rsplit("/", 1)[-1].replace("_", " ").casefold(): n for n in names if "/" in n} | _CITIES


def zone_at(text: str, at: int, context: str = "", *, exact: bool = True) -> WrittenZone | None:
    """The zone that begins exactly at `at`: what follows a time ("UTC", "+09:00", "Z", "Pacific Time").

    Not `exact`: the time stands without seconds, so that the "-10:30" behind its "10:00" ends a range.
    """
    begin = at - (text[at - 1 : at] == " ")
    if (m := _OFFSET.match(text, at)) and (exact or not _SPAN.match(text, begin)):
        zone = UTC if m["z"] else _fixed(_minutes(m))
        return None if zone is None else WrittenZone(m.group().strip(), zone, at, m.end())
    if (m := _ZONE.match(text, at)) and (zone := _zone(m, context)) is not None:
        return WrittenZone(m.group().strip("()"), zone, m.start(), m.end())
    return None


def _zone(m: re.Match[str], context: str) -> tzinfo | None:
    if m["offset"]:
        return _fixed(_minutes(m))
    if m["japanese"]:
        return _fixed(_JAPANESE.get(m["japanese"], 540)) if m["japanese"] != "日本時" else None
    if m["iana"]:
        return _place(m["iana"])
    if m["place"]:
        words = re.sub(r"(?i)\b(?:standard|daylight|summer|local|time)\b|[()]", "", m["place"]).strip()
        return _place(_PLACES[words.upper()])
    if m["name"]:
        return _fixed(240) if m["name"].lower().startswith("gulf") else UTC
    word = (m["short"] or m["small"]).upper().lstrip("+")
    if word in _PLACES:
        return _place(_PLACES[word])
    minutes = _OFFSETS[word]
    if word == "IST":
        minutes = next((other for land, other in _IST_ELSEWHERE if land.search(context)), minutes)
    elif word == "CST" and _CHINA.search(context):
        minutes = 480
    return _fixed(minutes)


def _minutes(m: re.Match[str]) -> int:
    minutes = int(m["h"]) * 60 + int(m["m"] or 0)
    return -minutes if m["sign"] in "-−" else minutes


def _fixed(minutes: int) -> tzinfo | None:
    if minutes == 0:
        return UTC
    return timezone(timedelta(minutes=minutes)) if abs(minutes) <= 14 * 60 else None


@lru_cache(maxsize=64)
def _place(name: str) -> tzinfo | None:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

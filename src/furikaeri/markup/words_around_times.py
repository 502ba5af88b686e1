"""The words that stand around a time: what opens it, makes it vague, ends its range, parts it from its text."""

from __future__ import annotations

import re

OPEN = re.compile(r"[\s\[{(（「【*_`<>|・•‣▪→▶⏰🕐-🕧✅❌⚠️🔴🟢🟡🔥]{0,12}")
_VAGUE_WORDS = r"~|≈|〜|約|およそ|おおよそ|approx(?:imately)?\b\.?|around\b|about\b|circa\b|ca?\.|roughly\b"
_BEFORE_WORDS = r"shortly (?:before|after)\b|(?:at|on|by|from|between|since|until|before|after)\b"
ABOUT = re.compile(rf"(?:(?:{_VAGUE_WORDS}|{_BEFORE_WORDS})[ ]?){{1,3}}", re.IGNORECASE)
VAGUE = re.compile(rf"{_VAGUE_WORDS}|shortly", re.IGNORECASE)
PART = re.compile(
    r"(?:未明|早朝|明け方|午前中?|正午頃?|昼(?:過ぎ|前)?頃?|午後|夕方|夜(?:間|中)?|深夜|朝|AM|PM|EOD"
    r"|(?:early |late )?(?:morning|afternoon|evening|night)|noon|midnight)(?![A-Za-z\d])(?:頃|ごろ)?"
)
RANGE = re.compile(r"[ ]?(?:-{1,3}|–|—|~|〜|～|→|から|\bto\b|\bthrough\b|\buntil\b|\btill\b|\band\b|&)[ ]?")
LAST_DAY = re.compile(r"(\d{1,2})(?!\d|:\d)")
UNKNOWN_END = re.compile(
    r"(?:\d{1,2}:)?(?:\?{1,2}(?::\?\?)?|不明|unknown|ongoing|present|now|現在|継続中|TBD)", re.IGNORECASE
)
SUFFIX = re.compile(
    r"[ ]?(?:頃|ごろ|ころ|前後|過ぎ|すぎ|以降|まで|ちょうど|中に)|ish\b|[ ]?approx(?:imately)?\.?|[ ]?local(?: time)?\b"
    r"|[ ]?\((?:approx(?:imately)?\.?|ish|約|推定|頃|estimated|est\.?|local(?: time)?|翌日)\)"
    r"|[ ]?\(the (?:next|following) day\)",
    re.IGNORECASE,
)
ALTERNATIVE = re.compile(r"[ ]?[\[(（/][ ]?(?P<words>[^()\[\]（）\n]{0,40}?\d[^()\[\]（）\n]{0,40})[)\]）]")
ANOTHER_CLOCK = re.compile(
    r"(?:[A-Z]{2,5})?[ ]?[~≈]?[\d:/年月日時分.\- ]{1,22}(?:[ap]\.?m\.?)?[ ]?(?:[A-Z]{2,5})?[ ]?(?:next day|翌日)?",
    re.IGNORECASE,
)
MARGIN = re.compile(r"[ ]?[(（]?±[ ]?(?P<n>\d{1,4})[ ]?(?P<unit>s|m|h|d|秒|分|時間|日)[a-z]{0,6}[)）]?", re.IGNORECASE)
SECONDS = {"s": 1, "秒": 1, "m": 60, "分": 60, "h": 3600, "時間": 3600, "d": 86400, "日": 86400}
BETWEEN = re.compile(r"[ ]?(?:,|T(?=\d)|@|\bat\b|の|-(?=[ ]?\d)|/|:(?=[ ])|\|)?[ ]{0,3}")
DIGIT = re.compile(r"[ ]?\d")
AFTER = re.compile(
    r"[\s\]})）」】*_`>|]{0,12}(?:(?:[:：,、.]|[-–—]{1,3}|→|=>|に(?=[、 ])|は(?=[、 ])|[|])[\s*_`]{0,6}){0,3}"
)
RELATIVE = re.compile(
    r"(?:T[ ]?|day[ ]?)?(?P<sign>[+\-−])[ ]?(?:(?P<h>\d{1,3})[ ]?(?:h(?:ours?|rs?)?|時間)[ ]?)?"
    r"(?:(?P<n>\d{1,4})(?::(?P<m>[0-5]\d))?[ ]?(?P<unit>m(?:in(?:ute)?s?)?|分|s(?:ec(?:ond)?s?)?|秒)?)?(?![\w:])",
    re.IGNORECASE,
)

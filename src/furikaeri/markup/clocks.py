"""Clock readings as people write them: `14:05`, `2pm`, `1430 UTC`, `午後2時半`, `25:30`, also in full-width digits."""

from __future__ import annotations

import re
from dataclasses import dataclass

# Full-width digits and signs to half-width, one for one, so that offsets stay.
_WIDTH = {0xFF10 + n: 0x30 + n for n in range(10)} | str.maketrans("：／－\u3000．，\u00a0\u202f\u2009", ":/- .,   ")


@dataclass(frozen=True, slots=True)
class Clock:
    """A wall-clock reading; `hour` may pass 24 (25:30 is half past one of the next day). `second` None: not written."""

    hour: int
    minute: int = 0
    second: int | None = None
    half: bool = False  # am, pm, 午前 or 午後 is written
    whole: bool = False  # only the hour is written


def half_width(text: str) -> str:
    """The text with full-width digits and time signs made half-width, offsets unchanged."""
    return text if text.isascii() else text.translate(_WIDTH)


_HALF = r"(?:[ ]?(?:a\.?m\b|p\.?m\b)\.?|[ap](?![A-Za-z]))"
_CLOCK = re.compile(
    r"(?P<jhalf>午前|午後|AM |PM |深夜|早朝|朝|夜)?[ ]?(?P<h>\d{1,2})(?:"
    r":(?P<m>[0-5]\d)(?::(?P<s>[0-5]\d|60)(?:[.,]\d{1,9})?)?(?!\d|:\d)"
    r"|:(?P<unknown>\?\?|xx|XX|--)"
    r"|時(?:(?P<jhalfhour>半)|[ ]?(?P<jm>\d{1,2})分(?:[ ]?(?P<js>\d{1,2})秒)?)?(?!間)"
    r"|h(?P<hm>[0-5]\d)(?!\d)"
    r"|\.(?P<dm>[0-5]\d)(?=[ ]?(?:[ap]\.?m\b|[ ]?(?:UTC|GMT|BST|JST)|[ ]*$|[ ]*[-–:|]?[ ]+\D))"
    rf"|(?P<alone>(?=(?:{_HALF}|[ ]?o'clock)))"
    rf")(?P<half>{_HALF})?(?:[ ]?(?:o'clock|hrs?\b|h\b(?!\d)))?",
    re.IGNORECASE,
)
_MILITARY = re.compile(
    r"(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)(?=[ ]?(?:Z\b|UTC|GMT|hrs?\b|hours\b|[ECMP][SD]?T\b|JST|CES?T))"
    r"[ ]?(?:hrs?\b|hours\b)?"
)


def clock_at(text: str, at: int, *, after_date: bool) -> tuple[Clock | None, int]:
    """The reading that begins exactly at `at`, and where it ends; (None, at) for none. "14.05" counts after a date."""
    if m := _MILITARY.match(text, at):
        return Clock(int(m["h"]), int(m["m"])), m.end()
    m = _CLOCK.match(text, at)
    if m is None or (m["dm"] and not after_date and not m["half"]):
        return None, at
    hour = int(m["h"])
    minute = int(m["m"] or m["jm"] or m["hm"] or m["dm"] or (30 if m["jhalfhour"] else 0))
    second = m["s"] or m["js"]
    half = (m["half"] or m["jhalf"] or "").strip().lower()
    is_half = half.startswith(("a", "p")) or half in {"午前", "午後"}
    if is_half and hour <= 12:
        late = half.startswith("p") or half == "午後"
        hour = hour % 12 + (12 if late else 0)
    elif half == "夜" and 5 <= hour < 12:
        hour += 12
    if hour > 29 or minute > 59 or (m["unknown"] and hour > 24):
        return None, at
    whole = bool(m["alone"] is not None or m["unknown"] or ("時" in m.group() and not m["jm"] and not m["jhalfhour"]))
    return Clock(hour, minute, min(int(second), 59) if second else None, is_half, whole), m.end()

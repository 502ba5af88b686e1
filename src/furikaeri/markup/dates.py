"""Dates as people write them, English and Japanese; what is not written stays open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

_MONTHS = {
    m: n for n, m in enumerate(["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"], 1)
}
_MONTH = (
    r"(?P<{0}>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_WEEKDAY = (
    r"(?:(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs?(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)\b"
    r"\.?,?[ ]{0,2}(?:the )?|[(（]?[月火水木金土日]曜?日?[)）]?[ ]?)"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "R": 2018, "H": 1988, "S": 1925}
_DATE = re.compile(
    rf"(?:{_WEEKDAY})?(?:"
    r"(?P<iy>[12]\d{3})(?P<sep>[-/.])(?P<im>\d{1,2})(?P=sep)(?P<id>\d{1,2})(?!\d)"
    r"|(?P<era>令和|平成|昭和)[ ]?(?P<ey>\d{1,2}|元)年[ ]?(?P<em>\d{1,2})月[ ]?(?P<ed>\d{1,2})日"
    r"|(?P<letter>[RHS])(?P<ly>\d{1,2})[./](?P<lm>\d{1,2})[./](?P<ld>\d{1,2})(?!\d)"
    r"|(?:(?P<jy>\d{4})年[ ]?)?(?P<jm>\d{1,2})月[ ]?(?P<jd>\d{1,2})日"
    rf"|{_MONTH.format('am')}[ \-]{{0,2}}(?P<ad>[0-3]?\d)(?:st|nd|rd|th)?(?!\d|:\d)"
    r"(?:[ ]?[,\-]?[ ]?(?P<ay>(?:19|20)\d\d)(?!\d|:\d))?"
    rf"|(?P<bd>[0-3]?\d)(?:st|nd|rd|th)?[ \-](?:of )?{_MONTH.format('bm')}(?![a-z])"
    r"(?:,?[ \-](?P<by>(?:19|20)\d\d)(?!\d|:\d))?"
    r"|(?P<n1>\d{1,2})(?P<nsep>[/.\-])(?P<n2>\d{1,2})(?P=nsep)(?P<ny>(?:19|20)\d\d|\d\d)(?![\d:/])"
    r"|(?P<m1>\d{1,2})/(?P<m2>\d{1,2})(?![\d/:])"
    r"|(?P<d1>\d\d)-(?P<d2>\d\d)(?=[ T]\d\d:\d\d)"
    r"|(?P<cy>20\d\d)(?P<cm>[01]\d)(?P<cd>[0-3]\d)(?![\d])"
    r")"
    rf"(?:,?[ ]{{0,2}}\(?(?:{_WEEKDAY})\)?)?",
    re.IGNORECASE,
)
_DAY_WORD = re.compile(
    r"(?P<next>翌朝|翌日|翌(?=[ ]?\d)|次の日|(?:the )?(?:next|following) (?:day|morning))"
    r"|(?P<same>同日中?|当日|同夜|(?:the )?same day)",
    re.IGNORECASE,
)
_BACK, _AHEAD = timedelta(days=270), timedelta(days=200)
_FIRST = frozenset("0123456789JFMASONDTW令平昭RHS月火水木金土日(（翌次同当jfmasondtw")


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as far as it was written.

    `year` None: not stated. `shift`: days after the row above ("翌日" is 1); then month and day are 0.
    """

    start: int
    end: int
    year: int | None = None
    month: int = 0
    day: int = 0
    shift: int | None = None

    def on(self, year: int | None) -> date | None:
        """The calendar day, with `year` where none is written; None where that is no day."""
        chosen = self.year or year
        if chosen is None or not self.month:
            return None
        try:
            return date(chosen, self.month, self.day)
        except ValueError:
            return None

    def near(self, day: date) -> date | None:
        """The calendar day; where no year is written, the one nearest to `day` (December before January)."""
        if self.year is not None:
            return self.on(None)
        days = [d for year in (day.year - 1, day.year, day.year + 1) if (d := self.on(year))]
        return min(days, key=lambda d: abs(d - day), default=None)

    def told_by(self, day: date) -> date | None:
        """The calendar day as a review dated `day` means it: with no year written, it rather looks back than ahead."""
        same = self.on(day.year)
        return same if same is not None and -_BACK <= same - day <= _AHEAD else self.near(day)


def date_at(text: str, at: int = 0, *, day_first: bool = False) -> WrittenDate | None:
    """The date that begins exactly at `at` of a text of half-width digits; weekday names around it belong to it."""
    if at >= len(text) or text[at] not in _FIRST:
        return None
    if m := _DATE.match(text, at):
        return _written(m, day_first=day_first)
    if m := _DAY_WORD.match(text, at):
        return WrittenDate(m.start(), m.end(), shift=1 if m["next"] else 0)
    return None


_SEARCH = re.compile(
    r"(?<![\w./\-])(?=[\dJFMASONDTWRHS令平昭jfmasondtwrhs])|(?<=[^\d\w./\-])(?=\d)|(?=令和|平成)|(?<=[ぁ-んァ-ヶ一-龥])(?=\d{1,4}[年月])"
)


def dates(text: str, *, day_first: bool = False) -> list[WrittenDate]:
    """Every date written in `text`, in order, without relative words."""
    found: list[WrittenDate] = []
    end = 0
    for m in _SEARCH.finditer(text):
        if m.start() < end:
            continue
        written = date_at(text, m.start(), day_first=day_first)
        if written is not None and written.month:
            found.append(written)
            end = written.end
    return found


def _written(m: re.Match[str], *, day_first: bool) -> WrittenDate | None:
    g = m.groupdict()
    year: int | None = None
    if g["iy"]:
        year, month, day = int(g["iy"]), int(g["im"]), int(g["id"])
    elif g["era"]:
        year = _ERAS[g["era"]] + (1 if g["ey"] == "元" else int(g["ey"]))
        month, day = int(g["em"]), int(g["ed"])
    elif g["letter"]:
        year, month, day = _ERAS[g["letter"].upper()] + int(g["ly"]), int(g["lm"]), int(g["ld"])
    elif g["jm"]:
        year, month, day = int(g["jy"]) if g["jy"] else None, int(g["jm"]), int(g["jd"])
    elif g["am"]:
        year, month, day = int(g["ay"]) if g["ay"] else None, _MONTHS[g["am"][:3].lower()], int(g["ad"])
    elif g["bm"]:
        year, month, day = int(g["by"]) if g["by"] else None, _MONTHS[g["bm"][:3].lower()], int(g["bd"])
    elif g["cy"]:
        year, month, day = int(g["cy"]), int(g["cm"]), int(g["cd"])
    else:
        a, b = int(g["n1"] or g["m1"] or g["d1"]), int(g["n2"] or g["m2"] or g["d2"])
        if g["ny"]:
            year = int(g["ny"]) + (2000 if len(g["ny"]) == 2 else 0)
        first_is_day = a > 12 or (b <= 12 and (day_first or g["nsep"] == "."))
        month, day = (b, a) if first_is_day else (a, b)
    if not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    return WrittenDate(m.start(), m.end(), year, month, day)

"""What people stated, one JSON object a line, append-only; an earlier line is taken back by a later one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from furikaeri.model.chronology import (
    Account,
    Belief,
    Clock,
    Contest,
    Correction,
    Decision,
    KeyMoment,
    Relation,
    SeveritySpan,
    Statements,
    Verdict,
)
from furikaeri.model.event import Event
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Statement = (
    Correction | Event | Relation | Verdict | KeyMoment | Account | Belief | Decision | Contest | SeveritySpan | Clock
)
_FIELDS: dict[str, tuple[str, type]] = {
    "correction": ("corrections", Correction),
    "event": ("events", Event),
    "relation": ("relations", Relation),
    "verdict": ("verdicts", Verdict),
    "key-moment": ("key_moments", KeyMoment),
    "account": ("accounts", Account),
    "belief": ("beliefs", Belief),
    "decision": ("decisions", Decision),
    "contest": ("contests", Contest),
    "severity": ("severities", SeveritySpan),
    "clock": ("clocks", Clock),
}


class Entry(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line: its number (from 1), when and by whom it was stated, the statement, or the number it takes back."""

    no: int
    at: str
    by: str
    says: str = ""
    body: msgspec.Raw = msgspec.Raw(b"null")
    takes_back: int = 0


def read_entries(path: Path) -> list[Entry]:
    """Every line in order; FurikaeriError names the line that is no statement. A missing file holds none."""
    if not path.exists():
        return []
    entries = []
    for n, line in enumerate(path.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = msgspec.json.decode(line, type=Entry)
            if not entry.takes_back:
                msgspec.json.decode(entry.body, type=_FIELDS[entry.says][1])
        except (msgspec.DecodeError, KeyError, UnicodeDecodeError) as fault:
            raise FurikaeriError(
                Text(
                    "{path}, line {n} is no statement ({fault}). Mend or remove the line; nothing else is touched.",
                    "{path} の {n} 行目を読めません（{fault}）。その行を直すか取り除いてください。ほかには触れません。",
                ).fill(path=path, n=n, fault=fault)
            ) from fault
        entries.append(entry)
    return entries


def standing(entries: Iterable[Entry]) -> Statements:
    """The statements that were not taken back, by kind, in the order they were made."""
    entries = list(entries)
    gone = taken_back(entries)
    found: dict[str, list[object]] = {field: [] for field, _ in _FIELDS.values()}
    for entry in entries:
        if entry.no not in gone and not entry.takes_back:
            found[_FIELDS[entry.says][0]].append(statement_of(entry))
    return msgspec.convert({k: tuple(v) for k, v in found.items()}, Statements, from_attributes=True)


def taken_back(entries: Iterable[Entry]) -> set[int]:
    """The numbers that later entries took back; to take back an entry that took one back lets that one stand again."""
    gone: set[int] = set()
    for entry in sorted(entries, key=lambda e: -e.no):
        if entry.takes_back and entry.no not in gone:
            gone.add(entry.takes_back)
    return gone


def statement_of(entry: Entry) -> Statement:
    """What one entry states; not for one that takes another back."""
    said: Statement = msgspec.json.decode(entry.body, type=_FIELDS[entry.says][1])
    return said


def kind_of(statement: Statement) -> str:
    """The word by which a line says which kind of statement it holds, such as `correction`."""
    return next(name for name, (_, kind) in _FIELDS.items() if type(statement) is kind)


def append(path: Path, statement: Statement | int, *, at: str, by: str) -> Entry:
    """Adds one line (a number takes that entry back) and gives it; the file only ever grows."""
    entries = read_entries(path)
    no = max((e.no for e in entries), default=0) + 1
    if isinstance(statement, int):
        if statement not in {e.no for e in entries if not e.takes_back}:
            raise FurikaeriError(
                Text("There is no statement {n} to take back.", "取り消せる書き込み {n} はありません。").fill(
                    n=statement
                )
            )
        if statement in taken_back(entries):
            raise FurikaeriError(
                Text("Statement {n} is taken back already.", "書き込み {n} はすでに取り消されています。").fill(
                    n=statement
                )
            )
        entry = Entry(no=no, at=at, by=by, takes_back=statement)
    else:
        entry = Entry(no=no, at=at, by=by, says=kind_of(statement), body=msgspec.Raw(msgspec.json.encode(statement)))
    with path.open("ab") as file:
        file.write(msgspec.json.encode(entry) + b"\n")
    return entry

"""Writing down what people say: appended, never changed; taking back is an entry of its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import msgspec
from django.db import transaction

from furikaeri.bundle.statements import Statement, kind_of, taken_back
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import note
from furikaeri_web.chronology.mapping import line_of
from furikaeri_web.chronology.models import Entry
from furikaeri_web.incidents.models import Incident

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from furikaeri_web.accounts.models import User

Numbered = Callable[[int], Statement]
"""Makes a statement that must know its own number, such as an event that no record holds."""


def state(*, incident: Incident, statement: Statement | Numbered, by: User, now: datetime) -> Entry:
    """Appends one statement."""
    return state_all(incident=incident, statements=[statement], by=by, now=now)[0]


@transaction.atomic
def state_all(
    *, incident: Incident, statements: Sequence[Statement | Numbered], by: User, now: datetime
) -> list[Entry]:
    """Appends statements that are made together, under numbers that follow one another."""
    first = _next(incident)
    entries = []
    for no, given in enumerate(statements, first):
        statement = given(no) if callable(given) else given
        body = msgspec.json.encode(statement).decode()
        entries.append(
            Entry(incident=incident, no=no, at=now, by=by, by_name=by.name, says=kind_of(statement), body=body)
        )
    Entry.objects.bulk_create(entries)
    incident.touch()
    note(
        what="statement-made", by=by, now=now, about=incident.code, incident=incident.number,
        detail={"says": sorted({entry.says for entry in entries}), "from": first, "to": first + len(entries) - 1},
    )  # fmt: skip
    return entries


def take_back(*, incident: Incident, no: int, by: User, now: datetime) -> Entry:
    """Takes entry `no` back (undo); FurikaeriError where there is none, or it is taken back already.

    Taking back an entry that itself took one back lets the first one stand again.
    """
    return take_back_all(incident=incident, nos=[no], by=by, now=now)[0]


@transaction.atomic
def take_back_all(*, incident: Incident, nos: Iterable[int], by: User, now: datetime) -> list[Entry]:
    """Takes several entries back together: all of them, or, where one can't be, none."""
    first = _next(incident)
    wanted = list(dict.fromkeys(nos))
    own = Entry.objects.filter(incident=incident)
    found = set(own.filter(no__in=wanted).values_list("no", flat=True))
    gone = taken_back(line_of(entry) for entry in own.filter(no__gte=min(wanted, default=0)))
    for no in wanted:
        if no not in found:
            raise FurikaeriError(
                Text("There is no statement {n} to take back.", "取り消せる書き込み {n} はありません。").fill(n=no)
            )
        if no in gone:
            raise FurikaeriError(
                Text("Statement {n} is taken back already.", "書き込み {n} はすでに取り消されています。").fill(n=no)
            )
    entries = [
        Entry(incident=incident, no=no, at=now, by=by, by_name=by.name, takes_back=taken)
        for no, taken in enumerate(wanted, first)
    ]
    Entry.objects.bulk_create(entries)
    incident.touch()
    note(
        what="statement-taken-back", by=by, now=now, about=incident.code, incident=incident.number,
        detail={"nos": wanted[:100]},
    )  # fmt: skip
    return entries


def _next(incident: Incident) -> int:
    """The next number; the incident's row is held until the transaction ends, so that two never get the same."""
    Incident.objects.select_for_update().only("pk").get(pk=incident.pk)
    last = Entry.objects.filter(incident=incident).order_by("-no").values_list("no", flat=True).first()
    return (last or 0) + 1

"""Writing about records: taking uploads in, reading an item otherwise, naming the unknown."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from furikaeri.bundle.intake import Intake, checked
from furikaeri.bundle.names import plain_name
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.accounts.services import note
from furikaeri_web.evidence import jobs
from furikaeri_web.evidence.keeping import receive, waiting
from furikaeri_web.evidence.models import Item, Run
from furikaeri_web.evidence.running import GOING
from furikaeri_web.incidents.models import Incident
from furikaeri_web.parts.jobs import wake

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from furikaeri_web.accounts.models import User
    from furikaeri_web.evidence.keeping import Readable

LIMIT = 4 << 30  # bytes of one upload, unless the settings say another number


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a person says about what they bring in, or how it is to be read; "" leaves it to the bytes."""

    source: str = ""
    zone: str = ""
    captured_at: str = ""
    mapping: Mapping[str, str] = field(default_factory=dict)

    def settled(self, now: datetime) -> Said:
        """The same in one form; FurikaeriError names what can't be used."""
        one = checked(
            Intake(now=now, source=self.source, zone=self.zone, captured_at=self.captured_at, mapping=self.mapping)
        )
        return Said(source=one.source, zone=one.zone, captured_at=one.captured_at, mapping=dict(one.mapping))


def limit() -> int:
    """How many bytes one upload may have."""
    return int(getattr(settings, "UPLOAD_LIMIT", LIMIT))


def upload(*, incident: Incident, stream: Readable, name: str, size: int, said: Said, by: User, now: datetime) -> Run:
    """Keeps an upload and has it read soon. Once this is committed, nothing short of losing the disk loses it."""
    said = said.settled(now)
    name = plain_name(name.replace("\\", "/").lstrip("/") or "upload")[:400]
    if size > limit():
        raise FurikaeriError(
            Text(
                "{name} is larger than {n} MB, the most that may be uploaded here. Split it, or ask whoever runs furikaeri.",
                "{name} は、ここでアップロードできる上限 {n} MB を超えています。分割するか、管理者に相談してください。",
            ).fill(name=name, n=limit() // 1_000_000)
        )
    if not size:
        raise FurikaeriError(
            Text("{name} is empty; there is nothing to keep.", "{name} は空です。保存するものがありません。").fill(
                name=name
            )
        )
    place = os.urandom(16).hex()
    try:
        size = receive(stream, place)
    except OSError as fault:
        waiting(place).unlink(missing_ok=True)
        raise FurikaeriError(
            Text(
                "{name} could not be kept ({fault}). Nothing of it was taken in; try again once there is room.",
                "{name} を保存できませんでした（{fault}）。何も取り込んでいません。空きを作ってからもう一度試してください。",
            ).fill(name=name, fault=fault.strerror or fault)
        ) from fault
    try:
        with transaction.atomic():
            run = Run.objects.create(
                incident=incident, name=name, size=size, place=place, by=by, at=now,
                source=said.source, zone=said.zone, captured_at=said.captured_at, mapping=dict(said.mapping),
            )  # fmt: skip
            note(what="evidence-added", by=by, now=now, about=name, incident=incident.number, detail={"size": size})
            wake(jobs.read_runs, incident.pk)
    except BaseException:
        waiting(place).unlink(missing_ok=True)
        raise
    return run


@transaction.atomic
def reread(*, item: Item, said: Said, by: User | None, now: datetime) -> Run:
    """Reads an item anew, as the person says; what they leave out stays as it was. The bytes never change."""
    said = said.settled(now)
    item.source = said.source or item.source
    item.chosen_by = (by.name if by else "") if said.source else item.chosen_by
    item.zone, item.captured_at = said.zone or item.zone, said.captured_at or item.captured_at
    item.mapping = dict(said.mapping) or item.mapping
    item.halted, item.read_as = False, ""
    item.save(update_fields=["source", "chosen_by", "zone", "captured_at", "mapping", "halted", "read_as"])
    changed = {"source": said.source, "zone": said.zone, "captured": said.captured_at, "columns": dict(said.mapping)}
    detail = {name: value for name, value in changed.items() if value}
    note(what="evidence-reread", by=by, now=now, about=item.name, incident=item.incident.number, detail=detail)
    return read_again(incident=item.incident, name=item.name, by=by, now=now)


def read_again(*, incident: Incident, name: str, by: User | None, now: datetime) -> Run:
    """Has everything that is not read yet, or is to be read otherwise, read soon."""
    run = Run.objects.create(incident=incident, name=name[:400], by=by, at=now)
    wake(jobs.read_runs, incident.pk)
    return run


@transaction.atomic
def try_again(*, run: Run, by: User, now: datetime) -> None:
    """Lets a run that failed or stopped go on; FurikaeriError where its bytes are gone."""
    if run.state not in {Run.State.FAILED, Run.State.STOPPED}:
        return
    if run.place and not waiting(run.place).is_file():
        raise FurikaeriError(
            Text(
                "The uploaded bytes of {name} are not here any more. Please upload the file again.",
                "アップロードされた {name} はもう残っていません。もう一度アップロードしてください。",
            ).fill(name=run.name)
        )
    run.state, run.tries, run.trouble = Run.State.WAITING, 0, {}
    run.save(update_fields=["state", "tries", "trouble"])
    note(what="evidence-tried-again", by=by, now=now, about=run.name, incident=run.incident.number)
    wake(jobs.read_runs, run.incident_id)


@transaction.atomic
def alias(*, incident: Incident, known_as: str, name: str, by: User, now: datetime) -> None:
    """Shows everybody whom the records know as `known_as` by a name; "" takes it back. The records keep their own."""
    held = Incident.objects.select_for_update().get(pk=incident.pk)
    aliases = dict(held.aliases)
    if name.strip():
        aliases[known_as] = name.strip()[:120]
    else:
        aliases.pop(known_as, None)
    Incident.objects.filter(pk=incident.pk).update(aliases=aliases)
    note(what="alias-set", by=by, now=now, about=incident.code, incident=incident.number)
    incident.refresh_from_db(fields=["aliases"])
    incident.touch()


def still_reading(incident: Incident) -> bool:
    """Whether something is still on its way."""
    return Run.objects.filter(incident=incident, state__in=GOING).exists()

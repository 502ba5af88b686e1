"""Slack: an export zip, a day's file, a saved answer of the history API, or messages of the Events API."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import msgspec

from furikaeri.evidence.instants import BadTimeError, epoch
from furikaeri.evidence.opened import Opened
from furikaeri.evidence.payload import records
from furikaeri.evidence.slack_message import Message, Place, event_of
from furikaeri.evidence.slack_text import Names
from furikaeri.evidence.slack_workspace import is_directory, workspace
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, broken_member, unknown_record, unknown_user
from furikaeri.evidence.utf8 import utf8_head
from furikaeri.model.event import Coverage, Event, Reading, ReadWarning
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

WHOLE = 8 << 20  # bytes of a single file that are decoded in one go; a larger one is streamed
MOST_QUIET_DAYS = 100_000  # over all channels of an export; a name may claim any year
_DAY = re.compile(r"(?:.*/)?([^/]+)/(\d{4}-\d\d-\d\d)\.json")
_CHANNEL_ID = re.compile(r"[CGD][A-Z0-9]{8,12}")
_LOG = re.compile(r"(?:.*/)?integration_logs\.json")
_TS = re.compile(rb'"(?:deleted_)?ts"\s*:\s*"(?:\d{9,10}\.\d{6})?"')
_MESSAGE = re.compile(rb'"type"\s*:\s*"message"')
_messages = msgspec.json.Decoder(list[Message])
_message = msgspec.json.Decoder(Message)


def sniff(opened: Opened) -> float:
    """Day files beside a list of users or channels, or messages with a Slack `ts`."""
    if opened.is_zip:
        days = any(_DAY.fullmatch(name) for name in opened.members)
        return (0.97 if any(is_directory(name) for name in opened.members) else 0.6) if days else 0.0
    head = utf8_head(opened)
    if head.lstrip()[:1] not in {b"{", b"["} or not _TS.search(head) or not _MESSAGE.search(head):
        return 0.0
    return 0.9


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every message as an event; every complete channel day as a Coverage, so that a later export shows deletions."""
    if opened.is_zip:
        yield from _read_zip(opened, context)
        return
    day = _DAY.fullmatch(opened.name)
    channel, written = (day[1], day[2]) if day else ("", "")
    shown = channel or _stem(opened.name)
    if _CHANNEL_ID.fullmatch(shown):
        channel = shown  # saved under the channel's id, which exports know it by
    unknown: set[str] = set()
    with opened.stream() as file:
        data = file.read(WHOLE + 1)
    whole = _typed(data) if len(data) <= WHOLE else None
    team = context.instance or next((m.team for m in whole or () if m.team), "")
    place = _place(team, channel, channel=shown, day=written, names=Names({}, {}), evidence=opened.digest)
    if whole is not None:
        yield from _events(whole, place, "", unknown)
    else:
        yield from _streamed(opened, place, "", unknown)


def _stem(name: str) -> str:
    stem = name.rpartition("/")[2].partition(".")[0]
    return "" if re.fullmatch(r"[\d_-]*", stem) else stem


def _place(team: str, key: str, *, channel: str, day: str, names: Names, evidence: str) -> Place:
    scope = f"slack-export:{team}:{key}/{day}" if key and day else ""
    return Place(f"slack-export:{team}:{key}:", channel, scope, names, evidence)


def _read_zip(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    house = workspace(opened)
    yield from house.warnings
    team = context.instance or house.team
    unknown: set[str] = set()
    days: dict[str, set[date]] = {}
    for member, data in opened.unpack(name for name in opened.members if not is_directory(name)):
        day = _DAY.fullmatch(member)
        if isinstance(data, FurikaeriError):
            yield broken_member(member, data)
            if day is not None:
                _note_day(days.setdefault(house.ids.get(day[1], day[1]), set()), day[2])
        elif day is not None:
            folder, written = day[1], day[2]
            key = house.ids.get(folder, folder)
            team = team or _team_in(data)
            shown = house.titles.get(folder) or house.names.channels.get(folder) or folder
            place = _place(team, key, channel=shown, day=written, names=house.names, evidence=opened.digest)
            yield from _read_day(member, data, place, unknown)
            _note_day(days.setdefault(key, set()), written)
        elif _LOG.fullmatch(member):
            yield from _integrations(member, data, f"slack-export:{team}:integration-log:", opened.digest)
        else:
            yield _other_member(member)
    for scope in islice(_quiet(days, team), MOST_QUIET_DAYS):
        yield Coverage(scope=scope, empty=True)


def _team_in(data: bytes) -> str:
    """The workspace that the messages of a day name, where the directories of the export do not."""
    return next((message.team for message in _typed(data) or () if message.team), "")


def _note_day(days: set[date], written: str) -> None:
    try:
        days.add(date.fromisoformat(written))
    except ValueError:  # 2026-02-31: a name, but no day
        return


def _quiet(days: Mapping[str, set[date]], team: str) -> Iterator[str]:
    """The scopes of days without a file between days with one: whoever spoke then has deleted all of it."""
    for key, found in days.items():
        for before, after in pairwise(sorted(found)):
            for n in range(1, (after - before).days):
                yield f"slack-export:{team}:{key}/{before + timedelta(days=n)}"


def _read_day(member: str, data: bytes, place: Place, unknown: set[str]) -> Iterator[Reading]:
    whole = _typed(data)
    if whole is not None:
        yield from _events(whole, place, member, unknown)
        return
    try:
        yield from _streamed(Opened(name=member, data=data), place, member, unknown)
    except FurikaeriError as trouble:
        yield broken_member(member, trouble)


def _typed(data: bytes) -> list[Message] | None:
    """All messages of a healthy file at once; None where one of them is of another shape or the file is broken."""
    try:
        return _messages.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _events(messages: list[Message], place: Place, member: str, unknown: set[str]) -> Iterator[Reading]:
    known = place.names.users
    sound = True
    for index, message in enumerate(messages):
        locator = f"{member}#/{index}"
        try:
            event = event_of(message, place, locator)
        except BadTimeError as fault:
            sound = False
            yield bad_time(locator, {"ts": message.ts, "text": message.text}, fault)
            continue
        yield event
        user = message.user
        if user and user not in known and user not in unknown and event.actor == user:
            unknown.add(user)
            yield unknown_user(locator, user)
    if sound and place.scope:
        yield Coverage(scope=place.scope)


def _is_message(value: Any) -> bool:
    """A message, also one that is broken in places, but not an envelope around one."""
    if not isinstance(value, dict) or "ts" not in value or "event" in value:
        return False
    return value.get("type") == "message" or (isinstance(value["ts"], str) and isinstance(value.get("text"), str))


def _streamed(opened: Opened, place: Place, member: str, unknown: set[str]) -> Iterator[Reading]:
    """Message by message, for files that are broken in places, very large, or wrapped."""
    sound = True
    for found in records(opened, _is_message):
        if isinstance(found, ReadWarning):
            sound = sound and found.noted
            yield msgspec.structs.replace(found, locator=member + found.locator)
            continue
        locator = member + found.locator
        try:
            message = _message.decode(msgspec.json.encode(found.value)) if found.wanted else None
        except (msgspec.MsgspecError, UnicodeError, RecursionError, OverflowError):
            message = None
        if message is None or message.type not in {None, "message"}:
            sound = False
            yield unknown_record(locator, found.value)
            continue
        here = place if place.scope else _named(place, message)
        for reading in _events([message], here._replace(scope=""), "", unknown):
            if isinstance(reading, Event):
                yield msgspec.structs.replace(reading, locator=locator, scope=place.scope)
            elif isinstance(reading, ReadWarning):
                sound = sound and reading.noted
                yield msgspec.structs.replace(reading, locator=locator)
    if sound and place.scope:
        yield Coverage(scope=place.scope)


def _named(place: Place, message: Message) -> Place:
    """The place with what a message says itself: its channel (as in the Events API), its workspace."""
    _, team, key, _ = place.prefix.split(":", 3)
    if not message.channel and (team or not message.team):
        return place
    channel = message.channel or place.channel
    return _place(
        team or message.team or "", message.channel or key, channel=channel, day="", names=place.names, evidence=place.evidence
    )  # fmt: skip


def _integrations(member: str, data: bytes, prefix: str, evidence: str) -> Iterator[Reading]:
    """Apps added to the workspace, removed, switched on and off: changes."""
    try:
        entries = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        entries = None
    if not isinstance(entries, list):
        yield _other_member(member)
        return
    for index, entry in enumerate(entries):
        locator = f"{member}#/{index}"
        if not isinstance(entry, dict):
            yield unknown_record(locator, entry)
            continue
        said = {key: str(x) for key, x in entry.items() if isinstance(x, str | int) and not isinstance(x, bool)}
        try:
            span = epoch(said.get("date", ""), "s")
        except BadTimeError as fault:
            yield bad_time(locator, entry, fault)
            continue
        app = said.get("app_type") or said.get("service_type") or said.get("app_id") or said.get("service_id") or "?"
        change = said.get("change_type", "changed")
        yield Event(
            id=f"{prefix}{said['date']}:{said.get('app_id') or said.get('service_id') or app}:{change}",
            source="slack-export",
            span=span,
            lane="changes",
            kind="change",
            text=f"Slack app {app}: {change.replace('_', ' ')}" + (f" ({said['reason']})" if "reason" in said else ""),
            actor=said.get("user_name") or said.get("user_id", ""),
            facts={"actor-id": said["user_id"]} if "user_id" in said else {},
            evidence=evidence,
            locator=locator,
        )


def _other_member(member: str) -> ReadWarning:
    return ReadWarning(
        code="unknown-member",
        locator=member,
        message=Text(
            "This file of the export holds no messages we know.",
            "書き出しのうち、このファイルは読める形の会話ではありません。",
        ),
        ask=Text("Add what matters in it by itself.", "必要な内容があれば、単独で追加してください。"),
    )


SOURCE = Source(
    name="slack-export",
    title=Text("Slack export or saved messages", "Slack の書き出し、保存したメッセージ"),
    view_rule=Text(
        "A message is in view of its channel from the moment it was posted: voiced where a person wrote it, displayed "
        "where an app relayed it.",
        "メッセージは投稿された時点から、そのチャンネルの人に見えていたものとします。人が書いたものは発言、"
        "アプリが転送したものは表示として扱います。",
    ),
    sniff=sniff,
    read=read,
)

"""One Slack message as exports, the history API and the Events API write it, and the event it becomes."""

from __future__ import annotations

from typing import Any, NamedTuple

import msgspec

from furikaeri.evidence.instants import YEAR_1990, YEAR_2100, BadTimeError, epoch
from furikaeri.evidence.payload import value_of
from furikaeri.evidence.relay import relay_lane
from furikaeri.evidence.slack_text import Names, extra_lines, plain
from furikaeri.model.event import Event, EventKind, InView, ViewBasis
from furikaeri.model.timespan import SECOND, TimeSpan

_NOTHING = msgspec.Raw()
_MUTATIONS = frozenset(["message_changed", "message_deleted", "message_replied"])
_VOICED: ViewBasis = "voiced"
_DISPLAYED: ViewBasis = "displayed"
_EARLIEST, _LATEST = str(YEAR_1990), str(YEAR_2100)


class Edited(msgspec.Struct, gc=False):
    """Who changed the text last, and when."""

    user: str | None = None
    ts: str | None = None


class Reaction(msgspec.Struct, gc=False):
    """One emoji set on a message; the export says by whom, not when."""

    name: str = ""


class Message(msgspec.Struct, gc=False):
    """The fields of a message that say something; the parts that are seldom needed stay undecoded."""

    ts: str
    type: str | None = None
    subtype: str | None = None
    user: str | None = None
    text: str | None = None
    thread_ts: str | None = None
    team: str | None = None
    channel: str | None = None
    username: str | None = None
    bot_id: str | None = None
    permalink: str | None = None
    edited: Edited | None = None
    reactions: list[Reaction] | None = None
    hidden: bool | None = None
    deleted_ts: str | None = None
    event_ts: str | None = None
    files: msgspec.Raw = _NOTHING
    blocks: msgspec.Raw = _NOTHING
    attachments: msgspec.Raw = _NOTHING
    user_profile: msgspec.Raw = _NOTHING
    bot_profile: msgspec.Raw = _NOTHING
    message: msgspec.Raw = _NOTHING
    previous_message: msgspec.Raw = _NOTHING


class Place(NamedTuple):
    """Where messages stand: the beginning of their event ids, the channel for people, their scope and evidence."""

    prefix: str
    channel: str
    scope: str
    names: Names
    evidence: str

    @property
    def group(self) -> str:
        """The group that reads the channel."""
        return f"#{self.channel}" if self.channel else "#slack"


def instant_of(ts: str) -> TimeSpan:
    """The time in a `ts`, exact; BadTimeError where it is none."""
    if len(ts) == 17 and ts[10] == "." and ts.isascii() and _EARLIEST.zfill(10) <= ts < _LATEST:
        seconds, fraction = ts[:10], ts[11:]
        if seconds.isdigit() and fraction.isdigit():
            at = int(seconds) * SECOND + int(fraction)
            return TimeSpan(at, at, 1, "instant", "", "stated", ts, "UTC")
    return epoch(ts, "s")


def event_of(message: Message, place: Place, locator: str) -> Event:
    """The event a message becomes; BadTimeError where its `ts` is no time."""
    if message.subtype is not None and message.subtype in _MUTATIONS:
        return _mutation(message, place, locator)
    ts = message.ts
    span = instant_of(ts)
    names = place.names
    user = message.user
    relayed = message.subtype == "bot_message" or (message.bot_id is not None and _by_machine(message, names))
    text = plain(message.text, names) if message.text else ""
    facts = {"channel": place.channel}
    if not text or message.bot_id is not None:  # what people write is all in the text; blocks and previews repeat it
        text = _whole(text, message, names)
    if user:
        actor = names.users.get(user) or _profile_name(message) or user
        facts["actor-id"] = user
    else:
        actor = message.username or _bot_name(message) or message.bot_id or ""
        if message.bot_id:
            facts["actor-id"] = message.bot_id
    if message.subtype:
        facts["subtype"] = message.subtype
    link = message.permalink or ""
    if message.files:
        text, link = _with_files(text, link, message.files, facts)
    if message.edited:
        facts["edited-at"] = message.edited.ts or ""
        facts["edited-by"] = message.edited.user or ""
    if message.reactions:
        facts["reactions"] = ",".join([reaction.name for reaction in message.reactions])
    lane, basis = "people", _VOICED
    kind: EventKind | None = None
    if relayed:
        lane, basis = relay_lane(actor, text), _DISPLAYED
        kind = _KINDS.get(lane)
    elif message.subtype in _NOTICES:
        kind, basis = "communication", _DISPLAYED
    thread = message.thread_ts
    return Event(
        id=place.prefix + ts,
        source="slack-export",
        span=span,
        lane=lane,
        text=text,
        kind=kind,
        actor=actor,
        in_view=(InView(place.group, span.lo, span.lo, basis),),
        reply_to=place.prefix + thread if thread and thread != ts else "",
        link=link,
        scope=place.scope,
        facts=facts,
        deleted=message.subtype == "tombstone",
        evidence=place.evidence,
        locator=locator,
    )


def _by_machine(message: Message, names: Names) -> bool:
    """Whether an app posted it in its own name: one may also post for a person."""
    user = message.user
    return not user or user in names.bots or (user not in names.users and bool(message.bot_profile))


_KINDS: dict[str, EventKind] = {"alerts": "alert", "changes": "change"}
_NOTICES = frozenset(
    f"{where}_{what}"
    for where in ("channel", "group")
    for what in ("join", "leave", "topic", "purpose", "name", "archive", "unarchive", "convert_to_private")
) | {"pinned_item", "unpinned_item", "bot_add", "bot_remove", "reminder_add", "channel_posting_permissions"}


def _mutation(message: Message, place: Place, locator: str) -> Event:
    """An edit or a deletion as the Events API tells it: another state of the message it speaks of."""
    before = _inner(message.previous_message)
    if message.subtype == "message_deleted":
        if before is None:
            before = Message(ts=message.deleted_ts or "")
        before.ts = message.deleted_ts or before.ts
        before.subtype = None if before.subtype in _MUTATIONS else before.subtype
        event = event_of(before, place, locator)
        return msgspec.structs.replace(
            event, deleted=True, facts={**event.facts, "deleted-at": message.event_ts or message.ts}
        )
    after = _inner(message.message)
    if after is None or after.subtype in _MUTATIONS:
        raise BadTimeError("the changed message itself is missing")
    event = event_of(after, place, locator)
    if before is None or before.text is None:
        return event
    return msgspec.structs.replace(event, facts={**event.facts, "text-before": plain(before.text, place.names)})


def _inner(raw: msgspec.Raw) -> Message | None:
    if not raw:
        return None
    try:
        return msgspec.json.decode(raw, type=Message)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _whole(text: str, message: Message, names: Names) -> str:
    """The text with what blocks and attachments say beyond it."""
    lines = list(extra_lines(text, _value(message.blocks), _value(message.attachments), names))
    return "\n".join([text, *lines]) if text else "\n".join(lines)


def _with_files(text: str, link: str, raw: msgspec.Raw, facts: dict[str, str]) -> tuple[str, str]:
    files = _value(raw)
    files = [x for x in files if isinstance(x, dict)] if isinstance(files, list) else []
    named = [next((x[k] for k in ("name", "title", "id") if isinstance(x.get(k), str) and x[k]), "?") for x in files]
    if not named:
        return text, link
    facts["files"] = ", ".join(named)
    permalink = files[0].get("permalink")
    shown = " ".join(f"[{name}]" for name in named)
    return f"{text} {shown}".strip(), link or (permalink if isinstance(permalink, str) else "")


def _profile_name(message: Message) -> str:
    profile = _value(message.user_profile)
    if not isinstance(profile, dict):
        return message.username or ""
    return next(
        (profile[k] for k in ("display_name", "real_name", "name") if isinstance(profile.get(k), str) and profile[k]),
        "",
    )


def _bot_name(message: Message) -> str:
    profile = _value(message.bot_profile)
    name = profile.get("name") if isinstance(profile, dict) else None
    return name if isinstance(name, str) else ""


def _value(raw: msgspec.Raw) -> Any:
    if not raw:
        return None
    try:
        return value_of(bytes(raw))
    except ValueError:
        return None

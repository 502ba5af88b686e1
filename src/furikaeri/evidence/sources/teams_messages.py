"""Microsoft Teams: channel and chat messages as Microsoft Graph returns them, with their replies."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from furikaeri.evidence.html_text import html_text
from furikaeri.evidence.instants import BadTimeError, epoch, instant
from furikaeri.evidence.payload import Found, found_in, objects_at, records, text_at, value_of
from furikaeri.evidence.relay import relay_lane
from furikaeri.evidence.source import ReadContext, Source
from furikaeri.evidence.unread import bad_time, unknown_record, unknown_user
from furikaeri.evidence.utf8 import utf8_head
from furikaeri.model.event import Event, EventKind, InView, Reading, ReadWarning
from furikaeri.model.timespan import MINUTE, SECOND, TimeSpan
from furikaeri.text import Text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from furikaeri.evidence.opened import Opened

HALF_HOUR = 30 * MINUTE
_NEAR = 2 * SECOND  # how far the two clocks of one message stand apart where both are right
_SYSTEM = frozenset(["systemEventMessage", "unknownFutureValue"])
_CAPITAL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SNIFF = (
    re.compile(rb'"messageType"\s*:\s*"'),
    re.compile(rb'"createdDateTime"\s*:\s*"'),
    re.compile(rb'"body"\s*:\s*\{'),
)
_KINDS: dict[str, EventKind] = {"alerts": "alert", "changes": "change"}


class _Item(NamedTuple):
    """The evidence being read: its digest, what was supplied with it, and which ids were found without a name."""

    digest: str
    context: ReadContext
    nameless: set[str]


class _Home(NamedTuple):
    """Where messages stand when they do not say so themselves."""

    team: str
    channel: str


def sniff(opened: Opened) -> float:
    """Messages with `messageType`, `createdDateTime` and a body, as only Graph's chatMessage has them."""
    head = utf8_head(opened)
    return 0.95 if head.lstrip()[:1] in {b"{", b"["} and all(mark.search(head) for mark in _SNIFF) else 0.0


def read(opened: Opened, context: ReadContext) -> Iterator[Reading]:
    """Every message, reply and system event as an event."""
    home = _Home("", "")
    item = _Item(opened.digest, context, set())
    for found in records(opened, _is_message):
        if not isinstance(found, Found):
            yield found
            continue
        if not found.wanted:
            yield unknown_record(found.locator, found.value)
            continue
        home = _home(found.value, home)
        yield from _readings(found.value, found.locator, home, item)
        replies = found.value.get("replies")
        for index, reply in enumerate(replies if isinstance(replies, list) else ()):
            locator = f"{found.locator}/replies/{index}"
            if _is_message(reply):
                yield from _readings(reply, locator, _home(reply, home), item)
            else:
                yield unknown_record(locator, reply)


def _is_message(value: Any) -> bool:
    return isinstance(value, dict) and "messageType" in value and "id" in value


def _home(message: Any, before: _Home) -> _Home:
    """The channel a message names, or that of the messages before it: trimmed answers leave it out."""
    channel = text_at(message, "channelIdentity", "channelId") or text_at(message, "chatId")
    return _Home(text_at(message, "channelIdentity", "teamId"), channel) if channel else before


def _readings(message: Any, locator: str, home: _Home, item: _Item) -> Iterator[Reading]:
    native = text_at(message, "id")
    if not native:
        yield unknown_record(locator, message)
        return
    try:
        span, clash = _span(message, locator, item.context)
    except ValueError as fault:
        yield bad_time(locator, message, fault)
        return
    system = isinstance(message.get("eventDetail"), dict) or text_at(message, "messageType") == "systemEventMessage"
    actor, actor_id, machine = _sender(message, system=system)
    text = _event_text(message["eventDetail"]) if isinstance(message.get("eventDetail"), dict) else _text(message)
    prefix = f"teams-messages:{item.context.instance or home.team}:{home.channel}/"
    group = "#" + (item.context.mapping.get(home.channel) or home.channel or "teams")
    lane = relay_lane(actor, text) if machine else "people"
    parent = text_at(message, "replyToId") or _quoted(message)
    yield Event(
        id=prefix + native,
        source="teams-messages",
        span=span,
        lane=lane,
        text=text,
        kind=_KINDS.get(lane) if machine else "communication" if system else None,
        actor=actor or actor_id,
        in_view=(InView(group, span.lo, span.hi, "displayed" if machine or system else "voiced"),),
        reply_to=prefix + parent if parent and parent != native else "",
        link=text_at(message, "webUrl"),
        facts=_facts(message, home, actor_id),
        deleted=bool(text_at(message, "deletedDateTime")),
        evidence=item.digest,
        locator=locator,
    )
    if clash is not None:
        yield clash
    if actor_id and not actor and actor_id not in item.nameless:
        item.nameless.add(actor_id)
        yield unknown_user(locator, actor_id)


def _span(message: Any, locator: str, context: ReadContext) -> tuple[TimeSpan, ReadWarning | None]:
    """When it was posted, by both clocks of the record: `createdDateTime`, and the `id`, which is a time in ms.

    Where they differ by whole half-hours (a zone mistaken) the moment lies somewhere between them.
    """
    try:
        by_id = epoch(text_at(message, "id"), "ms")
    except BadTimeError:
        by_id = None
    created = text_at(message, "createdDateTime")
    if not created:
        if by_id is None:
            raise BadTimeError("neither createdDateTime nor an id that is a time")
        return TimeSpan(by_id.lo, by_id.hi, by_id.grain, "instant", "", "inferred", by_id.stated, "UTC"), None
    span = instant(created, context.zone)
    if by_id is None or span.hi is None or by_id.lo < span.lo - 400 * 48 * HALF_HOUR:
        return span, None
    apart = by_id.lo - span.lo
    if abs(apart) <= _NEAR:
        return span, None
    off = (apart + HALF_HOUR // 2) % HALF_HOUR - HALF_HOUR // 2
    if abs(off) <= _NEAR and abs(apart) <= 28 * HALF_HOUR:
        lo, hi = min(span.lo, by_id.lo), max(span.hi, by_id.lo)
        span = TimeSpan(lo, hi, span.grain, "instant", "", span.basis, span.stated, span.zone)
    return span, _clash(locator, created, by_id.stated, apart)


def _clash(locator: str, created: str, native: str, apart: int) -> ReadWarning:
    hours = f"{'+' if apart > 0 else '-'}{abs(apart) // (2 * HALF_HOUR)}:{abs(apart) // MINUTE % 60:02}"
    return ReadWarning(
        code="clock-disagreement",
        locator=locator,
        message=Text(
            "createdDateTime says {created}, the id of the same message stands {hours} from it.",
            "createdDateTime は {created} ですが、同じメッセージの id が示す時刻は {hours} ずれています。",
        ).fill(created=created, hours=hours),
        ask=Text(
            "Compare with another record of that moment; until then its order stays open.",
            "同じ時点の別の記録と照らし合わせてください。それまで前後関係は未定のままにします。",
        ),
        excerpt=native,
        noted=True,
    )


def _sender(message: Any, *, system: bool) -> tuple[str, str, bool]:
    """(display name, id, whether a machine posted it). System events name their initiator."""
    sender = message.get("eventDetail") if system and not message.get("from") else message.get("from")
    if system and isinstance(sender, dict) and "initiator" in sender:
        sender = sender["initiator"]
    for kind in ("user", "application", "device"):
        if isinstance(sender, dict) and isinstance(sender.get(kind), dict):
            return text_at(sender, kind, "displayName"), text_at(sender, kind, "id"), kind != "user" and not system
    return "", "", False


def _text(message: Any) -> str:
    body = text_at(message, "body", "content")
    text = html_text(body) if text_at(message, "body", "contentType") != "text" else body.strip()
    lines = [text_at(message, "subject"), text]
    for attachment in objects_at(message, "attachments"):
        if text_at(attachment, "contentType") == "messageReference":
            continue
        card = _card(text_at(attachment, "content"))
        name = text_at(attachment, "name")
        lines += card or ([f"[{name}]"] if name else [])
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _card(content: str) -> list[str]:
    """The texts of a card that an app posted, from its JSON."""
    if not content.startswith("{"):
        return []
    try:
        card = value_of(content)
    except ValueError:
        return []
    said = []
    for _, node, _ in found_in(card, lambda x: isinstance(x, dict) and isinstance(x.get("text"), str)):
        said.append(html_text(text_at(node, "text")))
    return [text_at(card, "title"), text_at(card, "summary"), *said] if said else []


def _event_text(detail: Any) -> str:
    """A system event in words: its type, and the strings it carries beside ids."""
    name = text_at(detail, "@odata.type").removeprefix("#microsoft.graph.").removesuffix("EventMessageDetail")
    words = _CAPITAL.sub(" ", name).lower() or "system event"
    said = [text_at(x, "displayName") for x in objects_at(detail, "members")]
    said += [text_at(detail, k) for k in detail if k != "@odata.type" and not k.endswith(("Id", "id", "DateTime"))]
    said = [x for x in dict.fromkeys(said) if x]
    return f"{words}: {', '.join(said)}" if said else words


def _quoted(message: Any) -> str:
    """The id of the message that this one quotes."""
    quoted = (x for x in objects_at(message, "attachments") if text_at(x, "contentType") == "messageReference")
    return next(filter(None, (text_at(x, "id") for x in quoted)), "")


def _facts(message: Any, home: _Home, actor_id: str) -> dict[str, str]:
    importance = text_at(message, "importance")
    kind = text_at(message, "messageType")
    reactions = (text_at(x, "reactionType") or text_at(x, "displayName") for x in objects_at(message, "reactions"))
    mentions = (text_at(x, "mentionText") for x in objects_at(message, "mentions"))
    facts = {
        "channel": home.channel,
        "team": home.team,
        "actor-id": actor_id,
        "subtype": text_at(message, "eventDetail", "@odata.type").rpartition(".")[2]
        or (kind if kind in _SYSTEM else ""),
        "edited-at": text_at(message, "lastEditedDateTime"),
        "deleted-at": text_at(message, "deletedDateTime"),
        "reactions": ",".join(filter(None, reactions)),
        "mentions": ", ".join(filter(None, mentions)),
        "importance": importance if importance != "normal" else "",
        "files": ", ".join(filter(None, (text_at(x, "name") for x in objects_at(message, "attachments")))),
    }
    return {key: value for key, value in facts.items() if value}


SOURCE = Source(
    name="teams-messages",
    title=Text("Microsoft Teams messages (Graph)", "Microsoft Teams のメッセージ（Graph）"),
    view_rule=Text(
        "A message is in view of its channel from the moment it was posted: voiced where a person wrote it, displayed "
        "where an app or Teams itself posted it.",
        "メッセージは投稿された時点から、そのチャンネルの人に見えていたものとします。人が書いたものは発言、"
        "アプリや Teams 自身の投稿は表示として扱います。",
    ),
    sniff=sniff,
    read=read,
)

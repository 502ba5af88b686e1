"""The JSON copy: a versioned form with a published schema, read back without loss."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import msgspec

from furikaeri.evidence.instants import instant
from furikaeri.model.chronology import Chronology
from furikaeri.model.review import Review
from furikaeri.model.timespan import iso
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from furikaeri.model.event import Event

VERSION = 1
SCHEMA = "furikaeri-1.schema.json"

_PEOPLE_AND_RULES = (
    "relations", "key_moments", "accounts", "beliefs", "decisions", "contests", "severities", "faults", "clocks",
    "measures",
)  # fmt: skip
_MOMENTS = frozenset({"lo", "hi", "at", "given_at"})
_LENGTHS = frozenset({"clocks", "measures"})  # their lo and hi are lengths of time in µs, not moments


@dataclass(frozen=True, slots=True)
class Document:
    """What a JSON copy holds."""

    review: Review | None
    chronology: Chronology


def to_document(review: Review | None, chronology: Chronology) -> dict[str, Any]:
    """The copy as plain values: times in RFC 3339, UTC, exact to the µs; texts with `en` and `ja`."""
    moments = {m.event: m.name for m in reversed(chronology.key_moments)}
    return {
        "furikaeri": VERSION,
        "zone": chronology.zone,
        "lanes": list(chronology.lanes),
        "review": None if review is None else msgspec.to_builtins(review),
        "events": [event_record(e, chronology, moments.get(e.id, "")) for e in chronology.events],
        **{
            name: [_dated(msgspec.to_builtins(x), name) for x in getattr(chronology, name)]
            for name in _PEOPLE_AND_RULES
        },
    }


def event_record(event: Event, chronology: Chronology, key_moment: str = "") -> dict[str, Any]:
    """One event as it stands in the JSON copy, and as one line of JSONL.

    `kind` is what the record or a person says, else what the machine reads, null where it abstains; `read` keeps the
    machine's reading apart. `in_view` gives each group its first entry; `views` all of them where a group has several.
    """
    read = chronology.assessments.get(event.id)
    span = event.span
    views = [(v.group, [_time(v.lo), _time(v.hi), v.basis]) for v in event.in_view]
    in_view: dict[str, list[Any]] = {}
    for group, entry in views:
        in_view.setdefault(group, entry)
    record: dict[str, Any] = {
        "id": event.id,
        "lo": _time(span.lo),
        "hi": _time(span.hi),
        "in_view": in_view,
        "lane": event.lane,
        "actor": event.actor,
        "kind": event.kind or (read.kind if read else None),
        "salience": read.salience if read else 0.0,
        "text": event.text,
        "source": event.source,
        "locator": event.locator,
        "key_moment": key_moment,
        "span": {
            "grain": span.grain, "shape": span.shape, "vague": span.vague, "basis": span.basis, "stated": span.stated,
            "zone": span.zone,
        },
    }  # fmt: skip
    if len(views) != len(in_view):
        record["views"] = [[group, *entry] for group, entry in views]
    if event.kind is not None:
        record["stated_kind"] = event.kind
    if read is not None:
        record["read"] = msgspec.to_builtins(read)
    for name in ("reply_to", "link", "scope", "facts", "marks", "deleted", "evidence", "also"):
        if value := getattr(event, name):
            record[name] = list(value) if isinstance(value, tuple) else value
    return record


def to_json(document: Mapping[str, Any]) -> bytes:
    """UTF-8, two spaces deep, one newline at the end; lone surrogates become U+FFFD, since UTF-8 has none."""
    try:
        encoded = msgspec.json.encode(document)
    except UnicodeEncodeError:
        encoded = msgspec.json.encode(_whole(document))
    return msgspec.json.format(encoded, indent=2) + b"\n"


def read_json(content: bytes) -> Document:
    """The review and the chronology of a JSON copy; FurikaeriError where it is none, or of a later version."""
    try:
        raw = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise _unreadable(str(error)) from error
    if not isinstance(raw, dict) or "furikaeri" not in raw:
        raise FurikaeriError(
            Text(
                'This is not a furikaeri JSON copy: it lacks "furikaeri": 1.',
                'furikaeri の JSON ではありません。"furikaeri": 1 がありません。',
            )
        )
    if raw["furikaeri"] != VERSION:
        raise FurikaeriError(
            Text(
                f"This copy is of version {raw['furikaeri']!r}; this furikaeri reads version {VERSION}. Please update.",
                f"この写しは版 {raw['furikaeri']!r} です。この furikaeri は版 {VERSION} を読みます。更新してください。",
            )
        )
    try:
        return _document(raw)
    except (msgspec.ValidationError, KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _unreadable(str(error)) from error


def _document(raw: dict[str, Any]) -> Document:
    fields: dict[str, Any] = {name: [_undated(x, name) for x in raw.get(name, ())] for name in _PEOPLE_AND_RULES}
    fields |= {"zone": raw["zone"], "lanes": raw["lanes"]}
    fields["events"] = [_event(record) for record in raw["events"]]
    fields["assessments"] = {r["id"]: r["read"] for r in raw["events"] if "read" in r}
    review = None if raw["review"] is None else msgspec.convert(raw["review"], Review)
    return Document(review, msgspec.convert(fields, Chronology))


def _event(record: Mapping[str, Any]) -> dict[str, Any]:
    kept = (
        "id", "lane", "actor", "text", "source", "locator", "reply_to", "link", "scope", "facts", "marks", "deleted",
        "evidence", "also",
    )  # fmt: skip
    event = {name: record[name] for name in kept if name in record}
    views = record.get("views") or [[group, *entry] for group, entry in record["in_view"].items()]
    event["in_view"] = [[group, _us(lo), _us(hi), basis] for group, lo, hi, basis in views]
    event["span"] = {"lo": _us(record["lo"]), "hi": _us(record["hi"]), **record["span"]}
    event["kind"] = record.get("stated_kind")
    return event


def _dated(value: Any, name: str, key: str = "") -> Any:
    """Plain values with their µs turned into RFC 3339."""
    if isinstance(value, dict):
        return {k: _dated(v, name, k) for k, v in value.items()}
    return _time(value) if key in _MOMENTS and isinstance(value, int) and name not in _LENGTHS else value


def _undated(value: Any, name: str, key: str = "") -> Any:
    if isinstance(value, dict):
        return {k: _undated(v, name, k) for k, v in value.items()}
    return _us(value) if key in _MOMENTS and isinstance(value, str) and name not in _LENGTHS else value


def _time(us: int | None) -> str | int | None:
    """RFC 3339; outside the years 1 to 9999, which it can't write, the µs since 1970 themselves."""
    try:
        return iso(us)
    except OverflowError:
        return us


def _us(time: str | int | None) -> int | None:
    return instant(time).lo if isinstance(time, str) else time


def _whole(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if isinstance(value, dict):
        return {_whole(k): _whole(v) for k, v in value.items()}
    return [_whole(v) for v in value] if isinstance(value, list) else value


def _unreadable(why: str) -> FurikaeriError:
    return FurikaeriError(Text(f"This JSON copy can't be read: {why}.", f"この JSON は読めません：{why}"))

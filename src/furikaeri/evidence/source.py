"""What a source is, how one is chosen, and how bytes become events."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, tzinfo

from furikaeri.evidence.opened import Opened
from furikaeri.model.event import Event, Reading, ReadWarning
from furikaeri.registry import discover
from furikaeri.text import FurikaeriError, Text

READER_FAULT = "reader-fault"  # the code of a warning that is our own fault


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadContext:
    """What a person or the incident supplies beside the bytes.

    - `zone`: for times that state none; None means that such a time becomes a `naive-time` warning that asks for it.
    - `mapping`: header -> role for tables (time, text, actor, lane, kind, id, link, end …).
    - `instance`: tells two installations of one product apart in event ids (workspace, account); "" = from the bytes.
    - `captured_at`: µs, when the item was captured or exported, where known.
    - `now`: for the rare rule that needs today; never read from the clock.
    """

    zone: tzinfo | None = None
    mapping: Mapping[str, str] = field(default_factory=dict)
    instance: str = ""
    captured_at: int | None = None
    now: datetime = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A format we read.

    `sniff` gives 0 (surely not) to 1 (surely), looking only at `Opened.head` and member names; `read` is pure and
    streams: it never holds more than one member's worth of a large file.
    `view_rule` says, for people, when a record of this source counts as in view and to whom.
    """

    name: str
    title: Text
    view_rule: Text
    sniff: Callable[[Opened], float]
    read: Callable[[Opened, ReadContext], Iterator[Reading]]


def sources() -> Mapping[str, Source]:
    """All sources by name."""
    return discover("furikaeri.evidence.sources", Source)


def choose(opened: Opened) -> Source:
    """The source that is surest of these bytes; FurikaeriError where none is."""
    score, name = max((s.sniff(opened), s.name) for s in sources().values())
    if score < 0.3:
        raise FurikaeriError(
            Text(
                "{name}: no source recognises this file. Name one with --source (see `furikaeri sources`), "
                "or keep it as opaque evidence with --source opaque --captured-at TIME.",
                "{name}: この形式を読める取り込み元がありません。--source で指定するか（一覧は furikaeri sources）、"
                "--source opaque --captured-at 時刻 でそのまま時系列に置いてください。",
            ).fill(name=opened.name)
        )
    return sources()[name]


def read(opened: Opened, source: Source, context: ReadContext) -> Iterator[Reading]:
    """Everything the source says of these bytes. An unforeseen fault of the reader becomes a warning, never a crash."""
    try:
        yield from source.read(opened, context)
    except FurikaeriError as trouble:
        yield _unreadable("unreadable", trouble.message)
    except Exception as fault:  # noqa: BLE001  # one odd file must not cost the others
        yield _unreadable(
            READER_FAULT,
            Text(
                "The reader {source} stumbled here ({kind}: {fault}); what came before was read. Please report it.",
                "取り込み元 {source} がここで止まりました（{kind}: {fault}）。それより前は読みました。ぜひお知らせください。",
            ).fill(source=source.name, kind=type(fault).__name__, fault=str(fault)[:200]),
        )


def _unreadable(code: str, message: Text) -> ReadWarning:
    ask = Text("Check the file, or name another source.", "ファイルを確かめるか、別の取り込み元を指定してください。")
    return ReadWarning(code=code, locator="", message=message, ask=ask)


__all__ = ["Event", "ReadContext", "Source", "choose", "read", "sources"]

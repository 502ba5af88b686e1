"""The sentences for records that did not become events, or that need a look: the same ones in every source."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from furikaeri.evidence.instants import NaiveTimeError
from furikaeri.evidence.payload import excerpt
from furikaeri.model.event import ReadWarning
from furikaeri.text import Text

if TYPE_CHECKING:
    from furikaeri.text import FurikaeriError


def unknown_record(locator: str, record: Any) -> ReadWarning:
    """A record whose shape the source does not know."""
    return ReadWarning(
        code="unknown-record",
        locator=locator,
        message=Text("A record of a shape we don't know.", "知らない形の記録です。"),
        ask=Text(
            "Look at it in the original; if it matters, add the moment with `furikaeri tell`.",
            "元のファイルで確かめ、必要なら furikaeri tell で時系列に加えてください。",
        ),
        excerpt=excerpt(record),
    )


def bad_time(locator: str, record: Any, fault: ValueError) -> ReadWarning:
    """A record whose time can't be read, or that states no zone."""
    if isinstance(fault, NaiveTimeError):
        return ReadWarning(
            code="naive-time",
            locator=locator,
            message=Text("The time of this record states no zone.", "この記録の時刻にはタイムゾーンがありません。"),
            ask=Text(
                "In which zone was it written? State it with --zone.",
                "どのタイムゾーンで書かれたものですか？　--zone で教えてください。",
            ),
            excerpt=excerpt(record),
        )
    return ReadWarning(
        code="bad-time",
        locator=locator,
        message=Text("The time of this record can't be read.", "この記録の時刻を読めません。"),
        ask=Text(
            "Look at it in the original; if it matters, add the moment with `furikaeri tell`.",
            "元のファイルで確かめ、必要なら furikaeri tell で時系列に加えてください。",
        ),
        excerpt=excerpt(record),
    )


def no_time(locator: str, record: Any) -> ReadWarning:
    """A record that says how things stood but not when: no evidence of a moment."""
    return ReadWarning(
        code="no-time",
        locator=locator,
        message=Text(
            "This says how something stood, but not when it came to be so: it can't stand in a chronology.",
            "ある時点の状態ですが、いつそうなったかの記載がないため、時系列には置けません。",
        ),
        ask=Text("Export its history with times instead.", "時刻の入った履歴を書き出してください。"),
        excerpt=excerpt(record),
    )


def unknown_user(locator: str, user: str) -> ReadWarning:
    """An event whose speaker no directory in the export names."""
    return ReadWarning(
        code="unknown-user",
        locator=locator,
        message=Text("Nothing in this export names {user}.", "{user} が誰か、この書き出しからは分かりません。").fill(
            user=user
        ),
        ask=Text(
            "Add the directory of users, or name them as an alias.",
            "利用者一覧を加えるか、別名として登録してください。",
        ),
        excerpt=user[:160],
        noted=True,
    )


def broken_member(member: str, trouble: FurikaeriError) -> ReadWarning:
    """One file of an archive that can't be read while the others are."""
    return ReadWarning(
        code="broken-member",
        locator=member,
        message=trouble.message,
        ask=Text("Export it again and add it; nothing is doubled.", "書き出し直して追加してください。重複はしません。"),
    )

"""Which column of a table says what: names as people and tools write them, in English and Japanese."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from furikaeri.evidence.cell_time import zone_named

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import tzinfo


def _names(words: str) -> tuple[str, ...]:
    return tuple(words.split())


# Within a role the earlier name wins where a table has several.
ROLES: Mapping[str, tuple[str, ...]] = {
    "time": _names(
        "datetime timestamp time ts when occurred occurredat eventtime timegenerated happenedat dateandtime "
        "createdat created createdtime createddate creationtime logtime logtimestamp timeutc starttime start startedat "
        "startsat begin beganat postedat sentat loggedat reportedat unixtime epoch timestampms "
        "日時 発生日時 対応日時 投稿日時 送信日時 記録日時 作成日時 開始日時 検知日時 タイムスタンプ "
        "時刻 発生時刻 対応時刻 投稿時刻 開始時刻 時間 開始"
    ),
    "date": _names("date day localdate 日付 年月日 発生日 対応日 日"),
    "end": _names(
        "end endtime endedat endsat enddate finished finishedat finishtime timeend until 終了日時 終了時刻 終了"
    ),
    "text": _names(
        "text message msg content body event description details detail what action activity note notes comment "
        "comments log entry summary title subject name 内容 本文 発言 発言内容 メッセージ 事象 出来事 できごと "
        "イベント 対応内容 対応 経緯 経過 詳細 説明 概要 コメント 備考 メモ 件名"
    ),
    "actor": _names(
        "actor author user username displayname realname sender from who by speaker owner person member handle nick "
        "postedby createdby responder operator 発言者 投稿者 送信者 担当者 担当 対応者 実施者 記入者 作成者 報告者 "
        "ユーザー ユーザ ユーザー名 氏名 名前"
    ),
    "channel": _names("channel channelname room stream チャンネル チャネル"),
    "lane": _names("lane レーン"),
    "kind": _names("kind 種類 種別"),
    "id": _names("id messageid msgid eventid recordid entryid logid uuid guid"),
    "link": _names("link url permalink datalink href uri リンク"),
    "zone": _names("timezone tz zone utcoffset タイムゾーン"),
}

_SAME_MOMENT = frozenset({"datetime", "timestamp", "time", "ts", "epoch", "unixtime", "timestampms"})
_MACHINE = frozenset(
    _names(
        "level loglevel severity priority logger host hostname pid process service component source timestampdesc "
        "eventsource region ip thread module レベル ホスト ホスト名 重要度"
    )
)
_ZONE_NOTE = re.compile(
    r"[(\[]\s*([A-Za-z]{1,4}|(?:UTC|GMT)?[+-]\d{1,2}(?::?\d\d)?)\s*[)\]]|[ _](UTC|GMT|JST)$", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Columns:
    """Role -> column number, and what the header itself says.

    `checks` are columns that state the same moment again (Timesketch: `datetime` and `timestamp`); `zone` is the one a
    time header names, as in `Time (UTC)`; `machine`: the table is a machine's log rather than people's talk.
    """

    header: tuple[str, ...]
    at: Mapping[str, int]
    checks: tuple[int, ...]
    facts: tuple[tuple[int, str], ...]
    zone: tzinfo | None
    machine: bool


def columns(header: Sequence[str], mapping: Mapping[str, str]) -> Columns | None:
    """What the columns of `header` hold; None where none holds a time.

    `mapping` overrules: role -> header or header -> role, whichever way a person put it.
    """
    names = [plain_name(h) for h in header]
    at = _mapped(header, names, mapping)
    for role, known in ROLES.items():
        if role in at:
            continue
        taken = set(at.values())
        found = [(known.index(n), i) for i, n in enumerate(names) if i not in taken and n in known]
        if found:
            at[role] = min(found)[1]
    if "time" not in at and "date" in at:
        at["time"] = at.pop("date")
    if "time" not in at:
        return None
    main = at["time"]
    checks = tuple(
        i
        for i, n in enumerate(names)
        if i != main and n in _SAME_MOMENT and names[main] in _SAME_MOMENT and i not in at.values()
    )
    used = {i for role, i in at.items() if role not in {"kind", "lane"}}
    facts = tuple((i, fact_name(h)) for i, h in enumerate(header) if i not in used and i not in checks and h.strip())
    return Columns(tuple(header), at, checks, facts, _header_zone(header[main]), not _MACHINE.isdisjoint(names))


def plain_name(header: str) -> str:
    """A header without case, width, spaces, punctuation and bracketed notes, to compare."""
    bare = re.sub(r"[(\[][^()\[\]]*[)\]]", "", unicodedata.normalize("NFKC", header[:120])).casefold()
    return re.sub(r"[\W_]+", "", re.sub(r"[ _](utc|gmt|jst)$", "", bare.strip()))


@lru_cache(4096)
def fact_name(header: str) -> str:
    """A header as the key of a fact: kebab-case."""
    spaced = re.sub(r"([a-z0-9])([A-Z])", r"\1-\2", header.strip()[:60])
    return re.sub(r"[\W_]+", "-", spaced).strip("-").lower() or "column"


def _mapped(header: Sequence[str], names: Sequence[str], mapping: Mapping[str, str]) -> dict[str, int]:
    at: dict[str, int] = {}
    for left, right in mapping.items():
        for role, wanted in ((left, right), (right, left)):
            if role in ROLES and role not in at:
                place = next((i for i, h in enumerate(header) if h.strip() == wanted.strip()), None)
                if place is None:
                    place = next((i for i, n in enumerate(names) if n == plain_name(wanted)), None)
                if place is not None:
                    at[role] = place
                    break
    return at


def _header_zone(header: str) -> tzinfo | None:
    m = _ZONE_NOTE.search(unicodedata.normalize("NFKC", header).strip())
    return None if m is None else zone_named((m[1] or m[2]).upper())

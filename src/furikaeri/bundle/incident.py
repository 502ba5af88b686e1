"""The facts of an incident as people keep them in incident.toml."""

from __future__ import annotations

import tomllib
from datetime import tzinfo
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from furikaeri.evidence.instants import BadTimeError, NaiveTimeError, instant
from furikaeri.model.chronology import SeveritySpan
from furikaeri.model.incident import Incident
from furikaeri.model.timespan import iso
from furikaeri.text import FurikaeriError, Text

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def zone(name: str) -> tzinfo:
    """The zone of an IANA name such as Asia/Tokyo; FurikaeriError for any other word."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as fault:
        raise FurikaeriError(
            Text(
                "“{name}” is no time zone. Name one as in Asia/Tokyo, Europe/Berlin or UTC.",
                "「{name}」というタイムゾーンはありません。Asia/Tokyo、Europe/Berlin、UTC のように指定してください。",
            ).fill(name=name)
        ) from fault


def read_incident(path: Path) -> Incident:
    """The incident of an incident.toml; FurikaeriError names the line or key that can't be used."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as fault:
        raise _unusable(path, fault) from fault
    try:
        return Incident(
            title=_string(data, "title"),
            zone=str(zone(_string(data, "zone") or "UTC")),
            lang="ja" if _string(data, "lang") == "ja" else "en",
            services=_strings(data, "services"),
            lanes=_strings(data, "lanes"),
            severities=tuple(
                _severity(row, str(zone(_string(data, "zone") or "UTC"))) for row in data.get("severity", ())
            ),
            aliases=_names(data, "aliases"),
            roles=_names(data, "roles"),
        )
    except (TypeError, KeyError, AttributeError, BadTimeError, NaiveTimeError) as fault:
        raise _unusable(path, fault) from fault


def written(incident: Incident) -> str:
    """An incident.toml with the blanks explained, for people to edit; `read_incident` gives the same incident back."""
    ja = incident.lang == "ja"
    quote = _quoted
    lines = [
        f"title = {quote(incident.title)}",
        f"zone = {quote(incident.zone)}  # " + ("この障害の現地時間" if ja else "the incident's own local time"),
        f'lang = "{incident.lang}"',
        "services = [" + ", ".join(map(quote, incident.services)) + "]",
        *(["lanes = [" + ", ".join(map(quote, incident.lanes)) + "]"] if incident.lanes else []),
        "",
        "# "
        + (
            "重大度の履歴。to を省くと「継続中」です。"
            if ja
            else "Severity as a history; leave `to` out while it lasts."
        ),
        *_history(incident),
        "",
        "# " + ("記録の中の名前 → 表示する名前" if ja else "A name as the records have it -> the name to show."),
        "[aliases]",
        *(f"{quote(name)} = {quote(shown)}" for name, shown in incident.aliases.items()),
        "",
        "# "
        + (
            "名前 → 役割。書き出すときに名前を役割に置き換えられます。"
            if ja
            else "A name -> its role, for exports that hide names."
        ),
        "[roles]",
        *(f"{quote(name)} = {quote(role)}" for name, role in incident.roles.items()),
        "",
    ]
    return "\n".join(lines)


def _history(incident: Incident) -> list[str]:
    """The severities as tables; an example in a comment where there are none yet."""
    if not incident.severities:
        return [
            "# [[severity]]",
            '# severity = "SEV-2"',
            "# from = 2026-03-02T10:05:00+09:00",
            "# to = 2026-03-02T11:40:00+09:00",
        ]
    lines = []
    for span in incident.severities:
        lines += ["[[severity]]", f"severity = {_quoted(span.severity)}", f"from = {iso(span.lo)}"]
        lines += [f"to = {iso(span.hi)}"] if span.hi is not None else []
    return lines


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(c if c >= " " and c != "\x7f" else f"\\u{ord(c):04x}" for c in escaped) + '"'


def _string(data: Mapping[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise TypeError(f"{key} must be text")
    return value


def _strings(data: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = data.get(key, [])
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise TypeError(f"{key} must be a list of texts")
    return tuple(value)


def _names(data: Mapping[str, Any], key: str) -> dict[str, str]:
    return {str(k): str(v) for k, v in dict(data.get(key, {})).items()}


def _severity(row: Mapping[str, Any], zone_name: str) -> SeveritySpan:
    def at(key: str) -> int:
        value = row[key]
        return instant(value if isinstance(value, str) else value.isoformat(), zone(zone_name)).lo

    return SeveritySpan(
        severity=str(row["severity"]), lo=at("from"), hi=at("to") if "to" in row else None, basis="incident.toml"
    )


def _unusable(path: Path, fault: Exception) -> FurikaeriError:
    return FurikaeriError(
        Text(
            "{path}: {fault}. Mend the file and try again.", "{path}: {fault}。ファイルを直してからもう一度どうぞ。"
        ).fill(path=path, fault=fault)
    )

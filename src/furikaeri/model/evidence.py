"""Immutable bytes with provenance."""

from __future__ import annotations

import msgspec


class EvidenceItem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One file as it was handed in. `digest` is BLAKE2b-256 of its bytes, in hex; times are RFC 3339 in UTC.

    `source` is the reader chosen (by sniffing, or by a person: then `chosen_by` names them). `zone` is the IANA zone
    that a person stated for its naive times. `captured_at` is when the thing shown was captured or exported (needed
    for a screenshot, useful for exports: it orders two exports of one channel).
    """

    digest: str
    name: str
    size: int
    media_type: str
    source: str
    added_at: str
    added_by: str = ""
    chosen_by: str = ""
    origin: str = ""
    zone: str = ""
    captured_at: str = ""
    mapping: dict[str, str] = {}

"""What people say on the pages about records: how one is to be read, what is to be destroyed."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from furikaeri.bundle.incident import zone as zone_of
from furikaeri.evidence.source import sources
from furikaeri.text import FurikaeriError, Text
from furikaeri_web.evidence.services import Said
from furikaeri_web.parts.tongue import tongue

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import QueryDict

COLUMNS: Mapping[str, Text] = {
    "time": Text("time", "時刻"),
    "text": Text("what it says", "内容"),
    "actor": Text("who", "誰"),
    "id": Text("its own number", "番号・ID"),
}
CONFIRM = Text("destroy", "消去")


def said(posted: QueryDict, zone: str) -> Said:
    """How a record is to be read, as a form says it; a moment without a zone is in `zone`. FurikaeriError for nonsense."""
    named = posted.get("zone", "").strip()
    captured = posted.get("captured_at", "").strip()
    if captured and named == "" and datetime_without_zone(captured):
        captured = datetime.fromisoformat(captured).replace(tzinfo=zone_of(zone)).astimezone(UTC).isoformat()
    mapping = {role: posted.get(f"column-{role}", "").strip()[:120] for role in COLUMNS}
    return Said(
        source=posted.get("source", "").strip(), zone=named, captured_at=captured,
        mapping={role: header for role, header in mapping.items() if header},
    )  # fmt: skip


def datetime_without_zone(text: str) -> bool:
    """Whether this is a moment as a date field gives it, with no zone."""
    try:
        return datetime.fromisoformat(text).tzinfo is None
    except ValueError:
        return False


def zones() -> list[str]:
    """The zones people choose from."""
    return sorted(z for z in available_timezones() if "/" in z or z == "UTC")


def source_choices() -> list[tuple[str, str]]:
    """Every source by its name and title, in the language of the page."""
    return sorted(((name, s.title[tongue()]) for name, s in sources().items()), key=lambda pair: pair[1].casefold())


def confirmed(posted: QueryDict) -> None:
    """FurikaeriError unless the word was typed."""
    if posted.get("confirm", "").strip().casefold() not in {CONFIRM.en, CONFIRM.ja}:
        raise FurikaeriError(
            Text(
                "Nothing was destroyed: type “{word}” to confirm.",
                "まだ消去していません。確認のため「{word}」と入力してください。",
            ).fill(word=CONFIRM)
        )

"""Action items that stand in a table: which column holds the action, its owner, ticket, status."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.action_item import ActionItem, is_marked_done, is_nothing, status_done, ticket_in
from furikaeri.markup.plain import plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from furikaeri.markup.blocks import Block

_COLUMNS = {
    "owner": r"owner|assignee|responsible|\bwho\b|\bdri\b|担当|責任者|オーナー",
    "ticket": r"ticket|\bbug\b|issue|\bjira\b|tracking|\blinks?\b|\bpr\b|チケット|課題番号|リンク",
    "status": r"status|state\b|done|progress|状態|状況|ステータス|進捗|完了",
    "action": r"action|item|\btask\b|descri|\bwhat\b|title|recommend|measure|follow"
    r"|アクション|内容|対策|項目|タスク|施策|対応|改善",
}
_PATTERNS = {kind: re.compile(words, re.IGNORECASE) for kind, words in _COLUMNS.items()}
_BESIDE = re.compile(
    r"\bdue\b|date|deadline|priority|type|kind|categor|effort|rung"
    r"|期限|期日|優先|種別|カテゴリ|分類|区分|効果|^#$|^(?:no|id|番号)\.?$",
    re.IGNORECASE,
)
_SURELY = re.compile(r"item|アクション|内容|対策", re.IGNORECASE)


def table_items(source: str, rows: Sequence[Block]) -> Iterator[ActionItem]:
    """The rows of one table (its header first, where it has one) as action items; empty ones left out."""
    header = [plain(source, (c,)).text.strip() for c in rows[0].cells] if rows[0].header else []
    body = rows[1:] if header else rows
    if not body:
        return
    places = _places(header)
    at = places.get("action", _longest(body, {places.get(kind) for kind in ("owner", "ticket", "status")}))
    for row in body:
        cells = [source[slice(*c)] for c in row.cells]
        text = cells[at] if at < len(cells) else ""
        if is_nothing(text):
            continue
        owner, ticket, status = (_cell(cells, places.get(kind)) for kind in ("owner", "ticket", "status"))
        whole = source[slice(*row.pieces[0])]
        done = status_done(status or "")
        yield ActionItem(
            line=row.line,
            text=text,
            owner=owner and owner.strip("@*_` "),
            ticket=ticket_in(ticket or "", source) or ticket or ticket_in(whole, source),
            done=True if done is None and is_marked_done(whole) else done,
            form="table",
            span=row.pieces[0],
        )


def _places(header: Sequence[str]) -> dict[str, int]:
    """The column of each kind, the first that its title names."""
    places: dict[str, int] = {}
    for kind, pattern in _PATTERNS.items():
        for n, title in enumerate(header):
            beside = kind == "action" and _BESIDE.search(title) and not _SURELY.search(title)
            if n not in places.values() and pattern.search(title) and not beside:
                places[kind] = n
                break
    return places


def _longest(body: Sequence[Block], taken: set[int | None]) -> int:
    """The column with the most text, of those not taken."""
    width = max(len(r.cells) for r in body)
    lengths = [sum(r.cells[n].end - r.cells[n].start for r in body if n < len(r.cells)) for n in range(width)]
    free = [n for n in range(width) if n not in taken] or list(range(width))
    return max(free, key=lambda n: lengths[n], default=0)


def _cell(cells: Sequence[str], n: int | None) -> str | None:
    if n is None or n >= len(cells) or is_nothing(cells[n]):
        return None
    return cells[n]

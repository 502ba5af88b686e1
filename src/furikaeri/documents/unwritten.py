"""What in a document waits to be written: blanks, placeholders, the guidance of a template, open questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from furikaeri.documents.action_item import is_nothing

if TYPE_CHECKING:
    from furikaeri.markup.blocks import Block

_READ = frozenset({"paragraph", "item", "row", "code"})
_OPEN = re.compile(r"[ \t]*>[ \t]*[?？][ \t]+\S")
_BLANK = re.compile(r"[\s?？_\-–—.…*|:：/~]*")
_EMPHASISED = re.compile(r"(?:_[^_].*_|\*[^*].*[^*]\*)[.。]?", re.DOTALL)
_PLACEHOLDER = re.compile(
    r"\b(?:YYYY|yyyy)\b|\bDD/MM\b|\b(?:HH|hh|XX|xx|00):(?:MM|mm|XX|xx)\b|\?\?|\{\{|\bTBD\b|\bTODO\b|\bXXX+\b"
    r"|\[(?:insert|your|name|date|time|link|description|title|service|describe|add|yyyy|owner|team|number|x+\b)[^\]\n]{0,80}\](?!\()"
    r"|<(?!/|https?:|br\b|img\b|a\b|p\b|details\b|summary\b|sup\b|sub\b|b\b|i\b|li\b|ul\b|div\b|span\b)[A-Za-z][^<>=\n]{2,80}>"
    r"|\b[Ll]orem\b|\b(?:sit|dolor) amet\b|\bquis dapibus\b|\b[Cc]urabitur\b|[〇○]{2}|[（(【\[](?:記入|記載|例|ここに)[^）)】\]]{0,60}[）)】\]]",
)
_GUIDANCE = re.compile(
    r"\W{0,6}(?:(?:please |briefly |then |shortly )?(?:describe|include|explain|list|provide|summari[sz]e|give|write|enter"
    r"|insert|fill|briefly|outline|document|state|record|copy|e\.g\.|for example|example:)\b"
    r"|(?:a|an) (?:brief|short|concise|one|detailed|list|summary|description|clear)\b|to be done\b"
    r"|(?:what|how|who|when|which|did|where|why|was|were|is|are|do|does|could|can|should)\b[^.!\n]{3,200}\?)",
    re.IGNORECASE,
)
_GUIDANCE_JA = re.compile(
    r"(?:記載|記入|記述|記録|列挙|説明|要約|明記|書い|書き|入力|リンクし|含め)[^。\n]{0,12}"
    r"(?:ください|ましょう|ます|する|こと)[。)）]?\s*$|(?:ます|です|でしょう|ました|たの|のか|たか|いか|るか)か?[？?]\s*$|^\W{0,3}(?:例[:：)]|例えば)",
    re.MULTILINE,
)


def open_question(source: str, block: Block) -> bool:
    """Whether the block is a question that a draft asks of people ("> ? …") and nobody has answered."""
    if not block.quoted or not block.pieces:
        return False
    begin = source.rfind("\n", 0, block.pieces[0].start) + 1
    return _OPEN.match(source, begin) is not None


def is_placeholder(words: str) -> bool:
    """Whether words stand where others should: nothing, "?", TBD, YYYY-MM-DD, <name>, 〇〇, _guidance in italics_."""
    text = words.strip()
    return (
        is_nothing(text)
        or (len(text) <= 60 and _BLANK.fullmatch(text) is not None)
        or _PLACEHOLDER.search(text[:600]) is not None
        or (len(text) <= 2000 and _EMPHASISED.fullmatch(text) is not None)
    )


def is_guidance(words: str) -> bool:
    """Whether words tell a writer what to write, as templates do, or ask for it."""
    return is_placeholder(words) or _GUIDANCE.match(words) is not None or _GUIDANCE_JA.search(words[:600]) is not None


def is_written(source: str, block: Block) -> bool:
    """Whether somebody has written something here: words that are neither blanks nor guidance nor an open question."""
    if block.kind not in _READ or block.header or not block.pieces or open_question(source, block):
        return False
    if block.kind == "row":
        cells = [source[slice(*cell)] for cell in block.cells]
        filled = cells[1:] if len(cells) > 1 else cells
        return not all(is_placeholder(cell) for cell in filled)
    words = source[block.pieces[0].start : block.pieces[-1].end]
    return not is_placeholder(words)

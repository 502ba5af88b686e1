"""A countermeasure's words in order: what is done, what leads it, what it is for, on what occasion."""

from __future__ import annotations

import re
from dataclasses import dataclass

from furikaeri.countermeasures.lexicon import Word, words_of
from furikaeri.markup.plain import plain
from furikaeri.markup.sentences import sentences
from furikaeri.text import Lang, Span

LONGEST = 1200
"""Characters that are read: an action item is a sentence or two, and what comes later has never decided."""

_FOLD = {0x3000: 0x20, 0x2019: 0x27, **{c: c - 0xFEE0 for c in range(0xFF01, 0xFF5F)}}
_JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
_BLANK = re.compile(r"https?://[^\s)\]）」、。]+|\[\[[^\[\]]{0,80}\]\]|(?<=\s)@[\w-]+|#\d+")
_ASIDE = re.compile(r"\([^()]{0,400}\)|\[[^\[\]]{0,200}\]")
_MARK = re.compile(r"^(?:[\s\-*+•・>]|\d{1,2}[.)]\s|\[[ x]?\]\s|☐|☑)+")
_TITLE = re.compile(r"[^。.!?]{3,70}?(?::\s|\s[—–]\s?|—)(?=.{12})")
_PURPOSE_EN = re.compile(
    r"\b(?:so (?:that|we|they|it|the)|in order to|because|since|as (?:this|it|that)|which (?:will|would|could)|this (?:will|would)|"
    r"(?:that|it) (?:will|would)|allowing|to (?:avoid|prevent|ensure|detect|reduce|help|make sure|allow|catch|identify|be notified|"
    r"minimi[sz]e|improve|see|handle|notify|alert|enable|mitigate|limit|understand|determine|confirm|verify|check|find))\b"
)
_PURPOSE_JA = re.compile(r"(?:ため(?:に|の)?、?|ように(?!する|し|なる)、?|ことで、?|を防ぐ(?=.{3}))")
_OCCASION_EN = re.compile(
    r"^(?:when(?:ever)?|if|before|after|until|once|in case|for (?:each|every)|unless|during)\b[^,]{3,140},"
)
_OCCASION_JA = re.compile(r"^.{2,90}?(?:際に?は?|時に?は?|場合に?は?|[前後](?:に|は))[、\s]?(?=.{4})")
_PREAMBLE = re.compile(
    r"(?:(?:we|the|a|an|all|our|your|team|teams|engineers|developers|users|package|maintainers|and|it|they|you|i|there|"
    r"should|shall|will|would|could|can|may|might|must|need|needs|to|be|been|is|are|was|were|has|have|had|also|please|then|"
    r"going|like|want|plan|plans|planning|working|start|started|starting|consider|considering|perhaps|maybe|possibly|potentially|"
    r"additionally|hence|instead|again|just|always|more|first|action|item|pending|done|todo|fully|now|better|firstly|"
    r"secondly|finally|currently|actively|both|that)\b(?:'(?:re|ve|ll|s|d)\b)?[\s,:]*)*"
)
_LEAD_WORDS = 3
_LATIN_TO_ONE = 16
"""Japanese items are full of Latin names: one Japanese sign in so many characters makes the text Japanese."""
_LEAD_SIGNS = 14
_VERB = 4


@dataclass(frozen=True, slots=True)
class Statement:
    """The text as it is read: lower case, Markdown off, same length as `shown` (which keeps the writer's letters).

    Zones are ranges of it: `title` before a colon, `main` the clause that says what is done, `lead` its deciding verb
    (English: its first words; Japanese: its last signs).
    """

    shown: str
    text: str
    lang: Lang
    words: tuple[Word, ...]
    first: Span
    title: Span
    main: Span
    lead: Span
    asides: tuple[Span, ...]

    def in_aside(self, at: int) -> bool:
        """Whether the place lies in brackets."""
        return any(a.start <= at < a.end for a in self.asides)


def state(source: str) -> Statement:
    """Any text as a statement; never raises, reads the first `LONGEST` characters."""
    source = source[: 2 * LONGEST]
    shown = plain(source, [Span(0, len(source))]).text[:LONGEST]
    text = shown.translate(_FOLD).replace("İ", "i").lower()
    text = _BLANK.sub(lambda m: " " * len(m[0]), text)
    lang: Lang = "ja" if (n := len(_JAPANESE.findall(text))) > 2 and n * _LATIN_TO_ONE > len(text) else "en"
    begin = m.end() if (m := _MARK.match(text)) else 0
    asides = tuple(Span(*m.span()) for m in _ASIDE.finditer(text))
    title = Span(begin, m.end()) if (m := _TITLE.match(text, begin)) else Span(begin, begin)
    first = next((s for s in _sentences(text, title.end)), Span(title.end, len(text)))
    main = _main_ja(text, first, asides) if lang == "ja" else _main_en(text, first)
    lead = _lead_ja(text, main) if lang == "ja" else _lead_en(text, main)
    return Statement(shown, text, lang, words_of(text), first, title, main, lead, asides)


def _sentences(text: str, start: int) -> list[Span]:
    return [Span(s.start + start, s.end + start) for s in sentences(text[start:])]


def _main_en(text: str, first: Span) -> Span:
    occasion = _OCCASION_EN.match(text[first.start : first.end])
    start = first.start + (occasion.end() if occasion else 0)
    opening = _PREAMBLE.match(text, start, first.end)
    verb = opening.end() if opening else start
    cut = _PURPOSE_EN.search(text, min(verb + _VERB, first.end), first.end)
    return Span(start, cut.start() if cut else first.end)


def _main_ja(text: str, first: Span, asides: tuple[Span, ...]) -> Span:
    end = first.end
    for aside in reversed(asides):
        if first.start < aside.start < end and not text[aside.end : end].strip(" 。."):
            end = aside.start
    start = first.start
    for purpose in _PURPOSE_JA.finditer(text, first.start, end):
        if purpose.end() < end - 4:
            start = purpose.end()
    occasion = _OCCASION_JA.match(text[start:end])
    return Span(start + (occasion.end() if occasion else 0), end)


def _lead_en(text: str, main: Span) -> Span:
    m = _PREAMBLE.match(text, main.start, main.end)
    start = m.end() if m else main.start
    words = words_of(text[start : main.end])[:_LEAD_WORDS]
    return Span(start, start + words[-1].end) if words else Span(start, start)


def _lead_ja(text: str, main: Span) -> Span:
    end = main.start + len(text[main.start : main.end].rstrip(" 。.*」"))
    return Span(max(main.start, end - _LEAD_SIGNS), end)

"""What the surroundings of a finding tell: its section, its block, quotation, code, template text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from furikaeri.lint.lexicon import PLACES, Lexicon, Place
from furikaeri.lint.patterns import Node, parse, regex
from furikaeri.text import Span

_QUOTATION = re.compile(r"\"[^\"]{1,200}\"|「[^」]{1,200}」|『[^』]{1,200}』|(?<!\w)'[^']{3,200}'(?!\w)")
_LOG = re.compile(
    r"\A\W{0,4}(?:\d{4}-\d\d-\d\d[t ]\d\d:\d\d:\d\d\S{0,16} |\[?\d\d:\d\d:\d\d[\].,]?\S{0,8} )?"
    r"\W?(?:error|warn|warning|info|debug|fatal|critical|traceback)\b(?:[\]:=]|\s*\[|\s\S{1,60}:\d)"
    r"|\b\w{1,20}=\"?\S{1,40} \w{1,20}=\"?\S{1,40} \w{1,20}="
)
_PLACEHOLDER = re.compile(
    r"<[a-z][a-z0-9 _/,.'-]{1,60}>|\[(?:[a-z][^\]]{2,80})\](?!\()|\{\{[^}]{1,80}\}\}|\$\{[^}]{1,60}\}|\byyyy|\bhh:mm\b|\bxx:xx\b|_{4,}"
    r"|\b(?:todo|tbd|lorem ipsum)\b|〇〇|○○|◯◯|\.\.\.\s*\]"
)


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What all sentences of one block share."""

    role: str
    kind: str
    header: bool
    quoted: bool
    checked: bool | None

    def flags(self) -> Iterator[str]:
        """The block's flags, by name."""
        yield "section:" + self.role
        yield "kind:" + self.kind
        if self.header:
            yield "header"
        if self.quoted:
            yield "quoted-block"
        if self.checked:
            yield "checked"


def sentence_flags(folded: str) -> Iterator[str]:
    """What the whole sentence is: a question, template text, a line of a log, short or long."""
    tail = folded.rstrip(" )\"'」』）*")
    if tail.endswith(("?", "？")):
        yield "question"
    if ("<" in folded or "[" in folded or "{" in folded or "_" in folded or not folded.isascii() or "y" in folded) and (
        _PLACEHOLDER.search(folded)
    ):
        yield "placeholder"
    if _LOG.search(folded):
        yield "log-line"
    if tail.endswith((":", "：")):
        yield "colon"
    length = len(folded)
    yield "length:" + ("short" if length < 40 else "middle" if length < 160 else "long")


def match_flags(folded: str, start: int, end: int, code: tuple[Span, ...], links: tuple[Span, ...]) -> Iterator[str]:
    """Where the match stands: in quotation marks, in code, in a link, at the beginning of the sentence.

    `code` and `links` are ranges of the sentence.
    """
    if any(begin <= start and end <= stop for begin, stop in code):
        yield "code"
    if any(begin <= start and end <= stop for begin, stop in links):
        yield "link"
    if ('"' in folded or "「" in folded or "『" in folded or "'" in folded) and any(
        m.start() < start and end < m.end() and m.end() - m.start() < len(folded) - 4 for m in _QUOTATION.finditer(folded)
    ):
        yield "quotation"
    if start < 4:
        yield "opens"


_WORD = re.compile(r"[a-z0-9][a-z0-9']{0,30}")
_REMEMBERED = 20_000  # words; more than the vocabulary of many documents
_BESIDE = 60  # characters beside a match that a Japanese guard, or an English one of several words, looks at


class GuardBook:
    """The guards of a lexicon, made ready.

    English guards of single words are looked up word by word, and what a word raises is remembered: texts are made of
    few words. All other guards are regular expressions.
    """

    __slots__ = ("_exact", "_lexicon", "_near", "_raised", "_rest", "_searches", "_stems")

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._near = {guard.name: guard.near for guard in lexicon.guards.values()}
        self._exact: dict[Place, dict[str, set[str]]] = {place: {} for place in PLACES}
        self._stems: dict[Place, list[tuple[str, str]]] = {place: [] for place in PLACES}
        self._raised: dict[Place, dict[str, frozenset[str]]] = {place: {} for place in PLACES}
        self._rest: dict[Place, dict[str, list[str]]] = {place: {} for place in PLACES}
        self._searches: dict[str, re.Pattern[str]] = {}
        for guard in lexicon.guards.values():
            for pattern in guard.any:
                for option in self._spread(parse(pattern)):
                    self._enter(guard.name, guard.at, option)

    def in_sentence(self, folded: str) -> frozenset[str]:
        """The guards that hold for a whole sentence."""
        words = _WORD.findall(folded) if self._lexicon.lang == "en" else ()
        return frozenset(self._searched("sentence", folded)).union(*(self._words("sentence", word) for word in words))

    def at_match(self, folded: str, start: int, end: int) -> frozenset[str]:
        """The guards that hold close before, in and close after a match."""
        sides: tuple[tuple[Place, str], ...] = (
            ("before", folded[max(0, start - _BESIDE) : start]),
            ("match", folded[start:end]),
            ("after", folded[end : end + _BESIDE]),
        )
        raised: set[str] = set()
        for place, part in sides:
            raised.update(self._searched(place, part))
            if self._lexicon.lang == "en":
                words = _WORD.findall(part)
                if place == "before":
                    words.reverse()
                for distance, word in enumerate(words, 1):
                    raised.update(name for name in self._words(place, word) if distance <= self._near[name])
        return frozenset(raised)

    def _spread(self, nodes: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
        """The alternatives that a pattern of one element stands for; else the pattern itself."""
        node = nodes[0]
        if self._lexicon.lang == "ja" or len(nodes) > 1 or node.optional or node.kind not in {"any", "class"}:
            yield nodes
            return
        for option in node.options or [parse(item) for item in self._lexicon.classes.get(node.text, ())]:
            yield from self._spread(option)

    def _enter(self, name: str, place: Place, nodes: tuple[Node, ...]) -> None:
        node = nodes[0]
        single = len(nodes) == 1 and self._lexicon.lang == "en" and _WORD.fullmatch(node.text)
        if single and node.kind == "word":
            self._exact[place].setdefault(node.text, set()).add(name)
        elif single and node.kind == "stem":
            self._stems[place].append((node.text, name))
        else:
            source = regex(nodes, self._lexicon.classes, self._lexicon.lang)
            self._rest[place].setdefault(name, []).append(source)

    def _words(self, place: Place, word: str) -> frozenset[str]:
        known = self._raised[place]
        found = known.get(word)
        if found is None:
            stems = {name for stem, name in self._stems[place] if word.startswith(stem)}
            found = frozenset(stems | self._exact[place].get(word, set()))
            if len(known) < _REMEMBERED:
                known[word] = found
        return found

    def _searched(self, place: Place, part: str) -> Iterator[str]:
        for name, sources in self._rest[place].items():
            compiled = self._searches.get(name)
            if compiled is None:
                compiled = self._searches[name] = re.compile("|".join(sources))
            if compiled.search(part):
                yield name

"""The little language in which rules are written, compiled to regular expressions that take linear time.

English patterns are sequences of words, Japanese ones sequences of character strings:

    word  stem*       this word; a word that begins so
    {CLASS}           whatever the class of the lexicon holds (classes may name classes)
    (a|b c|d*)        one of these sequences
    [x] [x|y]         the same, or nothing
    ~  ~5             a gap of up to 3 (5) words; in Japanese up to 6 (5) characters; never over a full stop
    ^  $              the sentence begins (ends) here
    !(a|b)            what follows is none of these
    /regex/           a regular expression without `*` or `+`: every repeat has a bound
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from furikaeri.lint.words import TOKEN
from furikaeri.text import FurikaeriError, Lang, Text

Kind = Literal["word", "stem", "class", "any", "gap", "start", "end", "not", "regex"]
Classes = Mapping[str, Sequence[str]]

_TOKEN = re.compile(
    r"\s*(?:(?P<regex>/(?:[^/\\]|\\.)+/)|(?P<gap>~\d{0,2})|(?P<start>\^)|(?P<end>\$)|(?P<class>\{[A-Z][A-Z0-9-]*\})"
    r"|(?P<not>!\()|(?P<open>[(\[])|(?P<close>[)\]])|(?P<bar>\|)|(?P<word>[^\s()\[\]|{}~^$/*!]+(?P<stem>\*)?))"
)
_UNBOUNDED = re.compile(r"(?<!\\)[*+]|\{\d*,\}")


@dataclass(frozen=True, slots=True)
class Node:
    """One element: its `kind`, its `text` (a word, a class name, a gap's length, a regex), its alternatives."""

    kind: Kind
    text: str = ""
    options: tuple[tuple[Node, ...], ...] = ()
    optional: bool = False


Phrases = Mapping[str, Sequence[tuple[Node, ...]]]


def parse(pattern: str) -> tuple[Node, ...]:
    """The elements of a pattern. Raises FurikaeriError naming the pattern where it can't be read."""
    tokens = list(_tokens(pattern))
    nodes, at = _sequence(pattern, tokens, 0)
    if at != len(tokens):
        raise _wrong(pattern)
    return nodes


def regex(nodes: Sequence[Node], classes: Classes, lang: Lang, tags: Mapping[str, str], phrases: Phrases) -> str:
    """The regular expression of a parsed pattern: for English to be run on tokens, for Japanese on folded text.

    `tags`: the character that stands for each class; `phrases`: the items of several words by class.
    """
    return _Writer(classes, lang, tags, phrases).sequence(nodes)


def needs(nodes: Sequence[Node], classes: Classes, lang: Lang) -> list[frozenset[str]]:
    """Sets of strings, the rarest first: of each set one string stands in every match. Empty where none can be named.

    English strings are beginnings of words; those that end with a blank are whole words.
    """
    return sorted(filter(None, (_literals_of(node, classes, lang) for node in nodes)), key=_cost)


def _tokens(pattern: str) -> Iterator[tuple[str, str]]:
    at = 0
    end = len(pattern.rstrip())
    while at < end:
        m = _TOKEN.match(pattern, at)
        if m is None or m.end() == at:
            raise _wrong(pattern)
        kind = m.lastgroup or ""
        kind = "word" if kind == "stem" else kind
        yield kind, m[kind]
        at = m.end()


def _sequence(pattern: str, tokens: Sequence[tuple[str, str]], at: int) -> tuple[tuple[Node, ...], int]:
    nodes: list[Node] = []
    while at < len(tokens) and tokens[at][0] not in {"close", "bar"}:
        kind, text = tokens[at]
        at += 1
        if kind in {"open", "not"}:
            options: list[tuple[Node, ...]] = []
            while True:
                option, at = _sequence(pattern, tokens, at)
                options.append(option)
                if at >= len(tokens):
                    raise _wrong(pattern)
                at += 1
                if tokens[at - 1][0] == "close":
                    break
            if tokens[at - 1][1] != ("]" if text == "[" else ")") or not all(options):
                raise _wrong(pattern)
            nodes.append(Node("not" if kind == "not" else "any", options=tuple(options), optional=text == "["))
        else:
            nodes.append(_leaf(pattern, kind, text))
    return tuple(nodes), at


def _leaf(pattern: str, kind: str, text: str) -> Node:
    if kind == "word":
        return Node("stem", text[:-1]) if text.endswith("*") else Node("word", text)
    if kind == "regex":
        inner = text[1:-1].replace(r"\/", "/")
        try:
            re.compile(inner)
        except re.error:
            raise _wrong(pattern) from None
        if _UNBOUNDED.search(inner):
            raise FurikaeriError(
                Text(
                    f"The pattern {pattern!r} repeats without a bound; write {{0,20}} in place of * or +.",
                    f"パターン {pattern!r} に上限のない繰り返しがあります。* や + の代わりに {{0,20}} のように書いてください。",
                )
            )
        return Node("regex", inner)
    if kind == "class":
        return Node("class", text[1:-1])
    if kind == "gap":
        return Node("gap", text[1:])
    return Node("start" if kind == "start" else "end")


def _wrong(pattern: str) -> FurikaeriError:
    return FurikaeriError(
        Text(f"The pattern {pattern!r} can't be read.", f"パターン {pattern!r} を読み取れませんでした。")
    )


class _Writer:
    """Parsed patterns to regular expressions in one language.

    English ones read the tokens of a sentence, each written as a blank, the word, a bar and the tags of its classes.
    `tags` names the tag of a class, `phrases` the class's items of several words.
    """

    __slots__ = ("classes", "lang", "phrases", "tags", "words")

    def __init__(self, classes: Classes, lang: Lang, tags: Mapping[str, str], phrases: Phrases) -> None:
        self.classes = classes
        self.lang = lang
        self.words = lang == "en"
        self.tags = tags
        self.phrases = phrases

    def sequence(self, nodes: Sequence[Node]) -> str:
        return "".join(self._node(node) + ("?" if node.optional else "") for node in nodes)

    def _node(self, node: Node) -> str:
        if node.kind == "gap":
            return f"(?: [^ ;:]*){{0,{node.text or 3}}}?" if self.words else f"[^。！？]{{0,{node.text or 6}}}?"
        if node.kind == "start":
            return r"\A" if self.words else r"\A[^\w]{0,22}"
        if node.kind == "end":
            return r"(?=(?: [;:?!]\|)?\Z)" if self.words else r"(?=\W{0,6}\Z)"
        if node.kind == "not":
            return f"(?!{'|'.join(self.sequence(option) for option in node.options)})"
        if node.kind == "any":
            return f"(?:{'|'.join(self.sequence(option) for option in node.options)})"
        if node.kind == "class":
            return self._class(node.text)
        if not self.words:
            return f"(?:{node.text})" if node.kind == "regex" else re.escape(node.text)
        if node.kind == "regex":
            return f" (?:{node.text})[^ ]*"
        *before, last = TOKEN.findall(node.text) or [""]
        ending = "" if node.kind == "stem" else r"\|"
        return "".join(rf" {token}\|[^ ]*" for token in before) + f" {re.escape(last)}{ending}[^ ]*"

    def _class(self, name: str) -> str:
        if name not in self.classes:
            raise FurikaeriError(
                Text(f"No class {{{name}}} in the lexicon.", f"語彙に {{{name}}} という分類がありません。")
            )
        if not self.words:
            return f"(?:{'|'.join(self.sequence(parse(item)) for item in self.classes[name])})"
        tagged = f" [^ ]*{self.tags[name]}[^ ]*"
        phrases = [self.sequence(item) for item in self.phrases.get(name, ())]
        return f"(?:{'|'.join([tagged, *phrases])})" if phrases else tagged


# What stands in nearly every sentence makes a poor sieve.
_COMMON = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "been",
        "by",
        "did",
        "do",
        "does",
        "for",
        "from",
        "had",
        "has",
        "have",
        "if",
        "in",
        "is",
        "it",
        "its",
        "no",
        "not",
        "of",
        "on",
        "or",
        "our",
        "so",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "they",
        "this",
        "to",
        "up",
        "was",
        "we",
        "were",
        "what",
        "when",
        "which",
        "who",
        "will",
        "with",
        "you",
        "your",
        "i",
        "he",
        "she",
        "us",
        "all",
        "can",
    ]
)


# Japanese inflects in hiragana: a string of nothing else stands everywhere, the more the shorter it is.
_HIRAGANA = re.compile(r"[ぁ-ん、。：→]+")


def _cost(found: frozenset[str]) -> int:
    return sum(400 if x.strip() in _COMMON else _commonness(x) for x in found)


def _commonness(string: str) -> int:
    if string.isascii():
        return 40 if len(string) < 5 else max(1, 12 - len(string))
    return max(1, (400 if _HIRAGANA.fullmatch(string) else 12) >> 2 * (len(string) - 1))


def _literals_of(node: Node, classes: Classes, lang: Lang) -> frozenset[str]:
    if node.optional:
        return frozenset()
    if node.kind in {"word", "stem"}:
        if lang == "ja":
            return frozenset({node.text})
        head = re.match(r"[\w']+", node.text)  # the sieve looks at the beginnings of words
        if head is None:
            return frozenset()
        return frozenset({head[0] + (" " if node.kind == "word" or head[0] != node.text else "")})
    if node.kind == "class":
        options = [parse(item) for item in classes.get(node.text, ())]
    elif node.kind == "any":
        options = list(node.options)
    else:
        return frozenset()
    each = [next(iter(needs(option, classes, lang)), frozenset()) for option in options]
    return frozenset().union(*each) if each and all(each) else frozenset()

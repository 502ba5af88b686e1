"""Rules and a lexicon made into plain data that an engine starts from at once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from furikaeri.lint.book import one_word, spread, tags, word_book
from furikaeri.lint.lexicon import Lexicon
from furikaeri.lint.patterns import needs, parse, regex
from furikaeri.lint.rule import Rule
from furikaeri.text import FurikaeriError, Text

_CLASS = re.compile(r"\{[A-Z0-9-]+\}")


def made(rules: Sequence[Rule], lexicon: Lexicon) -> dict[str, Any]:
    """One language's side as JSON-able data.

    `patterns`: of each pattern the number of its rule, its text and its regular expression. A pattern is tried where one
    string of its first set is found and, unless it is `single`, one of its second; `always`: the patterns that no string
    can stand for and that run in all their sections. English finds strings through its `book` of words, Japanese through
    `sieve`, `first` and `second`. `searches`: the guards that are regular expressions, by place and name.
    """
    lang, classes = lexicon.lang, lexicon.classes
    tag_of = tags(lexicon)
    phrases = {name: [p for p in spread(f"{{{name}}}", lexicon) if len(p) > 1 or not one_word(p[0])] for name in tag_of}
    patterns = [(n, pattern) for n, rule in enumerate(rules) for pattern in rule.any[lang]]
    wanted: tuple[dict[str, list[int]], dict[str, list[int]]] = ({}, {})
    single: list[int] = []
    always: list[int] = []
    for number, (n, pattern) in enumerate(patterns):
        found = needs(parse(pattern), classes, lang)
        if not found:
            if not rules[n].sections:
                raise _aimless(rules[n], pattern)
            always.append(number)
        elif len(found) == 1:
            single.append(number)
        for place, words in zip(wanted, found, strict=False):
            for word in words:
                place.setdefault(word, []).append(number)
    searches: dict[str, dict[str, str]] = {}
    for guard in lexicon.guards.values():
        rest = [o for p in guard.any for o in spread(p, lexicon) if lang == "ja" or len(o) > 1 or not one_word(o[0])]
        if lang == "en" and all(_CLASS.fullmatch(p) for p in guard.any):
            continue  # a guard that names a class means its single words: they are looked up, not searched for
        if rest:
            sources = (regex(option, classes, lang, tag_of, phrases) for option in rest)
            searches.setdefault(guard.at, {})[guard.name] = "|".join(f"(?:{s})" for s in sources)
    data = {
        "patterns": [(n, p, regex(parse(p), classes, lang, tag_of, phrases)) for n, p in patterns],
        "single": single,
        "always": always,
        "searches": searches,
    }
    if lang == "en":
        return {**data, "book": word_book(lexicon, *wanted)}
    return {**data, "first": wanted[0], "second": wanted[1]}


def _aimless(rule: Rule, pattern: str) -> FurikaeriError:
    return FurikaeriError(
        Text(
            f"The pattern {pattern!r} of {rule.id} holds no word to look for first; give the rule sections.",
            f"{rule.id} のパターン {pattern!r} には手がかりになる語がありません。sections を指定してください。",
        )
    )

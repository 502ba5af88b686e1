"""The rules of one settings, made ready: a sieve a language, patterns compiled when first woken."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from furikaeri.lint.diagnostic import Severity
from furikaeri.lint.guards import GuardBook
from furikaeri.lint.lexicon import Lexicon
from furikaeri.lint.patterns import parse, regex
from furikaeri.lint.rule import Rule
from furikaeri.lint.scorer import Weights, weights
from furikaeri.lint.settings import Settings
from furikaeri.lint.shipped import content, numbered, rules_in, shipped_lexicon, shipped_rules, woken
from furikaeri.text import FurikaeriError, Lang, Text

_NONE: frozenset[int] = frozenset()


class Speech:
    """One language's side of the engine."""

    __slots__ = (
        "_always", "_compiled", "_first", "_second", "_sieve", "_single", "guards", "lang", "lexicon", "patterns", "rules",
        "weights",
    )  # fmt: skip

    def __init__(self, rules: tuple[Rule, ...], lexicon: Lexicon, ready: Mapping[str, Any], *, off: frozenset[str]) -> None:
        self.lang: Lang = lexicon.lang
        self.lexicon = lexicon
        self.rules = rules
        self.patterns = numbered(rules, lexicon.lang)
        self.guards = GuardBook(lexicon)
        self.weights: Weights = weights(lexicon.lang)
        silent = {n for n, (r, _) in enumerate(self.patterns) if rules[r].id in off or rules[r].trap in off}
        self._sieve = re.compile(ready["sieve"])
        self._first = {word: frozenset(numbers) for word, numbers in ready["first"].items()}
        self._second = {word: frozenset(numbers) for word, numbers in ready["second"].items()}
        self._single = frozenset(ready["single"]) - silent
        self._always = frozenset(ready["always"]) - silent
        if silent:
            self._first = {word: numbers - silent for word, numbers in self._first.items()}
        self._compiled: dict[int, re.Pattern[str]] = {}

    def woken(self, folded: str, role: str) -> frozenset[int]:
        """The numbers of the patterns worth trying on a folded text of a section of this role."""
        found = set(self._sieve.findall(folded))
        numbers = _NONE.union(*(self._first.get(word, _NONE) for word in found))
        if numbers:
            numbers &= self._single.union(*(self._second.get(word, _NONE) for word in found))
        numbers |= self._always
        return frozenset(n for n in numbers if not (s := self.rules[self.patterns[n][0]].sections) or role in s)

    def find(self, number: int, folded: str) -> re.Match[str] | None:
        """The first match of a pattern in a folded sentence."""
        compiled = self._compiled.get(number)
        if compiled is None:
            source = regex(parse(self.patterns[number][1]), self.lexicon.classes, self.lang)
            compiled = self._compiled[number] = re.compile(source)
        return compiled.search(folded)


class Engine:
    """Everything that linting under one `Settings` needs; make it with `engine_for`."""

    def __init__(self, settings: Settings) -> None:
        own = () if settings.rules is None else rules_in(settings.rules, own=True)
        known = {rule.id for rule in shipped_rules()}
        for rule in own:
            if rule.id in known:
                raise FurikaeriError(
                    Text(f"The rule id {rule.id} is taken.", f"ルール id「{rule.id}」はすでに使われています。")
                )
        self.rules = (*shipped_rules(), *own)
        self.ids = frozenset(rule.id for rule in self.rules)
        self._settings = settings
        self._severities: dict[str, Severity] = dict(settings.severities)
        self._own = bool(own)
        self._speech: dict[Lang, Speech] = {}

    def speech(self, lang: Lang) -> Speech:
        """The language's side, made when first asked for."""
        if lang not in self._speech:
            lexicon = shipped_lexicon(lang).with_machines(self._settings.machines)
            shipped = not self._own and not self._settings.machines
            ready = content()["sieves"][lang] if shipped else woken(self.rules, lexicon)
            self._speech[lang] = Speech(self.rules, lexicon, ready, off=self._settings.off)
        return self._speech[lang]

    def severity(self, rule: Rule) -> Severity:
        """The rule's severity as the organisation has it."""
        return self._severities.get(rule.id, self._severities.get(rule.trap, rule.severity))


@lru_cache(maxsize=8)
def engine_for(settings: Settings) -> Engine:
    """The engine of these settings; made once. Raises FurikaeriError where own rules can't be used."""
    return Engine(settings)

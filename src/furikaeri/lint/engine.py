"""The rules of one settings, made ready: a sieve a language, patterns compiled when first woken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from furikaeri.lint.diagnostic import Severity
from furikaeri.lint.guards import GuardBook
from furikaeri.lint.lexicon import Lexicon
from furikaeri.lint.prefilter import Sieve, bits, numbers
from furikaeri.lint.rule import Rule
from furikaeri.lint.scorer import Weights, weights
from furikaeri.lint.settings import Settings
from furikaeri.lint.shipped import content, rules_in, shipped_lexicon, shipped_rules
from furikaeri.lint.words import Read, WordBook
from furikaeri.text import FurikaeriError, Lang, Text


class Speech:
    """One language's side of the engine; `data` as `made` gives it."""

    __slots__ = (
        "_always", "_patterns", "_placed", "_searches", "_sieve", "_silent", "_single", "_tried", "guards", "lang", "never", "read",
        "rules", "weights",
    )  # fmt: skip

    def __init__(
        self, rules: tuple[Rule, ...], lexicon: Lexicon, data: Mapping[str, Any], *, off: frozenset[str]
    ) -> None:
        self.lang: Lang = lexicon.lang
        self.rules = rules
        self.never = lexicon.never
        self.weights: Weights = weights(lexicon.lang)
        self._patterns: list[tuple[int, str, str]] = data["patterns"]
        numbered = list(enumerate(self._patterns))
        self._silent = bits(n for n, (r, *_) in numbered if rules[r].id in off or rules[r].trap in off)
        self._placed = [(1 << n, rules[r].sections) for n, (r, *_) in numbered if rules[r].sections]
        self._tried: dict[str, int] = {}  # the patterns for a section's role
        self._single = bits(data["single"])
        self._always = bits(data["always"])
        self._searches: dict[int, Callable[[str], re.Match[str] | None]] = {}
        self.guards = GuardBook(lexicon, data["searches"])
        self._sieve: WordBook | Sieve
        if lexicon.lang == "en":
            book = self._sieve = WordBook(data["book"])
            self.read: Callable[[str], Read] = book.read
        else:
            self._sieve = Sieve(data["first"], data["second"])
            self.read = _plainly

    def woken(self, folded: str, role: str) -> list[int]:
        """The numbers of the patterns worth trying on a folded text of a section of this role, in order."""
        return self._kept(self._sieve.woken(folded, self._single), role)

    def within(self, folded: str, role: str) -> Callable[[str], list[int]]:
        """The same as `woken` for the parts of a folded text."""
        woken = self._sieve.within(folded)
        return lambda part: self._kept(woken(part, self._single), role)

    def _kept(self, woken: int, role: str) -> list[int]:
        tried = self._tried.get(role)
        if tried is None:
            elsewhere = sum(bit for bit, roles in self._placed if role not in roles)
            tried = self._tried[role] = ~(self._silent | elsewhere)
        mask = (woken | self._always) & tried
        return list(numbers(mask)) if mask else []

    def found(self, numbers: Iterable[int], tokens: str) -> Iterator[tuple[tuple[int, int], Rule, str]]:
        """Of the patterns that match in a sentence's tokens: where they first do, their rule, their text."""
        searches = self._searches
        for number in numbers:
            search = searches.get(number)
            if search is None:
                search = searches[number] = re.compile(self._patterns[number][2]).search
            if m := search(tokens):
                n, text, _ = self._patterns[number]
                yield m.span(), self.rules[n], text


def _made(rules: tuple[Rule, ...], lexicon: Lexicon) -> Mapping[str, Any]:
    from furikaeri.lint.made import made  # noqa: PLC0415  # only own rules and own machine names need it

    return made(rules, lexicon)


def _plainly(folded: str) -> Read:
    return Read(folded, folded, ())


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
            data = content()["speech"][lang] if shipped else _made(self.rules, lexicon)
            self._speech[lang] = Speech(self.rules, lexicon, data, off=self._settings.off)
        return self._speech[lang]

    def severity(self, rule: Rule) -> Severity:
        """The rule's severity as the organisation has it."""
        return self._severities.get(rule.id, self._severities.get(rule.trap, rule.severity))


@lru_cache(maxsize=8)
def engine_for(settings: Settings) -> Engine:
    """The engine of these settings; made once. Raises FurikaeriError where own rules can't be used."""
    return Engine(settings)
